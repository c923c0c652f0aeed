package org.sluice.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.backend.AttemptFailed;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.transport.Destination;
import org.sluice.transport.NioTransport;

class HttpExchangeTest {
    private static final ExchangeLimits LIMITS =
            new ExchangeLimits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofSeconds(20), 0);

    private final ExecutorService elsewhere = Executors.newCachedThreadPool();
    private final NioTransport transport = NioTransport.start(2, Thread::new, elsewhere);
    private final HttpExchanges exchanges = new HttpExchanges(transport::loop);
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> heads = Collections.synchronizedList(new ArrayList<>());
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch memberSawEnd = new CountDownLatch(1);

    HttpExchangeTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        exchanges.close();
        transport.close();
        listening.close();
        elsewhere.shutdownNow();
    }

    /** What a member does with one connection. */
    private interface Member {
        void serve(Socket socket, InputStream in, int connection) throws IOException;
    }

    private void member(Member member) {
        elsewhere.execute(() -> {
            while (!listening.isClosed()) {
                try {
                    Socket socket = listening.accept();
                    int number = connections.incrementAndGet();
                    elsewhere.execute(() -> {
                        try (socket) {
                            member.serve(socket, new BufferedInputStream(socket.getInputStream()), number);
                        } catch (IOException e) {
                            memberSawEnd.countDown();
                        }
                    });
                } catch (IOException e) {
                    // closed
                }
            }
        });
    }

    /** Reads one head; false at the end of the connection. */
    private boolean head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                memberSawEnd.countDown();
                return false;
            }
            head.append((char) next);
        }
        heads.add(head.toString());
        return true;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    }

    private static PlainRequest request(String method, long length) {
        return new PlainRequest(
                method,
                new Handshake("id", "/a", new Headers(List.of(new Header("Host", "h"))), "::1", 80, false),
                length);
    }

    /** Always the same member, and as often again as it is told to. */
    private final class Chooser implements MemberChoice {
        private final HttpExchange exchange;

        Chooser(HttpExchange exchange) {
            this.exchange = exchange;
        }

        @Override
        public void next() {
            Supplier<Destination> where = () -> new Destination("127.0.0.1", listening.getLocalPort(), null);
            exchange.ask(new MemberOrder(
                    "member", where, "/a", new Headers(List.of(new Header("Host", "h"))), Duration.ofSeconds(5), 4096));
        }

        @Override
        public void failed(AttemptFailed why, boolean again) {
            told.add(why.cause() + " " + again);
            exchange.refuse(502, Headers.none(), "failed");
        }

        @Override
        public Headers answered(int status, Headers headers) {
            told.add("answered " + status);
            return headers.and("X-Ours", "1");
        }

        @Override
        public void tick() {
            // waits for nothing
        }

        @Override
        public void over(Ending how) {
            told.add("over " + how);
        }
    }

    private MemoryClient run(PlainRequest request, MemoryClient client, ExchangeLimits limits) {
        HttpExchange exchange = exchanges.make(request, client, limits);
        exchange.start(new Chooser(exchange));
        return client;
    }

    private MemoryClient run(PlainRequest request, String body) {
        return run(request, new MemoryClient(body), LIMITS);
    }

    @Test
    @DisplayName("http P1.1 a request is framed anew, its answer freed of its frame, and hop-by-hop lines are gone")
    void a_request_and_its_answer_are_framed_anew() throws Exception {
        member((socket, in, connection) -> {
            head(in);
            heads.add(new String(in.readNBytes("3\r\nabc\r\n0\r\n\r\n".length()), ISO_8859_1));
            write(
                    socket,
                    "HTTP/1.1 200 OK\r\nConnection: X-Hop\r\nX-Hop: 1\r\nX-A: 2\r\nTransfer-Encoding: chunked\r\n\r\n");
            write(socket, "2\r\nok\r\n0\r\nX-Sum: 1\r\n\r\n");
            head(in);
        });
        MemoryClient client = run(request("POST", PlainRequest.CHUNKED), "abc");
        assertThat(client.result()).isEqualTo("200 ok whole");
        assertThat(heads.get(0)).isEqualTo("POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n");
        assertThat(heads.get(1)).isEqualTo("3\r\nabc\r\n0\r\n\r\n");
        assertThat(client.headers().lines()).extracting(Header::name).containsExactly("X-A", "X-Ours");
        assertThat(client.answered().all("X-Sum")).containsExactly("1");
        assertThat(told).containsExactly("answered 200", "over WHOLE");
    }

    private static void ok(Socket socket) throws IOException {
        write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }

    @Test
    @DisplayName("http P2.1 a connection that was left clean carries the next request")
    void a_connection_that_was_left_clean_carries_the_next_request() throws Exception {
        member((socket, in, connection) -> {
            while (head(in)) {
                ok(socket);
            }
        });
        for (int time = 0; time < 3; time++) {
            assertThat(run(request("POST", 0), "").result()).isEqualTo("200 ok whole");
        }
        assertThat(connections).hasValue(1);
        assertThat(exchanges.idleConnections()).isEqualTo(1);
    }

    @ParameterizedTest(name = "http P2.1 after {0} the next request gets a new connection")
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok",
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok and more",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\nok\r\n0\r\n\r\n"
            })
    void the_next_request_gets_a_new_connection(String answer) throws Exception {
        member((socket, in, connection) -> {
            head(in);
            write(socket, answer);
            head(in);
        });
        assertThat(run(request("GET", 0), "").result()).isEqualTo("200 ok whole");
        assertThat(run(request("GET", 0), "").result()).isEqualTo("200 ok whole");
        assertThat(connections).hasValue(2);
    }

    @Test
    @DisplayName(
            "http P3.1 a kept connection that ends before the answer costs nothing where the request may be repeated")
    void a_kept_connection_that_ends_costs_nothing() throws Exception {
        member((socket, in, connection) -> {
            head(in);
            ok(socket);
            if (connection == 1) {
                head(in); // and goes
            } else {
                while (head(in)) {
                    ok(socket);
                }
            }
        });
        assertThat(run(request("GET", 0), "").result()).isEqualTo("200 ok whole");
        assertThat(run(request("GET", 0), "").result()).isEqualTo("200 ok whole");
        assertThat(connections).hasValue(2);
        assertThat(told).doesNotContain("RESET true", "RESET false");
    }

    @Test
    @DisplayName("http P3.1 what may not be repeated is not sent twice")
    void what_may_not_be_repeated_is_not_sent_twice() throws Exception {
        member((socket, in, connection) -> {
            head(in);
            ok(socket);
            head(in);
        });
        assertThat(run(request("GET", 0), "").result()).isEqualTo("200 ok whole");
        assertThat(run(request("POST", 0), "").result()).isEqualTo("502  refused");
        assertThat(heads).hasSize(2);
        assertThat(told).contains("RESET false");
    }

    @Test
    @DisplayName("http P2.2 what may not be repeated does not go on a connection that nobody used for a second")
    void what_may_not_be_repeated_does_not_go_on_an_old_connection() throws Exception {
        member((socket, in, connection) -> {
            while (head(in)) {
                ok(socket);
            }
        });
        assertThat(run(request("GET", 0), "").result()).isEqualTo("200 ok whole");
        LockSupport.parkNanos(Duration.ofMillis(1_500).toNanos()); // the age is what is tested
        assertThat(run(request("POST", 0), "").result()).isEqualTo("200 ok whole");
        assertThat(connections).hasValue(2);
    }

    @ParameterizedTest(name = "http P3.3 {0} and the end: cut, whatever came before")
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\nzz\r\n"
            })
    void an_answer_that_breaks_off_is_cut(String answer) throws Exception {
        member((socket, in, connection) -> {
            head(in);
            write(socket, answer);
        });
        assertThat(run(request("GET", 0), "").result()).isEqualTo("200 ok cut");
        assertThat(told).containsExactly("answered 200", "over MEMBER_LOST");
    }

    @ParameterizedTest(name = "http P4.1 {0}: no answer")
    @ValueSource(
            strings = {
                "no HTTP\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: +1\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX-A: 1\r\n folded\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX A: 1\r\n\r\n",
                "HTTP/1.1 101 Switching\r\n\r\n"
            })
    void what_is_no_strict_answer_is_none(String answer) throws Exception {
        member((socket, in, connection) -> {
            head(in);
            write(socket, answer);
            head(in);
        });
        assertThat(run(request("GET", 0), "").result()).isEqualTo("502  refused");
        assertThat(told.get(0)).startsWith("NOT_HTTP");
    }

    @Test
    @DisplayName("http P3.4 a client that leaves ends its member's exchange at once")
    void a_client_that_leaves_ends_its_members_exchange() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        member((socket, in, connection) -> {
            head(in);
            asked.countDown();
            head(in);
        });
        MemoryClient client = run(request("GET", 0), "");
        assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
        client.leave();
        assertThat(memberSawEnd.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(client.result()).isEqualTo("0  cut");
        assertThat(exchanges.size()).isZero();
        assertThat(told).containsExactly("over CLIENT_LEFT");
    }

    @Test
    @DisplayName("http P1.1 a client that takes nothing stops its member, and gets all when it goes on")
    void a_client_that_takes_nothing_stops_its_member() throws Exception {
        int size = 20 << 20;
        AtomicInteger sent = new AtomicInteger();
        member((socket, in, connection) -> {
            head(in);
            write(socket, "HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
            byte[] piece = new byte[1 << 16];
            while (sent.get() < size) {
                socket.getOutputStream().write(piece);
                sent.addAndGet(piece.length);
            }
            head(in);
        });
        MemoryClient client = run(request("GET", 0), new MemoryClient("").stalled(), LIMITS);
        assertThat(client.hasBegun()).isTrue();
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos()); // time enough for the member to be read out, if it were
        assertThat(sent).hasValueLessThan(size);
        client.goOn();
        assertThat(client.result()).endsWith(" whole");
        assertThat(client.size()).isEqualTo(size);
    }

    @Test
    @DisplayName("http P3.5 a body that grows beyond its limit is answered 413, and the member's connection ends")
    void a_body_that_grows_beyond_its_limit_is_refused() throws Exception {
        member((socket, in, connection) -> {
            head(in);
            in.transferTo(java.io.OutputStream.nullOutputStream());
            memberSawEnd.countDown();
        });
        ExchangeLimits small = new ExchangeLimits(LIMITS.request(), LIMITS.idle(), LIMITS.write(), 10);
        assertThat(run(request("POST", PlainRequest.CHUNKED), new MemoryClient("eleven byte"), small)
                        .result())
                .isEqualTo("413  refused");
        assertThat(memberSawEnd.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName("http P3.1 a member that is silent for too long is given up, and so is one that stops in its answer")
    void a_member_that_is_silent_for_too_long_is_given_up() throws Exception {
        member((socket, in, connection) -> {
            head(in);
            if (connection == 2) {
                write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok");
            }
            head(in);
        });
        ExchangeLimits brief = new ExchangeLimits(Duration.ofMillis(300), Duration.ofMillis(300), LIMITS.write(), 0);
        MemoryClient silent = run(request("GET", 0), new MemoryClient(""), brief);
        sweepUntil(0);
        assertThat(silent.result()).isEqualTo("502  refused");
        assertThat(told).contains("SILENT false");
        MemoryClient stops = run(request("GET", 0), new MemoryClient(""), brief);
        sweepUntil(0);
        assertThat(stops.result()).isEqualTo("200 ok cut");
    }

    private void sweepUntil(int open) {
        for (int time = 0; time < 200 && exchanges.size() > open; time++) {
            exchanges.sweep();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }

    @Test
    @DisplayName("http P5.1 a stop answers whom no member has answered, and cuts the others")
    void a_stop_answers_or_cuts() throws Exception {
        member((socket, in, connection) -> {
            head(in);
            if (connection == 2) {
                write(socket, "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nok");
            }
            head(in);
        });
        MemoryClient waiting = run(request("GET", 0), "");
        while (connections.get() < 1) {
            LockSupport.parkNanos(1_000_000);
        }
        MemoryClient answered = run(request("GET", 0), "");
        assertThat(answered.hasBegun()).isTrue();
        exchanges.endAll(503, Headers.none(), "stopping");
        assertThat(waiting.result()).isEqualTo("503  refused");
        assertThat(answered.result()).startsWith("200 ").endsWith(" cut");
        assertThat(exchanges.size()).isZero();
    }
}
