/**
 * <b>Message</b> (web): the client's session of a relay of messages, on {@code @ServerEndpoint}.
 *
 * <h2>Entry points</h2> {@link org.sluice.web.message.MessageUpgrade}, and {@link org.sluice.web.message.HideHandshakeFilter}, which keeps all other
 * handshakes from the server's own WebSocket filter.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>T1.1 A client is upgraded to the endpoint only once a member has said yes, and only by the servlet.
 *   <li>T1.2 A ticket is random, works once, and only as long as its member waits.
 *   <li>T1.3 If a client asks for the endpoint's own path, then the package shall not let it be upgraded.
 *   <li>T1.4 If a session opens without a ticket that works, then the package shall close it with 1008.
 *   <li>T1.5 The client gets the subprotocol, the cookies and the other headers of the member.
 *   <li>T2.1 While a session is paused, the server shall not go on reading for it.
 *   <li>T2.2 A session can be dropped at once, whatever it waits for.
 *   <li>T2.3 Where the package sees the bytes of a client (Payara; WildFly where {@code max-frame} is set), they are judged as in a
 *       relay of frames; on Payara no frame is given to the server that is larger than a chunk.
 *   <li>T2.5 On Payara, the server's WebSocket container is called with none of the server's locks held, in order, and of the end
 *       of a connection only behind what was said before it.
 *   <li>T2.4 A client is gone only once its server has said how it went, so that a close is never taken for a loss.
 * </ul>
 *
 * What the servers need differently is said and done in one {@link org.sluice.web.container.ServerSession} each.
 *
 * <h2>May call</h2> admission (what was admitted), message, relay (its values), wire (to drop a connection), the WebSocket and
 * the Servlet API. <h2>Never touches</h2> routing, config, members.
 *
 * <h2>Threads</h2> The server's: request threads for the upgrade, then whatever threads deliver messages, one at a time for
 * each session.
 */
@NullMarked
package org.sluice.web.message;

import org.jspecify.annotations.NullMarked;
