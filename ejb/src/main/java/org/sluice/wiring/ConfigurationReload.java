package org.sluice.wiring;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.sluice.admission.ActiveConfiguration;
import org.sluice.config.Configuration;
import org.sluice.config.LiveConfiguration;
import org.sluice.drain.Drains;
import org.sluice.grammar.Problem;
import org.sluice.jndi.OperatorEntries;
import org.sluice.journal.Journal;
import org.sluice.observe.Counters;
import org.sluice.pool.Pools;
import org.sluice.routing.Routes;

/**
 * Keeps the configuration that holds: reads the operator's words, takes over what is right as a whole, and says what is
 * wrong. A change touches no live relay; members that stay keep their counts. {@link #look} is called by one thread at a time,
 * {@link #plan} by any.
 */
final class ConfigurationReload {
    private final OperatorEntries words;
    private final Followers followers;
    private final Counters counters;
    private final RandomGenerator random;
    private final LiveConfiguration live = new LiveConfiguration();
    private volatile ActiveConfiguration plan;

    /** Of the last words, if they were refused. */
    private volatile List<String> mistakes = List.of();

    /** Who takes over what a configuration says of members. */
    record Followers(Pools pools, Drains drains) {}

    /**
     * Reads for the first time.
     *
     * @throws IllegalStateException with the whole list, if there are mistakes
     */
    ConfigurationReload(OperatorEntries words, Followers followers, Counters counters, RandomGenerator random) {
        this.words = words;
        this.followers = followers;
        this.counters = counters;
        this.random = random;
        this.plan = new ActiveConfiguration(0, Configuration.NONE, new Routes(Configuration.NONE, random));
        LiveConfiguration.Step first = live.next(words.read());
        if (first instanceof LiveConfiguration.Step.Kept kept) {
            String summary = kept.reading().summary();
            Journal.event("config-rejected")
                    .saying("The balancer cannot start; " + summary)
                    .error();
            throw new IllegalStateException("The balancer cannot start; " + summary);
        }
        takeOver(first);
    }

    ActiveConfiguration plan() {
        return plan;
    }

    /** Any thread. */
    Readiness readiness() {
        ActiveConfiguration now = plan;
        Configuration holds = now.configuration();
        boolean empty = holds.pools().isEmpty() && holds.rules().isEmpty();
        return new Readiness(
                holds.settings().drain()
                        ? Readiness.State.DRAINING
                        : empty ? Readiness.State.EMPTY : Readiness.State.READY,
                now.generation(),
                mistakes);
    }

    /**
     * Reads again. Wrong words change nothing, and are told once.
     *
     * @return in what time to read next, by what holds now
     */
    Duration look() {
        LiveConfiguration.Step step = live.next(words.read());
        if (step instanceof LiveConfiguration.Step.Applied) {
            takeOver(step);
        } else if (step instanceof LiveConfiguration.Step.Kept kept) {
            mistakes = kept.problems().stream().map(Problem::toString).toList();
            counters.configurationRefused();
            Journal.event("config-rejected")
                    .saying("generation " + live.generation() + " stays; "
                            + kept.reading().summary())
                    .error();
        }
        return live.configuration().settings().reloadInterval();
    }

    private void takeOver(LiveConfiguration.Step step) {
        if (step instanceof LiveConfiguration.Step.Applied applied) {
            applied.reading().warnings().forEach(ConfigurationReload::warn);
        }
        Configuration before = plan.configuration();
        Configuration now = live.configuration();
        mistakes = List.of();
        followers.pools().follow(now);
        followers.drains().follow(before, now);
        plan = new ActiveConfiguration(live.generation(), now, new Routes(now, random));
        Journal.event("config-accepted")
                .with("generation", live.generation())
                .with("pools", now.pools().keySet())
                .with("rules", now.rules().size())
                .info();
    }

    private static void warn(String warning) {
        Journal.event("config-warning").saying(warning).warn();
    }
}
