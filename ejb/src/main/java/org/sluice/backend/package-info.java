/**
 * <b>Backend</b>: opens connections to members, and returns an open leg or the cause of the failure, within the timeout.
 *
 * <h2>Entry points</h2>
 *
 * {@link org.sluice.backend.Members}, implemented by {@link org.sluice.backend.TyrusMembers}, takes an {@link
 * org.sluice.backend.Attempt} and returns an {@link org.sluice.backend.AttemptResult}: {@link org.sluice.backend.OpenedLeg}
 * with a {@link org.sluice.backend.ChannelLeg}, {@link org.sluice.backend.MemberRefusal} with a {@link
 * org.sluice.backend.MemberRefusalBody}, or {@link org.sluice.backend.AttemptFailed}. {@link org.sluice.backend.MemberChecks}
 * makes health checks, and returns a {@link org.sluice.backend.ProbeResult}.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>backend R1.1 The request has the given target and header lines byte for byte: order, repetitions, letter case and commas are
 *       kept, Host and Origin included.
 *   <li>backend R1.2 To these the package adds what RFC 6455 4.1 requires of a client, with a new key, and nothing else; the framing of
 *       the client's request (Content-Length) is not sent, because no body is.
 *   <li>backend R2.1 When the member answers 101 and RFC 6455 4.1 is satisfied, the result is an open leg and the end-to-end headers of
 *       the answer, without Sec-WebSocket-Accept.
 *   <li>backend R2.2 Bytes received after the 101 are read first from the leg, which signals that it is readable.
 *   <li>backend R2.3 If the accept value is wrong, missing or repeated, or Upgrade or Connection are not those of a WebSocket, the
 *       answer is refused.
 *   <li>backend R2.4 If the answer names a subprotocol that was not offered, or more than one, it is refused. Extensions are not
 *       checked: client and member negotiate them <i>(why: the frames are forwarded unchanged, so the client itself checks
 *       them)</i>.
 *   <li>backend R2.5 A leg passes on prefetches between its channel and its relay, in both directions.
 *   <li>backend R3.1 Any other final answer is a refusal, returned as the member wrote it: status, reason, end-to-end headers, body.
 *   <li>backend R3.2 A refusal's body is streamed, fails after 1 MiB, and waits for the member for no longer in all than the handshake
 *       timeout.
 *   <li>backend R3.3 Interim answers (1xx other than 101) are skipped (RFC 9110 15.2).
 *   <li>backend R4.1 When the member cannot be reached, the result names the cause.
 *   <li>backend R4.2 When the member sends nothing, or stops inside its answer, the result is SILENT after the handshake timeout.
 *   <li>backend R4.3 When the answer is not strict HTTP/1.1, too large, or ends early, the result says which.
 *   <li>backend R4.4 When the calling thread is interrupted, it gets CLOSED at once, and its interrupt flag stays set.
 *   <li>backend R5.1 Unless the result is an open leg or an open refusal body, no socket stays open.
 *   <li>backend R5.2 Many threads may connect at once; a connect starts no thread and no timer.
 *   <li>backend R6.1 A check by tcp connects, with TLS if the member has it; one by http sends one request and tests the status, and if
 *       wanted the first 64 KiB of the body; one by websocket makes a handshake, sends a ping, waits for the pong with its
 *       payload, and closes with 1000.
 *   <li>backend R6.2 A check has one timeout for all of that, and says briefly what was wrong.
 *   <li>backend R6.3 A check leaves no connection behind: it ends in order if the member does within a second, else by a reset.
 *   <li>backend R6.4 A check that this machine could not make is no verdict on the member.
 *   <li>backend R7.1 A session for messages is read and written by Tyrus, on the same channel; it is not read before it is opened, and
 *       nothing that came before is lost.
 *   <li>backend R7.2 What the member sends is checked as in a relay of frames, and Tyrus gets no frame larger than a chunk, whatever
 *       its size on the wire.
 *   <li>backend R7.3 Close frames are read and written unchanged, because Tyrus changes some codes.
 *   <li>backend R7.4 A send to a member never blocks; the bytes that wait to be sent are counted.
 *   <li>backend R7.5 If the member accepts an extension for a session, the answer is refused, since none is offered.
 * </ul>
 *
 * <h2>May call</h2>
 *
 * What {@code docs/packages.puml} draws; HttpCore, and Tyrus, which only this package may call. <b>Never touches</b> routing,
 * pools, servlets, JNDI.
 *
 * <h2>Threads</h2>
 *
 * {@link org.sluice.backend.LoopMembers} connects on an event loop, without a blocking thread, and keeps the same promises. Any
 * other connect blocks the calling thread; the transport's event loops only wake it. An open leg is served by its event loop.
 */
@NullMarked
package org.sluice.backend;

import org.jspecify.annotations.NullMarked;
