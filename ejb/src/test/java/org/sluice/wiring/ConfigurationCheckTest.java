package org.sluice.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationCheckTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path folder = Path.of(".");

    @Test
    @DisplayName("wiring R3.1 every value in force is printed with its source, and a secret as stars")
    void every_value_in_force_is_printed() throws IOException {
        int code = check(
                """
                sluice.pools.chat=members=ws://a:1 weight=2; retries=4; affinity-secret=0123456789abcdef0123456789abcdef
                sluice.rules.chat=path=/chat/*; pool=chat
                java.home=not ours
                """);

        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .contains(
                        "pools/chat: members=ws://a:1 weight=2 (system property sluice.pools.chat)",
                        "pools/chat: retries=4 (system property sluice.pools.chat)",
                        "pools/chat: affinity-secret=*** (system property sluice.pools.chat)",
                        "pools/chat: drain-timeout=300s (default)",
                        "rules/chat: pool=chat (system property sluice.rules.chat)",
                        "settings: reload-interval=5s (default)");
    }

    @Test
    @DisplayName("wiring R3.1 every mistake is printed, and nothing else")
    void every_mistake_is_printed() throws IOException {
        int code = check(
                """
                sluice.pools.chat=members=ws://a:1; retries=-1; polcy=random
                sluice.rules.chat=path=/chat/*; pool=caht
                """);

        assertThat(code).isEqualTo(1);
        assertThat(out.size()).isZero();
        assertThat(output().lines())
                .contains(
                        "pools/chat: retries: -1 (expected: 0..10)",
                        "pools/chat: polcy: random (expected: a known key; the nearest is policy)")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    @DisplayName("wiring R3.1 a file without an entry is a mistake")
    void a_file_without_an_entry_is_a_mistake() throws IOException {
        assertThat(check("slice.members=ws://a:1\n")).isEqualTo(1);
        assertThat(output()).contains("no entry (expected: lines that begin with sluice.)");
    }

    @Test
    @DisplayName("wiring R3.1 a file that is not there, or no argument at all, is not a mistake in the file")
    void a_file_that_is_not_there_is_not_a_mistake_in_the_file() {
        assertThat(run("check", folder.resolve("nobody") + "")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("chekc", "x")).isEqualTo(2);
        assertThat(output()).contains("usage: java -jar sluice-ejb.jar check FILE");
    }

    private int check(String text) throws IOException {
        return run("check", Files.writeString(folder.resolve("server.properties"), text) + "");
    }

    private int run(String... arguments) {
        return ConfigurationCheck.run(arguments, print(out), print(err));
    }

    private String output() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
