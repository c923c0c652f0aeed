/**
 * <b>Relay</b>: unchanged, in order, bounded, and neither leg outlives the other.
 *
 * <pre>
 *              +------------------------- Relay -------------------------+
 *   client     |  source    Direction CLIENT (scanner, slot, pace)  sink |     member
 *    Leg  &lt;---&gt;|  sink      Direction MEMBER (scanner, slot, pace) source|&lt;---&gt; Leg
 *              |  Closing decides how it ends; Watch and Heart look at   |
 *              |  what the directions count, at every sweep of Relays    |
 *              +---------------------------------------------------------+
 * </pre>
 *
 * <h2>Entry points</h2>
 * {@link org.sluice.relay.Relays} opens, sweeps and ends {@link org.sluice.relay.Relay}s; {@link org.sluice.relay.RelayOrder},
 * {@link org.sluice.relay.RelayTerms}, {@link org.sluice.relay.CloseCause}, {@link org.sluice.relay.Close},
 * {@link org.sluice.relay.Side} and {@link org.sluice.relay.Traffic} are their values. Others implement
 * {@link org.sluice.relay.Leg} and {@link org.sluice.relay.RelayEvents}, and are called by {@link org.sluice.relay.LegEvents}.
 *
 * <h2>Promises</h2>
 *
 * <b>1. Carrying</b>
 *
 * <ul>
 *   <li>R1.1 The package shall hand every byte that one peer says to the other, unchanged and in order, however reads and
 *       writes are cut; what came before the relay began goes first.
 *   <li>R1.2 While one side does not take what it is given, the package shall not read from the other; at most one chunk
 *       waits in each direction: 64 KiB between two bare sockets, else 16 KiB.
 *   <li>R1.3 The package shall spend one read, one write and no allocation on a message that comes and goes whole.
 *   <li>R1.4 The package shall lose no wake-up, whichever threads bring them, and never have two readers or two writers on a
 *       leg, nor call one with a lock held.
 *   <li>R1.5 Where a rate is delayed, the package shall keep each direction within a twentieth of it, counted as on the wire,
 *       and lose or reorder nothing.
 *   <li>R1.6 The package shall know the age and the traffic of each relay.
 *   <li>R1.7 Asked to look ahead, the package shall look at what the next message of a direction will touch, as far as the leg
 *       across, and move nothing.
 * </ul>
 *
 * <b>2. Frames of our own</b>
 *
 * <ul>
 *   <li>R2.1 The package shall put its own frames between two frames of the peer, never inside one; a close takes the place of
 *       a ping that waits.
 *   <li>R2.2 The package shall swallow the pong that answers a ping of its own, once, however late; every other pong passes.
 *   <li>R2.3 When two pings in a row bring not one byte, the package shall take the side for silent, within two intervals of
 *       its last byte; any byte is an answer.
 *   <li>R2.4 The package shall send its pings every interval, give or take a tenth.
 *   <li>R2.5 While a side is not read, or our ping cannot reach it, the package shall not judge it
 *       <i>(why: its brake is the write timeout)</i>.
 *   <li>R2.6 The package shall never judge by the pings that guard against a server's own timers, nor take their answers for
 *       life.
 *   <li>R2.7 The package shall take the answers to its heartbeat for life, unless the terms say otherwise.
 * </ul>
 *
 * <b>3. Ending</b>
 *
 * <ul>
 *   <li>R3.1 When a relay ends, the package shall tell each side what the close table says, finish the legs that can be
 *       finished and reset the others.
 *   <li>R3.2 The package shall say exactly once that a relay is over, and keep nothing of it.
 *   <li>R3.3 The package shall send at most one close frame to each side, nothing behind it, and no code that may not be on
 *       the wire.
 *   <li>R3.4 When neither side says a byte for the idle limit, the package shall end the relay, no earlier and at most two
 *       seconds later.
 *   <li>R3.5 When a side takes no byte for the write timeout, the package shall reset it.
 *   <li>R3.6 When a side stops inside a frame for the frame timeout, the package shall take it for lost.
 *   <li>R3.7 The package shall end a relay at its maximum lifetime, give or take a tenth.
 *   <li>R3.8 Whatever the sides do, the package shall have let go of both soon after the close timeout.
 *   <li>R3.9 If something throws that must not, the package shall reset that relay, and no other.
 *   <li>R3.10 If a side stands inside a frame that will not go on, the package shall reset it <i>(why: a close frame there
 *       would be read as payload, and an end in order as a whole message)</i>.
 *   <li>R3.11 When a side breaks a rule or a limit, the package shall read it no further, carry what the other side still says until
 *       that one closes or ends, and only then tell the first, and finish its leg at once <i>(why: what came before the fault is
 *       valid, and its answer must not be overtaken)</i>.
 *   <li>R3.12 When a client's leg is lost without a close frame, the package shall end the member's without one, in the same way
 *       <i>(why: a member must be able to tell a lost client from one that left)</i>.
 *   <li>R3.13 When a client ends its sending side and reads on, what the member still says shall reach it until the member ends,
 *       within the idle limit and the maximum lifetime.
 * </ul>
 *
 * <b>The close table</b> (what each side is told, if it can still be told anything)
 *
 * <pre>
 *   what happened                                   client                     member
 *   a close frame                                   as it came, both ways; its sender hears the answer
 *   the member's connection ended or broke          1012 member gone            -
 *   the client's connection ended                   FIN once the member ended   FIN
 *   the client's connection broke                   -                           reset
 *   the client broke a rule of RFC 6455             last: 1002 or 1007, rule    1001 client broke the protocol
 *   the member broke a rule of RFC 6455             1012 member broke the ...   last: 1002 or 1007, rule
 *   a frame or message above the limit              1009 the rule              1009 the rule
 *   more than the rate, where that closes           1008 rate limit            1008 rate limit
 *   idle                                            1001 idle 60s              1001 idle 60s
 *   maximum lifetime                                1012 maximum lifetime      1001 maximum lifetime
 *   two pings not answered by the other side        1012 member silent          reset
 *   the other side took nothing                     1013 member slow            reset
 *   drain (the operator's code)                     1012 drain                 1001 drain
 *   the member is down                              1012 member down           1001 member down
 *   stop                                            1001 shutting down         1001 shutting down
 *   a fault of ours                                 reset                      reset
 * </pre>
 *
 * 1012 stands for the operator's {@code member-lost-code}. Without one, the client's connection ends as a member's does.
 *
 * <h2>May call</h2>
 * frames, and the JDK.
 *
 * <h2>Never touches</h2>
 * sockets, servlets, Tyrus, pools, members, leases, configuration.
 *
 * <h2>Threads</h2>
 * None of its own. Each direction is pumped by whichever thread signals first: one of a leg, or the sweep's. Fields of a
 * direction have one owner at a time without a lock; {@code CloseState} has the only lock, and nothing is called while it is
 * held. The sweep is one thread at a time and reads what directions count, a moment old.
 */
@NullMarked
package org.sluice.relay;

import org.jspecify.annotations.NullMarked;
