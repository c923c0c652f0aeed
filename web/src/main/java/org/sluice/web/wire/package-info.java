/**
 * <b>Wire</b>: the client leg of the frame relay, on what the server gives after an upgrade.
 *
 * <h2>Entry points</h2> {@link ClientUpgrade}, {@link ClientLegReceiver}, {@link EarlyHandOvers}, {@link Servers}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>web.wire W1.1: Bytes that came with the handshake, or before the listeners were set, are read first and none is lost.
 *   <li>web.wire W1.2: While the server holds bytes that the client has not taken, no more are given to it.
 *   <li>web.wire W1.3: Nothing is written before the server first says that it may be.
 *   <li>web.wire W2.1: The end of a client's connection is told once, and a broken one is told apart from an ended one.
 *   <li>web.wire W2.2: A connection is finished only when nothing of it waits in the server any more.
 *   <li>web.wire W2.3: A reset never waits for a client that takes nothing.
 *   <li>web.wire W1.4: What a client sent before its end is read, whatever the server would make of that end.
 *   <li>web.wire W2.5: No end and no reset is ordered where the server may hold a lock that it needs, nor twice, nor while the server is
 *       busy with the same.
 *   <li>web.wire W2.4: A reset that comes late meets nobody else, whatever the server has given the request to meanwhile.
 * </ul>
 *
 * <b>Two ways</b>
 *
 * <pre>
 *                    WireSelection.exit          SocketExit.leave          ClientLegReceiver.adopter
 *   ClientUpgrade.init ------+--- found --&gt; SocketHandOver --- bare socket ----&gt; a leg on the event loop of the member's leg
 *                            |
 *                            +--- null ---&gt; ServletLeg, on the server's streams
 * </pre>
 *
 * <ul>
 *   <li>web.wire W4.1: <em>Express</em> is only taken where everything the adapter needs of the server was found on this very
 *       connection, and, unless the operator insists, on a version of the server it was proven on; else the connection is
 *       carried the <em>portable</em> way, nothing of it having been touched, and the log says once why.
 *   <li>web.wire W4.2: The setting of the operator ({@code wire}) holds for each listener, from the next handshake on.
 *   <li>web.wire W4.3: On either way W1 and W2 hold, and when the relay is over, nothing of the connection is left in the server.
 *   <li>web.wire W4.4: A socket that has left its server is timed, read and closed by Sluice only, unless the server closes it as
 *       it ends.
 *   <li>web.wire W4.5: What is needed of a server's classes is looked up once for each class, not for each connection.
 *   <li>web.wire W4.6: The server's access log has its line of a session, and what has ended counts nowhere in the server.
 *   <li>web.wire W4.7: When a listener is stopped alone, its sessions live on.
 * </ul>
 *
 * <ul>
 *   <li>web.wire W5.1: What a client wrote is known where its server has altered it; a connection stays open that the server would end behind
 *       its 101; and one is cut that must not end in order.
 * </ul>
 *
 * What the servers need differently stands behind {@link org.sluice.web.container.ServerAdapter}, in one package for each server;
 * {@link Servers} recognises the server by the class of what it gives. No class here names anything of a server's.
 *
 * <h2>Threads</h2> Portable: the server's I/O or worker threads call the listeners; the relay calls from there, from the
 * event loops and from the sweep, one reader and one writer at a time. Express: a connection leaves on the thread on which
 * its server can let it go, and is joined on the event loop; from then on no thread of the server's touches it.
 */
@NullMarked
package org.sluice.web.wire;

import org.jspecify.annotations.NullMarked;
