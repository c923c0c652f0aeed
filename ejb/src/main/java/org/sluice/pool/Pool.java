package org.sluice.pool;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sluice.config.MemberConfig;
import org.sluice.config.PoolConfig;

/**
 * The members of one pool at one instant. Immutable, but for the counts of its members.
 *
 * @param members in the order of the configuration
 */
public record Pool(PoolConfig config, List<Member> members) {
    public Pool {
        members = List.copyOf(members);
    }

    /** A pool nobody has found anything about yet. */
    public static Pool of(PoolConfig config) {
        return new Pool(config, config.members().stream().map(Member::of).toList());
    }

    public String name() {
        return config.name();
    }

    /** The member at this address. */
    public Optional<Member> member(URI uri) {
        return members.stream().filter(member -> member.uri().equals(uri)).findFirst();
    }

    /** What all members are busy with. */
    public int busy() {
        return members.stream().mapToInt(member -> member.stats().busy()).sum();
    }

    /** This pool as it is written now: a member that stays keeps its counts and its state. */
    Pool as(PoolConfig next) {
        Map<URI, Member> known = new HashMap<>();
        members.forEach(member -> known.put(member.uri(), member));
        List<Member> then = new ArrayList<>();
        for (MemberConfig config : next.members()) {
            Member stays = known.get(config.uri());
            then.add(stays == null ? Member.of(config) : stays.with(config));
        }
        return new Pool(next, then);
    }

    /** This pool with one member changed; the same pool if it has no such member. */
    Pool with(URI uri, UnaryOperator<Member> change) {
        return new Pool(
                config,
                members.stream()
                        .map(member -> member.uri().equals(uri) ? change.apply(member) : member)
                        .toList());
    }
}
