/**
 * <b>Wiring</b>: the one place that knows every room.
 *
 * <h2>Doors</h2>
 * {@link org.sluice.wiring.Version}
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>R1.1 When the application has stopped, the room shall say {@code sluice-stopped}.
 *   <li>R1.2 The room shall know the version it was built as.
 * </ul>
 *
 * <h2>May call</h2>
 * every room of this module. <h2>Never touches</h2> the web module.
 *
 * <h2>Threads</h2>
 * The container's deployment thread, one call at a time.
 */
@NullMarked
package org.sluice.wiring;

import org.jspecify.annotations.NullMarked;
