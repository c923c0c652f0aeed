package org.sluice.heartbeat;

import java.util.Optional;
import org.sluice.health.CheckResult;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/** Asks a member whether it is well, in the way its pool says. Safe for many threads. */
public interface Prober {
    /**
     * Asks once, on the calling thread, which may wait for as long as {@code health-timeout} and a moment more.
     *
     * @return empty if nothing can be said, and not for the member's sake
     */
    Optional<CheckResult> ask(Pool pool, Member member);
}
