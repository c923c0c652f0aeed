/**
 * <b>Accept</b>: answers every HTTP request exactly once: by an upgrade, by the answer of a member, or by an error.
 *
 * <h2>Entry points</h2>
 * HTTP on every path outside {@code /sluice/} and the other applications.
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>web.accept R1.1 If no pool is configured, then the package shall answer 503 and name the missing entry.
 *   <li>web.accept R1.9 If a request has neither {@code Upgrade: websocket} nor {@code Sec-WebSocket-Key}, then the package shall have it carried
 *       as plain HTTP, without a blocked thread, or answer 400, 405 or 417 if two parsers may read it differently.
 *   <li>web.accept R1.2 If a request is meant as a handshake, but is none that RFC 6455 4.2.1 allows, then the package shall answer 400, 405
 *       or 426 with one sentence that names the reason.
 *   <li>web.accept R1.3 When a member accepts a handshake, the package shall answer 101 with all end-to-end headers of the member.
 *   <li>web.accept R1.4 When a member refuses a handshake, the package shall forward its answer unchanged, and the body as it arrives.
 *   <li>web.accept R1.7 If a member's refusal ends early, then the package shall answer 502 (504 if it was too slow) while nothing has been
 *       sent, and cut the client's connection otherwise, so that an incomplete answer never looks complete.
 *   <li>web.accept R1.8 The package shall take the request target from where its server keeps it unaltered, and answer 400 where it cannot.
 *   <li>web.accept R1.5 When a client came without TLS to a listener with {@code https-redirect}, the package shall redirect it to https,
 *       handshake or not.
 *   <li>web.accept R1.6 When a rule requires a client's identity, the package shall have the server's realm identify it, and no other client: what
 *       clients of other rules send in {@code Authorization} is for their members.
 *   <li>web.accept R2.1 If the upgrade fails after a member accepted, then the package shall release the member.
 * </ul>
 *
 * <h2>May call</h2>
 * What {@code docs/packages.puml} draws.
 *
 * <h2>Never touches</h2> members, policies, JNDI, Tyrus.
 *
 * <h2>Threads</h2>
 * The server's request threads, many at once.
 */
@NullMarked
package org.sluice.web.accept;

import org.jspecify.annotations.NullMarked;
