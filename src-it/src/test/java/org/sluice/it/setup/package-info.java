/**
 * <b>Home</b>: servers fresh from their archives, prepared by {@code server-config} alone, and what an operator finds there.
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>it.setup J1.1: {@code apply} of {@code server-config}, run twice, leaves what one run leaves; the server then serves.
 *   <li>it.setup J1.2: On a server that was prepared no setting is warned of; on an untouched one each that hurts is.
 *   <li>it.setup J1.3: Paths that a server answers itself reach the members once {@code paths} has been run.
 *   <li>it.setup J1.4: A client that does not read costs the server less than a megabyte.
 *   <li>it.setup J1.5: On an untouched server a session lives on whose client never says a word, by either listener.
 *   <li>it.setup J1.6: A server fresh from its archive serves within a minute of an operator's commands.
 *   <li>it.setup J2.1: The TLS listener shows the operator's certificate, and speaks TLS 1.2 and 1.3 only.
 *   <li>it.setup J2.2: A member learns who the client is by its certificate, and never by what the client claims. A faulty certificate
 *       is refused, and with {@code SLUICE_TLS_LOG} the server's log says what is wrong with it.
 *   <li>it.setup J2.3: A member that asks for a certificate gets the key its pool names, or none; one that needs it and gets none is
 *       refused with a line in the log that says so.
 *   <li>it.setup J2.4: A listener with {@code https-redirect} sends clients to https, handshake or not.
 *   <li>it.setup J2.5: An authority added while the server runs is trusted from the next connection on.
 *   <li>it.setup J2.6: Where the server can take over a renewed certificate of its listener (WildFly), {@code apply} makes it do so, and
 *       no session notices.
 *   <li>it.setup J3.1: The commands of the console pages work as they stand there.
 * </ul>
 */
@NullMarked
package org.sluice.it.setup;

import org.jspecify.annotations.NullMarked;
