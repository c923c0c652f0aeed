/**
 * <b>Wiring</b>: composes all packages into the application, starts it and stops it.
 *
 * <h2>Entry points</h2> {@link org.sluice.wiring.Version}, and what it produces for the web module: {@link
 * org.sluice.admission.Admission} and {@link org.sluice.wiring.Readiness}; {@link org.sluice.wiring.ConfigurationCheck} is run
 * without a server.
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>wiring R1.1 When the application has stopped, the package shall log {@code sluice-stopped}.
 *   <li>wiring R1.2 The package shall know the version it was built as.
 *   <li>wiring R2.1 If the operator's entries have mistakes at start, the application shall not start, and log them all.
 *   <li>wiring R2.2 When the application stops, every client and member shall get 1001, and no thread and no socket shall be left.
 *   <li>wiring R2.3 If later entries have mistakes, the previous configuration shall stay in force, and the log and the readiness
 *       shall name them all, until the entries are valid again.
 *   <li>wiring R2.4 While a configuration that is not empty is in force, the application shall be ready after its warm-up, until it
 *       stops.
 *   <li>wiring R2.5 When the application starts, the package shall warn of every harmful setting of the server, and name the script
 *       that corrects it.
 *   <li>wiring R2.6 The entries shall be read as often as their own setting says, from the next read on.
 *   <li>wiring R2.7 Before the application reports itself ready, it shall open relays to a member of its own for at most {@code
 *       warm-up}; these are not counted, logged or kept, and end at once at a stop.
 *   <li>wiring R3.1 The check without a server shall read a file as a server reads its system properties, and print every value in
 *       force or every mistake.
 * </ul>
 *
 * <h2>Never touches</h2> the web module.
 *
 * <h2>Threads</h2> The container's deployment thread, one call at a time; the sweep runs on a thread of the scheduler.
 */
@NullMarked
package org.sluice.wiring;

import org.jspecify.annotations.NullMarked;
