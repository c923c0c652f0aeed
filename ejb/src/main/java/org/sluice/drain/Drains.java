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
import org.sluice.config.HealthConfig;
import org.sluice.observe.Journal;
import org.sluice.pool.Place;
import org.sluice.relay.CloseCause;
import org.sluice.relay.Joined;

/**
 * The members that are being left. The house owns it; {@link #sweep} is called by one thread at a time, everything else by
 * any. It takes no member out of a choice: that is for its pool.
 */
public final class Drains {
    private final Collection<Joined> open;
    private final Function<Joined, Optional<Place>> placeOf;
    private final Journal journal;
    private final LongSupplier clock;
    private final Consumer<Place> whenClosing;
    private final Map<Place, Draining> current = new ConcurrentHashMap<>();

    /**
     * Nothing drains yet.
     *
     * @param open the relays there are, live
     * @param placeOf where a relay's member stands
     * @param clock {@link System#nanoTime()}, or a test's
     * @param whenClosing told, on the sweep's thread, when the time of a member is over and its relays begin to be ended: from
     *     then on nobody should come to it any more, whoever it knows
     */
    public Drains(
            Collection<Joined> open,
            Function<Joined, Optional<Place>> placeOf,
            Journal journal,
            LongSupplier clock,
            Consumer<Place> whenClosing) {
        this.open = open;
        this.placeOf = placeOf;
        this.journal = journal;
        this.clock = clock;
        this.whenClosing = whenClosing;
    }

    /** What is drained now. A copy. */
    public Set<Place> places() {
        return Set.copyOf(current.keySet());
    }

    /** Whoever is on this member goes, by these terms, from now on. Nothing if it is being drained already. */
    public void begin(Place place, HealthConfig.Drain terms) {
        if (current.putIfAbsent(place, new Draining(terms, clock.getAsLong())) == null) {
            Map<String, Object> facts = facts(place);
            facts.put("timeout", terms.timeout().toMillis() + "ms");
            facts.put("spread", terms.spread().toMillis() + "ms");
            journal.info("drain-began", facts);
        }
    }

    /** Whoever is on this member still may stay. Nothing if it is not being drained. */
    public void callOff(Place place) {
        if (current.remove(place) != null) {
            journal.info("drain-called-off", facts(place));
        }
    }

    /**
     * Drains what {@code after} wants drained or names no longer, and calls off what it wants to serve again. What it wants as
     * {@code before} did stays as it is.
     */
    public void follow(Configuration before, Configuration after) {
        Map<Place, Optional<HealthConfig.Drain>> was = wanted(before);
        Map<Place, Optional<HealthConfig.Drain>> is = wanted(after);
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
    private static Map<Place, Optional<HealthConfig.Drain>> wanted(Configuration configuration) {
        Map<Place, Optional<HealthConfig.Drain>> wanted = new LinkedHashMap<>();
        configuration.pools().forEach((name, pool) -> pool.members()
                .forEach(member -> wanted.put(
                        new Place(name, member.uri()),
                        Wanted.of(configuration.settings(), pool.health().drain(), member.intent()))));
        return wanted;
    }

    private static Optional<HealthConfig.Drain> termsOf(Place place, Configuration before, Configuration after) {
        return after.pool(place.pool()).or(() -> before.pool(place.pool())).map(pool -> pool.health()
                .drain());
    }

    /** Ends whoever is due. To be called some twice a second. */
    public void sweep() {
        if (current.isEmpty()) {
            return;
        }
        long now = clock.getAsLong();
        Map<Place, List<Joined>> left = left();
        current.forEach((place, draining) -> sweep(place, draining, left.getOrDefault(place, List.of()), now));
    }

    private void sweep(Place place, Draining draining, List<Joined> left, long now) {
        if (draining.closesNow(now)) {
            whenClosing.accept(place);
        }
        CloseCause cause = CloseCause.drain(draining.terms().code());
        left.subList(0, draining.due(left.size(), now)).forEach(relay -> relay.end(cause));
        if (draining.emptied(left.size())) {
            Map<String, Object> facts = facts(place);
            facts.put("told", draining.told());
            journal.info("drain-emptied", facts);
        }
        if (draining.over(left.size(), now)) {
            current.remove(place, draining);
        }
    }

    /** The relays that nobody has ended yet, of the members that drain. */
    private Map<Place, List<Joined>> left() {
        Map<Place, List<Joined>> left = new HashMap<>();
        for (Joined relay : open) {
            placeOf.apply(relay)
                    .filter(place -> current.containsKey(place) && !relay.isEnding())
                    .ifPresent(place -> left.computeIfAbsent(place, unseen -> new ArrayList<>())
                            .add(relay));
        }
        return left;
    }

    private static Map<String, Object> facts(Place place) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("pool", place.pool());
        facts.put("member", place.member());
        return facts;
    }
}
