package org.sluice.config;

import java.util.List;
import java.util.Map;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Texts;
import org.sluice.grammar.Values;

/** When a rule matches a handshake: every condition that is not empty must hold, by any one of its values. Immutable. */
public final class Conditions extends TypedValues {
    static final KeyGroup GROUP = new KeyGroup("Rule: conditions", EntryKind.RULE);

    static final Key<List<HostPattern>> HOST = GROUP.key(
            "host",
            HostPattern.KIND,
            "For which hosts, by the Host header without its port.",
            "Alibaba, Tencent domain");

    public List<HostPattern> hosts() {
        return values().or(HOST, List.of());
    }

    static final Key<List<PathPattern>> PATH = GROUP.key(
            "path",
            PathPattern.KIND,
            "For which paths; /chat/* is /chat and everything below.",
            "nginx location; Alibaba, Tencent url");

    public List<PathPattern> paths() {
        return values().or(PATH, List.of());
    }

    static final Key<List<String>> METHOD =
            GROUP.key("method", Texts.TOKENS, "For which methods.", "AWS http-request-method");

    public List<String> methods() {
        return values().or(METHOD, List.of());
    }

    static final Key<List<String>> LISTENER =
            GROUP.key("listener", Texts.NAMES, "For clients of which listeners.", "HAProxy frontend");

    public List<String> listeners() {
        return values().or(LISTENER, List.of());
    }

    static final Key<List<ValuePattern>> HEADER = GROUP.key(
            "header.", ValuePattern.KIND, "For which values of this header; * is any value.", "AWS http-header");

    /** By name; all names must match. */
    public Map<String, List<ValuePattern>> headers() {
        return values().family(HEADER);
    }

    static final Key<List<ValuePattern>> QUERY =
            GROUP.key("query.", ValuePattern.KIND, "For which values of this query parameter.", "AWS query-string");

    /** By name; all names must match. */
    public Map<String, List<ValuePattern>> queries() {
        return values().family(QUERY);
    }

    static final Key<List<ValuePattern>> COOKIE =
            GROUP.key("cookie.", ValuePattern.KIND, "For which values of this cookie.", "Alibaba ALB Cookie");

    /** By name; all names must match. */
    public Map<String, List<ValuePattern>> cookies() {
        return values().family(COOKIE);
    }

    static final Key<List<Cidr>> SOURCE =
            GROUP.key("source", Kind.listOf(Cidr.KIND), "For clients of which addresses.", "AWS source-ip");

    public List<Cidr> sources() {
        return values().or(SOURCE, List.of());
    }

    /** Matches every handshake. */
    public static final Conditions NONE = new Conditions(Values.none());

    Conditions(Values values) {
        super(values);
    }
}
