/**
 * <b>Message</b>: messages between two sessions, in order and bounded, seen by interceptors, and neither session outlives the
 * other.
 *
 * <h2>Entry points</h2> {@link org.sluice.message.Messages} opens a {@link org.sluice.message.MessageRelay} between two {@link
 * org.sluice.message.Peer}s.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>M1.1 The parts of a message go on as parts, unchanged and in order; no message is gathered.
 *   <li>M1.2 What the member says before the client is there is not lost, and goes first.
 *   <li>M1.3 While more than 256 KiB wait for a side, the other one is not read; below 64 KiB it is again.
 *   <li>M2.1 The interceptors of the pool see each part, one after the other, in both directions in the same order; each may
 *       pass, replace, drop, answer, or end the relay.
 *   <li>M2.2 If one throws, then both sides shall be told 1011, and the log shall name it.
 *   <li>M2.3 An answer never stands inside a message of somebody else.
 *   <li>M3.1 A close of either side goes to the other, once.
 *   <li>M3.2 A side that is lost without a close ends the other: a client hears {@code member-lost-code}, a member's connection
 *       ends without a close frame.
 *   <li>M3.7 A side that breaks a rule or a limit is told last: what the other still says before it answers or ends reaches it
 *       first, and its connection ends right behind its close.
 *   <li>M3.3 A side that takes nothing for the write timeout ends the relay.
 *   <li>M3.4 Idle limit, heartbeat and lifetime are kept by the sweep, and no timer of a container is used.
 *   <li>M3.5 A message larger than {@code max-message} ends the relay with 1009.
 *   <li>M3.6 A side that does not end within the close timeout is dropped.
 * </ul>
 *
 * <h2>May call</h2> relay, frames (its codes), spi. <h2>Never touches</h2> the WebSocket API, sockets, pools, configuration.
 *
 * <h2>Threads</h2> None of its own. Each side delivers on one thread at a time, which may be made to wait: that is the brake.
 * Closes that nobody delivered go out on a lent thread, since a session's close may wait.
 */
@NullMarked
package org.sluice.message;

import org.jspecify.annotations.NullMarked;
