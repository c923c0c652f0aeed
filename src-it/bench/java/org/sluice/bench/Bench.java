package org.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.it.kit.Address;
import org.sluice.it.server.Kind;

/**
 * A program: starts the chosen targets, lets them take turns in each round of each scenario, and writes what
 * was seen. Told by system properties:
 *
 * <ul>
 *   <li>{@code bench.scenario}: a comma list of {@link Scenario} names
 *   <li>{@code bench.targets}: a comma list of direct, nginx, haproxy, undertow, sluice-wildfly,
 *       sluice-micro, sluice-payara, messages-wildfly, messages-micro, messages-payara, stock-wildfly, stock-payara
 *   <li>{@code bench.rounds}, {@code bench.seconds}: how often, and how long each time
 *   <li>{@code bench.warmup}: seconds for which a Java target plays before it is measured first; 30
 *   <li>{@code bench.out}: the folder for what it writes
 * </ul>
 */
final class Bench {
    /** Payara compiles for half a minute of load before its figures hold still, WildFly for ten seconds. */
    private static final Duration FIRST_WARM_UP = Duration.ofSeconds(Integer.getInteger("bench.warmup", 30));

    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration BREATH = Duration.ofSeconds(1);

    private final Path out;
    private final int rounds;
    private final Duration seconds;
    private final List<Target> targets = new ArrayList<>();
    private final Set<Target> warm = new HashSet<>();

    private Bench(Path out, int rounds, Duration seconds) {
        this.out = out;
        this.rounds = rounds;
        this.seconds = seconds;
    }

    /** Runs it; the arguments are not looked at. */
    public static void main(String[] arguments) throws Exception {
        var bench = new Bench(
                Files.createDirectories(Path.of(System.getProperty("bench.out", "target/bench"))),
                Integer.getInteger("bench.rounds", 3),
                Duration.ofSeconds(Integer.getInteger("bench.seconds", 3)));
        try (var member = new EchoMember(0)) {
            bench.start(list("bench.targets", "direct,nginx,haproxy,sluice-wildfly,sluice-micro"), member.port());
            var report = bench.run(list("bench.scenario", String.join(",", Scenario.usual())));
            System.out.println(report.table());
            report.write(bench.out);
        } finally {
            bench.stop();
        }
        System.exit(0); // what a library left running ends here
    }

    private static List<String> list(String property, String otherwise) {
        String value = System.getProperty(property, "");
        return List.of((value.isBlank() ? otherwise : value).split("\\s*,\\s*", -1));
    }

    private void start(List<String> names, int member) throws IOException {
        for (String name : names) {
            System.out.println("starting " + name);
            targets.add(target(name, member));
        }
    }

    private Target target(String name, int member) throws IOException {
        return switch (name) {
            case "direct" -> new Direct(Address.plain(member));
            case "nginx" -> Program.nginx(out.toAbsolutePath(), member);
            case "haproxy" -> Program.haproxy(out.toAbsolutePath(), member);
            case "undertow" -> Program.undertow(out.toAbsolutePath(), member);
            case "sluice-wildfly" -> Deployed.sluice(name, Kind.WILDFLY, member);
            case "sluice-micro" -> Deployed.sluice(name, Kind.PAYARA_MICRO, member);
            case "sluice-payara" -> Deployed.sluice(name, Kind.PAYARA_SERVER, member);
            case "messages-wildfly" -> Deployed.messages(name, Kind.WILDFLY, member);
            case "messages-micro" -> Deployed.messages(name, Kind.PAYARA_MICRO, member);
            case "messages-payara" -> Deployed.messages(name, Kind.PAYARA_SERVER, member);
            case "stock-wildfly" -> Deployed.stock(name, Kind.WILDFLY, member, out);
            case "stock-payara" -> Deployed.stock(name, Kind.PAYARA_SERVER, member, out);
            default ->
                throw new IllegalArgumentException("target: " + name + " (expected: direct, nginx, haproxy, undertow,"
                        + " sluice-wildfly, sluice-micro, sluice-payara, messages-wildfly, messages-micro,"
                        + " messages-payara, stock-wildfly, stock-payara)");
        };
    }

    private Report run(List<String> scenarios) {
        Map<Scenario, Map<String, List<Optional<Sample>>>> seen = new LinkedHashMap<>();
        for (String name : scenarios) {
            var scenario = Scenario.named(name);
            Map<String, List<Optional<Sample>>> samples = new LinkedHashMap<>();
            for (int round = 0; round < rounds; round++) {
                for (Target target : targets) {
                    samples.computeIfAbsent(target.name(), any -> new ArrayList<>())
                            .add(turn(scenario, target, round));
                }
            }
            seen.put(scenario, samples);
        }
        return new Report(seen, rounds, seconds);
    }

    /** Nothing where the target cannot do it; why, stands in the output. */
    private Optional<Sample> turn(Scenario scenario, Target target, int round) {
        if (scenario.tls() && target.tls().isEmpty()) {
            return Optional.empty();
        }
        Duration warmUp = warmUp(target, round);
        try {
            Sample sample = new Round(scenario, warmUp, seconds).of(target);
            System.out.printf(
                    "%s round %d %s: %.0f %ss/s, %.2f us of CPU each%n",
                    scenario.name(),
                    round + 1,
                    target.name(),
                    sample.unitsPerSecond(),
                    scenario.shape().unit(),
                    sample.cpuMicros());
            return Optional.of(sample);
        } catch (IOException e) {
            System.out.printf("%s round %d %s: FAILED: %s%n", scenario.name(), round + 1, target.name(), e);
            return Optional.empty();
        }
    }

    /** What was never measured before is warmed for long, and what never did this for a while; see {@link Round}. */
    private Duration warmUp(Target target, int round) {
        if (!target.java()) {
            return BREATH;
        }
        if (warm.add(target)) {
            return FIRST_WARM_UP;
        }
        return round == 0 ? WARM_UP : BREATH;
    }

    private void stop() throws IOException {
        for (Target target : targets) {
            target.close();
        }
    }
}
