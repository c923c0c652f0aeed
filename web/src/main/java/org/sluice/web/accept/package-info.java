/**
 * <b>Accept</b>: every HTTP request gets one honest answer.
 *
 * <h2>Doors</h2>
 * HTTP on every path that no other application and not the operator has.
 *
 * <h2>Promises</h2>
 * <ul>
 *   <li>R1.1 If no pool is configured, then the room shall answer 503 and name the missing entry.
 * </ul>
 *
 * <h2>May call</h2>
 * Servlet. <h2>Never touches</h2> members, policies, JNDI, Tyrus.
 *
 * <h2>Threads</h2>
 * The server's request threads, many at once.
 */
@NullMarked
package org.sluice.web.accept;

import org.jspecify.annotations.NullMarked;
