/**
 * <b>JNDI</b>: reads the operator's entries, wherever they are stored.
 *
 * <h2>Entry points</h2>
 *
 * {@link OperatorEntries} reads all entries.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>jndi R6.1 The package shall find entries below {@code sluice/} and {@code java:global/sluice/}, and in system properties
 *       {@code sluice.pools.NAME}, {@code sluice.rules.NAME}, {@code sluice.listeners.NAME}, {@code sluice.settings} and {@code
 *       sluice.KEY}.
 *   <li>jndi R6.2 Of two entries with the same name the one in JNDI shall win.
 *   <li>jndi R6.3 An entry may be {@code java.util.Properties} or text in that syntax; text on one line separates its keys by {@code
 *       ;}, and a literal one is written {@code \;} <i>(why: WildFly turns a line break into a blank when it restarts)</i>.
 *   <li>jndi R6.4 If a context does not exist, or reading it fails, only its entries shall be missing. If there is no naming at all
 *       where there should be one, the package shall throw <i>(why: entries that cannot be read must not count as removed)</i>.
 *   <li>jndi R6.5 Where a context cannot be listed, the names that {@code settings} gives shall be looked up.
 *   <li>jndi R6.6 An object that cannot be read as an entry shall be reported as a fault of that entry.
 *   <li>jndi R6.7 Where the server's management shows the bindings it has stored (WildFly), those shall win over what is bound in
 *       {@code java:global/sluice/} <i>(why: an edit in WildFly's console is bound only after a reload, which would end every
 *       relay)</i>.
 * </ul>
 *
 * <h2>Never touches</h2> everything else; it checks no value.
 *
 * <h2>Threads</h2>
 *
 * Any one at a time; a lookup may block.
 */
@NullMarked
package org.sluice.jndi;

import org.jspecify.annotations.NullMarked;
