/**
 * <b>Http</b>: one plain HTTP/1.1 exchange, streamed both ways.
 *
 * <h2>Entry points</h2> {@link org.sluice.http.HttpExchanges} makes an {@link org.sluice.http.HttpExchange} of a
 * {@link org.sluice.http.PlainRequest}; the client's half is a {@link org.sluice.http.ClientStream}, and a
 * {@link org.sluice.http.MemberChoice} says who is asked. {@link org.sluice.http.RequestRules} judges requests before.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>P1.1 A request or an answer of any size passes unchanged with at most one chunk of 16 KiB of it here; the side that does
 *       not take it stops the other.
 *   <li>P1.2 What a member has said is given to the client when nothing more is there, be it an event or the bare head.
 *   <li>P1.3 No thread waits for a client or a member.
 *   <li>P2.1 A connection to a member is used again if both sides left it clean (RFC 9112 9.3), for 4 s, or a second less than the
 *       member says.
 *   <li>P2.2 What may not be sent twice is sent on a new connection, or on one that was used within the last second.
 *   <li>P3.1 If a member cannot be reached, the next one may be asked, whatever the method; if its connection ends before one byte
 *       of an answer, only if the request has no body and is idempotent (RFC 9110 9.2.2).
 *   <li>P3.2 A member that takes no more of a request is listened to for a second more.
 *   <li>P3.3 An answer that breaks off never looks whole: the client's connection is cut.
 *   <li>P3.4 A client that leaves ends its member's exchange within a second.
 *   <li>P4.1 Whatever can be read in two ways is refused, or sent on in one clear form: each message is framed anew.
 *   <li>P5.1 An exchange gives back all it holds exactly once, however it ends.
 * </ul>
 *
 * <h2>May call</h2> backend (for answers), handshake, transport, journal. <h2>Never touches</h2> WebSocket, pools, rules, the Servlet
 * API.
 *
 * <h2>Threads</h2> Each exchange has two strands, one for each direction; whichever thread has something to tell runs them: event
 * loops, threads of the server, the sweep.
 */
@NullMarked
package org.sluice.http;

import org.jspecify.annotations.NullMarked;
