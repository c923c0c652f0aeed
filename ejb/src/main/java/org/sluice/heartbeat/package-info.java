/**
 * <b>Heartbeat</b>: runs periodic tasks on a managed executor, whatever they throw; among them the health checks of members.
 *
 * <h2>Entry points</h2> {@link PeriodicTask}; {@link HealthChecks}, which checks members by a {@link Prober}; {@link
 * MemberEventActions}, which reacts to changes
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>heartbeat B1.1 A task that throws is named in the log, and runs again.
 *   <li>heartbeat B1.2 No task is scheduled per relay or per message; one run checks them all.
 *   <li>heartbeat B1.3 A task says itself when it runs next, so that no thread wakes up while nothing is due.
 *   <li>heartbeat B2.1 Every member that is not off is checked, whatever its weight, whether it drains and whether it has relays; at
 *       once when it is new, then every {@code health-interval}, plus or minus a fifth.
 *   <li>heartbeat B2.2 While the next checks decide whether a member is up or down, they come four times as often.
 *   <li>heartbeat B2.3 A check that blocks delays no sweep and no other check; no member is checked twice at the same time.
 *   <li>heartbeat B2.4 When a member is no longer checked, the results of earlier checks no longer count.
 *   <li>heartbeat B2.5 A good check ends an ejection that it disproves.
 *   <li>heartbeat B3.1 When a member goes down or is ejected, and when it is back, this is logged once, with the reason.
 *   <li>heartbeat B3.2 When a member goes down and its pool says {@code on-down=close}, its relays are ended.
 * </ul>
 *
 * <h2>Never touches</h2> the network: the caller provides the {@link Prober}.
 *
 * <h2>Threads</h2> A thread of the server's scheduler, one at a time for each task; each check blocks a thread of another
 * executor.
 */
@NullMarked
package org.sluice.heartbeat;

import org.jspecify.annotations.NullMarked;
