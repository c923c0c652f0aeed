package org.sluice.wiring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.sluice.admission.Plan;
import org.sluice.config.Configuration;
import org.sluice.config.Live;
import org.sluice.config.Problem;
import org.sluice.drain.Drains;
import org.sluice.jndi.OperatorWords;
import org.sluice.observe.Tally;
import org.sluice.pool.Pools;
import org.sluice.routing.Routes;

/**
 * Keeps the configuration that holds: reads the operator's words, takes over what is right as a whole, and says what is
 * wrong. A change touches no live relay; members that stay keep their counts. {@link #look} is called by one thread at a time,
 * {@link #plan} by any.
 */
final class Keeper {
    private static final Logger LOG = System.getLogger("org.sluice");

    private final OperatorWords words;
    private final Followers followers;
    private final Tally tally;
    private final RandomGenerator random;
    private final Live live = new Live();
    private volatile Plan plan;

    /** Of the last words, if they were refused. */
    private volatile List<String> mistakes = List.of();

    /** Who takes over what a configuration says of members. */
    record Followers(Pools pools, Drains drains) {}

    /**
     * Reads for the first time.
     *
     * @throws IllegalStateException with the whole list, if there are mistakes
     */
    Keeper(OperatorWords words, Followers followers, Tally tally, RandomGenerator random) {
        this.words = words;
        this.followers = followers;
        this.tally = tally;
        this.random = random;
        this.plan = new Plan(0, Configuration.NONE, new Routes(Configuration.NONE, random));
        Live.Step first = live.next(words.read());
        if (first instanceof Live.Step.Kept kept) {
            String summary = kept.reading().summary();
            LOG.log(Level.ERROR, "config-rejected  The balancer cannot start; {0}", summary);
            throw new IllegalStateException("The balancer cannot start; " + summary);
        }
        takeOver(first);
    }

    Plan plan() {
        return plan;
    }

    /** Any thread. */
    Readiness readiness() {
        Plan now = plan;
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
        Live.Step step = live.next(words.read());
        if (step instanceof Live.Step.Applied) {
            takeOver(step);
        } else if (step instanceof Live.Step.Kept kept) {
            mistakes = kept.problems().stream().map(Problem::toString).toList();
            tally.configurationRefused();
            LOG.log(
                    Level.ERROR,
                    "config-rejected  generation {0} stays; {1}",
                    live.generation(),
                    kept.reading().summary());
        }
        return live.configuration().settings().reloadInterval();
    }

    private void takeOver(Live.Step step) {
        if (step instanceof Live.Step.Applied applied) {
            applied.reading().warnings().forEach(Keeper::warn);
        }
        Configuration before = plan.configuration();
        Configuration now = live.configuration();
        mistakes = List.of();
        followers.pools().follow(now);
        followers.drains().follow(before, now);
        plan = new Plan(live.generation(), now, new Routes(now, random));
        LOG.log(
                Level.INFO,
                "config-accepted  generation={0} pools={1} rules={2}",
                live.generation(),
                now.pools().keySet(),
                now.rules().size());
    }

    private static void warn(String warning) {
        LOG.log(Level.WARNING, "config-warning  {0}", warning);
    }
}
