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
 * Holds the configuration in force: reads the operator's entries, applies them if all are valid, and logs the mistakes
 * otherwise. A change ends no relay, and members that stay keep their counters. {@link #reload} is called by one thread at a
 * time, {@link #plan} by any.
 */
final class ConfigurationReload {
    private final OperatorEntries entries;
    private final Pools pools;
    private final Drains drains;
    private final Counters counters;
    private final RandomGenerator random;
    private final LiveConfiguration live = new LiveConfiguration();
    private volatile ActiveConfiguration plan;

    /** The mistakes of the last entries, if these were refused. */
    private volatile List<String> mistakes = List.of();

    /**
     * Reads the entries for the first time.
     *
     * @param pools get each new configuration
     * @param drains get each new configuration
     * @throws IllegalStateException with the whole list, if there are mistakes
     */
    ConfigurationReload(
            OperatorEntries entries, Pools pools, Drains drains, Counters counters, RandomGenerator random) {
        this.entries = entries;
        this.pools = pools;
        this.drains = drains;
        this.counters = counters;
        this.random = random;
        this.plan = new ActiveConfiguration(0, Configuration.NONE, new Routes(Configuration.NONE, random));
        LiveConfiguration.Step first = live.next(entries.read());
        if (first instanceof LiveConfiguration.Step.Kept kept) {
            String summary = kept.reading().summary();
            Journal.event("config-rejected")
                    .saying("The balancer cannot start; " + summary)
                    .error();
            throw new IllegalStateException("The balancer cannot start; " + summary);
        }
        apply(first);
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
     * Reads the entries again. Invalid ones change nothing, and are logged once.
     *
     * @return the time until the next read, by the configuration in force
     */
    Duration reload() {
        LiveConfiguration.Step step = live.next(entries.read());
        if (step instanceof LiveConfiguration.Step.Applied) {
            apply(step);
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

    private void apply(LiveConfiguration.Step step) {
        if (step instanceof LiveConfiguration.Step.Applied applied) {
            applied.reading().warnings().forEach(ConfigurationReload::warn);
        }
        Configuration before = plan.configuration();
        Configuration now = live.configuration();
        mistakes = List.of();
        pools.follow(now);
        drains.follow(before, now);
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
