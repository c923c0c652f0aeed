/**
 * <b>Message</b> (web): the client's session of a relay of messages, on {@code @ServerEndpoint}.
 *
 * <h2>Entry points</h2> {@link org.sluice.web.message.MessageUpgrade}, and {@link org.sluice.web.message.HideHandshakeFilter}, which keeps all other
 * handshakes from the server's own WebSocket filter.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>web.message T1.1 The package shall upgrade a client to the endpoint only after a member accepted the handshake, and only from the servlet.
 *   <li>web.message T1.2 A ticket shall be random, and valid once and only while its member waits.
 *   <li>web.message T1.3 If a client requests the endpoint's own path, then the package shall not let it be upgraded.
 *   <li>web.message T1.4 If a session opens without a valid ticket, then the package shall close it with 1008.
 *   <li>web.message T1.5 The client shall get the subprotocol, the cookies and the other headers of the member.
 *   <li>web.message T2.1 While a session is paused, the server shall not read from its client.
 *   <li>web.message T2.2 The package shall be able to drop a session at once, whatever it waits for.
 *   <li>web.message T2.3 Where the package reads the bytes of a client (Payara; WildFly where {@code max-frame} is set), it shall check them as
 *       in a relay of frames; on Payara it shall pass on no frame that is larger than a chunk.
 *   <li>web.message T2.5 On Payara, the package shall call the server's WebSocket container in order and with none of the server's locks held,
 *       and report the end of a connection only after the data before it.
 *   <li>web.message T2.4 A client shall count as gone only after the server has reported how it ended, so that a close is never taken for a
 *       loss.
 * </ul>
 *
 * The differences between servers are in their {@link org.sluice.web.container.ServerSession}s.
 *
 * <h2>May call</h2>
 * What {@code docs/packages.puml} draws.
 *
 * <h2>Never touches</h2> routing, config, members.
 *
 * <h2>Threads</h2> The server's: request threads for the upgrade, then whatever threads deliver messages, one at a time for
 * each session.
 */
@NullMarked
package org.sluice.web.message;

import org.jspecify.annotations.NullMarked;
