/**
 * <b>Pool</b>: the members at one instant; an immutable snapshot, replaced, never edited.
 *
 * <h2>Entry points</h2>
 *
 * {@link Pools} publishes the snapshots; {@link Pool} and {@link Member} are read by everybody; {@link Ejections} puts members
 * aside; {@link MemberEvents} hears of what changed.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>R3.1 A member that stays in its pool over a change shall keep its counts and its state <i>(why: a member whose
 *       relays are forgotten is flooded with new ones)</i>.
 *       So shall one that comes back while somebody is still on it.
 *   <li>R3.2 What a check found and what the operator wants shall be told apart, so that a recovery undoes no drain.
 *   <li>R3.5 A handshake that was routed by the configuration before shall still find the pool it was routed to.
 *   <li>R3.3 Who holds a snapshot shall never see it change; counts alone are live.
 *   <li>R3.4 The package shall know of each member how long it takes to answer our pings.
 *   <li>R3.6 What is written anew of a member's intent shall count more than what was said before; else that stays.
 *   <li>R3.7 A member that comes back, or that joins others, shall be known as one that takes its full share by and by; where
 *       all are new, none is.
 *   <li>R3.8 A member whose handshakes or relays fail in a row shall be put aside, within the limits of its pool, and let back
 *       in when its time is over or a check disproves it.
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
