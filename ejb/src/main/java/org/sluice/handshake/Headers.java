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
import java.util.stream.Stream;

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
        return values(name).findFirst();
    }

    /** Every value of {@code name}, one for each line, in order. */
    public List<String> all(String name) {
        return values(name).toList();
    }

    /** The members of a comma-separated list header over all its lines, trimmed, empty ones left out (RFC 9110 5.6.1). */
    public List<String> tokens(String name) {
        return values(name)
                .flatMap(value -> Stream.of(value.split(",")))
                .map(String::strip)
                .filter(token -> !token.isEmpty())
                .toList();
    }

    /** Whether the list header {@code name} names {@code token}, in any case. */
    public boolean lists(String name, String token) {
        return tokens(name).stream().anyMatch(token::equalsIgnoreCase);
    }

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
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        named.addAll(tokens("Connection"));
        return keep(line ->
                !HOP_BY_HOP.contains(line.name()) && (!named.contains(line.name()) || isNeverNamed(line.name())));
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
        Set<String> plain = insensitive(names.stream().map(Spelling::plain).toArray(String[]::new));
        return keep(line -> !plain.contains(Spelling.plain(line.name())));
    }

    /** These names, found in any case. */
    static Set<String> insensitive(String... names) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Collections.addAll(all, names);
        return Collections.unmodifiableSet(all);
    }

    private Headers keep(Predicate<Header> wanted) {
        return new Headers(lines.stream().filter(wanted).toList());
    }

    private Stream<String> values(String name) {
        return lines.stream().filter(line -> line.name().equalsIgnoreCase(name)).map(Header::value);
    }

    @Override
    public String toString() {
        return lines.stream()
                .map(line -> line.name().toLowerCase(Locale.ROOT) + "=" + line.value())
                .toList()
                .toString();
    }
}
