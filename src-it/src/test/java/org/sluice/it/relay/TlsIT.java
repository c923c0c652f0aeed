package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.FrameHeader;
import org.sluice.it.kit.HeaderLines;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Visit;

/** The same by the server's TLS listener. */
class TlsIT extends RelayIT {
    private static final int STALLED = LONG ? 200 : 40;
    private static final int SESSIONS = LONG ? 200 : 40;

    private RawClient openSecurely(String target) throws IOException {
        return RawClient.open(secureFront(), at(target));
    }

    @Test
    @DisplayName("it.relay I1.1 messages of any size come back unchanged over TLS")
    void messages_of_any_size_come_back_unchanged_over_tls() throws IOException {
        for (int length : new int[] {0, 125, 126, 16_383, 16_384, 65_535, 65_536, MIB, 8 * MIB}) {
            try (RawClient client = openSecurely("/echo")) {
                Frame frame = Frame.binary(Bytes.random(length, length));
                CompletableFuture<Void> sent = Background.run(() -> client.send(frame));
                assertThat(client.read()).isEqualTo(frame);
                sent.join();
                assertThat(client.closeInOrder(Frame.close(1000, "done"))).isEqualTo(Ending.FIN);
            }
        }
        assertThat(member().visits(token))
                .allSatisfy(visit -> assertThat(visit.awaitEnding()).isEqualTo(Ending.FIN));
    }

    @Test
    @DisplayName("it.relay I1.1 what many sessions say at once over TLS arrives unchanged, both ways")
    void what_many_sessions_say_at_once_over_tls_arrives_unchanged() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int seed = 0; seed < SESSIONS; seed++) {
            clients.add(RawClient.open(secureFront(), "/echo?token=" + token + seed));
        }
        List<CompletableFuture<Void>> sessions = IntStream.range(0, SESSIONS)
                .mapToObj(seed -> Background.run(() -> play(clients.get(seed), seed)))
                .toList();
        sessions.forEach(CompletableFuture::join);
    }

    private void play(RawClient client, int seed) throws IOException {
        try (client) {
            RandomSession.Sums sums = new RandomSession(seed, 30).play(client);
            assertThat(sums.received()).describedAs("session %d", seed).isEqualTo(sums.sent());
            assertThat(member().visit(token + seed).sha256()).isEqualTo(sums.sent());
        }
    }

    @RepeatedTest(10)
    @DisplayName("it.relay I2.1 bytes close to the handshake are neither lost nor reordered over TLS")
    void bytes_close_to_the_handshake_are_neither_lost_nor_reordered_over_tls() throws IOException {
        try (RawClient burst = openSecurely("/burst?n=1000&hurry=true");
                RawClient early = RawClient.connect(secureFront())) {
            early.handshakeAndSend(handshakeOn("/echo"), List.of(Frame.text("early")));
            assertThat(early.read()).isEqualTo(Frame.text("early"));
            for (int i = 0; i < 1000; i++) {
                assertThat(burst.read()).isEqualTo(Frame.text("message " + i));
            }
            assertThat(burst.read().closeCode()).hasValue(1000);
        }
    }

    @Test
    @DisplayName("it.relay I3.1 a client that stood still and resumes gets the last byte, though nobody speaks again")
    void a_client_that_stood_still_and_resumes_gets_the_last_byte() throws IOException {
        Random sizes = new Random(1);
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < STALLED; i++) {
            int size = 100_000 + sizes.nextInt(3 * MIB);
            RawClient client = RawClient.connect(secureFront(), 64 << 10);
            // Whoever stands still is let go after close-timeout; here many do, on a machine that may be slow.
            client.mustOpen(handshakeOn("/patient/flood?frame=" + size + "&bytes=" + size));
            clients.add(client);
        }
        awaitStandstill(() ->
                member().visits(token).stream().mapToLong(Visit::bytesSent).sum());
        for (RawClient client : clients) {
            FrameHeader header = client.readHeader();
            header.readPayload(client.in(), (bytes, count) -> {});
            assertThat(client.read().closeCode())
                    .describedAs("behind %d bytes", header.length())
                    .hasValue(1000);
            assertThat(client.closeInOrder(Frame.close(1000, ""))).isEqualTo(Ending.FIN);
        }
    }

    @RepeatedTest(5)
    @DisplayName("it.relay I4.2 ends that are lost over TLS are told to the other one")
    void ends_that_are_lost_over_tls_are_told_to_the_other_one() throws IOException {
        try (RawClient client = openSecurely("/reset")) {
            client.send(Frame.text("go"));
            assertThat(client.read().closeCode()).hasValue(1012);
            client.reset();
        }
        try (RawClient client = openSecurely("/echo?second=true")) {
            client.send(Frame.text("hello"));
            client.read();
            client.reset();
        }
        member().visits(token).forEach(Visit::awaitEnding);
        assertThat(member().visits(token).get(1).close()).isEmpty();
    }

    @RepeatedTest(5)
    @DisplayName("it.relay I4.3 a client that drops inside a frame over TLS is a reset to the member")
    void a_client_that_drops_inside_a_frame_over_tls_is_a_reset_to_the_member() throws IOException {
        try (RawClient client = openSecurely("/echo")) {
            client.send(Arrays.copyOf(RawClient.masked(Frame.binary(Bytes.letters(200_000))), 100_000));
            client.in().readNBytes(90_000);
            client.reset();
        }
        assertThat(visit().awaitEnding()).isEqualTo(Ending.RST);
        assertThat(visit().close()).isEmpty();
    }

    @Test
    @DisplayName("it.relay I6.1 the member learns that the client came over TLS")
    void the_member_learns_that_the_client_came_over_tls() throws IOException {
        try (RawClient client = openSecurely("/echo")) {
            client.closeInOrder(Frame.close(1000, ""));
        }
        HeaderLines seen = visit().request().headers();
        assertThat(seen.all("X-Forwarded-Proto")).containsExactly("https");
        assertThat(seen.all("X-Forwarded-Port"))
                .containsExactly(Integer.toString(secureFront().port()));
    }
}
