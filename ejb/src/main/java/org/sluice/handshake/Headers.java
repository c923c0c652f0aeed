package org.sluice.handshake;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * HTTP headers in the order they came, repeated ones repeated. Immutable; names are compared without regard to case
 * (RFC 9110 5.1).
 */
public record Headers(List<Header> lines) {
    private static final Headers NONE = new Headers(List.of());
    private static final int UPGRADE_REQUIRED = 426;

    /** Headers that belong to one connection and are never forwarded (RFC 9110 7.6.1). */
    private static final Set<String> HOP_BY_HOP = insensitive(
            "Connection",
            "Keep-Alive",
            "Proxy-Connection",
            "Proxy-Authenticate",
            "Proxy-Authorization",
            "TE",
            "Trailer",
            "Transfer-Encoding",
            "Upgrade");

    /** Headers that {@code Connection} cannot remove, because every handshake needs them. */
    private static final Set<String> NEVER_NAMED = insensitive("Host", "Origin");

    /** The prefix of the headers that RFC 6455 11.3 defines. */
    private static final String WEBSOCKET = "Sec-WebSocket-";

    public Headers {
        lines = List.copyOf(lines);
    }

    public static Headers none() {
        return NONE;
    }

    /** The first value of {@code name}, as written. */
    public Optional<String> first(String name) {
        for (Header line : lines) {
            if (line.name().equalsIgnoreCase(name)) {
                return Optional.of(line.value());
            }
        }
        return Optional.empty();
    }

    /** Every value of {@code name}, one for each line, in order. */
    public List<String> all(String name) {
        List<String> values = new ArrayList<>(1);
        for (Header line : lines) {
            if (line.name().equalsIgnoreCase(name)) {
                values.add(line.value());
            }
        }
        return Collections.unmodifiableList(values);
    }

    /** The members of a comma-separated list header over all its lines, trimmed, empty ones left out (RFC 9110 5.6.1). */
    public List<String> tokens(String name) {
        List<String> tokens = new ArrayList<>(2);
        for (Header line : lines) {
            if (line.name().equalsIgnoreCase(name)) {
                addTokens(line.value(), tokens);
            }
        }
        return Collections.unmodifiableList(tokens);
    }

    private static void addTokens(String value, List<String> tokens) {
        int from = 0;
        while (from <= value.length()) {
            int comma = value.indexOf(',', from);
            int to = comma < 0 ? value.length() : comma;
            String token = value.substring(from, to).strip();
            if (!token.isEmpty()) {
                tokens.add(token);
            }
            from = to + 1;
        }
    }

    /** Whether the list header {@code name} names {@code token}, in any case. */
    public boolean lists(String name, String token) {
        for (String listed : tokens(name)) {
            if (token.equalsIgnoreCase(listed)) {
                return true;
            }
        }
        return false;
    }

    // Loops rather than streams in this class: a handshake makes some dozens of such look-ups, and in a JVM that has
    // just
    // started, when clients connect all at once, each stage of a stream is code that is not compiled yet.

    /** These headers without every line called {@code name}. */
    public Headers without(String name) {
        return keep(line -> !line.name().equalsIgnoreCase(name));
    }

    /** These headers with exactly one line called {@code name}, standing last. */
    public Headers with(String name, String value) {
        List<Header> changed = new ArrayList<>(without(name).lines);
        changed.add(new Header(name, value));
        return new Headers(changed);
    }

    /** These headers and one more line, whatever others there are of that name. */
    public Headers and(String name, String value) {
        List<Header> more = new ArrayList<>(lines);
        more.add(new Header(name, value));
        return new Headers(more);
    }

    /**
     * The headers to forward: no hop-by-hop header, and none that {@code Connection} names (RFC 9110 7.6.1), unless the
     * handshake itself needs it; otherwise a peer could choose which headers of the handshake the other side sees.
     */
    public Headers endToEnd() {
        List<String> named = tokens("Connection");
        return keep(line ->
                !HOP_BY_HOP.contains(line.name()) && (!isAmong(named, line.name()) || isNeverNamed(line.name())));
    }

    /**
     * The headers of a member's answer to forward. With 426 that includes {@code Upgrade}, which names the protocol to upgrade
     * to and is required (RFC 9110 15.5.22), and {@code Connection} with it (7.8).
     */
    public Headers endToEnd(int status) {
        List<String> offered = status == UPGRADE_REQUIRED ? tokens("Upgrade") : List.of();
        return offered.isEmpty()
                ? endToEnd()
                : endToEnd().with("Upgrade", String.join(", ", offered)).with("Connection", "Upgrade");
    }

    private static boolean isNeverNamed(String name) {
        return NEVER_NAMED.contains(name) || name.regionMatches(true, 0, WEBSOCKET, 0, WEBSOCKET.length());
    }

    /** Whether a header of this name is never forwarded. */
    static boolean isHopByHop(String name) {
        return HOP_BY_HOP.contains(name);
    }

    /** These headers without every line whose name a member may {@linkplain Spelling take} for one of these. */
    public Headers withoutAnySpelling(Collection<String> names) {
        if (names.isEmpty()) {
            return this;
        }
        List<String> plain = new ArrayList<>(names.size());
        for (String name : names) {
            plain.add(Spelling.plain(name));
        }
        return keep(line -> !isAmong(plain, Spelling.plain(line.name())));
    }

    /** These names, found in any case. */
    static Set<String> insensitive(String... names) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Collections.addAll(all, names);
        return Collections.unmodifiableSet(all);
    }

    private Headers keep(Predicate<Header> wanted) {
        List<Header> kept = new ArrayList<>(lines.size());
        for (Header line : lines) {
            if (wanted.test(line)) {
                kept.add(line);
            }
        }
        return kept.size() == lines.size() ? this : new Headers(kept);
    }

    private static boolean isAmong(List<String> names, String name) {
        for (String one : names) {
            if (one.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return lines.stream()
                .map(line -> line.name().toLowerCase(Locale.ROOT) + "=" + line.value())
                .toList()
                .toString();
    }
}
