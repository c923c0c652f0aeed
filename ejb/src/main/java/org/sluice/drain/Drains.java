package org.sluice.drain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.sluice.config.Configuration;
import org.sluice.journal.Event;
import org.sluice.journal.Journal;
import org.sluice.pool.PoolMember;
import org.sluice.relay.CloseCause;
import org.sluice.relay.OpenRelay;

/**
 * The members that are being drained. {@link #sweep} is called by one thread at a time, all other methods by any thread. This
 * class only ends relays; that a draining member is not picked is up to its pool.
 */
public final class Drains {
    private final Collection<OpenRelay> open;
    private final Function<OpenRelay, Optional<PoolMember>> memberOf;
    private final LongSupplier clock;
    private final Consumer<PoolMember> whenClosing;
    private final Map<PoolMember, DrainProgress> current = new ConcurrentHashMap<>();

    /**
     * @param open the open relays, a live view
     * @param memberOf gives the pool and member of a relay
     * @param clock {@link System#nanoTime()}, or a test's
     * @param whenClosing called, on the sweep's thread, when the timeout of a member is over and its relays begin to be closed:
     *     from then on no client should be sent to it, not even by affinity
     */
    public Drains(
            Collection<OpenRelay> open,
            Function<OpenRelay, Optional<PoolMember>> memberOf,
            LongSupplier clock,
            Consumer<PoolMember> whenClosing) {
        this.open = open;
        this.memberOf = memberOf;
        this.clock = clock;
        this.whenClosing = whenClosing;
    }

    /** The members that are drained now. A copy. */
    public Set<PoolMember> members() {
        return Set.copyOf(current.keySet());
    }

    /** Begins to drain this member. No effect if it is being drained already. */
    public void begin(PoolMember poolMember, DrainSettings terms) {
        if (current.putIfAbsent(poolMember, new DrainProgress(terms, clock.getAsLong())) == null) {
            event("drain-began", poolMember)
                    .with("timeout", terms.timeout().toMillis() + "ms")
                    .with("spread", terms.spread().toMillis() + "ms")
                    .info();
        }
    }

    /** Ends the drain of this member; its open relays stay. No effect if it is not being drained. */
    public void callOff(PoolMember poolMember) {
        if (current.remove(poolMember) != null) {
            event("drain-called-off", poolMember).info();
        }
    }

    /**
     * Drains the members that {@code after} drains or no longer names, and calls off the drain of those that serve again.
     * Members whose settings are the same in {@code before} stay as they are.
     */
    public void follow(Configuration before, Configuration after) {
        Map<PoolMember, Optional<DrainSettings>> was = wanted(before);
        Map<PoolMember, Optional<DrainSettings>> is = wanted(after);
        is.forEach((poolMember, terms) -> {
            if (!terms.equals(was.get(poolMember))) {
                callOff(poolMember);
                terms.ifPresent(settings -> begin(poolMember, settings));
            }
        });
        was.keySet().stream()
                .filter(poolMember -> !is.containsKey(poolMember))
                .forEach(poolMember -> termsOf(poolMember, before, after).ifPresent(terms -> begin(poolMember, terms)));
    }

    /** How each member is to be drained; empty for those that serve. */
    private static Map<PoolMember, Optional<DrainSettings>> wanted(Configuration configuration) {
        Map<PoolMember, Optional<DrainSettings>> wanted = new LinkedHashMap<>();
        configuration.pools().forEach((name, pool) -> pool.members()
                .forEach(member -> wanted.put(
                        new PoolMember(name, member.uri()),
                        DrainSettings.wanted(
                                configuration.settings(), pool.health().drain(), member.intent()))));
        return wanted;
    }

    private static Optional<DrainSettings> termsOf(PoolMember poolMember, Configuration before, Configuration after) {
        return after.pool(poolMember.pool())
                .or(() -> before.pool(poolMember.pool()))
                .map(pool -> DrainSettings.of(pool.health().drain()));
    }

    /** Closes the relays that are due. To be called about twice a second. */
    public void sweep() {
        if (current.isEmpty()) {
            return;
        }
        long now = clock.getAsLong();
        Map<PoolMember, List<OpenRelay>> left = left();
        current.forEach(
                (poolMember, draining) -> sweep(poolMember, draining, left.getOrDefault(poolMember, List.of()), now));
    }

    private void sweep(PoolMember poolMember, DrainProgress draining, List<OpenRelay> left, long now) {
        if (draining.closesNow(now)) {
            whenClosing.accept(poolMember);
        }
        CloseCause cause = CloseCause.drain(draining.terms().code());
        left.subList(0, draining.due(left.size(), now)).forEach(relay -> relay.end(cause));
        if (draining.emptied(left.size())) {
            event("drain-emptied", poolMember).with("told", draining.closed()).info();
        }
        if (draining.over(left.size(), now)) {
            current.remove(poolMember, draining);
        }
    }

    /** The relays of draining members that have not begun to end. */
    private Map<PoolMember, List<OpenRelay>> left() {
        Map<PoolMember, List<OpenRelay>> left = new HashMap<>();
        for (OpenRelay relay : open) {
            memberOf.apply(relay)
                    .filter(poolMember -> current.containsKey(poolMember) && !relay.isEnding())
                    .ifPresent(poolMember -> left.computeIfAbsent(poolMember, unseen -> new ArrayList<>())
                            .add(relay));
        }
        return left;
    }

    private static Event event(String name, PoolMember poolMember) {
        return Journal.event(name).with("pool", poolMember.pool()).with("member", poolMember.member());
    }
}
