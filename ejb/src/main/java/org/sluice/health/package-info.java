/**
 * <b>Health</b>: whether a member is up or down, from its health checks, and whether it is ejected, from its real traffic.
 *
 * <h2>Entry points</h2>
 *
 * For one member, {@link HealthStreak} holds the state by its checks, {@link FaultStreak} and {@link Ejection} the faults of
 * its real handshakes and relays, {@link SlowStart} its growing share after it came back.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>health H1.1 A member that was up shall be down after {@code fall} failed checks in a row, and up again after {@code rise} good
 *       ones; a check with the other result resets the count.
 *   <li>health H1.2 A member that never was up shall need only one good check to be up <i>(why: the operator who adds a member waits
 *       for it)</i>, and only one failed check to be down.
 *   <li>health H1.3 A member that is down shall have the reason of the last check that failed.
 *   <li>health H2.1 After {@code eject-after} consecutive faults, each within {@code eject-for} of the one before, a member shall be
 *       due for ejection; a success resets the count.
 *   <li>health H2.2 Relays that ended early shall count only while they are at least half of those that opened <i>(why: where many
 *       relays live on, a few that end early prove nothing)</i>.
 *   <li>health H2.3 The first ejection shall last {@code eject-for}, each next one twice as long, at most 300 s; after a time without
 *       ejection as long as the last one, it starts again.
 *   <li>health H2.4 No more than {@code eject-max} of a pool shall be ejected at a time, but always one unless it is 0; and never the
 *       last member that serves.
 *   <li>health H2.7 Statuses and relays that ended early shall eject no member as long as they are of one client, the latter also not
 *       as long as they are of one path <i>(why: the application's reaction to one request says nothing about the member)</i>.
 *   <li>health H2.5 A good check shall end an ejection only if it tests what had failed: a port that accepts connections does not show
 *       that handshakes succeed.
 *   <li>health H3.1 A member that came back shall reach its full share linearly over {@code slow-start}, from a tenth.
 * </ul>
 *
 * <h2>Never touches</h2> the network, the clock (times are parameters), members, pools.
 *
 * <h2>Threads</h2>
 *
 * Any: every value is immutable.
 */
@NullMarked
package org.sluice.health;

import org.jspecify.annotations.NullMarked;
