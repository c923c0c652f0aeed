/**
 * <b>Container</b>: the interfaces through which Sluice uses what is specific to a server. Each known server has one package
 * ({@code web.undertow}, {@code web.payara}), with one {@link org.sluice.web.container.ServerAdapter} each; {@code web.wire} recognises
 * the server. A new server gets a package of its own beside them, and one line in {@code web.wire.Servers}.
 *
 * <h2>Entry points</h2> {@link org.sluice.web.container.ServerAdapter}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>web.container C1.1: What an adapter does not override shall work as the specifications of Servlet and WebSocket define it.
 *   <li>web.container C1.2: The package shall look up the members of a server's classes once for each class, not for each connection.
 *   <li>web.container C1.3: A look-up that fails shall throw before any state of the server is changed.
 * </ul>
 *
 * <h2>Threads</h2> Those of the calling server; each type names them.
 */
@NullMarked
package org.sluice.web.container;

import org.jspecify.annotations.NullMarked;
