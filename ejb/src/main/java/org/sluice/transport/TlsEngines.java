package org.sluice.transport;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes TLS engines for connections to members. */
final class TlsEngines {
    private TlsEngines() {}

    /** A client's engine for {@code destination}, ready to shake hands. */
    static RecordEngine client(Destination destination, Tls tls) {
        SSLContext context = tls.verify() ? tls.context() : Trusting.CONTEXT;
        SSLEngine engine = context.createSSLEngine(destination.host(), destination.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(Stream.of(engine.getSupportedProtocols())
                .filter(List.of("TLSv1.3", "TLSv1.2")::contains)
                .toArray(String[]::new));
        parameters.setServerNames(serverNames(destination.host()));
        if (tls.verify()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 9525, by the JDK's own check
        }
        engine.setSSLParameters(parameters);
        return new RecordEngine(engine);
    }

    /** RFC 6066 3: a name, never an address. The JDK alone would leave out names without a dot. */
    private static List<SNIServerName> serverNames(String host) {
        if (BlockingTasks.isLiteral(host)) {
            return List.of();
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        try {
            return List.of(new SNIHostName(name));
        } catch (IllegalArgumentException e) {
            return List.of(); // such as my_member: it may resolve, but is no name that TLS carries
        }
    }

    /** For members whose certificates are not to be checked. It shows none of our own: nobody knows who would see it. */
    private static final class Trusting extends X509ExtendedTrustManager {
        static final SSLContext CONTEXT = context();

        private static SSLContext context() {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new Trusting()}, null);
                return context;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("no TLS in this JVM", e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
