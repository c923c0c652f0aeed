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

    /**
     * A pool as it is written now: a member that is known keeps its counts and its state.
     *
     * @param known the member at an address, if there is or was one
     */
    static Pool of(PoolConfig config, Function<URI, Optional<Member>> known) {
        List<Member> members = new ArrayList<>();
        for (MemberConfig member : config.members()) {
            members.add(
                    known.apply(member.uri()).map(stays -> stays.with(member)).orElseGet(() -> Member.of(member)));
        }
        return new Pool(config, members);
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
