package org.sluice.it.plain;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.HttpMember;
import org.sluice.it.kit.PlainClient;

/** Events, ends in the middle, and members that fail. */
class FaultsIT extends PlainIT {
    private static final String STREAM =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("ended after: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    private static String chunk(String text) {
        return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
    }

    @Test
    @DisplayName("it.plain P1.2 the head of an event stream and each event reach the client before the next is sent")
    void each_event_reaches_the_client_before_the_next_is_sent() throws Exception {
        String path = own("events");
        var heard = new java.util.concurrent.Semaphore(0);
        member().on(path, talk -> {
            talk.write(STREAM);
            for (int event = 0; event < 20; event++) {
                if (!heard.tryAcquire(20, TimeUnit.SECONDS)) {
                    talk.reset();
                    return;
                }
                talk.write(chunk("data: " + event + "\n"));
            }
            heard.acquire();
            talk.write("0\r\n\r\n");
        });
        try (PlainClient client = connect()) {
            client.request("GET", at("/plain" + path));
            PlainClient.Head head = client.head(); // before any event
            assertThat(head.headers().all("Content-Type")).containsExactly("text/event-stream");
            InputStream body = client.body(head);
            for (int event = 0; event < 20; event++) {
                heard.release();
                assertThat(line(body)).isEqualTo("data: " + event);
            }
            heard.release();
            assertThat(body.read()).isEqualTo(-1);
        }
    }

    /** Until the member's connection shows its end. */
    private static void awaitEnd(HttpMember.Talk talk, CountDownLatch ended) {
        try {
            int next = talk.raw().read();
            while (next >= 0) {
                next = talk.raw().read();
            }
        } catch (IOException reset) {
            // as good
        }
        ended.countDown();
    }

    @ParameterizedTest(
            name = "it.plain P3.4 a client that leaves with {1} while {0} ends its member''s exchange within a second")
    @org.junit.jupiter.params.provider.CsvSource({
        "waiting,FIN",
        "waiting,RST",
        "events,FIN",
        "events,RST",
        "upload,RST",
        "posted,RST"
    })
    void a_client_that_leaves_ends_its_members_exchange(String state, String how) throws Exception {
        String path = own(state + how);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        member().on(path, talk -> {
            if (state.equals("events")) {
                talk.write(STREAM + chunk("data: 0\n"));
            }
            begun.countDown();
            awaitEnd(talk, ended);
        });
        try (PlainClient client = connect()) {
            if (state.equals("upload")) {
                client.request("POST", at("/plain" + path), "Content-Length: 100000");
                client.send("some of it");
            } else if (state.equals("posted")) {
                client.request("POST", at("/plain" + path), "Content-Length: 4");
                client.send("body");
            } else {
                client.request("GET", at("/plain" + path));
            }
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            if (state.equals("events")) {
                assertThat(line(client.body(client.head()))).isEqualTo("data: 0");
            }
            long left = System.nanoTime();
            if (how.equals("FIN")) {
                client.finish();
            } else {
                client.reset();
            }
            assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(Duration.ofNanos(System.nanoTime() - left)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @ParameterizedTest(name = "it.plain P3.3 an answer that breaks off never looks whole: {0}")
    @ValueSource(strings = {"chunked", "measured", "reset", "bad chunk"})
    void an_answer_that_breaks_off_never_looks_whole(String kind) throws IOException {
        String path = own("broken-" + kind.replace(' ', '-'));
        member().on(path, talk -> {
            talk.write(
                    kind.equals("measured")
                            ? "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123456789"
                            : STREAM + chunk("0123456789"));
            if (kind.equals("bad chunk")) {
                talk.write("zz\r\n");
            }
            if (kind.equals("reset")) {
                java.util.concurrent.locks.LockSupport.parkNanos(300_000_000);
                talk.reset();
            } else {
                talk.end();
            }
        });
        try (PlainClient client = connect()) {
            client.request("GET", at("/plain" + path));
            // The server may drop what it has not sent yet, the head too.
            assertThatThrownBy(() -> client.body(client.head()).readAllBytes()).isInstanceOf(IOException.class);
            assertThat(client.in().read()).isEqualTo(-1);
        }
    }

    @Test
    @DisplayName("it.plain P3.1 a member that cannot be reached costs a try, whatever the method")
    void a_member_that_cannot_be_reached_costs_a_try() throws IOException {
        try (PlainClient client = connect()) {
            assertThat(client.get(at("/plain-retry/a"))).startsWith("200 GET /a");
            client.request("POST", at("/plain-retry/b"), "Content-Length: 3");
            client.send("abc");
            assertThat(client.head().status()).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("it.plain P3.1 where no member can be reached the answer is 502, and the next request is served")
    void where_no_member_can_be_reached_the_answer_is_502() throws IOException {
        try (PlainClient client = connect()) {
            assertThat(client.get(at("/plain-nobody/a")))
                    .matches("502 MEMBERS_FAILED: [^\n]+ \\(request [0-9a-f]+\\)\n");
            assertThat(client.get(at("/plain-nobody/a"), "Accept: application/json"))
                    .matches(
                            "502 \\{\"status\":502,\"title\":\"MEMBERS_FAILED: [^\"]+\",\"instance\":\"urn:request:[0-9a-f]+\"}");
            assertThat(client.get(at("/plain/b"))).startsWith("200 ");
        }
    }

    @Test
    @DisplayName(
            "it.plain P3.1 a connection that ends before one byte of the answer: GET goes to the next member, POST is answered 502")
    void a_connection_that_ends_before_the_answer() throws IOException {
        String path = own("dies");
        AtomicInteger gets = new AtomicInteger();
        HttpMember.Answering dies = talk -> {
            if (talk.request().method().equals("POST") || gets.incrementAndGet() == 1) {
                talk.reset();
            } else {
                talk.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        };
        member().on(path, dies);
        second().on(path, dies);
        try (PlainClient client = connect()) {
            assertThat(client.get(at("/plain-both" + path))).isEqualTo("200 ok");
            client.request("POST", at("/plain-both" + path), "Content-Length: 3");
            client.send("abc");
            PlainClient.Head head = client.head();
            assertThat(head.status()).isEqualTo(502);
        }
        int posts = (int) List.of(member(), second()).stream()
                .flatMap(one -> one.received(token).stream())
                .filter(one -> one.request().method().equals("POST"))
                .count();
        assertThat(posts).isEqualTo(1);
    }

    @Test
    @DisplayName("it.plain P3.1 a member that does not begin its answer in time is answered for with 504")
    void a_member_that_does_not_begin_its_answer_in_time() throws IOException {
        String path = own("silent");
        CountDownLatch ended = new CountDownLatch(1);
        member().on(path, talk -> awaitEnd(talk, ended));
        try (PlainClient client = connect()) {
            assertThat(client.get(at("/plain-hurry" + path))).startsWith("504 ");
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> ended.getCount() == 0);
    }

    @Test
    @DisplayName("it.plain P3.2 an answer that comes before the whole request reaches the client")
    void an_answer_that_comes_before_the_whole_request_reaches_the_client() throws IOException {
        String path = own("early");
        member().on(path, talk -> {
            talk.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\nConnection: close\r\n\r\nno\n");
            talk.raw().readNBytes(1000);
        });
        try (PlainClient client = connect()) {
            client.request("POST", at("/plain" + path), "Content-Length: 1000000");
            client.send("x".repeat(1000));
            PlainClient.Head head = client.head();
            assertThat(head.status()).isEqualTo(413);
            assertThat(new String(client.body(head).readAllBytes(), ISO_8859_1)).isEqualTo("no\n");
        }
    }

    @Test
    @DisplayName("it.plain P2.1 requests of one client share a connection to the member")
    void requests_of_one_client_share_a_connection() throws IOException {
        try (PlainClient client = connect()) {
            for (int time = 0; time < 5; time++) {
                assertThat(client.get(at("/plain/a"))).startsWith("200 ");
            }
        }
        assertThat(member().received(token).stream()
                        .map(HttpMember.Received::connection)
                        .distinct()
                        .count())
                .isLessThan(5);
    }

    @Test
    @DisplayName(
            "it.plain P2.1 members that end their connections behind each answer, or a moment later, cost no request")
    void members_that_end_their_connections_cost_no_request() throws Exception {
        String path = own("brief");
        second().on(path, talk -> {
            talk.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            java.util.concurrent.locks.LockSupport.parkNanos(
                    java.util.concurrent.ThreadLocalRandom.current().nextLong(3_000_000));
            talk.end();
        });
        List<String> wrong = new ArrayList<>();
        for (int connection = 0; connection < 10; connection++) {
            try (PlainClient client = connect()) {
                for (int time = 0; time < 100; time++) { // Payara ends a client's connection behind some hundreds
                    String answer = client.get(at("/plain-second" + path));
                    if (!answer.equals("200 ok")) {
                        wrong.add(time + ": " + answer);
                    }
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    @DisplayName("it.plain P3.5 a body that is longer than max-body is answered 413, measured or not; a long head 431")
    void what_is_too_long_is_refused() throws IOException {
        try (PlainClient client = connect()) {
            client.request("POST", at("/plain-small/a"), "Content-Length: 1025");
            assertThat(client.head().status()).isEqualTo(413);
        }
        try (PlainClient client = connect()) {
            client.request("POST", at("/plain-small/b"), "Transfer-Encoding: chunked");
            client.send(Integer.toHexString(1025) + "\r\n" + "x".repeat(1025) + "\r\n0\r\n\r\n");
            assertThat(client.head().status()).isEqualTo(413);
        }
        try (PlainClient client = connect()) {
            client.request("POST", at("/plain-small/c"), "Content-Length: 1024");
            client.send("x".repeat(1024));
            assertThat(client.head().status()).isEqualTo(200);
        }
        try (PlainClient client = connect()) {
            assertThat(client.get(at("/plain-small/d"), "X-Long: " + "x".repeat(2048)))
                    .startsWith("431 ");
        }
        assertThat(member().received(token))
                .extracting(one -> one.request().path())
                .doesNotContain("/a", "/d");
    }
}
