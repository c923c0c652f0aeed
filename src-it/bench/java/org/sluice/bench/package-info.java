/**
 * <b>Bench</b>: what a relayed message costs here, next to nginx, HAProxy, Undertow's proxy and the stock Jakarta way. In no
 * archive.
 *
 * <h2>Entry points</h2>
 * {@link org.sluice.bench.Bench} (a program)
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>bench R1.1 Every byte that comes back shall be compared with what was sent: content, order and count.
 *   <li>bench R1.2 A message that is late because an earlier one was late shall count as late <i>(why: else a proxy that stalls
 *       looks fast; coordinated omission)</i>.
 *   <li>bench R1.3 The rig shall say what it cost itself.
 *   <li>bench R2.1 Targets shall take turns within each round, and a ratio shall be of two figures of the same round.
 *   <li>bench R2.2 When the program ends, no process of it shall be left.
 * </ul>
 *
 * <h2>May call</h2>
 * the test kit and the servers' controls, HdrHistogram, tls-channel, the JDK. <h2>Never touches</h2> the classes of the
 * archives, and any address that is not on the loopback.
 *
 * <h2>Threads</h2>
 * The main thread turns the clients' selector; one more thread turns the member's.
 */
@NullMarked
package org.sluice.bench;

import org.jspecify.annotations.NullMarked;
