package org.sluice.handshake;

import java.util.Optional;

/**
 * A client's opening handshake, without the server's types: everything that other packages learn about the request. Immutable.
 *
 * @param id one short token that names this handshake, and later its relay, in every log line
 * @param target the request target byte for byte as the client sent it, path and query, never decoded
 * @param headers every header the client sent, hop-by-hop ones included; see {@link Headers#endToEnd()}
 * @param clientAddress the address of the peer of the client's connection, as text
 * @param listenerPort the local port it connected to
 * @param secure whether the connection uses TLS
 * @param certificate the client certificate; empty if the client presented none
 * @param identity the client's identity in the server's realm; empty if it was not authenticated
 */
public record Handshake(
        String id,
        String target,
        Headers headers,
        String clientAddress,
        int listenerPort,
        boolean secure,
        Optional<ClientCertificate> certificate,
        Optional<Identity> identity) {
    /** A handshake without client certificate and identity. */
    public Handshake(
            String id, String target, Headers headers, String clientAddress, int listenerPort, boolean secure) {
        this(id, target, headers, clientAddress, listenerPort, secure, Optional.empty());
    }

    /** A handshake without identity. */
    public Handshake(
            String id,
            String target,
            Headers headers,
            String clientAddress,
            int listenerPort,
            boolean secure,
            Optional<ClientCertificate> certificate) {
        this(id, target, headers, clientAddress, listenerPort, secure, certificate, Optional.empty());
    }

    /** This handshake with the client's identity. */
    public Handshake by(Identity known) {
        return new Handshake(id, target, headers, clientAddress, listenerPort, secure, certificate, Optional.of(known));
    }

    /** The path part of the request target, still encoded. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
