package org.sluice.server;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The server's key store, at the location given by the JDK's system properties. Read anew at each call. */
final class KeyFiles {
    private static final String STORE = "javax.net.ssl.keyStore";

    private KeyFiles() {}

    /**
     * A key and the certificates that go with it.
     *
     * @param chain its own certificate first
     */
    record Owned(PrivateKey key, List<X509Certificate> chain) {}

    /** Whether this certificate is self-signed. */
    static boolean isSelfSigned(String alias) {
        try {
            Certificate certificate =
                    store().map(store -> certificate(store, alias)).orElse(null);
            return certificate instanceof X509Certificate x509
                    && x509.getIssuerX500Principal().equals(x509.getSubjectX500Principal());
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * The key of this name.
     *
     * @return empty if there is no key store, or none of that name in it
     * @throws GeneralSecurityException if the store or the key cannot be read
     */
    static Optional<Owned> key(String alias) throws IOException, GeneralSecurityException {
        Optional<KeyStore> store = store();
        if (store.isEmpty() || !(store.get().getKey(alias, password()) instanceof PrivateKey key)) {
            return Optional.empty();
        }
        Certificate[] chain = store.get().getCertificateChain(alias);
        return Optional.of(
                new Owned(key, Stream.of(chain).map(X509Certificate.class::cast).toList()));
    }

    /** The key store's file; empty if no property names one. */
    static String file() {
        return System.getProperty(STORE, "");
    }

    private static Optional<KeyStore> store() throws IOException, GeneralSecurityException {
        File file = new File(file());
        return file.isFile() ? Optional.of(KeyStore.getInstance(file, password())) : Optional.empty();
    }

    private static Certificate certificate(KeyStore store, String alias) {
        try {
            return store.getCertificate(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a store that was just loaded", e);
        }
    }

    private static char[] password() {
        return System.getProperty(STORE + "Password", "").toCharArray();
    }
}
