/**
 * <b>Balancing</b>: chooses a member by the pool's policy and counts the handshake in the same step.
 *
 * <h2>Entry points</h2>
 *
 * {@link Balancer} picks a member and returns a {@link Lease}.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>balancing R4.1 Choosing and counting shall be one step, so that concurrent picks see each other.
 *   <li>balancing R4.2 The place of a lease shall be released exactly once, however often the lease is closed.
 *   <li>balancing R4.3 A member that was tried, is full, drains, is off or has weight 0 shall not be picked.
 *   <li>balancing R4.4 A backup shall be picked only when no other member is healthy; a member that was not checked yet, only when none
 *       is up.
 *   <li>balancing R4.5 When no member is healthy, {@code all-down} shall decide: all are used, or none is.
 *   <li>balancing R4.6 After any number of turns, each member shall have had its share of them by weight, within one turn.
 *   <li>balancing R4.7 While the members are the same, a hashed key shall lead to the same member; when one is removed, only its keys
 *       shall move; and no member shall exceed its bound because of a key.
 *   <li>balancing R4.8 The busiest member shall never be the choice of least connections while another is less busy for its weight.
 *   <li>balancing R4.9 A member that came back shall get a part of its share at first, by every policy except those by key <i>(why: a key
 *       that moves to and fro is worse than a cold member)</i>; if all came back, each shall get its full share.
 *   <li>balancing R4.10 Handshakes that wait for a place shall be served in the order of their arrival; no more shall wait than the pool
 *       allows, and none longer.
 *   <li>balancing R4.11 Picks shall not block each other, and take some microseconds with 1 000 members.
 *   <li>balancing R4.12 When the balancer is closed, waiting handshakes shall be released at once.
 *   <li>balancing R4.13 Without a queue, a handshake shall wait only for places that are held by handshakes; after such a wait failed, it
 *       shall not be repeated for a member before one of its handshakes has ended.
 * </ul>
 *
 * <h2>Never touches</h2> relays, rules, the network.
 *
 * <h2>Threads</h2>
 *
 * Any. A pick takes no lock; what it needs is prepared once for each snapshot of a pool, under the lock of the pool state. A
 * handshake in the queue waits on its own thread.
 */
@NullMarked
package org.sluice.balancing;

import org.jspecify.annotations.NullMarked;
