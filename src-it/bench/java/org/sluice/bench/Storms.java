package org.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.Storm;
import org.sluice.it.server.Kind;

/**
 * A program: how long it takes until the last of many clients that come at the same moment has heard 101, beside nginx in the same
 * rounds. The first storm of a server is the first that it serves at all; its own warm-up is over then. Told by system properties:
 *
 * <ul>
 *   <li>{@code bench.targets}: nginx, sluice-wildfly, sluice-micro
 *   <li>{@code bench.storms}: a comma list of counts; 300, 1000, 4000
 *   <li>{@code bench.rounds}: how often each; 3
 *   <li>{@code bench.own-warm-up}, {@code bench.out}: as for {@link Bench}
 * </ul>
 */
final class Storms {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Longer than a warm-up of Sluice's. */
    private static final Duration READY = Duration.ofSeconds(8);

    private Storms() {}

    /** Runs it; the arguments are not looked at. */
    public static void main(String[] arguments) throws Exception {
        Path out = Files.createDirectories(Path.of(System.getProperty("bench.out", "target/bench")));
        List<Target> targets = new ArrayList<>();
        try (var member = new EchoMember(0)) {
            String names = System.getProperty("bench.targets", "");
            for (String name : (names.isBlank() ? "nginx,sluice-wildfly" : names).split(",", -1)) {
                targets.add(target(name, member.port(), out));
            }
            Thread.sleep(READY.toMillis());
            for (String count : System.getProperty("bench.storms", "300,1000,4000").split(",", -1)) {
                for (int round = 0; round < Integer.getInteger("bench.rounds", 3); round++) {
                    for (Target target : targets) {
                        storm(target, Integer.parseInt(count));
                    }
                }
            }
        } finally {
            for (Target target : targets) {
                target.close();
            }
        }
        System.exit(0); // what a library left running ends here
    }

    private static Target target(String name, int member, Path out) throws IOException {
        return switch (name) {
            case "nginx" -> Program.nginx(out.toAbsolutePath(), member);
            case "sluice-wildfly" -> Deployed.sluice(name, Kind.WILDFLY, member);
            case "sluice-micro" -> Deployed.sluice(name, Kind.PAYARA_MICRO, member);
            default -> throw new IllegalArgumentException("target: " + name);
        };
    }

    private static void storm(Target target, int count) throws IOException {
        var before = target.processes().orElseThrow().cpu();
        HandshakeRequest request = HandshakeRequest.on("/echo");
        try (Storm storm = new Storm(target.plain(), count, i -> request)) {
            long began = System.nanoTime();
            Map<Integer, Integer> statuses = storm.statuses(PATIENCE);
            System.out.printf(
                    "%s %d: last after %d ms, %s, %d us of CPU each%n",
                    target.name(),
                    count,
                    Duration.ofNanos(System.nanoTime() - began).toMillis(),
                    statuses,
                    target.processes().orElseThrow().cpu().since(before).toNanos() / 1000 / count);
        }
    }
}
