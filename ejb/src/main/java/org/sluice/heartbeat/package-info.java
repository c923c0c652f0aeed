/**
 * <b>Heartbeat</b>: beats on time on a managed executor, and survives its own failures.
 *
 * <h2>Entry points</h2> {@link PeriodicTask}; {@link HealthChecks}, which asks members by a {@link Prober}; {@link MemberEventActions}, which hears what was found
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>B1.1: A task that throws is named in the log, and is beaten again.
 *   <li>B1.2: No task is scheduled per relay or per message; one beat sweeps them all.
 *   <li>B1.3: A task rests as long as it says itself: where nothing is due, nothing wakes up.
 *   <li>B2.1: Every member that is not off is checked, whatever its weight, whether it drains and whether it has relays; at
 *       once when it is new, then every {@code health-interval}, give or take a fifth.
 *   <li>B2.2: While the next checks decide whether a member is up or down, they come four times as often.
 *   <li>B2.3: A check that waits holds up no sweep and no other check; no member is checked twice at the same time.
 *   <li>B2.4: When checks cease, what they had said holds no longer.
 *   <li>B2.5: A good check ends an ejection that it disproves.
 *   <li>B3.1: When a member goes down or is put aside, and when it is back, the log says so, once, and why.
 *   <li>B3.2: When a member goes down and its pool says {@code on-down=close}, its relays are ended.
 * </ul>
 *
 * <h2>Never touches</h2> the
 * network: how a member is asked is for who makes it.
 *
 * <h2>Threads</h2> The server's, one at a time for each beat; checks on others, one for each that waits.
 */
@NullMarked
package org.sluice.heartbeat;

import org.jspecify.annotations.NullMarked;
