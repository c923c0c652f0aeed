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
 *   <li>R4.3 A member that was tried, that may take no more, that rests or has weight 0 shall not be picked.
 *   <li>R4.4 A backup shall be picked only when no other member is well.
 *   <li>R4.5 When no member is well, the pool's word shall hold: all are used, or none is.
 *   <li>R4.6 Over any round as long as the sum of the weights, each member shall be picked as often as its weight, evenly
 *       spread.
 *   <li>R4.7 While the members are the same, a hashed key shall lead to the same member; when one goes, only its keys shall
 *       move; and none shall carry more than its bound because of a key.
 *   <li>R4.8 The busiest member shall never be the choice of least connections while another is less busy for its weight.
 * </ul>
 *
 * <h2>May call</h2>
 *
 * pool, config, handshake. <b>Never touches</b> relays, rules, the network, clocks.
 *
 * <h2>Threads</h2>
 *
 * Any. One lock for each pool is held during a pick, which calls nothing outside this room and {@code pool}.
 */
@NullMarked
package org.sluice.balancing;

import org.jspecify.annotations.NullMarked;
