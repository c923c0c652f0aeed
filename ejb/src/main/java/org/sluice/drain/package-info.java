/**
 * <b>Drain</b>: closes the relays of a member that is taken out of service, with a close frame, until none is left at the
 * deadline.
 *
 * <h2>Entry points</h2>
 *
 * {@link Drains} begins a drain, calls it off, and is swept.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>drain D1.1 While its {@code drain-timeout} lasts, the package shall leave the relays of a draining member alone.
 *   <li>drain D1.2 When that is over, the package shall end those that are left, evenly spread over {@code drain-spread}, each with
 *       {@code drain-code} <i>(why: clients that are all closed at once all reconnect at once)</i>.
 *   <li>drain D1.3 If a relay opens on the member after all, by a handshake that began before, the package shall end it like the
 *       others, and at once if the time is over.
 *   <li>drain D1.4 When a drain is called off, the package shall leave alone whatever is open then.
 *   <li>drain D1.5 A second request to drain a draining member shall change nothing; in particular it shall not restart the time.
 *   <li>drain D2.1 When a configuration no longer names a member or its pool, the package shall drain it, by the settings that its
 *       pool has or last had; when one names it again, the drain shall be called off.
 *   <li>drain D2.2 When a configuration wants a member drained, the package shall drain it; when one turns it off, the package shall
 *       drain it without the timeout; when one wants it to serve again, the drain shall be called off.
 *   <li>drain D2.3 When a configuration wants the whole instance drained, the package shall end the relays of every member with 1001,
 *       at once and spread over the {@code drain-spread} of its pool.
 *   <li>drain D2.4 When the timeout of a member is over, the package shall report it, so that no client is sent to the member by
 *       affinity any more.
 * </ul>
 *
 * <h2>Never touches</h2> health; whether a member is drained is the operator's decision.
 *
 * <h2>Threads</h2>
 *
 * None of its own. Begin and call off on any; the sweep is one thread at a time. No lock is held while a relay is ended.
 */
@NullMarked
package org.sluice.drain;

import org.jspecify.annotations.NullMarked;
