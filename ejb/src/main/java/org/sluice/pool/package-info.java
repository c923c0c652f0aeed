/**
 * <b>Pool</b>: the members of each pool and their states, as immutable snapshots that are replaced as a whole.
 *
 * <h2>Entry points</h2>
 *
 * {@link Pools} publishes the snapshots; other packages read {@link Pool} and {@link Member}; {@link Ejections} ejects members;
 * {@link MemberEvents} receives changes.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>pool R3.1 A member that stays in its pool when the configuration changes shall keep its counters and its state <i>(why: a
 *       member whose relays are forgotten is flooded with new ones)</i>. So shall one that comes back while it still has
 *       relays.
 *   <li>pool R3.2 The result of checks and the intent of the operator shall be kept apart, so that a recovery undoes no drain.
 *   <li>pool R3.5 A handshake that was routed by the previous configuration shall still find its pool.
 *   <li>pool R3.3 A snapshot shall never change, except for its counters.
 *   <li>pool R3.4 The package shall keep the time in which each member answers our pings.
 *   <li>pool R3.6 A changed intent in the configuration shall replace a member's current intent; otherwise that shall stay.
 *   <li>pool R3.7 A member that comes back, or that joins others, shall begin a slow start; if all members are new, none shall.
 *   <li>pool R3.8 A member with consecutive failures of handshakes or relays shall be ejected, within the limits of its pool, until
 *       its time is over or a good check ends the ejection.
 * </ul>
 *
 * <h2>Never touches</h2> the network, executors.
 *
 * <h2>Threads</h2>
 *
 * Any. Changes are made one at a time under the lock of {@link Pools} and published by one volatile write.
 */
@NullMarked
package org.sluice.pool;

import org.jspecify.annotations.NullMarked;
