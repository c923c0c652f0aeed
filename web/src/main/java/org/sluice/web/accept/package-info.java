/**
 * <b>Accept</b>: every HTTP request gets one honest answer.
 *
 * <h2>Entry points</h2>
 * HTTP on every path that no other application and not the operator has.
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>R1.1 If no pool is configured, then the package shall answer 503 and name the missing entry.
 *   <li>R1.9 If a request has neither {@code Upgrade: websocket} nor {@code Sec-WebSocket-Key}, then the package shall have it carried
 *       as plain HTTP, without a thread that waits, or answer 400, 405 or 417 if it can be read in two ways.
 *   <li>R1.2 If a request is an attempt at a handshake, and no handshake that RFC 6455 4.2.1 allows, then the package shall answer 400, 405 or 426 with one
 *       sentence that says why.
 *   <li>R1.3 When a member has said yes, the package shall answer 101 with all end-to-end headers of the member.
 *   <li>R1.4 When a member has said no, the package shall pass its answer on as it was written, and its body as it comes.
 *   <li>R1.7 If a member's refusal breaks off, then the package shall answer 502 (504 if it was too slow) while nothing is out, and
 *       cut the client's connection otherwise: an answer that is not whole never looks so.
 *   <li>R1.8 The package shall take the request target from where its server keeps it unaltered, and answer 400 where it cannot.
 *   <li>R1.5 When a client came without TLS to a listener with {@code https-redirect}, the package shall send it to https,
 *       handshake or not.
 *   <li>R1.6 When a rule wants to know who a client is, the package shall ask the server's realm, and shall ask nobody else: what
 *       clients of other rules send in {@code Authorization} is for their members.
 *   <li>R2.1 If the upgrade fails at the last moment, then the package shall let the member go.
 * </ul>
 *
 * <h2>May call</h2>
 * admission, handshake, http, wire, Servlet. <h2>Never touches</h2> members, policies, JNDI, Tyrus.
 *
 * <h2>Threads</h2>
 * The server's request threads, many at once.
 */
@NullMarked
package org.sluice.web.accept;

import org.jspecify.annotations.NullMarked;
