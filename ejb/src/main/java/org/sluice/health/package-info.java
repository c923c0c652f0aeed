/**
 * <b>Health</b>: up or down, from a streak; ejected, from real traffic.
 *
 * <h2>Entry points</h2>
 *
 * {@link HealthStreak} follows the checks of one member, {@link FaultStreak} and {@link Ejection} what its real handshakes and relays met,
 * {@link SlowStart} its way back to a full share.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>H1.1 A member that was up shall be down after {@code fall} failed checks in a row, and up again after {@code rise} good
 *       ones; a check the other way begins the count anew.
 *   <li>H1.2 A member that never was up shall need one good check alone <i>(why: whoever adds a member waits for it)</i>, and
 *       one failed check shall be enough to call it down.
 *   <li>H1.3 Each state shall have a reason: the one of the last check that failed.
 *   <li>H2.1 After {@code eject-after} faults in a row, none of them longer than {@code eject-for} after the one before, a
 *       member shall be due for ejection; anything it does well begins the count anew.
 *   <li>H2.2 Relays that died early shall count only while they are at least half of those that opened <i>(why: where many
 *       relays live, a few that die prove nothing)</i>.
 *   <li>H2.3 The first ejection shall last {@code eject-for}, each next one twice as long, at most 300 s; a member that stayed
 *       for as long as its last ejection begins anew.
 *   <li>H2.4 No more than {@code eject-max} of a pool shall be ejected at a time, but one may always be, unless it is 0; and
 *       never the last member that serves.
 *   <li>H2.7 Statuses, and relays that died early, shall put nobody aside as long as they are of one client; the latter not as long
 *       as they are of one path either <i>(why: what the application answers to one request is not how the member is)</i>.
 *   <li>H2.5 A good check shall end an ejection if it proves what had failed: that a port answers says nothing of a member
 *       whose handshakes failed behind it.
 *   <li>H3.1 A member that came back shall reach its full share linearly over {@code slow-start}, from a tenth.
 * </ul>
 *
 * <h2>Never touches</h2> the network, time (it is told what time it is), members, pools.
 *
 * <h2>Threads</h2>
 *
 * Any: every value is immutable.
 */
@NullMarked
package org.sluice.health;

import org.jspecify.annotations.NullMarked;
