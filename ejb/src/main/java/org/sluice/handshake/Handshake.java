package org.sluice.handshake;

import java.util.Optional;

/**
 * What a client asks for in its handshake: all that the packages behind it ever learn about it. Immutable.
 *
 * @param id one short token that names this handshake, and later its relay, in every log line
 * @param target the request target byte for byte as the client sent it, path and query, never decoded
 * @param headers every header the client sent, hop-by-hop ones included; see {@link Headers#endToEnd()}
 * @param clientAddress the address of the peer of the client's connection, as text
 * @param listenerPort the local port it connected to
 * @param secure whether it came over TLS
 * @param certificate by which the client proved to the listener who it is; empty if it showed none
 * @param identity who the client is to the server's realm; empty as long as nobody wanted to know
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
    /** Of a client that showed no certificate, and that nobody asked who it is. */
    public Handshake(
            String id, String target, Headers headers, String clientAddress, int listenerPort, boolean secure) {
        this(id, target, headers, clientAddress, listenerPort, secure, Optional.empty());
    }

    /** Of a client that nobody asked who it is. */
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

    /** The same, of a client that is known now. */
    public Handshake by(Identity known) {
        return new Handshake(id, target, headers, clientAddress, listenerPort, secure, certificate, Optional.of(known));
    }

    /** The path part of the request target, still encoded. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
