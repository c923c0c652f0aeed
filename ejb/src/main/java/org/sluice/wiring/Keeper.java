package org.sluice.wiring;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.random.RandomGenerator;
import org.sluice.admission.Plan;
import org.sluice.config.Configuration;
import org.sluice.config.Live;
import org.sluice.jndi.OperatorWords;
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
    private final Pools pools;
    private final RandomGenerator random;
    private final Live live = new Live();
    private volatile Plan plan;

    /**
     * Reads for the first time.
     *
     * @throws IllegalStateException with the whole list, if there are mistakes
     */
    Keeper(OperatorWords words, Pools pools, RandomGenerator random) {
        this.words = words;
        this.pools = pools;
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

    /** Reads again. Wrong words change nothing, and are told once. */
    void look() {
        Live.Step step = live.next(words.read());
        if (step instanceof Live.Step.Applied) {
            takeOver(step);
        } else if (step instanceof Live.Step.Kept kept) {
            LOG.log(
                    Level.ERROR,
                    "config-rejected  generation {0} stays; {1}",
                    live.generation(),
                    kept.reading().summary());
        }
    }

    private void takeOver(Live.Step step) {
        if (step instanceof Live.Step.Applied applied) {
            applied.reading().warnings().forEach(Keeper::warn);
        }
        Configuration now = live.configuration();
        pools.follow(now);
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
