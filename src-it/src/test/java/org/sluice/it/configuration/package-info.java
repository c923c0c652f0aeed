/**
 * <b>The operator's words, from outside</b>: what is said to a running server by its own management, and what becomes of it.
 *
 * <h2>Promises</h2><ul>
 *   <li>it.configuration W1.1: If an entry is wrong at the start, the application does not start, and the log names every mistake.
 *   <li>it.configuration W1.2: A pool or rule that is created, changed or deleted is seen by the next handshake after {@code reload-interval}
 *       and two seconds.
 *   <li>it.configuration W1.3: A system property that is set, changed or deleted is seen as soon.
 *   <li>it.configuration W1.4: An edit in WildFly's console is seen as soon, though the server wants a reload for it.
 *   <li>it.configuration W2.1: Whatever changes, no live session is touched and no handshake fails.
 *   <li>it.configuration W2.2: The sessions of a removed member are left alone for {@code drain-timeout}, then told {@code drain-code}, spread
 *       over {@code drain-spread}.
 *   <li>it.configuration W2.3: A member whose entry says {@code drain} takes nobody new; its sessions end as those of a removed one; without the
 *       word it serves again. So members are restarted one after the other without a lost message or a failed handshake.
 *   <li>it.configuration W2.4: While {@code drain=true} stands in {@code settings}, the instance is not ready, new clients hear 503, and sessions
 *       end with 1001; without it, it serves again.
 *   <li>it.configuration W3.1: A wrong change changes nothing; the log and {@code /sluice/health/ready} name the mistakes.
 *   <li>it.configuration W4.1: The examples in {@code server-config} work, also when they are run again.
 * </ul>
 *
 * <h2>May call</h2> kit, server. <b>Never touches</b> the classes of the archives.
 *
 * <h2>Threads</h2> JUnit's one thread, one for each session that waits for its end, and those of the steady visitors.
 */
@NullMarked
package org.sluice.it.configuration;

import org.jspecify.annotations.NullMarked;
