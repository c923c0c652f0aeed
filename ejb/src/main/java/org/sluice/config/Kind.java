package org.sluice.config;

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
 * A kind of value: how it is read, how it is printed, and how to say what would have been right. Reading what was printed
 * gives the same value. Immutable.
 *
 * @param <T> the value
 */
final class Kind<T> {
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,6})?");

    /** Reads one value; says to the complaint what is wrong with it, once or more, when it answers empty. */
    interface Reader<T> {
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

    /** A kind that cannot say more about a wrong value than what it expects. */
    static <T> Kind<T> of(String expected, Function<String, Optional<T>> reader, Function<T, String> printer) {
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

    /** A kind that points at the piece that is wrong. */
    static <T> Kind<T> pointing(String expected, Reader<T> reader, Function<T, String> printer) {
        return new Kind<>(expected, reader, printer);
    }

    /** Durations as {@link Durations} writes them, between two of them. */
    static Kind<Duration> duration(String least, String most) {
        Duration from = Durations.parse(least).orElseThrow();
        Duration to = Durations.parse(most).orElseThrow();
        return of(
                least + ".." + most,
                text -> Durations.parse(text).filter(value -> value.compareTo(from) >= 0 && value.compareTo(to) <= 0),
                Durations::print);
    }

    /** Sizes in bytes as {@link Sizes} writes them, between two of them. */
    static Kind<Long> size(String least, String most) {
        long from = Sizes.parse(least).orElseThrow();
        long to = Sizes.parse(most).orElseThrow();
        return of(
                least + ".." + most,
                text -> Sizes.parse(text).filter(value -> value >= from && value <= to),
                Sizes::print);
    }

    /** Whole numbers between two. */
    static Kind<Integer> count(int least, int most) {
        return of(
                least + ".." + most,
                text -> whole(text)
                        .filter(value -> value >= least && value <= most)
                        .map(Long::intValue),
                String::valueOf);
    }

    /** Whole numbers below zero, down to the negative of {@code most}. */
    static Kind<Integer> negative(int most) {
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

    /** Decimal numbers between two, with at most six places. */
    static Kind<BigDecimal> decimal(String least, String most) {
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
    static Kind<Integer> percent() {
        Kind<Integer> number = count(0, 100);
        return of(
                "0%..100%",
                text -> number.parse(
                        text.endsWith("%") ? text.substring(0, text.length() - 1) : text, Complaint.NOBODY_LISTENS),
                value -> value + "%");
    }

    /** {@code true} or {@code false}. */
    static Kind<Boolean> flag() {
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
    static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        List<E> all = List.of(type.getEnumConstants());
        String words = all.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return of(
                "one of " + words,
                text -> all.stream()
                        .filter(value -> value.toString().equalsIgnoreCase(text))
                        .findFirst(),
                String::valueOf);
    }

    /** Text of a certain form; {@code expected} says which. */
    static Kind<String> text(String expected, Predicate<String> right) {
        return of(expected, text -> Optional.of(text).filter(right), Function.identity());
    }

    /** At least one of {@code element}, parted by commas; what is wrong is said of the element alone. */
    static <T> Kind<List<T>> listOf(Kind<T> element) {
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

    /** This kind, and beside it one more word for one of its values: {@code off} for 0. */
    Kind<T> calling(T value, String word) {
        return new Kind<>(
                word + ", " + expected,
                (text, complaint) -> text.equalsIgnoreCase(word)
                        ? Optional.of(value)
                        : reader.read(
                                text,
                                (wrong, right) ->
                                        complaint.about(wrong, right.equals(expected) ? word + ", " + right : right)),
                other -> other.equals(value) ? word : printer.apply(other));
    }

    /** This kind or another one of the same type; what is said of a wrong value names this one only. */
    Kind<T> or(Kind<T> other) {
        return new Kind<>(
                expected,
                (text, complaint) -> {
                    Optional<T> value = other.parse(text, Complaint.NOBODY_LISTENS);
                    return value.isPresent() ? value : reader.read(text, complaint);
                },
                printer);
    }

    /** This kind, with other words for what it expects. */
    Kind<T> saying(String words) {
        return of(words, text -> reader.read(text, Complaint.NOBODY_LISTENS), printer);
    }

    /** What would be right, as a table or a mistake shows it. */
    String expected() {
        return expected;
    }

    Optional<T> parse(String text, Complaint complaint) {
        return reader.read(text, complaint);
    }

    String print(T value) {
        return printer.apply(value);
    }

    /** Whether reading could have given this value. */
    boolean accepts(T value) {
        return parse(print(value), Complaint.NOBODY_LISTENS)
                .filter(value::equals)
                .isPresent();
    }
}
