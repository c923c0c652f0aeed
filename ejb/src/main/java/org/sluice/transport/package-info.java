/**
 * <b>Transport</b>: non-blocking bytes to a member, plain or TLS, on a few event loops; and, beside a member's channel on
 * its loop, those of a client whose socket was taken from the server.
 *
 * <h2>Entry points</h2>
 * {@link org.sluice.transport.Transport} opens a {@link org.sluice.transport.Channel} to a
 * {@link org.sluice.transport.Destination}, with {@link org.sluice.transport.Tls} or without, or fails with a
 * {@link org.sluice.transport.ConnectFailedException}; {@link org.sluice.transport.Loop} keeps together what belongs on one thread; {@link org.sluice.transport.NioTransport} is the one there is.
 *
 * <h2>Promises</h2>
 *
 * <b>1. Connecting</b>
 *
 * <ul>
 *   <li>R1.1 The package shall look up names at each connect and never on an event loop.
 *   <li>R1.2 The package shall try all addresses of a name in turn within one time limit; an address that swallows everything
 *       takes its share of what is left, not all of it.
 *   <li>R1.3 When a connect fails, the package shall name the cause, so that an operator can tell refused from silent, and an
 *       untrusted certificate from an expired one and from one for another name.
 *   <li>R1.4 When a connect is cancelled, even while it completes, the package shall keep nothing open.
 *   <li>R1.6 Where source addresses are given, a connection shall come from the first one of the peer's family.
 *   <li>R1.7 The time of a connect begins when a loop takes it up, and before it is called late its socket is looked at once more
 *       <i>(why: what a busy loop makes of the time is no fault of the peer)</i>.
 *   <li>R1.5 The package shall spread channels over its loops, and set TCP_NODELAY and SO_KEEPALIVE.
 * </ul>
 *
 * <b>2. Reading and writing</b>
 *
 * <ul>
 *   <li>R2.1 The package shall carry bytes unchanged and in order, however they are cut, in both directions at once.
 *   <li>R2.2 While nobody reads, the package shall leave the bytes with the kernel and not be woken by them <i>(why: that is
 *       the whole of the back-pressure)</i>; also before anybody listens.
 *   <li>R2.3 After a read that did not fill its buffer, the package shall tell when there is more; after a write that left
 *       bytes behind, when there is room.
 *   <li>R2.4 When the owner changes, the package shall tell the new one of what is there, and lose no byte.
 *   <li>R2.5 When a connection is lost, the package shall tell whoever waits, and throw from every later call.
 *   <li>R2.6 A message read by its owner when told shall cost one select and one read, and an answer one write: no change
 *       of interest, no wake-up, no task.
 *   <li>R2.7 When several sockets of a loop are ready, the package shall let the owners of up to 16 look at what they will touch
 *       before it tells the first <i>(why: none of it is in a cache, and looks at many cost little more than one)</i>.
 * </ul>
 *
 * <b>3. Ending</b>
 *
 * <ul>
 *   <li>R3.1 When a channel is finished, the package shall send what was taken, then FIN, and go on reading until the peer
 *       ends; then the socket is given back by itself.
 *   <li>R3.2 When a channel is aborted, the package shall reset it at once, from any thread, once.
 * </ul>
 *
 * <b>4. TLS</b>
 *
 * <ul>
 *   <li>R4.1 The package shall speak TLS 1.2 or 1.3, name the host to the peer (RFC 6066 3), and check the chain and the name
 *       of the certificate unless told not to.
 *   <li>R4.2 The package shall leave no decrypted byte behind, whatever the sizes of records and buffers.
 *   <li>R4.3 When a channel is finished, the package shall send close_notify before FIN, and go on reading (RFC 8446 6.1).
 *   <li>R4.4 The package shall refuse to negotiate anew (TLS 1.2 only): it would let a peer stop a loop.
 * </ul>
 *
 * <b>5. Threads</b>
 *
 * <ul>
 *   <li>R5.1 The package shall survive interrupts of its threads and of its callers, and lose no channel by them.
 *   <li>R5.2 When an owner throws, the package shall abort its channel and serve all others.
 *   <li>R5.3 When the transport is closed, the package shall end its threads within 5 s, reset every channel, and fail every
 *       connect under way.
 *   <li>R5.4 A loop with nothing to do shall not run.
 *   <li>R5.5 Alarms shall go off in the order of their times, on the loop's thread, and not at all once they are taken back.
 * </ul>
 *
 * <b>7. Adopting</b>
 *
 * <ul>
 *   <li>R7.1 The package shall serve a connected socket of somebody else on the loop of a channel, as one of its own, and count
 *       it there.
 *   <li>R7.2 Whatever becomes of an adopted socket, the package shall tell once that it is gone, when it is.
 *   <li>R7.3 A message that passes between two channels of one loop shall cost one select, one read and one write: no change
 *       of interest, no wake-up, no task, no garbage.
 * </ul>
 *
 * <b>8. Watching</b>
 *
 * <ul>
 *   <li>R8.1 The package shall tell once when the peer of a watched socket has ended or reset it, read nothing of it, and leave it to
 *       others as it was once the watch is taken back.
 * </ul>
 *
 * <b>9. Adopting TLS</b>
 *
 * <ul>
 *   <li>R9.1 The package shall go on with TLS that was established elsewhere, and carry bytes unchanged, however records and
 *       segments are cut.
 *   <li>R9.2 What was read of such a connection before it was adopted shall come first, be it whole records or half a one.
 *   <li>R9.3 A message over adopted TLS shall cost one read and one write, and no change of interest.
 *   <li>R9.4 What a peer does not take shall wait, at most one write of it, and go out when it reads.
 *   <li>R9.5 A record that cannot be one shall end the session, with an alert where the engine has one.
 *   <li>R9.6 After a pause, the first record of a large write shall be small.
 *   <li>R9.7 A reset shall be told as a fault, and leave nothing of the session.
 * </ul>
 *
 * <h2>May call</h2>
 * the JDK and tls-channel. <h2>Never touches</h2> WebSocket, Tyrus, Jakarta, members, pools.
 *
 * <h2>Threads</h2>
 * {@code sluice-io-N}: one per event loop. It connects, tells events, and does what owners do in their callbacks; it never
 * waits for anything but its selector. Reads and writes run on the caller's thread. Names are looked up, and the heavy
 * parts of TLS handshakes computed, on an executor of the caller. No lock is held while an owner is called.
 */
@NullMarked
package org.sluice.transport;

import org.jspecify.annotations.NullMarked;
