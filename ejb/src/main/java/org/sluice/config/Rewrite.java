package org.sluice.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a handshake is changed on its way to the member.
 *
 * @param stripPrefix taken off the beginning of the path, if it is there as whole segments; empty = nothing
 * @param addPrefix put before the path then; empty = nothing
 * @param setHeaders by name: one value in place of all the client's
 * @param removeHeaders names of headers that go
 * @param untrustedHeaders names of headers that go because members believe them and any client can send them
 */
public record Rewrite(
        String stripPrefix,
        String addPrefix,
        Map<String, String> setHeaders,
        List<String> removeHeaders,
        List<String> untrustedHeaders) {

    /** As it came, but for what no client is believed. */
    public static final Rewrite NONE = of(Values.none());

    /** Headers that make the handshake what it is; a rule that touched them would break it. */
    private static final Set<String> UNTOUCHABLE = Set.of(
            "connection",
            "upgrade",
            "transfer-encoding",
            "content-length",
            "sec-websocket-key",
            "sec-websocket-version",
            "sec-websocket-accept");

    public Rewrite {
        check(RuleKeys.STRIP_PREFIX, stripPrefix);
        check(RuleKeys.ADD_PREFIX, addPrefix);
        setHeaders = Collections.unmodifiableMap(new LinkedHashMap<>(setHeaders));
        removeHeaders = List.copyOf(removeHeaders);
        untrustedHeaders = List.copyOf(untrustedHeaders);
    }

    private static void check(Key<String> key, String value) {
        if (!value.isEmpty()) {
            key.check(value);
        }
    }

    static Rewrite of(Values values) {
        return new Rewrite(
                values.or(RuleKeys.STRIP_PREFIX, ""),
                values.or(RuleKeys.ADD_PREFIX, ""),
                values.family(RuleKeys.SET_HEADER),
                values.or(RuleKeys.REMOVE_HEADER, List.of()),
                values.or(RuleKeys.UNTRUSTED_HEADERS));
    }

    /** What would have been right, if no rule may touch this header. */
    static Optional<String> headerFault(String name) {
        return UNTOUCHABLE.contains(name.toLowerCase(Locale.ROOT))
                ? Optional.of("a header that is not part of the handshake itself")
                : Optional.empty();
    }

    /** The path as the member gets it. */
    public String apply(String path) {
        boolean there = !stripPrefix.isEmpty()
                && path.startsWith(stripPrefix)
                && (path.length() == stripPrefix.length() || path.charAt(stripPrefix.length()) == '/');
        String rest = there ? path.substring(stripPrefix.length()) : path;
        // What is left of /chat//x must not begin with two slashes: that would read as a host.
        return NormalPath.of(addPrefix + (rest.isEmpty() ? "/" : rest));
    }
}
