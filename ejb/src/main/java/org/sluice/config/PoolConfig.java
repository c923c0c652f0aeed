package org.sluice.config;

import java.math.BigDecimal;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One pool as the operator wrote it, checked.
 *
 * @param members at least one, each address once
 * @param hashBound times the mean load a hashed member may carry
 * @param bind source addresses of connections to members; empty = the system chooses
 * @param clientKey an alias in the server's key store; empty for none
 * @param terms what a rule may say otherwise
 */
public record PoolConfig(
        String name,
        List<MemberConfig> members,
        PolicyConfig policy,
        BigDecimal hashBound,
        Capacity capacity,
        List<String> bind,
        boolean tlsVerify,
        String clientKey,
        HostHeader hostHeader,
        HealthConfig health,
        Terms terms) {

    /** Whose name stands in the Host header a member sees. */
    public enum HostHeader {
        CLIENT,
        MEMBER;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Checks every value.
     *
     * @throws IllegalArgumentException naming the first key whose value is wrong
     */
    public PoolConfig {
        if (!EntryKind.isName(name)) {
            throw new IllegalArgumentException("pools/" + name + " (expected: a name of letters, digits and . _ -)");
        }
        members = List.copyOf(members);
        if (members.isEmpty() || addresses(members).size() < members.size()) {
            throw new IllegalArgumentException(
                    "pools/" + name + ": members: " + members + " (expected: at least one member, each address once)");
        }
        PoolKeys.HASH_BOUND.check(hashBound);
        bind = List.copyOf(bind);
        if (!bind.isEmpty()) {
            PoolKeys.BIND.check(bind);
        }
        if (!clientKey.isEmpty()) {
            PoolKeys.CLIENT_KEY.check(clientKey);
        }
    }

    /** A pool of these members in which everything else is as it is when nothing is said. */
    public static PoolConfig of(String name, List<MemberConfig> members) {
        return of(name, members, Values.none());
    }

    static PoolConfig of(String name, List<MemberConfig> members, Values values) {
        return new PoolConfig(
                name,
                members,
                values.or(PoolKeys.POLICY),
                values.or(PoolKeys.HASH_BOUND),
                Capacity.of(values),
                values.or(PoolKeys.BIND, List.of()),
                values.or(PoolKeys.TLS_VERIFY),
                values.or(PoolKeys.CLIENT_KEY, ""),
                values.or(PoolKeys.HOST_HEADER),
                HealthConfig.of(values),
                Terms.of(values, Terms.STANDARD));
    }

    static Set<URI> addresses(List<MemberConfig> members) {
        Set<URI> addresses = new HashSet<>();
        members.forEach(member -> addresses.add(member.uri()));
        return addresses;
    }

    public TimeLimits timeLimits() {
        return terms.time();
    }

    public SizeLimits sizeLimits() {
        return terms.sizes();
    }
}
