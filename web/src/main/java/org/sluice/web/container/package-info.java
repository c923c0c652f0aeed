/**
 * <b>Container</b>: the contract for all that is special to a server. There is one package for each server that is known
 * ({@code web.undertow}, {@code web.payara}), with one {@link org.sluice.web.container.ServerAdapter} each; {@code web.wire} recognises
 * the server. A new server gets a package of its own beside them, and one line in {@code web.wire.Servers}.
 *
 * <h2>Entry points</h2> {@link org.sluice.web.container.ServerAdapter}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>web.container C1.1: What the contract does not ask of a server works as the specifications of Servlet and WebSocket say.
 *   <li>web.container C1.2: What is needed of a server's classes is looked up once for each class, not for each connection.
 *   <li>web.container C1.3: A look-up that fails throws before anything of the server was changed.
 * </ul>
 *
 * <h2>Threads</h2> Those of the server that calls; each type says which.
 */
@NullMarked
package org.sluice.web.container;

import org.jspecify.annotations.NullMarked;
