/**
 * <b>Affinity</b>: the same client to the same member.
 *
 * <h2>Entry points</h2>
 * {@link Affinity}, and the {@link AffinityToken} it finds on a client
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>N1.1 A client that shows the cookie it got shall be led to the member that it got it with, for as long as that member
 *       is well and wanted.
 *   <li>N1.2 A cookie that was forged, cut, made for another pool or sealed with another secret shall lead nowhere and harm
 *       nothing.
 *   <li>N1.3 The cookie shall tell nothing of the member it stands for: its value is a keyed hash <i>(why: an address tells
 *       an attacker what to look for)</i>.
 *   <li>N1.4 Balancers with the same secret shall write and read the same cookies.
 *   <li>N1.5 A client known by its address, a header, a parameter or a cookie of the application shall be led by that alone,
 *       the same way by every balancer.
 *   <li>N1.7 A member that drains shall go on taking the clients whose cookie names it, if its pool says so. Clients known by a
 *       key are led on <i>(why: a key does not tell who was there before)</i>.
 *   <li>N1.6 A client that has the right cookie already shall get no other, unless the cookie has a time limit to renew.
 * </ul>
 *
 * <h2>Never touches</h2> the network, clocks.
 *
 * <h2>Threads</h2>
 * Any.
 */
@NullMarked
package org.sluice.affinity;

import org.jspecify.annotations.NullMarked;
