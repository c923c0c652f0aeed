package org.sluice.config;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Texts;
import org.sluice.grammar.Values;

/** How a handshake is rewritten before it is sent to the member. Immutable. */
public final class Rewrite extends TypedValues {
    static final KeyGroup GROUP = new KeyGroup("Rule: rewriting", EntryKind.RULE);

    static final Key<String> STRIP_PREFIX = GROUP.key(
            "strip-prefix", Texts.PATH, "What is taken off the beginning of the path.", "Traefik StripPrefix");

    /** Empty = nothing. */
    public String stripPrefix() {
        return values().or(STRIP_PREFIX, "");
    }

    static final Key<String> ADD_PREFIX =
            GROUP.key("add-prefix", Texts.PATH, "What is then put before it.", "Traefik AddPrefix");

    /** Empty = nothing. */
    public String addPrefix() {
        return values().or(ADD_PREFIX, "");
    }

    static final Key<String> SET_HEADER = GROUP.key(
            "set-header.", Texts.LINE, "A header the member gets in place of the client's.", "nginx proxy_set_header");

    /** By name; the value replaces all those of the client. */
    public Map<String, String> setHeaders() {
        return values().family(SET_HEADER);
    }

    static final Key<List<String>> REMOVE_HEADER = GROUP.key(
            "remove-header",
            Texts.TOKENS,
            "Headers of the client that the member does not get.",
            "HAProxy http-request del-header");

    public List<String> removeHeaders() {
        return values().or(REMOVE_HEADER, List.of());
    }

    static final Key<List<String>> UNTRUSTED_HEADERS = GROUP.key(
            "untrusted-headers",
            Texts.TOKENS_OR_NONE,
            "X-Real-IP, X-Client-IP, X-Cluster-Client-IP, X-Remote-Addr, X-Remote-IP, X-Originating-IP, X-ProxyUser-IP,"
                    + " True-Client-IP, CF-Connecting-IP, CF-Connecting-IPv6, CF-Pseudo-IPv4, Fastly-Client-IP,"
                    + " Fly-Client-IP, X-Appengine-User-IP, X-Azure-ClientIP, X-Azure-SocketIP, Client-IP,"
                    + " Proxy-Client-IP, WL-Proxy-Client-IP, Forwarded-For, X-Forwarded, X-Forwarded-By,"
                    + " X-Forwarded-Server, X-Forwarded-Scheme, X-Forwarded-Ssl, X-Forwarded-Protocol,"
                    + " X-Forwarded-Prefix, X-Forwarded-Uri, X-Forwarded-User, X-Original-Host, X-Original-URL,"
                    + " X-Original-URI, X-Original-Method, X-Rewrite-URL, X-Host, X-Scheme, X-URL-Scheme,"
                    + " Front-End-Https, X-ARR-SSL, X-ARR-ClientCert, X-Remote-User, Remote-User, Proxy",
            "Headers that members believe and any client can send: they are dropped, in every spelling. An operator whose own"
                    + " proxy in front sets some of them lists the others; none = all pass.",
            "nginx proxy_set_header; HAProxy http-request del-header");

    /** Dropped because members believe them and any client can send them. */
    public List<String> untrustedHeaders() {
        return value(UNTRUSTED_HEADERS);
    }

    /** As it came, but for the untrusted headers. */
    public static final Rewrite NONE = new Rewrite(Values.none());

    /** Headers that the handshake itself needs; a rule that changed them would break it. */
    private static final Set<String> FIXED = Set.of(
            "connection",
            "upgrade",
            "transfer-encoding",
            "content-length",
            "sec-websocket-key",
            "sec-websocket-version",
            "sec-websocket-accept");

    Rewrite(Values values) {
        super(values);
    }

    /** What is expected instead, if no rule may change this header; else empty. */
    static Optional<String> headerFault(String name) {
        return FIXED.contains(name.toLowerCase(Locale.ROOT))
                ? Optional.of("a header that is not part of the handshake itself")
                : Optional.empty();
    }

    /** The path as it is sent to the member. */
    public String apply(String path) {
        String stripPrefix = stripPrefix();
        boolean there = !stripPrefix.isEmpty()
                && path.startsWith(stripPrefix)
                && (path.length() == stripPrefix.length() || path.charAt(stripPrefix.length()) == '/');
        String rest = there ? path.substring(stripPrefix.length()) : path;
        // The rest of /chat//x must not begin with two slashes: some servers would read that as a host.
        return NormalPath.of(addPrefix() + (rest.isEmpty() ? "/" : rest));
    }
}
