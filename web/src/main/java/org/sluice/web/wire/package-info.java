/**
 * <b>Wire</b>: the client leg of the frame relay, on what the server gives after an upgrade.
 *
 * <h2>Doors</h2> {@link ClientUpgrade}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>W1.1: Bytes that came with the handshake, or before the listeners were set, are read first and none is lost.
 *   <li>W1.2: While the server holds bytes that the client has not taken, no more are given to it.
 *   <li>W1.3: Nothing is written before the server first says that it may be.
 *   <li>W2.1: The end of a client's connection is told once, and a broken one is told apart from an ended one.
 *   <li>W2.2: A connection is finished only when nothing of it waits in the server any more.
 *   <li>W2.3: A reset never waits for a client that takes nothing.
 * </ul>
 *
 * What the servers need differently is said and done in one {@link ServerWire} each, chosen by the class of the connection
 * they give.
 *
 * <h2>May call</h2> relay, the Servlet API. <h2>Never touches</h2> routing, config, members.
 *
 * <h2>Threads</h2> The server's: its I/O or worker threads call the listeners; the relay calls from there, from the event
 * loops and from the sweep, one reader and one writer at a time.
 */
@NullMarked
package org.sluice.web.wire;

import org.jspecify.annotations.NullMarked;
