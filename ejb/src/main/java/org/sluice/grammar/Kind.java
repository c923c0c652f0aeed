package org.sluice.grammar;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A type of value: how it is parsed, how it is printed, and what is expected. Parsing a printed value gives the same value.
 * Immutable.
 *
 * @param <T> the value
 */
public final class Kind<T> {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,6})?");

    /** Parses one value; if it returns empty, it has reported to the complaint at least once what is wrong. */
    public interface Reader<T> {
        Optional<T> read(String text, Complaint complaint);
    }

    private final String expected;
    private final Reader<T> reader;
    private final Function<T, String> printer;

    private Kind(String expected, Reader<T> reader, Function<T, String> printer) {
        this.expected = expected;
        this.reader = reader;
        this.printer = printer;
    }

    /** A kind that reports a wrong value as a whole. */
    public static <T> Kind<T> of(String expected, Function<String, Optional<T>> reader, Function<T, String> printer) {
        return new Kind<>(
                expected,
                (text, complaint) -> {
                    Optional<T> value = reader.apply(text);
                    if (value.isEmpty()) {
                        complaint.about(text, expected);
                    }
                    return value;
                },
                printer);
    }

    /** A kind whose reader reports the wrong pieces of a value itself. */
    public static <T> Kind<T> pointing(String expected, Reader<T> reader, Function<T, String> printer) {
        return new Kind<>(expected, reader, printer);
    }

    /** Durations in the form of {@link Durations}, from {@code least} to {@code most}. */
    public static Kind<Duration> duration(String least, String most) {
        Duration from = Durations.parse(least).orElseThrow();
        Duration to = Durations.parse(most).orElseThrow();
        return of(
                least + ".." + most,
                text -> Durations.parse(text).filter(value -> value.compareTo(from) >= 0 && value.compareTo(to) <= 0),
                Durations::print);
    }

    /** Sizes in bytes in the form of {@link Sizes}, from {@code least} to {@code most}. */
    public static Kind<Long> size(String least, String most) {
        long from = Sizes.parse(least).orElseThrow();
        long to = Sizes.parse(most).orElseThrow();
        return of(
                least + ".." + most,
                text -> Sizes.parse(text).filter(value -> value >= from && value <= to),
                Sizes::print);
    }

    /** Whole numbers from {@code least} to {@code most}. */
    public static Kind<Integer> count(int least, int most) {
        return of(
                least + ".." + most,
                text -> whole(text)
                        .filter(value -> value >= least && value <= most)
                        .map(Long::intValue),
                String::valueOf);
    }

    /** Whole numbers below zero, down to the negative of {@code most}. */
    public static Kind<Integer> negative(int most) {
        return of(
                "-" + most + "..-1",
                text -> text.startsWith("-")
                        ? whole(text.substring(1))
                                .filter(value -> value >= 1 && value <= most)
                                .map(value -> -Math.toIntExact(value))
                        : Optional.empty(),
                String::valueOf);
    }

    private static Optional<Long> whole(String text) {
        return WHOLE.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** Decimal numbers from {@code least} to {@code most}, with at most six decimal places. */
    public static Kind<BigDecimal> decimal(String least, String most) {
        BigDecimal from = new BigDecimal(least);
        BigDecimal to = new BigDecimal(most);
        return of(
                least + ".." + most,
                text -> Optional.of(text)
                        .filter(DECIMAL.asMatchPredicate())
                        .map(BigDecimal::new)
                        .map(Kind::shortest)
                        .filter(value -> value.compareTo(from) >= 0 && value.compareTo(to) <= 0),
                value -> shortest(value).toPlainString());
    }

    private static BigDecimal shortest(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Percentages from 0% to 100%; the sign may be left out. */
    public static Kind<Integer> percent() {
        Kind<Integer> number = count(0, 100);
        return of(
                "0%..100%",
                text -> number.parse(
                        text.endsWith("%") ? text.substring(0, text.length() - 1) : text, Complaint.IGNORED),
                value -> value + "%");
    }

    /** {@code true} or {@code false}. */
    public static Kind<Boolean> flag() {
        return of(
                "true or false",
                text -> switch (text.toLowerCase(Locale.ROOT)) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                },
                String::valueOf);
    }

    /** The constants of an enum, each by its {@code toString}. */
    public static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        List<E> all = List.of(type.getEnumConstants());
        String names = all.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return of(
                "one of " + names,
                text -> all.stream()
                        .filter(value -> value.toString().equalsIgnoreCase(text))
                        .findFirst(),
                String::valueOf);
    }

    /** Text that {@code right} accepts, described by {@code expected}. */
    public static Kind<String> text(String expected, Predicate<String> right) {
        return of(expected, text -> Optional.of(text).filter(right), Function.identity());
    }

    /** At least one {@code element}, separated by commas; each wrong element is reported by itself. */
    public static <T> Kind<List<T>> listOf(Kind<T> element) {
        return new Kind<>(
                "one or more, each " + element.expected,
                (text, complaint) -> {
                    List<String> parts = parts(text);
                    List<T> values = parts.stream()
                            .map(part -> element.parse(part, complaint))
                            .flatMap(Optional::stream)
                            .toList();
                    return values.size() == parts.size() ? Optional.of(values) : Optional.empty();
                },
                values -> values.stream().map(element.printer).collect(Collectors.joining(", ")));
    }

    private static List<String> parts(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    /** This kind with a name for one of its values: {@code off} for 0. */
    public Kind<T> orNamed(T value, String name) {
        return new Kind<>(
                name + ", " + expected,
                (text, complaint) -> text.equalsIgnoreCase(name)
                        ? Optional.of(value)
                        : reader.read(
                                text,
                                (wrong, right) ->
                                        complaint.about(wrong, right.equals(expected) ? name + ", " + right : right)),
                other -> other.equals(value) ? name : printer.apply(other));
    }

    /** This kind, or the other one; a wrong value is reported as this kind reports it. */
    public Kind<T> or(Kind<T> other) {
        return new Kind<>(
                expected,
                (text, complaint) -> {
                    Optional<T> value = other.parse(text, Complaint.IGNORED);
                    return value.isPresent() ? value : reader.read(text, complaint);
                },
                printer);
    }

    /** This kind with another description of what is expected. */
    public Kind<T> describedAs(String expected) {
        return of(expected, text -> reader.read(text, Complaint.IGNORED), printer);
    }

    /** What is accepted, for tables and messages. */
    public String expected() {
        return expected;
    }

    public Optional<T> parse(String text, Complaint complaint) {
        return reader.read(text, complaint);
    }

    public String print(T value) {
        return printer.apply(value);
    }

    /** Whether this value can result from parsing. */
    public boolean accepts(T value) {
        return parse(print(value), Complaint.IGNORED).filter(value::equals).isPresent();
    }
}
