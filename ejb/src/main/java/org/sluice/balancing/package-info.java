/**
 * <b>Balancing</b>: the least harmful choice, counted in the same step.
 *
 * <h2>Doors</h2>
 *
 * {@link Balancer} picks and answers with a {@link Lease}; a {@link Policy} is one way to choose.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>R4.1 Choosing and counting shall be one step, so that picks at the same moment see each other.
 *   <li>R4.2 What a lease holds shall be given back exactly once, however often it is closed.
 *   <li>R4.3 A member that was tried, that may take no more, that drains, is off or has weight 0 shall not be picked.
 *   <li>R4.4 A backup shall be picked only when no other member is well; one that was not checked yet, only when none is that
 *       was.
 *   <li>R4.5 When no member is well, the pool's word shall hold: all are used, or none is.
 *   <li>R4.6 After any number of turns, each member shall have had its share of them by its weight, give or take less than
 *       one.
 *   <li>R4.7 While the members are the same, a hashed key shall lead to the same member; when one goes, only its keys shall
 *       move; and none shall carry more than its bound because of a key.
 *   <li>R4.8 The busiest member shall never be the choice of least connections while another is less busy for its weight.
 *   <li>R4.9 A member that came back shall be given a part of its share at first, by every policy but those of a key <i>(why: a
 *       key that moves to and fro is worse than a cold member)</i>; if all came back, none shall.
 *   <li>R4.10 Handshakes that wait for a place shall be served in the order they came, no more of them than the pool allows
 *       and none longer.
 *   <li>R4.11 Picks shall not wait for each other, and at 1 000 members have some microseconds.
 *   <li>R4.12 When the balancer is closed, whoever waits for a place shall be let go at once.
 *   <li>R4.13 A place that only a handshake holds may be waited for without a line; a member at which nothing moved meanwhile shall
 *       not be waited for so again before one of its handshakes has ended.
 * </ul>
 *
 * <h2>May call</h2>
 *
 * pool, config, handshake, and health for the share of a member. <b>Never touches</b> relays, rules, the network.
 *
 * <h2>Threads</h2>
 *
 * Any. A pick takes no lock; what it needs is laid out once for each snapshot of a pool, under the lock of its desk. A handshake
 * in the line waits on its own thread.
 */
@NullMarked
package org.sluice.balancing;

import org.jspecify.annotations.NullMarked;
