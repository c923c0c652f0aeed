package org.sluice.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** An authority and the certificates it vouches for, made once by the JDK's keytool in a directory that is then deleted. */
public final class Certificates {
    /** For localhost, member.test and 127.0.0.1. */
    public static final String GOOD = "good";

    public static final String EXPIRED = "expired";
    /** For elsewhere.test. */
    public static final String OTHER_NAME = "other";
    /** Signed by itself. */
    public static final String UNKNOWN = "unknown";

    private static final String PASSWORD = "test-only";
    private static final String SAN = "san=dns:localhost,dns:member.test,ip:127.0.0.1";
    private static final Certificates ALL = new Certificates();

    private final List<KeyStore> stores = new ArrayList<>();

    private Certificates() {
        try {
            Path directory = Files.createTempDirectory("certificates");
            try {
                make(directory, "authority", "-ext", "bc:c", "-validity", "20", "-startdate", "-15d");
                make(directory, GOOD, "-signer", "authority", "-ext", SAN);
                make(directory, EXPIRED, "-signer", "authority", "-ext", SAN, "-startdate", "-9d", "-validity", "3");
                make(directory, OTHER_NAME, "-signer", "authority", "-ext", "san=dns:elsewhere.test");
                make(directory, UNKNOWN, "-ext", SAN);
                stores.add(load(directory.resolve("keys")));
            } finally {
                Files.deleteIfExists(directory.resolve("keys"));
                Files.delete(directory);
            }
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void make(Path directory, String alias, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-alias", alias, "-dname", "CN=" + alias));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", "keys"));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IOException(output);
        }
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    /** A client's context that trusts the authority alone. */
    public static SSLContext trusting() {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("authority", ALL.stores.get(0).getCertificate("authority"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server's context that shows the certificate {@code alias}. */
    public static SSLContext showing(String alias) {
        try {
            KeyStore own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            KeyStore all = ALL.stores.get(0);
            char[] password = PASSWORD.toCharArray();
            own.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A server on the loopback that shows {@code alias} and supports {@code protocol} only. */
    static TransportFixture.ServerSocketMaker server(String alias, String protocol) {
        return new TransportFixture.ServerSocketMaker() {
            @Override
            public java.net.ServerSocket make() throws IOException {
                SSLServerSocket socket = (SSLServerSocket) showing(alias)
                        .getServerSocketFactory()
                        .createServerSocket(0, 300, InetAddress.getLoopbackAddress());
                socket.setEnabledProtocols(new String[] {protocol});
                return socket;
            }
        };
    }
}
