package org.sluice.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What was seen, as a table, as JSON and as a chart.
 *
 * @param seen by scenario and target, one entry for each round; empty where it failed
 */
record Report(Map<Scenario, Map<String, List<Optional<Sample>>>> seen, int rounds, Duration seconds) {
    private static final String PEER = "nginx";
    private static final double KIB_PER_MIB = 1_024;

    /** In Markdown. */
    String table() {
        var text = new StringBuilder();
        seen.forEach((scenario, targets) -> {
            String unit = scenario.shape().unit();
            text.append("\n**").append(scenario.name()).append("**: ").append(scenario.description());
            text.append("\n\n| target | ").append(unit).append("s/s | CPU, us each | to nginx | p50, us | p99, us | ");
            text.append(scenario.shape() == Scenario.Shape.IDLE ? "memory, KiB each | heap, KiB each" : "memory, MiB");
            text.append(" | rig, us each |\n|---|--:|--:|--:|--:|--:|--:|");
            text.append(scenario.shape() == Scenario.Shape.IDLE ? "--:|--:|\n" : "--:|\n");
            targets.keySet().forEach(target -> text.append(row(scenario, target)));
        });
        return text.toString();
    }

    private String row(Scenario scenario, String target) {
        List<Optional<Sample>> samples = samples(scenario, target);
        if (samples.stream().allMatch(Optional::isEmpty)) {
            return "| " + target + " | could not |\n";
        }
        boolean idle = scenario.shape() == Scenario.Shape.IDLE;
        String memory = idle
                ? cell(samples, Sample::residentKib, 1) + " | " + cell(samples, Sample::heapKib, 1)
                : cell(samples, sample -> sample.residentKib() / KIB_PER_MIB, 0);
        return "| " + target + failures(samples) + " | " + cell(samples, Sample::unitsPerSecond, 0) + " | "
                + cell(samples, Sample::cpuMicros, 2) + " | " + ratioCell(scenario, target) + " | "
                + cell(samples, Sample::p50Micros, 0) + " | " + cell(samples, Sample::p99Micros, 0) + " | " + memory
                + " | " + cell(samples, Sample::rigMicros, 2) + " |\n";
    }

    private String failures(List<Optional<Sample>> samples) {
        long failed = samples.stream().filter(Optional::isEmpty).count();
        return failed == 0 ? "" : " (" + failed + " of " + rounds + " rounds failed)";
    }

    private List<Optional<Sample>> samples(Scenario scenario, String target) {
        return seen.getOrDefault(scenario, Map.of()).getOrDefault(target, List.of());
    }

    private static String cell(List<Optional<Sample>> samples, ToDoubleFunction<Sample> figure, int digits) {
        var figures = samples.stream().flatMap(Optional::stream).mapToDouble(figure).boxed().toList();
        return number(median(figures).orElse(0), digits);
    }

    private String ratioCell(Scenario scenario, String target) {
        OptionalDouble ratio = ratio(scenario, target);
        return ratio.isEmpty() ? "" : number(ratio.getAsDouble(), 2);
    }

    /** Of CPU for each unit, target to nginx, the median over the rounds in which both were seen. */
    OptionalDouble ratio(Scenario scenario, String target) {
        List<Optional<Sample>> ours = samples(scenario, target);
        List<Optional<Sample>> peers = samples(scenario, PEER);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(ours.size(), peers.size()); round++) {
            if (ours.get(round).isPresent() && peers.get(round).isPresent()) {
                double peer = peers.get(round).get().cpuMicros();
                double own = ours.get(round).get().cpuMicros();
                if (peer > 0 && own > 0) {
                    ratios.add(own / peer);
                }
            }
        }
        return median(ratios);
    }

    private static OptionalDouble median(List<Double> figures) {
        if (figures.isEmpty()) {
            return OptionalDouble.empty();
        }
        var sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        return OptionalDouble.of(
                sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2);
    }

    private static String number(double figure, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", figure);
    }

    /** {@code bench.md}, {@code bench.json} and {@code bench.svg}. */
    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("bench.md"), table());
        Files.writeString(folder.resolve("bench.json"), json());
        Files.writeString(folder.resolve("bench.svg"), new Chart(this).svg());
    }

    private String json() {
        JsonObjectBuilder all =
                Json.createObjectBuilder().add("rounds", rounds).add("seconds", seconds.toSeconds());
        seen.forEach((scenario, targets) -> {
            JsonObjectBuilder byTarget = Json.createObjectBuilder();
            targets.forEach((target, samples) -> byTarget.add(target, json(samples)));
            all.add(scenario.name(), byTarget);
        });
        return all.build().toString();
    }

    private static JsonArrayBuilder json(List<Optional<Sample>> samples) {
        JsonArrayBuilder rounds = Json.createArrayBuilder();
        samples.forEach(seen -> seen.ifPresentOrElse(
                sample -> rounds.add(Json.createObjectBuilder()
                        .add("unitsPerSecond", sample.unitsPerSecond())
                        .add("cpuMicros", sample.cpuMicros())
                        .add("rigMicros", sample.rigMicros())
                        .add("p50Micros", sample.p50Micros())
                        .add("p99Micros", sample.p99Micros())
                        .add("residentKib", sample.residentKib())
                        .add("heapKib", sample.heapKib())),
                rounds::addNull));
        return rounds;
    }
}
