/**
 * <b>Server</b>: what the server we live in is set to, and what of it an operator should change.
 *
 * <h2>Entry points</h2> {@link Platform} (which server it is), {@link ServerSettings} (what was found), {@link SettingsAdvice} (what to say of it),
 * {@link ServerRealm} (its trust and its keys)
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>S1.1: A setting that hurts is one sentence that names it, its value, what is expected, and the script that mends it.
 *   <li>S1.2: What cannot be found out is not judged, and looking never fails.
 *   <li>S2.1: Members are trusted as the server's own trust store says, as it is at that moment: renewed certificates count
 *       from the next connection on.
 *   <li>S2.2: A member that asks for a certificate gets the key that its pool names, or none; never another one of the
 *       server's keys, unless the server has been given a default context of its own.
 * </ul>
 *
 * <h2>Never touches</h2> the other packages.
 *
 * <h2>Threads</h2> Facts are gathered once, where the application starts; the realm is asked by request threads.
 */
@NullMarked
package org.sluice.server;

import org.jspecify.annotations.NullMarked;
