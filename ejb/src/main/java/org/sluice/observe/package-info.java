/**
 * <b>Observe</b>: counters of relays, refusals and configuration changes.
 *
 * <h2>Entry points</h2> {@link Counters}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>observe O2.1 The package shall count with no more than an increment, and nothing per message.
 * </ul>
 *
 * <h2>Never touches</h2> decisions.
 *
 * <h2>Threads</h2> Any.
 */
@NullMarked
package org.sluice.observe;

import org.jspecify.annotations.NullMarked;
