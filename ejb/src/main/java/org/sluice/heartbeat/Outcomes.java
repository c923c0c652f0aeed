package org.sluice.heartbeat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.sluice.config.HealthConfig.OnDown;
import org.sluice.observe.Journal;
import org.sluice.pool.Member;
import org.sluice.pool.MemberEvents;
import org.sluice.pool.Place;
import org.sluice.pool.Pool;
import org.sluice.relay.CloseCause;
import org.sluice.relay.Joined;

/** What follows when a member goes down, comes up, or is put aside: a line in the log, and perhaps the end of its relays. */
public final class Outcomes implements MemberEvents {
    private final Collection<Joined> open;
    private final Function<Joined, Optional<Place>> placeOf;
    private final Journal journal;

    /**
     * Ready at once.
     *
     * @param open the relays there are, live
     * @param placeOf where a relay's member stands
     */
    public Outcomes(Collection<Joined> open, Function<Joined, Optional<Place>> placeOf, Journal journal) {
        this.open = open;
        this.placeOf = placeOf;
        this.journal = journal;
    }

    @Override
    public void changed(Pool pool, Member before, Member after) {
        Member.Health was = before.health();
        Member.Health is = after.health();
        if (is == was || (was == Member.Health.UP && is == Member.Health.UNKNOWN)) {
            return; // the second: it is not checked any more
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("pool", pool.name());
        facts.put("member", after.uri());
        switch (is) {
            case UP, UNKNOWN -> journal.info("member-up", with(facts, "was", was));
            case DOWN -> journal.warn("member-down", with(facts, "reason", after.reason()));
            case EJECTED -> {
                facts.put("for", after.ejection().nanos() / 1_000_000 + "ms");
                journal.warn("member-ejected", with(facts, "reason", after.reason()));
            }
        }
        if (is == Member.Health.DOWN && pool.config().health().onDown() == OnDown.CLOSE) {
            end(new Place(pool.name(), after.uri()));
        }
    }

    private void end(Place place) {
        List<Joined> lost = open.stream()
                .filter(relay -> placeOf.apply(relay).filter(place::equals).isPresent())
                .toList();
        lost.forEach(relay -> relay.end(CloseCause.memberDown()));
    }

    private static Map<String, Object> with(Map<String, Object> facts, String key, Object value) {
        facts.put(key, value);
        return facts;
    }
}
