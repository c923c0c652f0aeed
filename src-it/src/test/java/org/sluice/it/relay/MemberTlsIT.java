package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Authority.Certificate;
import org.sluice.it.kit.Bytes;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.FrameHeader;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.kit.Secured;
import org.sluice.it.kit.Visit;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Server;

/** Members behind {@code wss://}, with certificates of an authority that the server trusts. */
@ResourceLock(Apart.TLS_MEMBERS)
@SuppressWarnings("NullAway.Init") // the members are made before the first test
class MemberTlsIT extends RelayIT {
    private static final int LARGEST = (LONG ? 64 : 4) * MIB;
    private static final int SESSIONS = LONG ? 500 : 50;
    private static final int STALLED = LONG ? 200 : 20;

    private static ScriptedMember good;
    private static ScriptedMember older;

    @BeforeAll
    static void listen() throws IOException {
        good = secured("tls");
        older = secured("tls12", "TLSv1.2");
    }

    private static ScriptedMember secured(String port, String... protocols) throws IOException {
        return ScriptedMember.tls(
                Integer.getInteger("sluice.it.edge." + port + ".port"),
                Server.trusted().showing(Certificate.GOOD),
                protocols);
    }

    @AfterAll
    static void close() throws IOException {
        for (Closeable member : List.of(good, older)) {
            member.close();
        }
    }

    private static Address front(String scheme) {
        return scheme.equals("wss") ? secureFront() : front();
    }

    @ParameterizedTest(name = "it.relay E4.1 messages of any size come back unchanged from {0} to {1}, by {2}")
    @CsvSource({"ws, tls, TLSv1.3", "wss, tls, TLSv1.3", "ws, tls12, TLSv1.2", "wss, tls12, TLSv1.2"})
    void messages_of_any_size_come_back_unchanged(String scheme, String pool, String protocol) throws IOException {
        for (int length : new int[] {0, 125, 126, 16_383, 16_384, 65_535, 65_536, MIB, LARGEST}) {
            try (RawClient client = RawClient.open(front(scheme), at("/" + pool + "/echo"))) {
                Frame frame = Frame.binary(Bytes.random(length, length));
                CompletableFuture<Void> sent = Background.run(() -> client.send(frame));
                assertThat(client.read().equals(frame))
                        .describedAs("%d bytes", length)
                        .isTrue();
                sent.join();
                assertThat(client.closeInOrder(Frame.close(1000, "done"))).isEqualTo(Ending.FIN);
            }
        }
        List<Visit> visits = (pool.equals("tls") ? good : older).visits(token);
        assertThat(visits).hasSize(9).allSatisfy(visit -> {
            assertThat(visit.secured()).hasValue(new Secured(protocol, List.of("localhost")));
            assertThat(visit.awaitEnding()).isEqualTo(Ending.FIN);
        });
    }

    @Test
    @DisplayName("it.relay E4.1 what many sessions say at once over TLS on both legs arrives unchanged, both ways")
    void what_many_sessions_say_at_once_arrives_unchanged() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int seed = 0; seed < SESSIONS; seed++) {
            clients.add(RawClient.open(secureFront(), "/tls/echo?token=" + token + seed));
        }
        List<CompletableFuture<Void>> sessions = IntStream.range(0, SESSIONS)
                .mapToObj(seed -> Background.run(() -> play(clients.get(seed), seed)))
                .toList();
        sessions.forEach(CompletableFuture::join);
    }

    private void play(RawClient client, int seed) throws IOException {
        try (client) {
            RandomSession.Sums sums = new RandomSession(seed, 20).play(client);
            assertThat(sums.received()).describedAs("session %d", seed).isEqualTo(sums.sent());
            assertThat(good.visit(token + seed).sha256()).isEqualTo(sums.sent());
        }
    }

    @RepeatedTest(5)
    @DisplayName("it.relay E4.1 bytes close to the handshake are neither lost nor reordered")
    void bytes_close_to_the_handshake_are_neither_lost_nor_reordered() throws IOException {
        try (RawClient burst = RawClient.open(secureFront(), at("/tls/burst?n=1000&hurry=true"));
                RawClient early = RawClient.connect(front())) {
            early.handshakeAndSend(handshakeOn("/tls/echo"), List.of(Frame.text("early")));
            assertThat(early.read()).isEqualTo(Frame.text("early"));
            for (int i = 0; i < 1000; i++) {
                assertThat(burst.read()).isEqualTo(Frame.text("message " + i));
            }
            assertThat(burst.read().closeCode()).hasValue(1000);
        }
    }

    @ParameterizedTest(name = "it.relay E4.4 a client by {0} that stood still and resumes gets the last byte")
    @ValueSource(strings = {"ws", "wss"})
    void a_client_that_stood_still_and_resumes_gets_the_last_byte(String scheme) throws IOException {
        Random sizes = new Random(2);
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < STALLED; i++) {
            int size = 100_000 + sizes.nextInt(3 * MIB);
            RawClient client = RawClient.connect(front(scheme), 64 << 10);
            client.mustOpen(handshakeOn("/tls/flood?frame=" + size + "&bytes=" + size));
            clients.add(client);
        }
        awaitStandstill(
                () -> good.visits(token).stream().mapToLong(Visit::bytesSent).sum());
        for (RawClient client : clients) {
            FrameHeader header = client.readHeader();
            header.readPayload(client.in(), (bytes, count) -> {});
            assertThat(client.read().closeCode())
                    .describedAs("behind %d bytes", header.length())
                    .hasValue(1000);
            assertThat(client.closeInOrder(Frame.close(1000, ""))).isEqualTo(Ending.FIN);
        }
    }

    @ParameterizedTest(
            name = "it.relay E4.4 a member that stood still and resumes gets the last byte of a client by {0}")
    @ValueSource(strings = {"ws", "wss"})
    void a_member_that_stood_still_and_resumes_gets_the_last_byte(String scheme) throws IOException {
        Random sizes = new Random(3);
        for (int i = 0; i < STALLED; i++) {
            int size = 100_000 + sizes.nextInt(5 * MIB);
            String mark = token + i;
            try (RawClient client = RawClient.open(front(scheme), "/tls/stall?token=" + mark)) {
                CompletableFuture<Void> sent = Background.run(() -> client.send(Frame.binary(Bytes.letters(size))));
                Visit visit = good.visit(mark);
                visit.release();
                sent.join();
                await("the last of " + size + " bytes")
                        .atMost(Duration.ofSeconds(20))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> visit.bytesReceived() == size);
                client.closeInOrder(Frame.close(1000, ""));
            }
        }
    }

    @Test
    @DisplayName("it.relay E4.1 ends that are lost are told to the other one")
    void ends_that_are_lost_are_told_to_the_other_one() throws IOException {
        try (RawClient client = RawClient.open(secureFront(), at("/tls/reset"))) {
            client.send(Frame.text("go"));
            assertThat(client.read().closeCode()).hasValue(1012);
            client.reset();
        }
        try (RawClient client = RawClient.open(secureFront(), at("/tls/echo"))) {
            client.send(Frame.text("hello"));
            client.read();
            client.reset();
        }
        good.visits(token).get(1).awaitEnding();
        assertThat(good.visits(token).get(1).close()).isEmpty();
    }

    @Test
    @DisplayName("it.relay E4.1 a client that drops inside a frame is no clean end to the member")
    void a_client_that_drops_inside_a_frame_is_no_clean_end_to_the_member() throws IOException {
        try (RawClient client = RawClient.open(secureFront(), at("/tls/echo"))) {
            client.send(Arrays.copyOf(RawClient.masked(Frame.binary(Bytes.letters(200_000))), 100_000));
            client.in().readNBytes(90_000);
            client.reset();
        }
        assertThat(good.visit(token).awaitEnding()).isEqualTo(Ending.RST);
        assertThat(good.visit(token).close()).isEmpty();
    }
}
