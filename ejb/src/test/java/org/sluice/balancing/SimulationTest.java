package org.sluice.balancing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.balancing.SimulatedPool.Behaviour;

/**
 * Runs every policy through the same failures and compares the result with a committed file, so that a change of behaviour
 * shows.
 */
class SimulationTest {
    private static final List<String> POLICIES =
            List.of("weighted-round-robin", "round-robin", "least-connections", "two-choices", "random", "source-hash");
    private static final List<String> FOUR = List.of("a", "b", "c", "d");
    private static final String MEMBERS = "ws://a:1, ws://b:1, ws://c:1, ws://d:1";
    private static final Duration MINUTES = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofSeconds(5);

    @Test
    @DisplayName("balancing R4.6 R4.8 R4.9 the simulated results of all policies are the committed ones")
    void the_simulated_results_are_the_committed_ones() throws IOException {
        String fresh = Stream.of(
                        table("Four equal members", this::equal),
                        table("Weights of 4, 3, 2 and 1", this::weights),
                        table("a takes 500 ms for each handshake, the others 10 ms", this::slow),
                        table("a takes connections and never answers", this::hole),
                        table("a answers 503 at once", this::busy),
                        table("Each restarts for 5 s, one after the other, from 20 s on, one each 20 s", this::rolling),
                        table("d is added at 60 s to three with long relays; slow-start=30s", this::scaleOut))
                .collect(Collectors.joining("\n"));
        String whole =
                "Simulated on a virtual clock: 100 handshakes a second for 2 minutes, relays of 5 s on the mean (the last\n"
                        + "table: 10 minutes), handshake-timeout 2 s, retries 2, checks by tcp every 2 s; everything else as it is when\n"
                        + "nothing is said. For each member: relays opened in percent of all / what it carried at most. Then the clients\n"
                        + "that found no member, and the attempts that failed. Written by SimulationTest with -Dsluice.write=true.\n\n"
                        + fresh;
        Path page = page();
        if (Boolean.getBoolean("sluice.write")) {
            Files.writeString(page, whole);
        }
        assertThat(Files.readString(page)).isEqualTo(whole);
    }

    private SimulatedPool equal(String policy) {
        return ran(new SimulatedPool(keys(policy, MEMBERS), SHORT));
    }

    private SimulatedPool weights(String policy) {
        return ran(new SimulatedPool(
                keys(policy, "ws://a:1 weight=4, ws://b:1 weight=3, ws://c:1 weight=2, ws://d:1"), SHORT));
    }

    private SimulatedPool slow(String policy) {
        return withBehaviour(policy, Behaviour.SLOW);
    }

    private SimulatedPool hole(String policy) {
        return withBehaviour(policy, Behaviour.SILENT);
    }

    private SimulatedPool busy(String policy) {
        return withBehaviour(policy, Behaviour.BUSY);
    }

    private SimulatedPool withBehaviour(String policy, Behaviour behaviour) {
        SimulatedPool simulated = new SimulatedPool(keys(policy, MEMBERS), SHORT);
        simulated.behaviour("a", behaviour);
        return ran(simulated);
    }

    private SimulatedPool rolling(String policy) {
        SimulatedPool simulated = new SimulatedPool(keys(policy, MEMBERS), SHORT);
        for (int i = 0; i < FOUR.size(); i++) {
            String host = FOUR.get(i);
            simulated.at(Duration.ofSeconds(20L * (i + 1)), () -> simulated.behaviour(host, Behaviour.DEAD));
            simulated.at(Duration.ofSeconds(20L * (i + 1) + 5), () -> simulated.behaviour(host, Behaviour.WELL));
        }
        return ran(simulated);
    }

    private SimulatedPool scaleOut(String policy) {
        SimulatedPool simulated =
                new SimulatedPool(keys(policy, "ws://a:1, ws://b:1, ws://c:1"), Duration.ofMinutes(10));
        simulated.at(Duration.ofSeconds(60), () -> simulated.configure(keys(policy, MEMBERS)));
        return ran(simulated);
    }

    private static SimulatedPool ran(SimulatedPool simulated) {
        simulated.run(100, MINUTES);
        return simulated;
    }

    private static Map<String, String> keys(String policy, String members) {
        return new HashMap<>(Map.of("members", members, "policy", policy, "slow-start", "30s"));
    }

    private static String table(String title, Function<String, SimulatedPool> scenario) {
        BiFunction<String, SimulatedPool, String> line = (policy, simulated) -> {
            int all = simulated.opened().values().stream()
                    .mapToInt(count -> count)
                    .sum();
            String each = FOUR.stream()
                    .map(host -> String.format(
                            Locale.ROOT,
                            "%5.1f /%4d",
                            100.0 * simulated.opened().getOrDefault(host, 0) / all,
                            simulated.most().getOrDefault(host, 0)))
                    .collect(Collectors.joining("  "));
            return String.format(
                    Locale.ROOT, "%-22s %s %6d %8d%n", policy, each, simulated.refused(), simulated.failed());
        };
        String head = title + "\n"
                + String.format("%-22s %11s  %11s  %11s  %11s %6s %8s%n", "", "a", "b", "c", "d", "lost", "failed");
        return (head
                        + POLICIES.stream()
                                .map(policy -> line.apply(policy, scenario.apply(policy)))
                                .collect(Collectors.joining()))
                .replace("\r\n", "\n");
    }

    /** The build may run in the module or in the parent directory. */
    private static Path page() {
        return Stream.of("../docs/results", "docs/results")
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .orElseThrow()
                .resolve("balancing.txt");
    }
}
