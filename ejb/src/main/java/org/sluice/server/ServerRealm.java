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
 * The server's trust and keys, for connections to members: what {@link SSLContext#getDefault()} stands for, but that it is
 * read anew when its files change, and that it shows no key which was not asked for. Safe for any thread.
 */
public final class ServerRealm {
    private static final String TRUST = "javax.net.ssl.trustStore";

    /** By the name of the key. */
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    /** The files that a context was made from. */
    private record Stamp(String trust, long trustTime, String keys, long keysTime) {
        static Stamp now() {
            String trust = System.getProperty(TRUST, "");
            return new Stamp(
                    trust, new File(trust).lastModified(), KeyFiles.file(), new File(KeyFiles.file()).lastModified());
        }
    }

    private record Made(Stamp stamp, SSLContext context) {}

    /**
     * The context for connections that show this key to members that ask for one.
     *
     * @param clientKey a name in the server's key store, or empty to show none
     * @throws IllegalStateException if trust or keys cannot be read, and never could
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
     * WildFly's {@code default-ssl-context} has decided on its trust and keys, and renews them; it is of a class of its own.
     * Payara's default is a plain one of the JDK, made once at its start from the same files as here, with every key of them.
     */
    private static Optional<SSLContext> givenByTheServer() {
        try {
            return Optional.of(SSLContext.getDefault()).filter(context -> context.getClass() != SSLContext.class);
        } catch (NoSuchAlgorithmException e) {
            return Optional.empty(); // its keys cannot be read, and we want none of them
        }
    }

    /** Files that are just being written cannot be read for a moment: what was made before serves on. */
    private static SSLContext make(String clientKey, @org.jspecify.annotations.Nullable Made last) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init((KeyStore) null); // the JDK's rule: the system properties, else its own list
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

    /** None of the server's own unless it is named: a member may not trust it, and would then break the connection. */
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
