package org.sluice.it.kit;

import java.net.Socket;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/**
 * What a member and its client agreed on in their TLS handshake.
 *
 * @param protocol such as {@code TLSv1.3}
 * @param names the server names in the client's hello (SNI, RFC 6066 3)
 * @param client the name in the certificate that the client showed; empty if it showed none
 */
public record Secured(String protocol, List<String> names, String client) {
    public Secured {
        names = List.copyOf(names);
    }

    /** With a client that showed no certificate. */
    public Secured(String protocol, List<String> names) {
        this(protocol, names, "");
    }

    /** Empty if there is no TLS. */
    static Optional<Secured> of(Socket socket) {
        if (socket instanceof SSLSocket secure && secure.getSession() instanceof ExtendedSSLSession session) {
            List<String> names = session.getRequestedServerNames().stream()
                    .map(name -> new SNIHostName(name.getEncoded()).getAsciiName())
                    .toList();
            return Optional.of(new Secured(session.getProtocol(), names, client(session)));
        }
        return Optional.empty();
    }

    private static String client(SSLSession session) {
        try {
            return session.getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException none) {
            return "";
        }
    }
}
