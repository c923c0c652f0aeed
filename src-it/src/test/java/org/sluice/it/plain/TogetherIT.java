package org.sluice.it.plain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.it.kit.Accept;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HttpMember;
import org.sluice.it.kit.PlainClient;
import org.sluice.it.kit.RawClient;

/** Plain requests and WebSockets of one client. */
class TogetherIT extends PlainIT {
    private static final int TIMES = 6;

    private static void upgrade(HttpMember.Talk talk) throws IOException {
        talk.write(
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + Accept.of(talk.request()
                                .headers()
                                .first("Sec-WebSocket-Key")
                                .orElse("")) + "\r\n\r\n");
        talk.raw().readAllBytes();
    }

    @Test
    @DisplayName("it.plain P5.2 a client that polls is marked, and its polls and its WebSocket meet the same member")
    void polls_and_the_websocket_meet_the_same_member() throws IOException {
        member().on("/socket", TogetherIT::upgrade);
        second().on("/socket", TogetherIT::upgrade);
        String cookie;
        try (PlainClient client = connect()) {
            client.request("GET", at("/plain-both/poll"));
            PlainClient.Head head = client.head();
            client.body(head).readAllBytes();
            cookie = head.headers().first("Set-Cookie").orElseThrow();
            cookie = cookie.substring(0, cookie.indexOf(';'));
            for (int time = 0; time < TIMES; time++) {
                assertThat(client.get(at("/plain-both/poll"), "Cookie: " + cookie))
                        .startsWith("200 ");
            }
        }
        try (RawClient client = RawClient.connect(front())) {
            client.mustOpen(HandshakeRequest.on(at("/plain-both/socket")).header("Cookie", cookie));
        }
        assertThat(List.of(
                        member().received(token).size(),
                        second().received(token).size()))
                .containsExactlyInAnyOrder(TIMES + 2, 0);
    }

    @Test
    @DisplayName(
            "it.plain P1.3 300 exchanges whose member is silent hold no thread: another request is answered meanwhile")
    void silent_exchanges_hold_no_thread() throws Exception {
        String path = own("silent");
        CountDownLatch all = new CountDownLatch(300);
        CountDownLatch go = new CountDownLatch(1);
        member().on(path, talk -> {
            all.countDown();
            go.await();
            talk.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        List<PlainClient> clients = new ArrayList<>();
        try {
            for (int client = 0; client < 300; client++) {
                PlainClient next = connect();
                clients.add(next);
                next.request("GET", at("/plain" + path));
            }
            assertThat(all.await(30, TimeUnit.SECONDS)).isTrue();
            try (PlainClient other = connect()) {
                assertThat(other.get(at("/plain/other"))).startsWith("200 ");
            }
            go.countDown();
            for (PlainClient client : clients) {
                assertThat(client.head().status()).isEqualTo(200);
            }
        } finally {
            go.countDown();
            for (PlainClient client : clients) {
                client.close();
            }
        }
    }

    @Test
    @DisplayName("it.plain P5.3 a rule that wants a role asks who the client is; its member is told")
    void a_rule_that_wants_a_role_asks() throws IOException {
        try (PlainClient client = connect()) {
            client.request("GET", at("/plain-known/a"));
            PlainClient.Head head = client.head();
            assertThat(head.status()).isEqualTo(401);
        }
        assertThat(member().received(token)).isEmpty();
    }
}
