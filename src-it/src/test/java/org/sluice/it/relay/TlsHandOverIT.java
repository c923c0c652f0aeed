package org.sluice.it.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.RecordClient;
import org.sluice.it.kit.Visit;

/**
 * TLS sessions that leave their server: wherever the server has bytes of the client's when it lets the connection go, none is lost, and
 * whatever comes afterwards is taken as it should be. What gets stuck is found by the clients, which wait for 20 s.
 */
class TlsHandOverIT extends RelayIT {
    private static final int ROUNDS = LONG ? 20 : 2;
    private static final int BULK_SESSIONS = LONG ? 500 : 6;
    private static final int BULK_AT_ONCE = 3;
    private static final int BULK_MESSAGES = 12;
    private static final int RESETS = LONG ? 500 : 60;
    private static final List<Frame> EARLY =
            IntStream.range(0, 3).mapToObj(i -> Frame.text("early " + i)).toList();

    /** How request and early frames are cut into records and segments. */
    enum Cut {
        ONE_RECORD {
            @Override
            void send(RecordClient client, byte[] request, byte[] early) throws IOException {
                client.send(client.seal(join(request, early)));
            }
        },
        TWO_RECORDS_IN_A_SEGMENT {
            @Override
            void send(RecordClient client, byte[] request, byte[] early) throws IOException {
                client.send(join(client.seal(request), client.seal(early)));
            }
        },
        MANY_RECORDS_IN_A_SEGMENT {
            @Override
            void send(RecordClient client, byte[] request, byte[] early) throws IOException {
                List<byte[]> records = new ArrayList<>(List.of(client.seal(request)));
                for (byte one : early) {
                    records.add(client.seal(new byte[] {one}));
                }
                client.send(Bytes.join(records));
            }
        },
        HALF_A_RECORD {
            @Override
            void send(RecordClient client, byte[] request, byte[] early) throws IOException {
                byte[] head = client.seal(request);
                byte[] record = client.seal(early);
                client.send(join(head, Arrays.copyOf(record, record.length / 2)));
                client.send(Arrays.copyOfRange(record, record.length / 2, record.length));
            }
        },
        HALF_A_RECORD_AND_THE_REST_BEHIND_THE_101 {
            @Override
            void send(RecordClient client, byte[] request, byte[] early) throws IOException {
                byte[] head = client.seal(request);
                byte[] record = client.seal(early);
                client.send(join(head, Arrays.copyOf(record, record.length / 2)));
                opened(client);
                client.send(Arrays.copyOfRange(record, record.length / 2, record.length));
            }
        },
        FRAME_CUT_OVER_RECORDS {
            @Override
            void send(RecordClient client, byte[] request, byte[] early) throws IOException {
                byte[] head = client.seal(join(request, Arrays.copyOf(early, 5)));
                client.send(join(head, client.seal(Arrays.copyOfRange(early, 5, early.length))));
            }
        },
        REQUEST_CUT_OVER_RECORDS {
            @Override
            void send(RecordClient client, byte[] request, byte[] early) throws IOException {
                client.send(client.seal(Arrays.copyOf(request, 30)));
                client.send(client.seal(join(Arrays.copyOfRange(request, 30, request.length), early)));
            }
        },
        RIGHT_BEHIND_THE_REQUEST {
            @Override
            void send(RecordClient client, byte[] request, byte[] early) throws IOException {
                client.send(client.seal(request));
                client.send(client.seal(early));
            }
        },
        ONE_BYTE_OF_THE_NEXT_HEADER {
            @Override
            void send(RecordClient client, byte[] request, byte[] early) throws IOException {
                byte[] head = client.seal(request);
                byte[] record = client.seal(early);
                client.send(join(head, Arrays.copyOf(record, 1)));
                opened(client);
                for (byte one : Arrays.copyOfRange(record, 1, record.length)) {
                    client.send(new byte[] {one});
                }
            }
        };

        /** Whether the answer was read already. */
        boolean hasOpened() {
            return this == HALF_A_RECORD_AND_THE_REST_BEHIND_THE_101 || this == ONE_BYTE_OF_THE_NEXT_HEADER;
        }

        abstract void send(RecordClient client, byte[] request, byte[] early) throws IOException;
    }

    /** How the client goes. */
    enum End {
        CLOSE_FRAME,
        CLOSE_NOTIFY,
        FIN,
        RST
    }

    static Stream<Arguments> table() {
        return Stream.of("TLSv1.2", "TLSv1.3").flatMap(protocol -> Stream.of(Cut.values())
                .flatMap(cut -> Stream.of(End.values()).map(end -> Arguments.of(protocol, cut, end))));
    }

    @ParameterizedTest(name = "it.relay I2.1 {0} {1} {2}: what came early and what comes later is heard")
    @MethodSource("table")
    void what_came_early_and_what_comes_later_is_heard(String protocol, Cut cut, End end) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            try (RecordClient client = RecordClient.connect(secureFront(), protocol)) {
                byte[] request = client.request(handshakeOn("/echo"));
                cut.send(client, request, bytes(EARLY));
                if (!cut.hasOpened()) {
                    opened(client);
                }
                for (Frame early : EARLY) {
                    assertThat(client.read()).isEqualTo(early);
                }
                echoes(client);
                leave(client, end);
            }
        }
        assertThat(member().visits(token)).hasSize(ROUNDS).allSatisfy(visit -> {
            Ending seen = visit.awaitEnding();
            assertThat(seen).isIn(end == End.RST ? List.of(Ending.RST, Ending.FIN) : List.of(Ending.FIN));
            assertThat(visit.frames()).startsWith(EARLY.toArray(Frame[]::new));
        });
    }

    private static void leave(RecordClient client, End end) throws IOException {
        switch (end) {
            case CLOSE_FRAME -> {
                client.send(client.seal(RawClient.masked(Frame.close(1000, "done"))));
                assertThat(client.read()).isEqualTo(Frame.close(1000, "done"));
                assertThat(client.readToEnd()).as("ended by close_notify").isTrue();
            }
            case CLOSE_NOTIFY -> {
                client.send(client.closeNotify());
                client.readToEnd(); // though the connection below is left open
            }
            case FIN -> {
                client.finish();
                client.readToEnd();
            }
            case RST -> client.reset();
        }
    }

    private static void echoes(RecordClient client) throws IOException {
        for (int i = 0; i < 3; i++) {
            Frame frame = Frame.binary(Bytes.random(i, 100 << (4 * i)));
            client.send(client.seal(RawClient.masked(frame)));
            assertThat(client.read()).isEqualTo(frame);
        }
    }

    private static void opened(RecordClient client) throws IOException {
        assertThat(client.answer().status()).isEqualTo(101);
    }

    private RecordClient open(String protocol, String target) throws IOException {
        RecordClient client = RecordClient.connect(secureFront(), protocol);
        client.send(client.seal(client.request(handshakeOn(target))));
        opened(client);
        return client;
    }

    private static byte[] bytes(List<Frame> frames) {
        return Bytes.join(frames.stream().map(RawClient::masked).toList());
    }

    private static byte[] join(byte[] first, byte[] second) {
        return Bytes.join(List.of(first, second));
    }

    @Test
    @DisplayName("it.relay I1.1 48 MiB a session over TLS come back unchanged, many sessions at a time")
    void much_comes_back_unchanged() throws IOException {
        List<CompletableFuture<Void>> workers = IntStream.range(0, BULK_AT_ONCE)
                .mapToObj(worker -> Background.run(() -> {
                    for (int i = worker; i < BULK_SESSIONS; i += BULK_AT_ONCE) {
                        bulk(i);
                    }
                }))
                .toList();
        workers.forEach(CompletableFuture::join);
    }

    private void bulk(int seed) throws IOException {
        try (RawClient client = RawClient.open(secureFront(), at("/echo"))) {
            for (int i = 0; i < BULK_MESSAGES; i++) {
                Frame frame = Frame.binary(Bytes.random(seed * BULK_MESSAGES + i, 4 * MIB));
                CompletableFuture<Void> sent = Background.run(() -> client.send(frame));
                assertThat(Arrays.equals(client.read().payload(), frame.payload()))
                        .as("message %d of session %d unchanged", i, seed)
                        .isTrue();
                sent.join();
            }
            assertThat(client.closeInOrder(Frame.close(1000, "done"))).isEqualTo(Ending.FIN);
        }
    }

    @Test
    @DisplayName("it.relay I2.3 clients that reset their TLS sessions leave nothing behind")
    void clients_that_reset_leave_nothing_behind() throws IOException {
        for (int i = 0; i < RESETS; i++) {
            try (RawClient client = RawClient.open(secureFront(), at("/echo"))) {
                client.send(Frame.text("hello"));
                if (i % 2 == 0) {
                    assertThat(client.read()).isEqualTo(Frame.text("hello"));
                }
                client.reset();
            }
        }
        assertThat(member().visits(token)).hasSize(RESETS).allSatisfy(Visit::awaitEnding);
    }

    @ParameterizedTest(name = "it.relay I2.1 {0}: one byte a segment is heard")
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void one_byte_a_segment_is_heard(String protocol) throws IOException {
        try (RecordClient client = RecordClient.connect(secureFront(), protocol)) {
            byte[] all = client.seal(join(client.request(handshakeOn("/echo")), bytes(EARLY)));
            for (byte one : all) {
                client.send(new byte[] {one});
            }
            opened(client);
            for (Frame early : EARLY) {
                assertThat(client.read()).isEqualTo(early);
            }
            for (byte one : client.seal(RawClient.masked(Frame.text("slowly")))) {
                client.send(new byte[] {one});
            }
            assertThat(client.read()).isEqualTo(Frame.text("slowly"));
        }
    }

    @Test
    @DisplayName(
            "it.relay I1.1 a client that changes its keys, and has the server change its own, is served on (RFC 8446 4.6.3)")
    void a_client_that_changes_its_keys_is_served_on() throws IOException {
        try (RecordClient client = open("TLSv1.3", "/echo")) {
            for (int i = 0; i < 5; i++) {
                client.send(client.beginAnew());
                echoes(client);
            }
            leave(client, End.CLOSE_FRAME);
        }
    }

    @Test
    @DisplayName("it.relay I5.1 a client that negotiates anew is refused, and others are served on")
    void a_client_that_negotiates_anew_is_refused() throws IOException {
        try (RecordClient other = open("TLSv1.2", "/echo");
                RecordClient client = open("TLSv1.2", "/echo")) {
            client.send(client.beginAnew());
            endsSomehow(client);
            echoes(other);
        }
    }

    @ParameterizedTest(name = "it.relay I5.1 {0}: a record that is none ends its session, and others are served on")
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void a_record_that_is_none_ends_its_session(String protocol) throws IOException {
        try (RecordClient other = open(protocol, "/echo")) {
            for (byte[] bad : List.of(
                    new byte[] {0x17, 3, 3, (byte) 0xff, (byte) 0xff},
                    join(new byte[] {0x17, 3, 3, 0, 50}, new byte[50]),
                    "GET / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1))) {
                try (RecordClient client = open(protocol, "/echo")) {
                    client.send(bad);
                    endsSomehow(client);
                }
            }
            echoes(other);
        }
    }

    /** By an alert, or a reset. */
    private static void endsSomehow(RecordClient client) {
        assertThatThrownBy(() -> {
                    boolean inOrder = client.readToEnd();
                    throw new IOException("ended, by close_notify: " + inOrder);
                })
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(java.net.SocketTimeoutException.class);
    }

    @Test
    @DisplayName(
            "it.relay I7.2 a client that offers http/1.1 by ALPN is served, and one that offers h2 first is not touched")
    void applications_are_negotiated_as_ever() throws IOException {
        try (RecordClient client = RecordClient.connect(secureFront(), "TLSv1.3", "http/1.1")) {
            client.send(client.seal(client.request(handshakeOn("/echo"))));
            opened(client);
            echoes(client);
        }
        try (RecordClient client = RecordClient.connect(secureFront(), "TLSv1.3", "h2", "http/1.1")) {
            assertThat(client.application()).isIn("h2", "http/1.1", "");
        }
    }
}
