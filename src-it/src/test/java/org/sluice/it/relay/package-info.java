/**
 * <b>Relay, from outside</b>: what a client and a member see of each other through the deployed archive.
 *
 * <h2>Promises</h2><ul>
 *   <li>it.relay I1.1: A message of any size and fragmentation arrives unchanged and in order, both ways, in any number of
 *       sessions at once.
 *   <li>it.relay I1.2: Control frames between fragments stay where they were.
 *   <li>it.relay I1.3: Extensions agreed between the two ends work, though nothing in between knows them.
 *   <li>it.relay I2.1: Bytes that travel close to the handshake (behind the member's 101, in the packet of the client's request,
 *       right before a close) are neither lost nor reordered.
 *   <li>it.relay I2.4: What a client says right before its connection ends is heard, whole and in order.
 *   <li>it.relay I3.1: While a reader stands still, the memory held for it is bounded and everybody else is served.
 *   <li>it.relay I3.2: Clients that stand still and then vanish leave no work behind.
 *   <li>it.relay I4.1: A close code and its reason arrive as they were sent, both ways.
 *   <li>it.relay I4.2: When one end is lost without a close frame, a client hears {@code member-lost-code}, a member sees the same ending.
 *   <li>it.relay I4.3: An end that was lost inside a frame never looks like a clean one: the other connection is reset.
 *   <li>it.relay I4.4: However and whenever one end leaves, both connections end.
 *   <li>it.relay I4.5: Who breaks a rule of RFC 6455 is told which (1002 or 1007), the other end is told too (the client 1012, the
 *       member 1001), the log says where the rule is written, and the next client is served.
 *   <li>it.relay I4.6: A closing handshake that is not answered ends at its timeout.
 *   <li>it.relay I4.8: Who breaks a rule is told last: what the other end still answers to what came before reaches it first. Then its
 *       connection ends right behind its close frame.
 *   <li>it.relay I4.7: A close in the middle of the other end's frame ends both in time and leaves nothing.
 *   <li>it.relay I5.1: A faulty handshake is refused (400, 405, or 426 with the version that is spoken) and harms nobody.
 *   <li>it.relay I5.2: Hostile frames from either side end in no hang, no spin and no leak.
 *   <li>it.relay I5.3: What a member refuses reaches the client as written; what is no WebSocket answer becomes 502.
 *   <li>it.relay I5.4: Another version than HTTP/1.1, or a malformed header, is refused, and no member sees it.
 *   <li>it.relay I6.1: The member sees the request as the client sent it, but for hop-by-hop headers and those that say where it
 *       came from.
 *   <li>it.relay I6.2: The client sees every end-to-end header of the member's 101, repeated ones repeated.
 *   <li>it.relay I6.3: No {@code Connection} takes away what the handshake needs, in either direction; a 426 keeps its {@code Upgrade}.
 *   <li>it.relay I6.4: What only the balancer says, and what members believe though anybody can say it, reaches no member, in
 *       whatever spelling.
 *   <li>it.relay I6.5: The target arrives with its path parameters, or is refused with 400.
 *   <li>it.relay I6.6: A session lives on, whatever {@code Connection} and {@code Expect} say beside {@code Upgrade}.
 *   <li>it.relay I6.7: Cookies are for members; no server stumbles over one.
 *   <li>it.relay I6.8: On a prepared server, heads of 64 KiB, bytes above 0x7F, letters of names and unescaped targets arrive as sent.
 *   <li>it.relay I7.1: Sessions that have ended hold no thread and no descriptor.
 *   <li>it.relay I7.2: When the application goes, each client is told 1001.
 *   <li>it.relay I7.3: A quiet session holds at most 8 KiB on WildFly and 20 KiB on Payara.
 *   <li>it.relay I8.1: A session on which nobody speaks ends at its idle limit, no earlier and soon after, with 1001 on both legs.
 *   <li>it.relay I8.2: A heartbeat holds a quiet session.
 *   <li>it.relay I8.3: A session ends at its maximum lifetime.
 *   <li>it.relay I8.4: An end that vanished is found within two intervals, and the other one is told.
 *   <li>it.relay I8.5: Pongs that answer our own pings go no further; every other ping and pong passes.
 *   <li>it.relay I8.6: Where nothing is limited, no timer of the server's own ends a quiet session.
 *   <li>it.relay I8.7: Pings of thousands of sessions come on time.
 *   <li>it.relay I9.1: A frame or message above its limit is refused with 1009, at the byte that passes the limit.
 *   <li>it.relay I9.2: What is above a rate is delayed, each direction by itself; nothing is lost or reordered.
 *   <li>it.relay I9.3: Where a rate closes, it closes with 1008.
 *   <li>it.relay I9.4: An end that takes nothing for the write timeout is reset as a slow consumer, and the other one is told.
 *   <li>it.relay E1.1: A member that cannot be reached or fails the handshake costs a retry, not a client: the next one is asked,
 *       each at most once, and each attempt that failed is one line in the log with member, cause and time.
 *   <li>it.relay E1.2: When nobody is left, the last member's HTTP answer reaches the client as it was written.
 *   <li>it.relay E1.3: If the last one gave no answer, the client hears 504 if it was silent, else 502; and 503 with
 *       {@code Retry-After} if there was nobody to ask.
 *   <li>it.relay E1.4: No more members are asked than {@code retries} allows, nor after {@code handshake-budget}.
 *   <li>it.relay E1.5: No fault leaves a connection or a lease behind.
 *   <li>it.relay E2.1: While one member takes connections and never answers, every client is opened by the others, and the server
 *       answers everybody else.
 *   <li>it.relay E2.2: A handshake beyond {@code max-pending} of a member waits its turn within its budget; beyond what the server carries
 *       it hears 503 and {@code Retry-After}.
 *   <li>it.relay E3.1: What a member refuses is passed on with every end-to-end header, repeated ones repeated, and with its body as
 *       it comes, up to a bound.
 *   <li>it.relay E3.2: A refusal that breaks off never looks whole: 502 while nothing is out, else the client's connection is cut.
 *   <li>it.relay E4.1: Messages of any size arrive unchanged when the member's connection, or both, are TLS, 1.2 or 1.3.
 *   <li>it.relay E4.2: A member whose certificate is not trusted, expired or for another name is refused, and the log says which;
 *       with {@code tls-verify=false} it is not, and the log warns at the start.
 *   <li>it.relay E4.3: A member is asked by its name (SNI).
 *   <li>it.relay E4.4: Whoever stood still and resumes gets the last byte, though nobody speaks again.
 *   <li>it.relay E5.1: A client that shows its cookie, or its header, meets the same member again, by HTTP answers and WebSockets alike.
 *   <li>it.relay E6.1: Where clients leave their server, all who come at the same moment are let in, by slow members, too.
 *   <li>it.relay E6.2: Handshakes that wait for a silent member hold no thread and hurt nobody else.
 *   <li>it.relay E6.3: A client that leaves while its member is asked frees at once what was held for it.
 *   <li>it.relay E6.4: How an answer is cut, and what the connection was used for before, makes no difference.
 *   <li>it.relay E6.5: A refusal reaches the client whole, or visibly cut where the member broke off.
 *   <li>it.relay E6.6: Handshakes leave nothing behind, however they end.
 *   <li>it.relay E7.1: So it is on a server that has served nothing yet.
 *   <li>it.relay E7.2: Two thousand handshakes at a silent member hold no thread and less than 16 KiB each.
 *   <li>it.relay E7.3: The clients of a member that dies are all let in again.
 *   <li>it.relay E7.4: Openings of every kind leave nothing behind, and one line each in the access log.
 *   <li>it.relay E7.5: The timers of a listener end no handshake that waits.
 *   <li>it.relay E7.6: Handshakes that wait count against the limit of their listener where it has one.
 *   <li>it.relay E7.7, E7.8: When the instance is drained, or the application goes, handshakes that wait hear 503.
 *   <li>it.relay E7.9: An instance is ready once it is warmed up, and serves before.
 *   <li>it.relay H1.1: A member that dies costs no new client; its live sessions end with 1012; when it is back it takes its share.
 *   <li>it.relay H1.2: A check that shakes hands and pings tells a stuck endpoint behind a port that answers; one by HTTP tells a status
 *       and a body.
 *   <li>it.relay H1.3: Checks leave no connection behind.
 *   <li>it.relay H1.4: With {@code on-down=close} the sessions of a member that is down end with 1012 and 1001.
 *   <li>it.relay H1.5: A member whose handshakes or relays fail in a row is put aside, and let back in when its time is over.
 *   <li>it.relay H1.6: A member that falls silent costs no new client; its live sessions end with 1012 within two heartbeats.
 *   <li>it.relay H1.7: A member that comes back takes a part of its share at first.
 *   <li>it.relay H2.1: Where every member is full, a client waits in line; beyond the line it hears 503 and when to come again.
 *   <li>it.relay H2.2: Connections to members come from the addresses that are given, in turn.
 *   <li>it.relay I20.1 to I20.7: A relay of messages carries them unchanged, part by part, and opens as one of frames does.
 *   <li>it.relay I21.1 to I21.6: Interceptors pass, replace, drop, answer, end and fail, and see parts in their order.
 *   <li>it.relay I22.1 to I22.9: A relay of messages ends as docs/close-codes.md says.
 *   <li>it.relay I23.1: Where a rule wants a role, who is not known hears 401 with the server's challenge, who has another role 403; no
 *       member hears of either.
 *   <li>it.relay I23.2: A member learns from us alone who the client is, if the rule wants that.
 *   <li>it.relay I23.3: So do interceptors.
 *   <li>it.relay I23.4: Where no rule asks, credentials are the member's business.
 *   <li>it.relay I24.1 to I24.3: Relays of messages hold nothing large, whoever stands still; the server's sessions are known here.</ul>
 *
 * <h2>May call</h2> the kit. <h2>Never touches</h2> the product's classes.
 *
 * <h2>Threads</h2> The test's own; clients that speak and listen at once have two.
 */
@NullMarked
package org.sluice.it.relay;

import org.jspecify.annotations.NullMarked;
