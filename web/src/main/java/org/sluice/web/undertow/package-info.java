/**
 * <b>Undertow</b>: all that is special to Undertow on XNIO, as WildFly has it. Nothing outside this package names a class of theirs.
 *
 * <h2>Entry points</h2> {@link org.sluice.web.undertow.UndertowAdapter}
 *
 * <h2>Promises</h2> Those of {@code web.container}, {@code web.wire} and {@code web.message} as far as they need this server.
 *
 * <h2>Threads</h2> XNIO's I/O threads and worker threads; each type says which.
 */
@NullMarked
package org.sluice.web.undertow;

import org.jspecify.annotations.NullMarked;
