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
 * The members that are being left. The application owns it; {@link #sweep} is called by one thread at a time, everything else by
 * any. It takes no member out of a choice: that is for its pool.
 */
public final class Drains {
    private final Collection<OpenRelay> open;
    private final Function<OpenRelay, Optional<PoolMember>> memberOf;
    private final LongSupplier clock;
    private final Consumer<PoolMember> whenClosing;
    private final Map<PoolMember, DrainProgress> current = new ConcurrentHashMap<>();

    /**
     * Nothing drains yet.
     *
     * @param open the relays there are, live
     * @param memberOf where a relay's member stands
     * @param clock {@link System#nanoTime()}, or a test's
     * @param whenClosing told, on the sweep's thread, when the time of a member is over and its relays begin to be ended: from
     *     then on nobody should come to it any more, whoever it knows
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

    /** What is drained now. A copy. */
    public Set<PoolMember> places() {
        return Set.copyOf(current.keySet());
    }

    /** Whoever is on this member goes, by these terms, from now on. Nothing if it is being drained already. */
    public void begin(PoolMember place, DrainSettings terms) {
        if (current.putIfAbsent(place, new DrainProgress(terms, clock.getAsLong())) == null) {
            event("drain-began", place)
                    .with("timeout", terms.timeout().toMillis() + "ms")
                    .with("spread", terms.spread().toMillis() + "ms")
                    .info();
        }
    }

    /** Whoever is on this member still may stay. Nothing if it is not being drained. */
    public void callOff(PoolMember place) {
        if (current.remove(place) != null) {
            event("drain-called-off", place).info();
        }
    }

    /**
     * Drains what {@code after} wants drained or names no longer, and calls off what it wants to serve again. What it wants as
     * {@code before} did stays as it is.
     */
    public void follow(Configuration before, Configuration after) {
        Map<PoolMember, Optional<DrainSettings>> was = wanted(before);
        Map<PoolMember, Optional<DrainSettings>> is = wanted(after);
        is.forEach((place, terms) -> {
            if (!terms.equals(was.get(place))) {
                callOff(place);
                terms.ifPresent(word -> begin(place, word));
            }
        });
        was.keySet().stream().filter(place -> !is.containsKey(place)).forEach(place -> termsOf(place, before, after)
                .ifPresent(terms -> begin(place, terms)));
    }

    /** How each member is to be left, if it is. */
    private static Map<PoolMember, Optional<DrainSettings>> wanted(Configuration configuration) {
        Map<PoolMember, Optional<DrainSettings>> wanted = new LinkedHashMap<>();
        configuration.pools().forEach((name, pool) -> pool.members()
                .forEach(member -> wanted.put(
                        new PoolMember(name, member.uri()),
                        DrainSettings.wanted(
                                configuration.settings(), pool.health().drain(), member.intent()))));
        return wanted;
    }

    private static Optional<DrainSettings> termsOf(PoolMember place, Configuration before, Configuration after) {
        return after.pool(place.pool())
                .or(() -> before.pool(place.pool()))
                .map(pool -> DrainSettings.of(pool.health().drain()));
    }

    /** Ends whoever is due. To be called some twice a second. */
    public void sweep() {
        if (current.isEmpty()) {
            return;
        }
        long now = clock.getAsLong();
        Map<PoolMember, List<OpenRelay>> left = left();
        current.forEach((place, draining) -> sweep(place, draining, left.getOrDefault(place, List.of()), now));
    }

    private void sweep(PoolMember place, DrainProgress draining, List<OpenRelay> left, long now) {
        if (draining.closesNow(now)) {
            whenClosing.accept(place);
        }
        CloseCause cause = CloseCause.drain(draining.terms().code());
        left.subList(0, draining.due(left.size(), now)).forEach(relay -> relay.end(cause));
        if (draining.emptied(left.size())) {
            event("drain-emptied", place).with("told", draining.told()).info();
        }
        if (draining.over(left.size(), now)) {
            current.remove(place, draining);
        }
    }

    /** The relays that nobody has ended yet, of the members that drain. */
    private Map<PoolMember, List<OpenRelay>> left() {
        Map<PoolMember, List<OpenRelay>> left = new HashMap<>();
        for (OpenRelay relay : open) {
            memberOf.apply(relay)
                    .filter(place -> current.containsKey(place) && !relay.isEnding())
                    .ifPresent(place -> left.computeIfAbsent(place, unseen -> new ArrayList<>())
                            .add(relay));
        }
        return left;
    }

    private static Event event(String name, PoolMember place) {
        return Journal.event(name).with("pool", place.pool()).with("member", place.member());
    }
}
