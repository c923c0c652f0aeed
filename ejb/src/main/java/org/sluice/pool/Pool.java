package org.sluice.pool;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.sluice.config.MemberConfig;
import org.sluice.config.PoolConfig;

/**
 * The members of one pool: an immutable snapshot, except for the counters of its members.
 *
 * @param members in the order of the configuration
 * @param stats the counters of the whole pool, live
 */
public record Pool(PoolConfig config, List<Member> members, PoolStats stats) {
    public Pool {
        members = List.copyOf(members);
    }

    /** A pool whose members were not checked yet. */
    public static Pool of(PoolConfig config) {
        return new Pool(config, config.members().stream().map(Member::of).toList(), new PoolStats());
    }

    public String name() {
        return config.name();
    }

    /** The member at this address. */
    public Optional<Member> member(URI uri) {
        return members.stream().filter(member -> member.uri().equals(uri)).findFirst();
    }

    /** This pool with {@code change} applied to every member. */
    public Pool with(UnaryOperator<Member> change) {
        return new Pool(config, members.stream().map(change).toList(), stats);
    }

    /** This pool with {@code change} applied to one member; an equal pool if it has no such member. */
    public Pool with(URI uri, UnaryOperator<Member> change) {
        return with(member -> member.uri().equals(uri) ? change.apply(member) : member);
    }

    /**
     * This pool with a new configuration: known members keep their counters and state.
     *
     * @param known gives the member at an address, if there is or was one
     */
    Pool as(PoolConfig other, Function<URI, Optional<Member>> known, long now) {
        List<Member> next = new ArrayList<>();
        for (MemberConfig member : other.members()) {
            next.add(known.apply(member.uri())
                    .map(stays -> stays.with(member, now))
                    .orElseGet(() -> Member.of(member).joining(now)));
        }
        return new Pool(other, next, stats);
    }
}
