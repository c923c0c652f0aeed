/**
 * <b>Heartbeat</b>: beats on time on a managed executor, and survives its own failures.
 *
 * <h2>Doors</h2> {@link Beat}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>B1.1: A task that throws is named in the log, and is beaten again.
 *   <li>B1.2: No task is scheduled per relay or per message; one beat sweeps them all.
 * </ul>
 *
 * <h2>May call</h2> the server's scheduled executor. <h2>Never touches</h2> what its tasks do.
 *
 * <h2>Threads</h2> The server's, one at a time for each beat.
 */
@NullMarked
package org.sluice.heartbeat;

import org.jspecify.annotations.NullMarked;
