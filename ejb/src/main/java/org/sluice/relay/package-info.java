/**
 * <b>Relay</b>: forwards bytes between a client and a member, unchanged, in order and with back-pressure. When one side ends, so
 * does the other.
 *
 * <pre>
 *           +----------------------------- Relay -----------------------------+
 *   client  | source --&gt; FramePump CLIENT (scanner, slot, limiter) --&gt; sink   |  member
 *    Leg    | sink   &lt;-- FramePump MEMBER (scanner, slot, limiter) &lt;-- source |   Leg
 *           | CloseState decides how the relay ends; RelayTimeouts and Pinger |
 *           | read the pumps' counters at every sweep of Relays               |
 *           +-----------------------------------------------------------------+
 * </pre>
 *
 * <h2>Entry points</h2>
 * {@link org.sluice.relay.Relays} opens, sweeps and ends {@link org.sluice.relay.Relay}s; {@link org.sluice.relay.RelayOrder},
 * {@link org.sluice.relay.RelayTerms}, {@link org.sluice.relay.CloseCause}, {@link org.sluice.relay.Close},
 * {@link org.sluice.relay.Side} and {@link org.sluice.relay.Traffic} are their values. Other packages implement
 * {@link org.sluice.relay.Leg} and {@link org.sluice.relay.RelayEvents}; a leg calls {@link org.sluice.relay.LegEvents}.
 *
 * <h2>Promises</h2>
 *
 * <b>1. Forwarding</b>
 *
 * <ul>
 *   <li>relay R1.1 The package shall forward every byte that one peer sends to the other, unchanged and in order, however reads
 *       and writes split them; bytes that arrived before the relay was opened come first.
 *   <li>relay R1.2 While one side does not accept bytes, the package shall not read from the other; at most one chunk waits in
 *       each direction: 64 KiB between two plain sockets, else 16 KiB.
 *   <li>relay R1.3 The package shall spend one read, one write and no allocation on a message that arrives and is accepted whole.
 *   <li>relay R1.4 The package shall lose no signal, whichever threads send them, never have two readers or two writers on a
 *       leg, and never call a leg with a lock held.
 *   <li>relay R1.5 Where a rate is delayed, the package shall keep each direction within a twentieth of it, counted in bytes on
 *       the wire, and lose or reorder nothing.
 *   <li>relay R1.6 The package shall report the age and the traffic of each relay.
 *   <li>relay R1.7 On a prefetch, the package shall read the fields that the next message of a direction needs, those of the
 *       other leg included, and change nothing.
 * </ul>
 *
 * <b>2. Control frames of Sluice's own</b>
 *
 * <ul>
 *   <li>relay R2.1 The package shall put its own frames between two frames of the peer, never inside one; a close replaces a
 *       ping that waits.
 *   <li>relay R2.2 The package shall remove the pong that answers a ping of its own, once, however late; every other pong is
 *       forwarded.
 *   <li>relay R2.3 When no byte follows two pings in a row, the package shall declare the side silent, within two intervals of
 *       its last byte; any byte is an answer.
 *   <li>relay R2.4 The package shall send its pings every interval, plus or minus a tenth.
 *   <li>relay R2.5 While a side is not read, or our ping cannot reach it, the package shall not declare it silent
 *       <i>(why: the write timeout applies then)</i>.
 *   <li>relay R2.6 The package shall not end a relay by the pings that only keep a server's own timers from firing, nor count
 *       their answers as activity.
 *   <li>relay R2.7 The package shall count the answers to its heartbeat as activity, unless the terms say otherwise.
 * </ul>
 *
 * <b>3. Ending</b>
 *
 * <ul>
 *   <li>relay R3.1 When a relay ends, the package shall send each side what the close table ({@code docs/close-codes.md}) says,
 *       finish the legs that can be finished and reset the others.
 *   <li>relay R3.2 The package shall report exactly once that a relay is over, and keep nothing of it.
 *   <li>relay R3.3 The package shall send at most one close frame to each side, nothing after it, and no code that may not be
 *       sent.
 *   <li>relay R3.4 When neither side sends a byte for the idle timeout, the package shall end the relay, no earlier and at most
 *       two seconds later.
 *   <li>relay R3.5 When a side accepts no byte for the write timeout, the package shall reset it.
 *   <li>relay R3.6 When a side stops inside a frame for the frame timeout, the package shall count it as lost.
 *   <li>relay R3.7 The package shall end a relay at its maximum lifetime, plus or minus a tenth.
 *   <li>relay R3.8 Whatever the peers do, the package shall have released both legs soon after the close timeout.
 *   <li>relay R3.9 If an unexpected exception is thrown, the package shall reset that relay, and no other.
 *   <li>relay R3.10 If an unfinished frame was written to a side and the rest will not come, the package shall reset that side
 *       <i>(why: a close frame there would be read as payload, and an orderly end as the end of a whole message)</i>.
 *   <li>relay R3.11 When a side breaks a rule or a limit, the package shall read no more from it, forward what the other side
 *       still sends until that one closes or ends, and only then send the close to the first, and finish its leg at once
 *       <i>(why: what came before the fault is valid, and the close must not overtake the answer to it)</i>.
 *   <li>relay R3.12 When a client's leg is lost without a close frame, the package shall end the member's without one, in the
 *       same way <i>(why: a member must be able to tell a lost client from one that left)</i>.
 *   <li>relay R3.13 When a client ends its sending side and reads on, the package shall forward what the member still sends until
 *       the member ends, within the idle timeout and the maximum lifetime.
 * </ul>
 *
 * <h2>May call</h2>
 * What {@code docs/packages.puml} draws.
 *
 * <h2>Never touches</h2>
 * sockets, servlets, Tyrus, pools, members, leases, configuration.
 *
 * <h2>Threads</h2>
 * None of its own. The first thread that signals a {@code FramePump} pumps it: a thread of a leg, or the sweep's. So the fields
 * of a pump have one owner at a time without a lock; {@code CloseState} has the only lock, and no leg is called while it is
 * held. The sweep is one thread at a time, and reads the counters of the pumps, which may be slightly out of date.
 */
@NullMarked
package org.sluice.relay;

import org.jspecify.annotations.NullMarked;
