/**
 * <b>Client</b>: a client's connection that has left its server before it was answered.
 *
 * <h2>Entry points</h2> {@link org.sluice.client.WaitingClient}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>C1.1: While its member is asked, a client that ends or loses its connection is noticed at once.
 *   <li>C1.2: What a client sends before it has its answer is kept, at most 16 KiB of it, and goes first; more stays with the
 *       kernel.
 *   <li>C2.1: The 101 is written whole before the relay begins.
 *   <li>C2.2: Any other answer is whole HTTP/1.1 (RFC 9112) with Date and its framing, and the last one of its connection: it
 *       ends with FIN, and what the client still sends is read for a moment, so that no reset takes the answer away from it.
 *   <li>C2.3: An answer whose body breaks off is cut where it did, and never looks whole.
 *   <li>C2.4: A client that takes nothing of its answer is let go after a while.
 * </ul>
 *
 * <h2>May call</h2> transport, backend (legs and bodies), handshake, relay (legs). <h2>Never touches</h2> members, rules,
 * servlets.
 *
 * <h2>Threads</h2> The event loop the socket is on, and no other.
 */
@NullMarked
package org.sluice.client;

import org.jspecify.annotations.NullMarked;
