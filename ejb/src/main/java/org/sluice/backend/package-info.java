/**
 * <b>Backend</b>: an open member leg, or the reason why not, within the timeout.
 *
 * <h2>Entry points</h2>
 *
 * {@link org.sluice.backend.Members}, made as {@link org.sluice.backend.TyrusMembers}; in goes an {@link
 * org.sluice.backend.Attempt}, out comes an {@link org.sluice.backend.AttemptResult}: {@link org.sluice.backend.OpenedLeg} with a
 * {@link org.sluice.backend.ChannelLeg}, {@link org.sluice.backend.MemberRefusal} with a {@link
 * org.sluice.backend.MemberRefusalBody}, or {@link org.sluice.backend.AttemptFailed}. {@link org.sluice.backend.MemberChecks} asks a member
 * whether it is well, and answers with a {@link org.sluice.backend.ProbeResult}.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>R1.1 The request carries the target and the header lines it was given byte for byte: order, repeats, letter case
 *       and commas are kept, Host and Origin are the ones given.
 *   <li>R1.2 To these the package adds what RFC 6455 4.1 wants of a client, with a fresh key, and nothing else; a framing of
 *       the client's request (Content-Length) does not travel, because no body does.
 *   <li>R2.1 When the member answers 101 and RFC 6455 4.1 is satisfied, the leg is open and the end-to-end headers of the
 *       answer are told, without Sec-WebSocket-Accept.
 *   <li>R2.2 Bytes behind the 101 go first out of the leg, and the leg is told readable for them.
 *   <li>R2.3 If the accept value is wrong, missing or repeated, or Upgrade or Connection are not those of a WebSocket, the
 *       answer is refused.
 *   <li>R2.4 If the answer names a subprotocol that was not offered, or more than one, it is refused. An extension is not
 *       judged: it is between client and member <i>(why: the frames pass untouched, so the client itself checks it)</i>.
 *   <li>R2.5 A leg hands on looks ahead between its channel and its relay, both ways.
 *   <li>R3.1 Any other final answer is a refusal, told as the member wrote it: status, reason, end-to-end headers, body.
 *   <li>R3.2 A refusal's body is streamed, breaks off behind 1 MiB, and waits for the member no longer in all than the
 *       handshake timeout.
 *   <li>R3.3 Interim answers (1xx other than 101) are skipped (RFC 9110 15.2).
 *   <li>R4.1 When the member cannot be reached, the answer names the cause.
 *   <li>R4.2 When the member is silent, or stops inside its answer, the answer is SILENT after the handshake timeout.
 *   <li>R4.3 When the answer is not strict HTTP/1.1, too large, or ends early, the answer names which.
 *   <li>R4.4 When the calling thread is interrupted, it gets CLOSED at once and its interrupt flag stays up.
 *   <li>R5.1 After anything but an open leg or an open refusal body, no socket is left.
 *   <li>R5.2 Many threads may connect at once; a connect starts no thread and no timer.
 *   <li>R6.1 A check by tcp connects, with TLS if the member has it; one by http sends one request and judges the status,
 *       and the first 64 KiB of the body if that is wanted; one by websocket shakes hands, sends a ping, waits for the pong with its payload, and closes with 1000.
 *   <li>R6.2 A check has its timeout for all of that, and says in a word what was wrong.
 *   <li>R6.3 A check leaves no connection behind: it ends in order if the member does within a second, else by a reset.
 *   <li>R6.4 What this machine could not even try says nothing of a member.
 *   <li>R7.1 A session for messages is read and written by Tyrus, on the same channel; it is not read before it is opened, and
 *       nothing that came before is lost.
 *   <li>R7.2 What the member sends is judged as in a relay of frames, and no frame is given to Tyrus that is larger than a
 *       chunk, whatever its size on the wire.
 *   <li>R7.3 Close frames are read and written as they are, whatever Tyrus makes of their codes.
 *   <li>R7.4 A send to a member never waits; what waits in its place is counted.
 *   <li>R7.5 If the member accepts an extension for a session, the answer is refused, since none is offered.
 * </ul>
 *
 * <h2>May call</h2>
 *
 * {@code transport}, {@code handshake}, {@code relay.Leg}, {@code message} (its peers), {@code frames}; Tyrus (here and nowhere else), HttpCore. <b>Never touches</b>
 * routing, pools, servlets, JNDI.
 *
 * <h2>Threads</h2>
 *
 * {@link org.sluice.backend.LoopMembers} asks on an event loop, without a thread that waits, and keeps the same promises. Any other
 * connect runs on the calling thread, which waits for the member; the transport's event loops only wake it. An open leg is served by
 * its event loop.
 */
@NullMarked
package org.sluice.backend;

import org.jspecify.annotations.NullMarked;
