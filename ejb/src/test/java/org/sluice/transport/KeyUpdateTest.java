package org.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Security;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class KeyUpdateTest {
    @Test
    @DisplayName("transport R4.2 keys that change in the middle of a bulk echo (RFC 8446 4.6.3) change no byte")
    void keys_that_change_in_the_middle_change_no_byte() throws Exception {
        // In a JVM of its own: the limit is read once, by the first TLS connection.
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName())
                .redirectErrorStream(true)
                .start();
        if (!child.waitFor(80, TimeUnit.SECONDS)) {
            child.destroyForcibly(); // its output shows how far it came
        }
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(said).contains("unchanged").doesNotContain("Exception");
    }

    /**
     * Both ends ask for new keys after each 256 KiB. The peer does one thing at a time: with two threads the JDK's own
     * socket stands still, its reader waiting for its writer to let it answer a key update.
     */
    static final class Child {
        private Child() {}

        public static void main(String[] args) throws Exception {
            Security.setProperty(
                    "jdk.tls.keyLimits", "AES/GCM/NoPadding KeyUpdate 2^18, ChaCha20-Poly1305 KeyUpdate 2^18");
            byte[] sent = new byte[1 << 20];
            new Random(8446).nextBytes(sent);
            try (TransportFixture rig = new TransportFixture(1, Certificates.server(Certificates.GOOD, "TLSv1.3"))) {
                var pair = rig.pair(rig.secure());
                pair.channel().listen(new Echo(pair.channel(), 16 * 1024));
                boolean same = true;
                for (int round = 0; same && round < 12; round++) {
                    pair.peer().getOutputStream().write(sent);
                    same = Arrays.equals(pair.peer().getInputStream().readNBytes(sent.length), sent);
                }
                pair.channel().abort();
                System.out.println(same ? "unchanged" : "changed");
            }
        }
    }
}
