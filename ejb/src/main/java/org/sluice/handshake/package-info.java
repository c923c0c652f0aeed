/**
 * <b>Handshake</b>: the client's opening handshake as an immutable value, its validation, and the headers for the member.
 *
 * <h2>Entry points</h2> {@link Handshake}, {@link Headers}, {@link OpeningRules}, {@link MemberHeaders}, {@link
 * ClientCertificate}, {@link Identity}, {@link AcceptKey}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>handshake H1.1 A request that RFC 6455 4.2.1 does not allow is refused with 400, 405 or 426 and one sentence that says why.
 *   <li>handshake H1.2 A version other than 13 is answered with 426 and {@code Sec-WebSocket-Version: 13}.
 *   <li>handshake H1.3 A handshake with a body is refused, because another implementation might read the body as frames.
 *   <li>handshake H1.4 A header whose name is not a token, or whose value has control characters, is refused with 400.
 *   <li>handshake H2.1 A member gets the client's end-to-end headers as they were written, repeated ones repeated; no hop-by-hop header,
 *       and none that {@code Connection} names.
 *   <li>handshake H2.6 A peer's {@code Connection} removes no header that the handshake itself needs: {@code Host}, {@code Origin},
 *       {@code Sec-WebSocket-...}, in either direction; and a 426 keeps its {@code Upgrade}.
 *   <li>handshake H2.7 Headers that only Sluice sets are not accepted from clients in another spelling either, such as {@code
 *       X_Forwarded_For}.
 *   <li>handshake H2.2 {@code X-Forwarded-For}, {@code -Proto} (http or https), {@code -Host} and {@code -Port} are set by Sluice,
 *       whatever the client sends.
 *   <li>handshake H2.3 {@code X-Request-ID} is kept if it consists of harmless characters, and created otherwise.
 *   <li>handshake H2.4 {@code X-SSL-Client-Subject}, {@code -Issuer}, {@code -Serial} and {@code -Fingerprint} describe the client
 *       certificate; a client's headers with these names are never forwarded.
 *   <li>handshake H2.5 {@code X-Sluice-User} and {@code X-Sluice-Roles} are set by Sluice, too: they name the authenticated user, if the
 *       rule says so.
 * </ul>
 *
 * <h2>Never touches</h2> everything else.
 *
 * <h2>Threads</h2> Any; everything here is immutable.
 */
@NullMarked
package org.sluice.handshake;

import org.jspecify.annotations.NullMarked;
