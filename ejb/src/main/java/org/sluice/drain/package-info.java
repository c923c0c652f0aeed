/**
 * <b>Drain</b>: after the deadline nobody is left, and everyone was told.
 *
 * <h2>Entry points</h2>
 *
 * {@link Drains} begins a drain, calls it off, and is swept.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>D1.1 While its {@code drain-timeout} lasts, the package shall leave the relays of a draining member alone.
 *   <li>D1.2 When that is over, the package shall end those that are left, evenly spread over {@code drain-spread}, each with
 *       {@code drain-code} <i>(why: clients that are all told at once all come back at once)</i>.
 *   <li>D1.3 If a relay opens on the member after all, by a handshake that began before, the package shall end it as it would
 *       the others, and at once where the time is over.
 *   <li>D1.4 When a drain is called off, the package shall leave alone whatever is open then.
 *   <li>D1.5 A second word to drain what is draining shall change nothing; above all it shall not begin the time anew.
 *   <li>D2.1 When a configuration no longer names a member or its pool, the package shall drain it, by the terms of its pool as
 *       they are now or were last; when one names it again, the drain shall be called off.
 *   <li>D2.2 When a configuration wants a member drained, the package shall drain it; when one wants it off, the same without its
 *       timeout; when one wants it to serve again, the drain shall be called off.
 *   <li>D2.3 When a configuration wants the whole instance drained, the package shall end the relays of every member with 1001, at
 *       once and spread over the {@code drain-spread} of its pool.
 *   <li>D2.4 When the timeout of a member is over, the package shall say so, so that its own clients come no more.
 * </ul>
 *
 * <h2>Never touches</h2> health; what is drained is a matter of intent.
 *
 * <h2>Threads</h2>
 *
 * None of its own. Begin and call off on any; the sweep is one thread at a time. No lock is held while a relay is ended.
 */
@NullMarked
package org.sluice.drain;

import org.jspecify.annotations.NullMarked;
