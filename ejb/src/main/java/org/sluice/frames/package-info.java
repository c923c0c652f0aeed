/**
 * <b>Frames</b>: parses and checks RFC 6455 frame headers, as a state machine without I/O, and encodes control frames.
 *
 * <h2>Entry points</h2> {@link org.sluice.frames.FrameScanner} parses what one peer sends, {@link
 * org.sluice.frames.ControlFrames} encodes Sluice's own pings, pongs and closes; {@link org.sluice.frames.Refragmenter} splits
 * frames into fragments; {@link org.sluice.frames.FrameRules}, {@link org.sluice.frames.Extensions}, {@link
 * org.sluice.frames.Sender}, {@link org.sluice.frames.Violation}, {@link org.sluice.frames.CloseCodes} and {@link
 * org.sluice.frames.Opcodes} are their values.
 *
 * <h2>Promises</h2>
 *
 * <b>1. Reading</b>
 *
 * <ul>
 *   <li>frames R1.1 The package shall find the same frames, messages, counts and faults however the bytes are split.
 *   <li>frames R1.2 The package shall release every byte of a valid stream exactly once, unchanged and in order.
 *   <li>frames R1.3 The package shall release nothing of a frame before its header is complete and checked, and a control frame only
 *       when it is complete; it keeps at most 131 bytes until then.
 *   <li>frames R1.4 The package shall allocate nothing per frame, and skip the payload of data frames without reading it.
 *   <li>frames R1.5 The package shall give the payload of a control frame unmasked, and its close code.
 *   <li>frames R1.6 The package shall count frames, complete messages, payload bytes, pings and pongs, and tell where a message starts
 *       and ends.
 *   <li>frames R1.7 When a close frame has passed, the package shall drop every later byte of that sender <i>(why: RFC 6455 1.4 and
 *       5.5.1, nothing is sent after a close, and a peer that has received one discards what follows)</i>.
 *   <li>frames R1.8 The package shall accept any kind of buffer, heap or direct, of any byte order, and not change its content.
 * </ul>
 *
 * <b>2. Judging.</b> A fault is found at the first byte that shows it, nothing of its frame is released, and it is final.
 *
 * <ul>
 *   <li>frames R2.1 The package shall refuse reserved bits and reserved opcodes; RSV1 is allowed on the first frame of a message where
 *       permessage-deflate was accepted (RFC 6455 5.2, RFC 7692 6).
 *   <li>frames R2.2 Where the accepted extensions include one that is not known here, the package shall judge neither reserved bits
 *       nor reserved opcodes.
 *   <li>frames R2.3 The package shall refuse a frame of a client that is not masked and a frame of a member that is (5.1).
 *   <li>frames R2.4 The package shall refuse a control frame that is a fragment or longer than 125 bytes (5.5).
 *   <li>frames R2.5 The package shall refuse a continuation that continues nothing, and a new message inside another (5.4).
 *   <li>frames R2.6 The package shall refuse a length not written in the fewest bytes, and one of 2^63 or more (5.2).
 *   <li>frames R2.7 The package shall refuse a close with a payload of one byte, with a code that may not be sent, or with a reason
 *       that is not UTF-8 (5.5.1, 7.4).
 *   <li>frames R2.8 When a data frame or a message passes its limit, the package shall refuse it at that header, with 1009.
 * </ul>
 *
 * <b>3. Writing</b>
 *
 * <ul>
 *   <li>frames R3.1 The package shall write control frames that its own reading side accepts: masked with a new key to a member,
 *       unmasked to a client.
 *   <li>frames R3.2 The package shall cut a close reason to 123 bytes between two characters.
 *   <li>frames R3.3 The package shall never write a close code that may not be sent.
 *   <li>frames R3.4 The package shall split data frames into fragments without changing a message, none longer than what was found at
 *       once.
 * </ul>
 *
 * <b>4. Extensions</b>
 *
 * <ul>
 *   <li>frames R4.1 The package shall read from the {@code Sec-WebSocket-Extensions} of a 101 whether permessage-deflate was accepted,
 *       and whether anything else was.
 * </ul>
 *
 * <h2>Never touches</h2> everything else: no other package, no I/O, no clock, no log.
 *
 * <h2>Threads</h2> A scanner belongs to one direction of one relay, and so to one thread at a time; successive threads are
 * ordered by a happens-before edge of the caller. Everything else is immutable, or (a {@code ControlFrames} to a member) as
 * safe as the source of randomness it was given.
 */
@NullMarked
package org.sluice.frames;

import org.jspecify.annotations.NullMarked;
