/**
 * <b>Handshake</b>: what the client asked for, immutable, cleaned of hop-by-hop headers.
 *
 * <h2>Entry points</h2> {@link Handshake}, {@link Headers}, {@link OpeningRules}, {@link MemberHeaders}, {@link ClientCertificate},
 * {@link Identity}, {@link AcceptKey}
 *
 * <h2>Promises</h2>
 *
 * <ul>
 *   <li>H1.1: A request that RFC 6455 4.2.1 does not allow is refused with 400, 405 or 426 and one sentence that says why.
 *   <li>H1.2: A version other than 13 is answered with 426 and {@code Sec-WebSocket-Version: 13}.
 *   <li>H1.3: A handshake that brings a body is refused, since the next reader might take the body for frames.
 *   <li>H1.4: A header whose name is no token, or whose value has control characters, is refused with 400.
 *   <li>H2.1: A member gets the client's end-to-end headers as they were written, repeated ones repeated; no hop-by-hop
 *       header, and none that {@code Connection} names.
 *   <li>H2.6: A peer's {@code Connection} takes nothing away that the handshake itself needs: {@code Host}, {@code Origin},
 *       {@code Sec-WebSocket-...}, in either direction; and a 426 keeps its {@code Upgrade}.
 *   <li>H2.7: What only we say reaches no member in another spelling either, such as {@code X_Forwarded_For}.
 *   <li>H2.2: {@code X-Forwarded-For}, {@code -Proto} (http or https), {@code -Host} and {@code -Port} are ours, whatever
 *       the client claims.
 *   <li>H2.3: {@code X-Request-ID} is kept if it is one harmless word, and made otherwise.
 *   <li>H2.4: {@code X-SSL-Client-Subject}, {@code -Issuer}, {@code -Serial} and {@code -Fingerprint} tell of the certificate
 *       the client showed to the listener; what a client sends under such names never passes.
 *   <li>H2.5: {@code X-Sluice-User} and {@code X-Sluice-Roles} are ours, too: they say who the client is, if a rule wants that.
 * </ul>
 *
 * <h2>Never touches</h2> everything else.
 *
 * <h2>Threads</h2> Any; everything here is immutable.
 */
@NullMarked
package org.sluice.handshake;

import org.jspecify.annotations.NullMarked;
