/**
 * <b>Wiring</b>: the one place that knows every room.
 *
 * <h2>Entry points</h2>
 * {@link org.sluice.wiring.Version}, and what it produces for the web module: {@link org.sluice.admission.Admission}
 * and {@link org.sluice.wiring.Readiness}; {@link org.sluice.wiring.ConfigurationCheck} is run without a server.
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>R1.1 When the application has stopped, the package shall say {@code sluice-stopped}.
 *   <li>R1.2 The package shall know the version it was built as.
 *   <li>R2.1 If the operator's words hold mistakes at start, then the application shall not start, and name them all.
 *   <li>R2.2 When the application stops, every client and member shall be told 1001, and no thread and no socket be left.
 *   <li>R2.3 If later words hold mistakes, then what held before shall go on, and the log and the readiness shall name
 *       them all, until the words are right again.
 *   <li>R2.4 While a configuration holds that names something and the application does not stop, it shall be ready, once it is warmed up.
 *   <li>R2.5 When the application starts, the package shall warn of every setting of the server that hurts, and name the script
 *       that mends it.
 *   <li>R2.6 The operator's words shall be read as often as they say themselves, from the next reading on.
 *   <li>R2.7 Before the application calls itself ready it shall open relays to a member of its own for at most {@code warm-up}, of
 *       which nothing is counted, logged or kept, and which a stop ends at once.
 *   <li>R3.1 The check without a server shall read a file as a server reads its system properties, and print every value in
 *       force or every mistake.
 * </ul>
 *
 * <h2>Never touches</h2> the web module.
 *
 * <h2>Threads</h2>
 * The container's deployment thread, one call at a time; the sweep comes on a lent thread.
 */
@NullMarked
package org.sluice.wiring;

import org.jspecify.annotations.NullMarked;
