package org.sluice.server;

import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.sluice.journal.Journal;

/**
 * The server's trust store and keys, for TLS connections to members. Like {@link SSLContext#getDefault()}, but read again when
 * the files change, and without a client certificate unless one is named. Thread-safe.
 */
public final class ServerRealm {
    private static final String TRUST = "javax.net.ssl.trustStore";

    /** The contexts by the name of the client key. */
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    /** The files that a context was created from, and their times. */
    private record Stamp(String trust, long trustTime, String keys, long keysTime) {
        static Stamp now() {
            String trust = System.getProperty(TRUST, "");
            return new Stamp(
                    trust, new File(trust).lastModified(), KeyFiles.file(), new File(KeyFiles.file()).lastModified());
        }
    }

    private record Made(Stamp stamp, SSLContext context) {}

    /**
     * The context for connections that present this client certificate to members that request one.
     *
     * @param clientKey an alias in the server's key store, or empty for none
     * @throws IllegalStateException if trust store or keys cannot be read, and never could
     */
    public SSLContext context(String clientKey) {
        if (clientKey.isEmpty()) {
            Optional<SSLContext> given = givenByTheServer();
            if (given.isPresent()) {
                return given.get();
            }
        }
        Stamp now = Stamp.now();
        Made last = made.get(clientKey);
        if (last != null && last.stamp().equals(now)) {
            return last.context();
        }
        SSLContext context = make(clientKey, last);
        made.put(clientKey, new Made(now, context));
        return context;
    }

    /**
     * The default context, if it is WildFly's {@code default-ssl-context}, which has a class of its own, and renews its trust
     * and keys itself. Payara's default is the JDK's, created once at its start from the same files as here, with all of their
     * keys.
     */
    private static Optional<SSLContext> givenByTheServer() {
        try {
            return Optional.of(SSLContext.getDefault()).filter(context -> context.getClass() != SSLContext.class);
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty(); // its keys cannot be read, and none of them is to be used
        }
    }

    /** While files are being written they cannot be read: the previous context is used meanwhile. */
    private static SSLContext make(String clientKey, @org.jspecify.annotations.Nullable Made last) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init((KeyStore) null); // as the JDK does: from the system properties, else its own list
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(clientKey), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            Journal.event("tls-realm-unread")
                    .with("key", clientKey)
                    .with("why", e)
                    .warn();
            if (last == null) {
                throw new IllegalStateException("the server's trust and keys cannot be read", e);
            }
            return last.context();
        }
    }

    /** No key of the server unless it is named: a member that does not trust it would break the connection. */
    private static KeyManager[] keys(String clientKey) throws GeneralSecurityException, IOException {
        if (clientKey.isEmpty()) {
            return new KeyManager[0];
        }
        Optional<KeyFiles.Owned> owned = KeyFiles.key(clientKey);
        if (owned.isEmpty()) {
            String store = KeyFiles.file().isEmpty() ? "the store named by javax.net.ssl.keyStore" : KeyFiles.file();
            Journal.event("tls-key-missing")
                    .saying("client-key: " + clientKey + " (expected: a key in " + store + ")")
                    .warn();
            return new KeyManager[0];
        }
        return new KeyManager[] {new SingleKeyManager(clientKey, owned.get())};
    }
}
