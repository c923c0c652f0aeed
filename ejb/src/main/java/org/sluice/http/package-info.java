/**
 * <b>Http</b>: one plain HTTP/1.1 exchange, streamed both ways.
 *
 * <h2>Entry points</h2> {@link org.sluice.http.HttpExchanges} makes an {@link org.sluice.http.HttpExchange} of a
 * {@link org.sluice.http.PlainRequest}; the client's half is a {@link org.sluice.http.ClientStream}, and a
 * {@link org.sluice.http.MemberChoice} chooses the members. {@link org.sluice.http.RequestRules} checks requests first.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>http P1.1 The package shall forward requests and answers of any size unchanged, holding at most one chunk of 16 KiB of each; while
 *       one side accepts no bytes, the other is not read.
 *   <li>http P1.2 When no further byte of an answer has arrived, the package shall send the client what it has, be it an event or the
 *       head alone.
 *   <li>http P1.3 The package shall block no thread while it waits for a client or a member.
 *   <li>http P2.1 When both messages are complete and neither side closes (RFC 9112 9.3), the package shall reuse a connection to a
 *       member, for 4 s, or for a second less than the member announces.
 *   <li>http P2.2 The package shall send a request that may not be sent twice on a new connection, or on one that was used within the
 *       last second.
 *   <li>http P3.1 If a member cannot be reached, another may get the request, whatever the method; if its connection ends before the
 *       first byte of an answer, only if the request has no body and is idempotent (RFC 9110 9.2.2).
 *   <li>http P3.2 If a member accepts no more of a request, the package shall wait a second for its answer.
 *   <li>http P3.3 If an answer ends early, the package shall cut the client's connection, so that the answer never looks complete.
 *   <li>http P3.4 When a client leaves, the package shall end the member's exchange within a second.
 *   <li>http P3.5 If a request's body exceeds its limit, the package shall answer 413 and end the member's connection.
 *   <li>http P4.1 The package shall refuse a request that two parsers may read differently, or forward it in one unambiguous form: each
 *       message is framed anew.
 *   <li>http P5.1 However an exchange ends, the package shall release everything held for it exactly once.
 * </ul>
 *
 * <h2>May call</h2>
 * What {@code docs/packages.puml} draws.
 *
 * <h2>Never touches</h2> WebSocket, pools, rules, the Servlet
 * API.
 *
 * <h2>Threads</h2> Each exchange has two strands, one for each direction. The thread that signals an event runs them: of an event loop,
 * of the server, or of the sweep.
 */
@NullMarked
package org.sluice.http;

import org.jspecify.annotations.NullMarked;
