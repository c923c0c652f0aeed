/**
 * <b>Frames</b>: RFC 6455 frame headers as a pure state machine over bytes it does not own.
 *
 * <h2>Entry points</h2>
 * {@link org.sluice.frames.FrameScanner} reads what one peer sends, {@link org.sluice.frames.ControlFrames} writes the
 * pings, pongs and closes that are our own; {@link org.sluice.frames.Refragmenter} cuts frames anew;
 * {@link org.sluice.frames.FrameRules}, {@link org.sluice.frames.Extensions},
 * {@link org.sluice.frames.Sender}, {@link org.sluice.frames.Violation}, {@link org.sluice.frames.CloseCodes} and
 * {@link org.sluice.frames.Opcodes} are their values.
 *
 * <h2>Promises</h2>
 *
 * <b>1. Reading</b>
 *
 * <ul>
 *   <li>R1.1 The package shall find the same frames, messages, counts and faults however the bytes are cut.
 *   <li>R1.2 The package shall release every byte of a valid stream exactly once, unchanged and in order.
 *   <li>R1.3 The package shall release nothing of a frame before its header is whole and judged, and a control frame only
 *       whole; what it keeps until then is at most 131 bytes.
 *   <li>R1.4 The package shall allocate nothing per frame, and pass over the payload of data frames without looking at it.
 *   <li>R1.5 The package shall hand out the payload of a control frame unmasked, and its close code.
 *   <li>R1.6 The package shall count frames, complete messages, payload bytes, pings and pongs, and tell where a message
 *       starts and ends.
 *   <li>R1.7 When a close frame has passed, the package shall drop every later byte of that sender <i>(why: RFC 6455 1.4
 *       and 5.5.1, nothing is sent after a close, and a peer that has received one discards what follows)</i>.
 *   <li>R1.8 The package shall read and leave alone any kind of buffer, heap or direct, whatever its byte order.
 * </ul>
 *
 * <b>2. Judging.</b> A fault is found at the first byte that shows it, nothing of its frame is released, and it is final.
 *
 * <ul>
 *   <li>R2.1 The package shall refuse reserved bits and reserved opcodes; RSV1 is allowed on the first frame of a message
 *       where permessage-deflate was accepted (RFC 6455 5.2, RFC 7692 6).
 *   <li>R2.2 Where the accepted extensions include one that is not known here, the package shall judge neither reserved
 *       bits nor reserved opcodes.
 *   <li>R2.3 The package shall refuse a frame of a client that is not masked and a frame of a member that is (5.1).
 *   <li>R2.4 The package shall refuse a control frame that is a fragment or longer than 125 bytes (5.5).
 *   <li>R2.5 The package shall refuse a continuation that continues nothing, and a new message inside another (5.4).
 *   <li>R2.6 The package shall refuse a length not written in the fewest bytes, and one of 2^63 or more (5.2).
 *   <li>R2.7 The package shall refuse a close with a payload of one byte, with a code that may not be on the wire, or with
 *       a reason that is not UTF-8 (5.5.1, 7.4).
 *   <li>R2.8 When a data frame or a message passes its limit, the package shall refuse it at that header, with 1009.
 * </ul>
 *
 * <b>3. Writing</b>
 *
 * <ul>
 *   <li>R3.1 The package shall write control frames that its own reading side accepts: masked with a fresh key to a member,
 *       unmasked to a client.
 *   <li>R3.2 The package shall cut a close reason to 123 bytes between two characters.
 *   <li>R3.3 The package shall never write a close code that may not be on the wire.
 *   <li>R3.4 The package shall cut data frames anew without changing a message, none longer than what was found at once.
 * </ul>
 *
 * <b>4. Extensions</b>
 *
 * <ul>
 *   <li>R4.1 The package shall read from the {@code Sec-WebSocket-Extensions} of a 101 whether permessage-deflate was
 *       accepted, and whether anything else was.
 * </ul>
 *
 * <h2>Never touches</h2> everything else: no other room, no input or output, no clock, no log.
 *
 * <h2>Threads</h2>
 * A scanner belongs to one direction of one relay, and so to one thread at a time; whoever hands it over provides the
 * happens-before edge. Everything else is immutable, or (a {@code ControlFrames} to a member) as safe as the source of
 * randomness it was given.
 */
@NullMarked
package org.sluice.frames;

import org.jspecify.annotations.NullMarked;
