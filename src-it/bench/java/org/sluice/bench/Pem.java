package org.sluice.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import org.sluice.it.kit.Authority;
import org.sluice.it.server.Server;

/** The key and certificate of the servers under test, as nginx and HAProxy read them. */
final class Pem {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private Pem() {}

    /** Made once in {@code folder}. */
    static Path certificateAndKey(Path folder) throws IOException {
        Path pem = folder.resolve("server.pem").toAbsolutePath();
        if (!Files.exists(pem)) {
            try (InputStream in = Files.newInputStream(Server.trusted().keyStore())) {
                KeyStore keys = KeyStore.getInstance("PKCS12");
                keys.load(in, PASSWORD);
                String alias = Authority.Certificate.GOOD.name();
                byte[] certificate = keys.getCertificate(alias).getEncoded();
                byte[] key = keys.getKey(alias, PASSWORD).getEncoded();
                Files.writeString(pem, block("CERTIFICATE", certificate) + block("PRIVATE KEY", key));
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        }
        return pem;
    }

    private static String block(String kind, byte[] content) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
