/**
 * <b>Kit</b>: a client and a member of which every byte is ours.
 *
 * <p>No WebSocket library stands between a test and the wire, so that what no well-behaved library would send can be
 * sent, and what one would hide can be seen.
 *
 * <h2>Entry points</h2> {@link RawClient} (opens handshakes, sends frames, breaks off), {@link ScriptedMember} (answers as the path of the
 * request tells it to and remembers what it saw), {@link ProcessVitals} (what a server process costs right now)
 *
 * <h2>Promises</h2><ul>
 *   <li>it.kit K1.1: What a test hands to {@link RawClient#send(byte[])} goes out as it is.
 *   <li>it.kit K1.2: An answer is shown with its header lines as they were written.
 *   <li>it.kit K2.1: {@link ScriptedMember} chooses its behaviour by the path of the request and carries 1 000 connections.
 *   <li>it.kit K2.2: Every connection to it can be looked up later by the token in its query: its head, the frames that came,
 *       the close code, and whether it ended by FIN or by RST.</ul>
 *
 * <h2>May call</h2> the JDK and the test libraries. <h2>Never touches</h2> the product's classes.
 *
 * <h2>Threads</h2> A {@link RawClient} belongs to its test; one thread may write while another one reads. The member
 * has one small thread for each connection.
 */
@NullMarked
package org.sluice.it.kit;

import org.jspecify.annotations.NullMarked;
