package org.sluice.config;

import java.util.List;

/** The keys of {@link RuleConfig} that no pool has. */
final class RuleKeys {
    static final KeyGroup GROUP = new KeyGroup("Rule", EntryKind.RULE);
    static final KeyGroup ACCESS = new KeyGroup("Access", EntryKind.RULE, EntryKind.LISTENER);

    static final Key<List<HostPattern>> HOST = GROUP.key(
            "host",
            HostPattern.KIND,
            "For which hosts, by the Host header without its port.",
            "Alibaba, Tencent domain");
    static final Key<List<PathPattern>> PATH = GROUP.key(
            "path",
            PathPattern.KIND,
            "For which paths; /chat/* is /chat and everything below.",
            "nginx location; Alibaba, Tencent url");
    static final Key<List<String>> METHOD =
            GROUP.key("method", Texts.TOKENS, "For which methods.", "AWS http-request-method");
    static final Key<List<String>> LISTENER =
            GROUP.key("listener", Texts.NAMES, "For clients of which listeners.", "HAProxy frontend");
    static final Key<List<ValuePattern>> HEADER = GROUP.key(
            "header.",
            ValuePattern.KIND,
            "For which values of this header; * is any that is there.",
            "AWS http-header");
    static final Key<List<ValuePattern>> QUERY =
            GROUP.key("query.", ValuePattern.KIND, "For which values of this query parameter.", "AWS query-string");
    static final Key<List<ValuePattern>> COOKIE =
            GROUP.key("cookie.", ValuePattern.KIND, "For which values of this cookie.", "Alibaba ALB Cookie");
    static final Key<List<Cidr>> SOURCE =
            GROUP.key("source", Kind.listOf(Cidr.KIND), "For clients of which addresses.", "AWS source-ip");
    static final Key<Integer> PRIORITY = GROUP.key(
            "priority",
            Kind.count(0, 100_000).or(Kind.negative(100_000)).saying("-100000..100000"),
            "0",
            "A higher one is tried first, whatever the host and path.",
            "Traefik priority");
    static final Key<List<WeightedPool>> POOL = GROUP.key(
            "pool",
            Kind.listOf(WeightedPool.KIND),
            "The pool it goes to, or several with their shares: a 90, b 10.",
            "nginx proxy_pass; AWS forward");
    static final Key<Action.Redirect> REDIRECT = GROUP.key(
            "redirect",
            Action.Redirect.KIND,
            "Where it is sent instead: 308 https://{host}{path}{query}.",
            "AWS redirect");
    static final Key<Action.Respond> RESPOND = GROUP.key(
            "respond",
            Action.Respond.KIND,
            "What it is answered instead: 403 not here.",
            "AWS fixed-response; nginx return");
    static final Key<String> STRIP_PREFIX = GROUP.key(
            "strip-prefix", Texts.PATH, "What is taken off the beginning of the path.", "Traefik StripPrefix");
    static final Key<String> ADD_PREFIX =
            GROUP.key("add-prefix", Texts.PATH, "What is then put before it.", "Traefik AddPrefix");
    static final Key<String> SET_HEADER = GROUP.key(
            "set-header.", Texts.LINE, "A header the member gets in place of the client's.", "nginx proxy_set_header");
    static final Key<List<String>> REMOVE_HEADER = GROUP.key(
            "remove-header",
            Texts.TOKENS,
            "Headers of the client that the member does not get.",
            "HAProxy http-request del-header");
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
            "Headers that members believe and any client can send: they are dropped, in every spelling. Who has a proxy in"
                    + " front that sets some of them names the others; none = all pass.",
            "nginx proxy_set_header; HAProxy http-request del-header");
    static final Key<Origins> ORIGINS = GROUP.key(
            "origins", Origins.KIND, "any", "From which web origins a client may come; any = the member decides.", "");
    static final Key<List<String>> REQUIRE_ROLE = GROUP.key(
            "require-role",
            Kind.listOf(Texts.LINE),
            "The role a client must have, or one of several, in the server's realm; without credentials it is answered 401,"
                    + " without the role 403.",
            "nginx auth_basic; HAProxy http-request auth");
    static final Key<Boolean> IDENTITY_HEADERS = GROUP.key(
            "identity-headers",
            Kind.flag(),
            "false",
            "Whether the member gets X-Sluice-User and X-Sluice-Roles; needs require-role. Never passed on from a client.",
            "oauth2-proxy X-Forwarded-User");

    static final Key<List<Cidr>> ALLOW = ACCESS.key(
            "allow", Kind.listOf(Cidr.KIND), "If given, clients of other addresses are answered 403.", "nginx allow");
    static final Key<List<Cidr>> DENY = ACCESS.key(
            "deny",
            Kind.listOf(Cidr.KIND),
            "Clients of these addresses are answered 403; stronger than allow.",
            "nginx deny");

    private RuleKeys() {}
}
