/**
 * <b>Admission</b>: takes a handshake through routing, balancing and backend to a member; after a refusal nothing is left open
 * or counted.
 *
 * <h2>Entry points</h2> {@link Admission}, {@link Outcome}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>admission A1.1: A client gets a 101 only after a member has sent one.
 *   <li>admission A1.2: After a member that cannot be reached, does not answer in time, or answers invalidly or with 502, 503
 *       or 504, the next member is tried: each at most once, at most {@code retries} more, within {@code handshake-budget}.
 *   <li>admission A1.3: Any other answer of a member is final and passed on to the client unchanged.
 *   <li>admission A1.4: When no member is left to try, the client gets the last member's answer if there was one; else 504 if
 *       it timed out, 502 if it failed otherwise, and 503 with {@code Retry-After} if no member could be tried.
 *   <li>admission A1.5: A client is sent to the member it had before, and a member's answer carries the affinity cookie for it;
 *       if that member does not accept the client, {@code affinity-fallback} decides.
 *   <li>admission A2.1: Lease and connection of each attempt are closed before the next begins; each attempt is one line in the
 *       log.
 *   <li>admission A2.2: A member leg whose client never comes is closed.
 *   <li>A2.3: A client that leaves while its member is asked, or while it waits for a place, gives back at once what was held
 *       for it; on a request thread where its server shows its connection, within a quarter of a second, and unless it had sent
 *       more than its request.
 *   <li>A3.1: No more handshakes wait than {@code handshakes.max-pending}; those beyond hear 503 and {@code Retry-After}, on
 *       request threads after a moment, or within their budget as far as threads are free.
 *   <li>A3.2: Where every member is full, a handshake waits in the line of its pool, within {@code queue-timeout} and its
 *       budget; if nothing comes of it: 503 and {@code Retry-After}.
 *   <li>A3.3: While the instance is drained every handshake hears 503 and {@code Retry-After}; so do those that wait without a
 *       thread.
 *   <li>A3.4: When the application stops, a handshake that waits for a place hears 503 and {@code Retry-After} at once; without
 *       a thread also one whose member is being asked.
 *   <li>A3.5: Under a rule with {@code require-role} nobody gets to a member but clients whom the server's realm knows in one
 *       of those roles.
 *   <li>A3.6: Where the pool has no line and only handshakes hold the places of its members, a handshake waits its turn within
 *       its budget, and counts among those of A3.1 while it does; none waits for members that let such a wait pass in vain,
 *       until one of their handshakes has ended.
 *   <li>A4.1: The pool hears of what members are to blame for: handshakes that fail, and relays that die early. What a client
 *       can bring about at will is not among it, nor a status that is not in {@code eject-on-status}, nor is silence of a
 *       member that had less time than its pool allows.
 *   <li>A5.1: A request without TLS at a listener with {@code https-redirect} is sent to the same place by https, whatever else
 *       is wrong with it.
 * </ul>
 *
 * <h2>May call</h2> handshake, routing, pool, health (its values), balancing, affinity, backend, client, transport (loops),
 * relay, message, spi, observe, server. <h2>Never touches</h2> the Servlet API.
 *
 * <h2>Threads</h2> A handshake whose client has left its server lives on one event loop ({@link LoopAdmission}), any other one
 * on its request thread ({@link MemberAttempts#walk}); nothing is shared between two but what is immutable or counted
 * atomically, and the lines of pools.
 */
@NullMarked
package org.sluice.admission;

import org.jspecify.annotations.NullMarked;
