package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate authority and the certificates it vouches for, made by the JDK's keytool in a folder and kept there. The
 * servers under test trust it from their start; members show what the tests tell them to.
 */
public final class Authority {
    private static final String HERE = "san=dns:localhost,ip:127.0.0.1";
    /** In days. */
    private static final String YEARS = "3650";

    /** What a member shows. */
    public enum Certificate {
        /** For localhost and 127.0.0.1. */
        GOOD("-signer", "authority", "-ext", HERE, "-validity", YEARS),
        EXPIRED("-signer", "authority", "-ext", HERE, "-startdate", "-9d", "-validity", "3"),
        /** For elsewhere.test. */
        MISNAMED("-signer", "authority", "-ext", "san=dns:elsewhere.test", "-validity", YEARS),
        /** Signed by itself. */
        UNTRUSTED("-ext", HERE, "-validity", YEARS);

        @SuppressWarnings("ImmutableEnumChecker") // List.of makes immutable ones
        private final List<String> options;

        Certificate(String... options) {
            this.options = List.of(options);
        }
    }

    private static final String PASSWORD = "changeit";
    private static final String NAME = "authority";

    private final Path folder;

    private Authority(Path folder) {
        this.folder = folder;
    }

    /** The one of {@code folder}; makes it there if there is none. */
    public static Authority in(Path folder) {
        var authority = new Authority(folder);
        if (!Files.exists(authority.trustStore())) {
            authority.make();
        }
        return authority;
    }

    /** A PKCS 12 store with the password {@code changeit} that holds the authority's certificate alone. */
    public Path trustStore() {
        return folder.resolve("trust.p12");
    }

    private Path keys() {
        return folder.resolve("keys.p12");
    }

    /** Adds the authority to those that a PKCS 12 store with the password {@code changeit} trusts. */
    public void joinTo(Path trustStore) {
        add(NAME, trustStore);
    }

    /** Adds a certificate itself to those that a PKCS 12 store with the password {@code changeit} trusts. */
    public void join(Certificate certificate, Path trustStore) {
        add(certificate.name(), trustStore);
    }

    private void add(String alias, Path trustStore) {
        try {
            var store = load(trustStore);
            store.setCertificateEntry("sluice-" + alias, load(keys()).getCertificate(alias));
            save(store, trustStore);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot change " + trustStore, e);
        }
    }

    /** The authority's certificate in PEM, in a file. */
    public Path pem() {
        try {
            byte[] certificate = load(trustStore()).getCertificate(NAME).getEncoded();
            var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate);
            return Files.writeString(
                    folder.resolve(NAME + ".pem"),
                    "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot write " + folder, e);
        }
    }

    /** A PKCS 12 store with the password {@code changeit} that holds every key, each under its name. */
    public Path keyStore() {
        return keys();
    }

    /** In hexadecimal digits. */
    public String fingerprint(Certificate certificate) {
        try {
            byte[] encoded = load(keys()).getCertificate(certificate.name()).getEncoded();
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot read " + certificate, e);
        }
    }

    /** For a member that shows {@code certificate}, or a client that does; it trusts this authority alone. */
    public SSLContext showing(Certificate certificate) {
        try {
            var own = KeyStore.getInstance("PKCS12");
            own.load(null, null);
            own.setKeyEntry(certificate.name(), key(certificate), PASSWORD.toCharArray(), chain(certificate));
            var keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own, PASSWORD.toCharArray());
            return context(keys.getKeyManagers());
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("Cannot show " + certificate, e);
        }
    }

    /** For a client that shows it even where the listener names other issuers. */
    public SSLContext insistingOn(Certificate certificate) {
        try {
            return context(new RetryingClient(key(certificate), chain(certificate)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot show " + certificate, e);
        }
    }

    private SSLContext context(KeyManager... keys) throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(load(trustStore()));
        context.init(keys, trust.getTrustManagers(), null);
        return context;
    }

    private PrivateKey key(Certificate certificate) throws GeneralSecurityException {
        return (PrivateKey) load(keys()).getKey(certificate.name(), PASSWORD.toCharArray());
    }

    private X509Certificate[] chain(Certificate certificate) throws GeneralSecurityException {
        return Stream.of(load(keys()).getCertificateChain(certificate.name()))
                .map(X509Certificate.class::cast)
                .toArray(X509Certificate[]::new);
    }

    private void make() {
        try {
            Files.createDirectories(folder);
            keytool(NAME, List.of("-ext", "bc:c", "-startdate", "-15d", "-validity", YEARS));
            for (var certificate : Certificate.values()) {
                keytool(certificate.name(), certificate.options);
            }
            var trust = KeyStore.getInstance("PKCS12");
            trust.load(null, null);
            trust.setCertificateEntry(NAME, load(keys()).getCertificate(NAME));
            save(trust, trustStore());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Cannot make an authority in " + folder, e);
        }
    }

    private void keytool(String alias, List<String> options) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-noprompt"));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-alias", alias, "-dname", "CN=" + alias));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", keys().toString()));
        command.addAll(options);
        var keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed: " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in keytool", e);
        }
    }

    private static KeyStore load(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("Cannot read " + file, e);
        }
    }

    private static void save(KeyStore store, Path file) throws GeneralSecurityException {
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, PASSWORD.toCharArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
