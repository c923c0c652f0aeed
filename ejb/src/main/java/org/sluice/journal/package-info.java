/**
 * <b>Journal</b>: the one way to the log of the server. Every package may call it, and nothing else logs.
 *
 * <h2>Entry points</h2> {@link Journal#event}, {@link LogQueue}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>journal R1.1 An event is one line: its name, two spaces, and {@code key=value} in the order in which they were given.
 *   <li>journal R1.2 No text of a client, of a member or of the operator can end the line, begin another one, or look like a value of
 *       another key.
 *   <li>journal R1.3 An event that the current level does not log is not formatted.
 *   <li>journal R1.4 What goes through a {@link LogQueue} is written in its order, by a thread that may block, and no line is lost.
 * </ul>
 *
 * <h2>Never touches</h2> any other package.
 *
 * <h2>Threads</h2> Any thread. The handlers of the server write under locks of their own and may do I/O, so an event loop logs
 * only rare events directly, and all others through a {@link LogQueue}.
 */
@NullMarked
package org.sluice.journal;

import org.jspecify.annotations.NullMarked;
