package org.sluice.it.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Runs {@code server-config/SERVER/apply}. */
record Apply(Kind kind, Control control, Map<String, String> variablesOfTest) {
    /** The elements of a domain's file that Payara makes soon after its first start, however that was made: for JMS. */
    private static final Pattern BY_ITSELF = Pattern.compile("(?m)^.*<.*(jms|connector-).*$");

    /** For a server that does not run. A second run must leave every file as the first one left it. */
    void twice() {
        try {
            run();
            var once = state();
            run();
            assertThat(state()).as("what a second run leaves").isEqualTo(once);
        } finally {
            control.endWhatApplyStarted();
        }
    }

    /** What it says when it has succeeded. */
    String run() {
        var variables = new HashMap<>(control.variables());
        variables.putAll(variablesOfTest);
        variables.put("JAVA_HOME", System.getProperty("java.home"));
        variables.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + System.getenv("PATH"));
        var run = Run.of(List.of(script() + ""), variables);
        assertThat(run.code()).as(run.output()).isZero();
        return run.output();
    }

    private Path script() {
        return kind.serverConfig().resolve("apply");
    }

    /** Each file by its sorted tokens: Payara writes attributes in another order after each start. */
    private Map<String, Integer> state() {
        Map<String, Integer> state = new TreeMap<>();
        for (Path file : control.prepared()) {
            state.put(file.getFileName().toString(), contentOf(file));
        }
        return state;
    }

    private static int contentOf(Path file) {
        try {
            if (!Files.exists(file)) {
                return 0;
            }
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            String[] tokens = BY_ITSELF.matcher(text).replaceAll("").split("[\\s<>/]+", -1);
            Arrays.sort(tokens);
            return Arrays.hashCode(tokens);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
