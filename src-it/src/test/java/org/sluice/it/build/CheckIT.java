package org.sluice.it.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.it.server.Run;

/** The check without a server, in a JVM of its own, from the unpacked EAR as the documentation says. */
@Tag("build")
class CheckIT {
    @TempDir
    private Path folder = Path.of(".");

    @BeforeEach
    void unpack() throws IOException {
        try (ZipFile ear = new ZipFile(System.getProperty("sluice.it.ear"))) {
            for (ZipEntry entry :
                    ear.stream().filter(each -> each.getName().endsWith(".jar")).toList()) {
                Path file = folder.resolve(entry.getName()).normalize();
                Files.createDirectories(folder.resolve("lib"));
                try (InputStream in = ear.getInputStream(entry)) {
                    Files.copy(in, file);
                }
            }
        }
    }

    @Test
    @DisplayName("it.build R1.4 a right file is printed as every value in force, and ends with 0")
    void a_right_file_is_printed_as_every_value_in_force() throws IOException {
        Run run = check(
                """
                sluice.pools.chat=members=ws://10.0.0.1:8080; policy=least-connections
                sluice.rules.chat=host=~^[a-z]+\\\\.example\\\\.com$; source=10.0.0.0/8; pool=chat
                """);

        assertThat(run.output())
                .contains(
                        "pools/chat: policy=least-connections (system property sluice.pools.chat)",
                        "pools/chat: retries=2 (default)",
                        "rules/chat: source=10.0.0.0/8 (system property sluice.rules.chat)");
        assertThat(run.code()).isZero();
    }

    @Test
    @DisplayName("it.build R1.4 a wrong file is answered with every mistake, and ends with 1")
    void a_wrong_file_is_answered_with_every_mistake() throws IOException {
        Run run = check("sluice.members=ws://10.0.0.1:8080\nsluice.retries=-1\nsluice.heartbeet=25s\n");

        assertThat(run.output().lines())
                .containsExactlyInAnyOrder(
                        "pools/default: retries: -1 (expected: 0..10)",
                        "sluice: heartbeet: 25s (expected: a known key; the nearest is heartbeat)");
        assertThat(run.code()).isEqualTo(1);
    }

    private Run check(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("server.properties"), text);
        String java = Path.of(System.getProperty("java.home"), "bin", "java") + "";
        return Run.of(List.of(java, "-jar", folder.resolve("sluice-ejb.jar") + "", "check", file + ""));
    }
}
