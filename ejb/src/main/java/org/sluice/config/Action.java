package org.sluice.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Texts;

/** What a rule does with a handshake that matches. */
public sealed interface Action {
    /** Relays it to one of these pools; each name once, at least one with a weight above 0. */
    record ToPools(List<WeightedPool> pools) implements Action {
        public ToPools {
            pools = List.copyOf(pools);
            fault(pools).ifPresent(expected -> {
                throw new IllegalArgumentException("pool (expected: " + expected + ")");
            });
        }

        static Optional<String> fault(List<WeightedPool> pools) {
            if (pools.stream().map(WeightedPool::pool).distinct().count() < pools.size()) {
                return Optional.of("each pool once");
            }
            return pools.stream().anyMatch(pool -> pool.weight() > 0)
                    ? Optional.empty()
                    : Optional.of("at least one pool with a weight above 0");
        }
    }

    /**
     * Redirects the client.
     *
     * @param status 301, 302, 303, 307 or 308
     * @param location a URL or path, with {@code {scheme} {host} {port} {path} {query}} for the parts of the client's request
     */
    record Redirect(int status, String location) implements Action {
        static final Kind<Redirect> KIND = Kind.of(
                "301, 302, 303, 307 or 308, then a URL or path with {scheme} {host} {port} {path} {query}",
                Redirect::parse,
                Redirect::toString);

        private static final Set<Integer> STATUS = Set.of(301, 302, 303, 307, 308);
        private static final Pattern FORM = Pattern.compile("(?:([0-9]{3})\\s+)?(\\S+)");
        private static final Pattern LOCATION = Pattern.compile(
                "(/|https?://|\\{scheme}://)([\\x21-\\x7e&&[^{}\"<>\\\\^`|]]|\\{(scheme|host|port|path|query)})*");

        public Redirect {
            if (!isRight(status, location)) {
                throw new IllegalArgumentException(status + " " + location + " (expected: " + KIND.expected() + ")");
            }
        }

        private static boolean isRight(int status, String location) {
            return STATUS.contains(status)
                    && location.length() <= 2_000
                    && LOCATION.matcher(location).matches();
        }

        private static Optional<Redirect> parse(String text) {
            Matcher form = FORM.matcher(text);
            if (text.length() > 3_000 || !form.matches()) {
                return Optional.empty();
            }
            int status = form.group(1) == null ? 302 : Integer.parseInt(form.group(1));
            return isRight(status, form.group(2)) ? Optional.of(new Redirect(status, form.group(2))) : Optional.empty();
        }

        @Override
        public String toString() {
            return status + " " + location;
        }
    }

    /** Answers at once, with a short text. */
    record Respond(int status, String text) implements Action {
        static final Kind<Respond> KIND = Kind.of(
                "a status of 200..599, then a text of at most 1024 characters", Respond::parse, Respond::toString);

        private static final Pattern FORM = Pattern.compile("([2-5][0-9]{2})(?:\\s+(.{1,1024}))?");

        public Respond {
            if (status < 200 || status > 599 || text.length() > 1024 || (!text.isEmpty() && !Texts.isLine(text))) {
                throw new IllegalArgumentException(status + " " + text + " (expected: " + KIND.expected() + ")");
            }
        }

        private static Optional<Respond> parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!Texts.isLine(text) || !form.matches()) {
                return Optional.empty();
            }
            String body = form.group(2) == null ? "" : form.group(2);
            return Optional.of(new Respond(Integer.parseInt(form.group(1)), body));
        }

        @Override
        public String toString() {
            return text.isEmpty() ? String.valueOf(status) : status + " " + text;
        }
    }
}
