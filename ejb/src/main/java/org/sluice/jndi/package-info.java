/**
 * <b>JNDI</b>: the operator's words, and where they stand.
 *
 * <h2>Entry points</h2>
 *
 * {@link OperatorEntries} reads every entry there is now.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>R6.1 The package shall find entries below {@code sluice/} and {@code java:global/sluice/}, and in system properties
 *       {@code sluice.pools.NAME}, {@code sluice.rules.NAME}, {@code sluice.listeners.NAME}, {@code sluice.settings} and
 *       {@code sluice.KEY}.
 *   <li>R6.2 Of two entries with one name the one in JNDI shall count.
 *   <li>R6.3 An entry may be {@code java.util.Properties} or text in that syntax; text on one line parts its keys by
 *       {@code ;}, and a literal one is written {@code \;} <i>(why: WildFly turns a line break into a blank when it
 *       restarts)</i>.
 *   <li>R6.4 A context that is not there, or a server that fails to answer, shall cost its entries and nothing else.
 *       If there is no naming at all where there should be one, the package shall throw <i>(why: entries that are only out of
 *       sight must not be taken for removed)</i>.
 *   <li>R6.5 Where a context cannot be listed, the names that {@code settings} gives shall be looked up.
 *   <li>R6.6 What cannot be read as an entry shall be told as a fault of that entry.
 *   <li>R6.7 Where the server's management shows the bindings it has stored (WildFly), those shall count instead of what is
 *       bound in {@code java:global/sluice/} <i>(why: an edit in WildFly's console is bound only after a reload, which would
 *       end every relay)</i>.
 * </ul>
 *
 * <h2>Never touches</h2> everything else; it judges no value.
 *
 * <h2>Threads</h2>
 *
 * Any one at a time; looking up may wait for the server.
 */
@NullMarked
package org.sluice.jndi;

import org.jspecify.annotations.NullMarked;
