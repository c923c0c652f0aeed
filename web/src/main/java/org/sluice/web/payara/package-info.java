/**
 * <b>Payara</b>: all that is special to Catalina on Grizzly with Tyrus, as Payara Server and Payara Micro have it. Nothing outside this
 * package names a class of theirs.
 *
 * <h2>Entry points</h2> {@link org.sluice.web.payara.PayaraAdapter}
 *
 * <h2>Promises</h2> Those of {@code web.container}, {@code web.wire} and {@code web.message} as far as they need this server.
 *
 * <h2>Threads</h2> Grizzly's selector threads, its HTTP threads and Catalina's callback pool; each type says which.
 */
@NullMarked
package org.sluice.web.payara;

import org.jspecify.annotations.NullMarked;
