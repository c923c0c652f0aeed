package org.sluice.heartbeat;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.sluice.config.HealthConfig.OnDown;
import org.sluice.journal.Event;
import org.sluice.journal.Journal;
import org.sluice.pool.Member;
import org.sluice.pool.MemberEvents;
import org.sluice.pool.Pool;
import org.sluice.pool.PoolMember;
import org.sluice.relay.CloseCause;
import org.sluice.relay.OpenRelay;

/** Reacts when a member goes down, comes up, or is ejected: logs it, and ends the member's relays if the pool says so. */
public final class MemberEventActions implements MemberEvents {
    private final Collection<OpenRelay> open;
    private final Function<OpenRelay, Optional<PoolMember>> memberOf;

    /**
     * @param open the open relays, a live view
     * @param memberOf gives the pool and member of a relay
     */
    public MemberEventActions(Collection<OpenRelay> open, Function<OpenRelay, Optional<PoolMember>> memberOf) {
        this.open = open;
        this.memberOf = memberOf;
    }

    @Override
    public void changed(Pool pool, Member before, Member after) {
        Member.Health was = before.health();
        Member.Health is = after.health();
        if (is == was || (was == Member.Health.UP && is == Member.Health.UNKNOWN)) {
            return; // in the second case the member is just not checked any more
        }
        switch (is) {
            case UP, UNKNOWN -> event("member-up", pool, after).with("was", was).info();
            case DOWN ->
                event("member-down", pool, after).with("reason", after.reason()).warn();
            case EJECTED ->
                event("member-ejected", pool, after)
                        .with("for", after.ejection().nanos() / 1_000_000 + "ms")
                        .with("reason", after.reason())
                        .warn();
        }
        if (is == Member.Health.DOWN && pool.config().health().onDown() == OnDown.CLOSE) {
            end(new PoolMember(pool.name(), after.uri()));
        }
    }

    private void end(PoolMember poolMember) {
        List<OpenRelay> lost = open.stream()
                .filter(relay ->
                        memberOf.apply(relay).filter(poolMember::equals).isPresent())
                .toList();
        lost.forEach(relay -> relay.end(CloseCause.memberDown()));
    }

    private static Event event(String name, Pool pool, Member member) {
        return Journal.event(name).with("pool", pool.name()).with("member", member.uri());
    }
}
