/**
 * <b>Server</b>: the settings of the server that Sluice runs in, advice on harmful ones, and the server's TLS trust and keys.
 *
 * <h2>Entry points</h2> {@link Platform} (which server it is), {@link ServerSettings} (its settings), {@link SettingsAdvice}
 * (which are harmful), {@link ServerRealm} (its trust store and its keys)
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>server S1.1 For a harmful setting the package shall give one sentence that names it, its value, what is expected, and
 *       the script that corrects it.
 *   <li>server S1.2 The package shall give no advice on unknown settings, and reading them shall never fail.
 *   <li>server S2.1 Members shall be trusted by the server's own trust store as it is at the time of the connect, so that
 *       renewed certificates count from the next connection on.
 *   <li>server S2.2 A member that requests a client certificate shall get the one that its pool names, or none; never another
 *       one of the server's, unless the server has a default context of its own.
 * </ul>
 *
 * <h2>Never touches</h2> the other packages.
 *
 * <h2>Threads</h2> The settings are read once, at the start of the application; {@link ServerRealm} is used by request threads.
 */
@NullMarked
package org.sluice.server;

import org.jspecify.annotations.NullMarked;
