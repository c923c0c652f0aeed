/**
 * <b>Observe</b>: events, counters, log lines.
 *
 * <h2>Entry points</h2> {@link Journal}, {@link Counters}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>O1.1: An event is one line: its name, then {@code key=value}; nothing a client sends can forge another.
 *   <li>O1.2: An event of an event loop is written elsewhere, in the order of the events, and none is lost.
 *   <li>O2.1: Counting costs no more than an increment, and nothing per message.
 * </ul>
 *
 * <h2>Never touches</h2> decisions.
 *
 * <h2>Threads</h2> Any.
 */
@NullMarked
package org.sluice.observe;

import org.jspecify.annotations.NullMarked;
