/**
 * <b>Affinity</b>: sends a client to the member it had before.
 *
 * <h2>Entry points</h2> {@link Affinity}, and the {@link AffinityToken} it finds in a handshake
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>affinity N1.1 A client that sends its cookie shall get the member that issued it, for as long as that member is up and serves.
 *   <li>affinity N1.2 A cookie that was forged, truncated, issued for another pool or signed with another secret shall be ignored.
 *   <li>affinity N1.3 The cookie shall reveal nothing about its member: its value is a keyed hash <i>(why: an address tells an attacker
 *       what to look for)</i>.
 *   <li>affinity N1.4 Instances with the same secret shall issue and accept the same cookies.
 *   <li>affinity N1.5 A client identified by its address, a header, a parameter or a cookie of the application shall get a member by
 *       that alone, the same one from every instance.
 *   <li>affinity N1.7 A draining member shall go on accepting clients whose cookie names it, if its pool says so; clients identified by
 *       a key get another member <i>(why: a key does not show which clients had that member)</i>.
 *   <li>affinity N1.6 A client that has the right cookie shall get no other, unless the cookie has a time limit to renew.
 * </ul>
 *
 * <h2>Never touches</h2> the network, clocks.
 *
 * <h2>Threads</h2> Any.
 */
@NullMarked
package org.sluice.affinity;

import org.jspecify.annotations.NullMarked;
