package org.sluice.config;

import java.math.BigDecimal;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Texts;
import org.sluice.grammar.Values;

/** The configuration of one pool: its members, its own keys, and those that a rule may override. Immutable. */
public final class PoolConfig extends TypedValues {
    static final KeyGroup GROUP = new KeyGroup("Pool", EntryKind.POOL);

    static final Key<List<MemberConfig>> MEMBERS = GROUP.key(
            "members",
            Kind.listOf(Kind.of(MemberConfig.EXPECTED, MemberConfig::parse, MemberConfig::toString)),
            "The members: one address each, with a weight or as a backup; drain and off take one out. Required.",
            "HAProxy server; AWS targets");

    static final Key<PolicyConfig> POLICY = GROUP.key(
            "policy",
            PolicyConfig.KIND,
            "weighted-round-robin",
            "How a member is chosen.",
            "scheduler; lb_algorithm; HAProxy balance");

    public PolicyConfig policy() {
        return value(POLICY);
    }

    static final Key<BigDecimal> HASH_BOUND = GROUP.key(
            "hash-bound",
            Kind.decimal("1", "10"),
            "1.25",
            "How many times the mean load a hashed member may carry before its clients move on.",
            "HAProxy hash-balance-factor");

    public BigDecimal hashBound() {
        return value(HASH_BOUND);
    }

    static final Key<List<String>> BIND = GROUP.key(
            "bind",
            Kind.listOf(Kind.text("an address", Cidr::isAddress)),
            "The source addresses of connections to members, used in turn.",
            "nginx proxy_bind; HAProxy source");

    /** Empty = the operating system chooses. */
    public List<String> bind() {
        return values().or(BIND, List.of());
    }

    static final Key<Boolean> TLS_VERIFY = GROUP.key(
            "tls-verify",
            Kind.flag(),
            "true",
            "Whether the certificate of a wss:// member and the name in it are checked.",
            "nginx proxy_ssl_verify; HAProxy ssl verify");

    public boolean tlsVerify() {
        return value(TLS_VERIFY);
    }

    static final Key<String> CLIENT_KEY = GROUP.key(
            "client-key",
            Texts.LINE,
            "The alias, in the server's key store, of the client certificate for members that request one; without it"
                    + " they get none.",
            "nginx proxy_ssl_certificate; HAProxy server crt");

    /** An alias in the key store of the server; empty = none. */
    public String clientKey() {
        return values().or(CLIENT_KEY, "");
    }

    static final Key<HostHeader> HOST_HEADER = GROUP.key(
            "host-header",
            Kind.choice(HostHeader.class),
            "client",
            "The Host header for the member: the client's, or the member's own name.",
            "nginx proxy_set_header Host; AWS preserve_host_header");

    public HostHeader hostHeader() {
        return value(HOST_HEADER);
    }

    private final String name;
    private final List<MemberConfig> members;
    private final Capacity capacity;
    private final HealthConfig health;
    private final RouteSettings terms;

    /** Whether a member receives the client's Host header or its own name. */
    public enum HostHeader {
        CLIENT,
        MEMBER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private PoolConfig(String name, List<MemberConfig> members, Values values) {
        super(values.without(MEMBERS));
        if (!EntryKind.isName(name)) {
            throw new IllegalArgumentException("pools/" + name + " (expected: a name of letters, digits and . _ -)");
        }
        if (members.isEmpty() || addresses(members).size() < members.size()) {
            throw new IllegalArgumentException(
                    "pools/" + name + ": members: " + members + " (expected: at least one member, each address once)");
        }
        this.name = name;
        this.members = List.copyOf(members);
        this.capacity = new Capacity(values);
        this.health = new HealthConfig(values);
        this.terms = RouteSettings.of(values);
    }

    /** A pool of these members with defaults for everything else. */
    public static PoolConfig of(String name, List<MemberConfig> members) {
        return of(name, members, Values.none());
    }

    /**
     * A pool of these members.
     *
     * @throws IllegalArgumentException if there is no member, an address occurs twice, or the name is invalid
     */
    static PoolConfig of(String name, List<MemberConfig> members, Values values) {
        return new PoolConfig(name, members, values);
    }

    static Set<URI> addresses(List<MemberConfig> members) {
        Set<URI> addresses = new HashSet<>();
        members.forEach(member -> addresses.add(member.uri()));
        return addresses;
    }

    public String name() {
        return name;
    }

    /** At least one, each address once. */
    public List<MemberConfig> members() {
        return members;
    }

    public Capacity capacity() {
        return capacity;
    }

    public HealthConfig health() {
        return health;
    }

    /** The values that a rule may override. */
    public RouteSettings terms() {
        return terms;
    }

    public TimeLimits timeLimits() {
        return terms.time();
    }

    public SizeLimits sizeLimits() {
        return terms.sizes();
    }

    @Override
    public boolean equals(Object other) {
        return super.equals(other)
                && other instanceof PoolConfig pool
                && pool.name.equals(name)
                && pool.members.equals(members);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, members, super.hashCode());
    }
}
