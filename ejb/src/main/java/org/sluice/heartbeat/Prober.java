package org.sluice.heartbeat;

import java.util.Optional;
import org.sluice.health.CheckResult;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;

/** Makes the health check that the pool configures. Thread-safe. */
public interface Prober {
    /**
     * Checks once, on the calling thread, which may block for {@code health-timeout} and about a second more.
     *
     * @return empty if the check could not be made, for a reason that is not the member's
     */
    Optional<CheckResult> check(Pool pool, Member member);
}
