/**
 * <b>Client</b>: a client's connection that has left its server before it was answered.
 *
 * <h2>Entry points</h2> {@link org.sluice.client.WaitingClient}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>client C1.1 A client that ends or loses its connection during the handshake with a member is noticed at once.
 *   <li>client C1.2 At most 16 KiB of what a client sends before its answer are kept, and forwarded first; more stays in the kernel's
 *       buffer.
 *   <li>client C2.1 The 101 is written whole before the relay begins.
 *   <li>client C2.2 Any other answer is complete HTTP/1.1 (RFC 9112) with Date and framing, and the last one of its connection: FIN
 *       follows, and what the client still sends is read for up to two seconds, so that no reset destroys the answer.
 *   <li>client C2.3 An answer whose body is incomplete ends there, and never looks complete.
 *   <li>client C2.4 A client that accepts nothing of its answer for ten seconds is reset.
 * </ul>
 *
 * <h2>May call</h2> What {@code docs/packages.puml} draws. <h2>Never touches</h2> members, rules, servlets.
 *
 * <h2>Threads</h2> The event loop the socket is on, and no other.
 */
@NullMarked
package org.sluice.client;

import org.jspecify.annotations.NullMarked;
