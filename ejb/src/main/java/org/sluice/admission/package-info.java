/**
 * <b>Admission</b>: takes a handshake through routing, balancing and backend to a member; after a refusal nothing is left open
 * or counted.
 *
 * <h2>Entry points</h2> {@link Admission}, {@link Outcome}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>admission A1.1 A client gets a 101 only after a member has sent one.
 *   <li>admission A1.2 After a member that cannot be reached, does not answer in time, or answers invalidly or with 502, 503
 *       or 504, the next member is tried: each at most once, at most {@code retries} more, within {@code handshake-budget}.
 *   <li>admission A1.3 Any other answer of a member is final and passed on to the client unchanged.
 *   <li>admission A1.4 When no member is left to try, the client gets the last member's answer if there was one; else 504 if
 *       it timed out, 502 if it failed otherwise, and 503 with {@code Retry-After} if no member could be tried.
 *   <li>admission A1.5 A client is sent to the member it had before, and a member's answer carries the affinity cookie for it;
 *       if that member does not accept the client, {@code affinity-fallback} decides.
 *   <li>admission A2.1 Lease and connection of each attempt are closed before the next begins; each attempt is one line in the
 *       log.
 *   <li>admission A2.2 A member leg whose client never comes is closed.
 *   <li>admission A2.3 When a client leaves during the handshake with its member, or while it waits for a place, everything held for it
 *       is released at once; on a request thread only where the server shows the connection, within a quarter of a second, and
 *       unless the client had sent more than its request.
 *   <li>admission A3.1 No more handshakes wait than {@code handshakes.max-pending}; those above that get 503 and {@code Retry-After}, on
 *       request threads after a short wait, or within their budget as far as threads are free.
 *   <li>admission A3.2 Where every member is full, a handshake waits in the pool's queue, within {@code queue-timeout} and its budget;
 *       if no place becomes free, it gets 503 and {@code Retry-After}.
 *   <li>admission A3.3 While the instance is drained every handshake gets 503 and {@code Retry-After}, those that wait without a thread
 *       included.
 *   <li>admission A3.4 When the application stops, a handshake that waits for a place gets 503 and {@code Retry-After} at once; without
 *       a thread also one whose handshake with a member is under way.
 *   <li>admission A3.5 Under a rule with {@code require-role} only clients that the server's realm authenticates in one of these roles
 *       reach a member.
 *   <li>admission A3.6 Where the pool has no queue, and its members' places are held by handshakes only, a handshake waits within its
 *       budget, and counts for A3.1 meanwhile; after such a wait failed, none waits for these members before one of their
 *       handshakes has ended.
 *   <li>admission A4.1 The faults of members are reported to the pool: handshakes that fail, and relays that end early. What a client
 *       can cause at will is not a fault, nor is a status that {@code eject-on-status} does not list, nor a timeout of a member
 *       that had less time than its pool allows.
 *   <li>admission A5.1 A request without TLS at a listener with {@code https-redirect} is redirected to the same target by https,
 *       whatever else is wrong with it.
 *   <li>A6.1: A plain request is led as a handshake is, by the same rules, affinity, balancing, limits and roles, with its own
 *       method.
 *   <li>A6.2: A plain request counts as pending until its member begins the answer, and as a relay from then to its end.
 *   <li>A6.3: A plain request whose body is longer than {@code max-body} is answered 413, one whose head is longer than
 *       {@code max-header} 431.
 * </ul>
 *
 * <h2>May call</h2> What {@code docs/packages.puml} draws. <h2>Never touches</h2> the Servlet API.
 *
 * <h2>Threads</h2> A handshake whose client has left its server is processed on one event loop ({@link LoopAdmission}), any
 * other on its request thread ({@link MemberAttempts#tryMembers}). Handshakes share only immutable values, atomic counters, and the
 * queues of pools.
 */
@NullMarked
package org.sluice.admission;

import org.jspecify.annotations.NullMarked;
