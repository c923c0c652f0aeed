/**
 * <b>Message</b>: forwards messages between two sessions, in order and with back-pressure, and shows them to interceptors. When
 * one session ends, so does the other.
 *
 * <h2>Entry points</h2>
 * {@link org.sluice.message.Messages} opens a {@link org.sluice.message.MessageRelay} between two
 * {@link org.sluice.message.Peer}s.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>message M1.1 The package shall forward the parts of a message as parts, unchanged and in order, and assemble no message.
 *   <li>message M1.2 The package shall keep what the member sends before the client is there, and forward it first.
 *   <li>message M1.3 While more than 256 KiB wait for a side, the package shall not read from the other; below 64 KiB it shall
 *       read again.
 *   <li>message M2.1 The package shall give each part to the interceptors of the pool, one after the other, in both directions
 *       in the same order; each may pass, replace, drop, answer, or end the relay.
 *   <li>message M2.2 If an interceptor throws, the package shall send 1011 to both sides, and name the interceptor in the log.
 *   <li>message M2.3 The package shall never put an answer inside a message of a peer.
 *   <li>message M3.1 The package shall pass a close of either side to the other, once.
 *   <li>message M3.2 When a side is lost without a close, the package shall end the other: a client gets
 *       {@code member-lost-code}, a member's connection ends without a close frame.
 *   <li>message M3.7 When a side breaks a rule or a limit, the package shall forward what the other side still sends until that
 *       one closes or ends, and only then send the close to the first, and end its connection right after.
 *   <li>message M3.3 When a side accepts nothing for the write timeout, the package shall end the relay.
 *   <li>message M3.4 The package shall check idle timeout, heartbeat and lifetime in the sweep, and use no timer of a container.
 *   <li>message M3.5 When a message is larger than {@code max-message}, the package shall end the relay with 1009.
 *   <li>message M3.6 When a side does not end within the close timeout, the package shall reset it.
 * </ul>
 *
 * <h2>May call</h2>
 * What {@code docs/packages.puml} draws.
 *
 * <h2>Never touches</h2>
 * the WebSocket API, sockets, pools, configuration.
 *
 * <h2>Threads</h2>
 * None of its own. Each side delivers on one thread at a time, which is blocked where the other side is slow. Closes run on a
 * thread of the executor given to {@code Messages}, because closing a session may block.
 */
@NullMarked
package org.sluice.message;

import org.jspecify.annotations.NullMarked;
