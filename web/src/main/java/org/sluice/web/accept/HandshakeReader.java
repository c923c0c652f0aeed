package org.sluice.web.accept;

import jakarta.servlet.http.HttpServletRequest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.sluice.handshake.ClientCertificate;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.web.container.ServerRequest;
import org.sluice.web.wire.Servers;

/** Reads a request into a {@link Handshake}, as raw as the Servlet API shows it. */
final class HandshakeReader {
    /** Servlet 6.0, 3.9. */
    private static final String CERTIFICATES = "jakarta.servlet.request.X509Certificate";

    private HandshakeReader() {}

    /**
     * Reads a request.
     *
     * @return empty if the server does not keep the original target
     */
    static Optional<UpgradeWriter.ClientRequest> at(HttpServletRequest request) {
        ServerRequest server = Servers.request(request);
        return server.path().map(path -> new UpgradeWriter.ClientRequest(server, at(request, path)));
    }

    private static Handshake at(HttpServletRequest request, String path) {
        String query = request.getQueryString();
        String target = query == null ? path : path + "?" + query;
        return new Handshake(
                Long.toHexString(ThreadLocalRandom.current().nextLong() | Long.MIN_VALUE),
                target,
                headersOf(request),
                request.getRemoteAddr(),
                request.getLocalPort(),
                request.isSecure(),
                request.isSecure() ? certificateOf(request) : Optional.empty());
    }

    /** The first certificate of the chain is the client's own. */
    private static Optional<ClientCertificate> certificateOf(HttpServletRequest request) {
        return request.getAttribute(CERTIFICATES) instanceof X509Certificate[] chain && chain.length > 0
                ? Optional.of(ClientCertificate.of(chain[0]))
                : Optional.empty();
    }

    private static Headers headersOf(HttpServletRequest request) {
        List<Header> lines = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                lines.add(new Header(name, value));
            }
        }
        return new Headers(lines);
    }
}
