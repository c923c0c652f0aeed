package org.sluice.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.transport.ConnectFailedException.Why;

@Timeout(60)
class TlsTest {
    private static final String V12 = "TLSv1.2";
    private static final String V13 = "TLSv1.3";

    private static TransportFixture rig(String alias, String protocol) {
        return new TransportFixture(
                1, Certificates.server(alias, protocol), host -> List.of(InetAddress.getLoopbackAddress()));
    }

    private static Destination to(String host, TransportFixture rig, boolean verify) {
        return new Destination(host, rig.listening.getLocalPort(), new Tls(Certificates.trusting(), verify));
    }

    @ParameterizedTest
    @ValueSource(strings = {V12, V13})
    @DisplayName("transport R4.1 a good certificate is accepted, and the peer gets the name that was requested")
    void a_good_certificate_is_taken_and_the_peer_hears_the_name(String protocol) throws Exception {
        try (TransportFixture rig = rig(Certificates.GOOD, protocol)) {
            for (String host : List.of("member.test", "localhost")) {
                var pair = rig.pair(to(host, rig, true));
                SSLSocket peer = (SSLSocket) pair.peer();
                assertThat(peer.getSession().getProtocol()).isEqualTo(protocol);
                assertThat(((ExtendedSSLSession) peer.getSession()).getRequestedServerNames())
                        .extracting(name -> new String(name.getEncoded(), UTF_8))
                        .containsExactly(host);
                Recorder owner = new Recorder(pair.channel(), 10);
                pair.channel().listen(owner);
                peer.getOutputStream().write(4);
                await().untilAsserted(() -> assertThat(owner.bytes()).containsExactly(4));
                pair.channel().write(ByteBuffer.wrap(new byte[] {5}));
                assertThat(peer.getInputStream().read()).isEqualTo(5);
                pair.channel().abort();
            }
        }
    }

    @Test
    @DisplayName("transport R4.1 a name that TLS cannot carry is not sent, nor is an address")
    void a_name_that_tls_cannot_carry_is_not_told() throws Exception {
        try (TransportFixture rig = rig(Certificates.GOOD, V13)) {
            for (String host : List.of("my_member", "127.0.0.1")) {
                var pair = rig.pair(to(host, rig, false));
                SSLSocket peer = (SSLSocket) pair.peer();
                assertThat(((ExtendedSSLSession) peer.getSession()).getRequestedServerNames())
                        .isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "unknown, TLSv1.3, TLS_UNTRUSTED",
        "unknown, TLSv1.2, TLS_UNTRUSTED",
        "expired, TLSv1.3, TLS_EXPIRED",
        "expired, TLSv1.2, TLS_EXPIRED",
        "other, TLSv1.3, TLS_WRONG_NAME",
        "other, TLSv1.2, TLS_WRONG_NAME",
    })
    @DisplayName(
            "transport R1.3 an untrusted, an expired and a foreign certificate are distinguished, and taken where none is checked")
    void bad_certificates_are_told_apart(String alias, String protocol, Why why) throws Exception {
        try (TransportFixture rig = rig(alias, protocol)) {
            var failing = rig.transport.connect(to("member.test", rig, true), TransportFixture.PATIENCE);
            SSLSocket peer = (SSLSocket) rig.accept();
            // The peer's log should say why too: an alert, unless the peer was still writing. TLS 1.3 shows it at a
            // read.
            assertThatThrownBy(() -> {
                        peer.startHandshake();
                        peer.getInputStream().read();
                    })
                    .hasMessageMatching(".*(alert|Broken pipe|reset).*");
            assertThatThrownBy(() -> failing.get(10, TimeUnit.SECONDS))
                    .cause()
                    .isInstanceOfSatisfying(ConnectFailedException.class, e -> assertThat(e.why())
                            .isEqualTo(why))
                    .hasMessageContaining("member.test");

            assertThat(rig.pair(to("member.test", rig, false)).channel().remoteAddress())
                    .isNotNull();
        }
    }

    @Test
    @DisplayName("transport R1.3 an address is checked like a name")
    void an_address_is_checked_like_a_name() throws Exception {
        try (TransportFixture rig = rig(Certificates.OTHER_NAME, V13)) {
            var failing = rig.transport.connect(to("127.0.0.1", rig, true), TransportFixture.PATIENCE);
            BackgroundWork peer = rig.start(() -> ((SSLSocket) rig.accept()).startHandshake());
            assertWhy(failing, Why.TLS_WRONG_NAME);
            peer.future().cancel(true);
        }
    }

    private static void assertWhy(java.util.concurrent.Future<Channel> failing, Why why) {
        assertThatThrownBy(() -> failing.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        ConnectFailedException.class, e -> assertThat(e.why()).isEqualTo(why));
    }

    @Test
    @DisplayName("transport R1.3 a peer that does not use TLS, ends, resets or stays silent is distinguished")
    void a_peer_that_speaks_no_tls_is_told_apart() throws Exception {
        try (TransportFixture rig = new TransportFixture(1)) {
            Destination destination = rig.secure();
            var plain = rig.transport.connect(destination, TransportFixture.PATIENCE);
            rig.accept().getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(UTF_8));
            assertWhy(plain, Why.TLS);

            var ended = rig.transport.connect(destination, TransportFixture.PATIENCE);
            rig.accept().shutdownOutput();
            assertWhy(ended, Why.TLS);

            var reset = rig.transport.connect(destination, TransportFixture.PATIENCE);
            Socket resetting = rig.accept();
            resetting.setSoLinger(true, 0);
            resetting.close();
            assertWhy(reset, Why.RESET);

            var silent = rig.transport.connect(destination, Duration.ofMillis(300));
            rig.accept();
            assertWhy(silent, Why.TIMEOUT);
        }
    }

    @Test
    @DisplayName("transport R1.4 a connect cancelled during the TLS handshake leaves nothing open")
    void a_connect_cancelled_during_the_handshake_leaves_nothing_open() throws Exception {
        try (TransportFixture rig = new TransportFixture(1)) {
            var future = rig.transport.connect(rig.secure(), TransportFixture.PATIENCE);
            Socket peer = rig.accept();
            assertThat(peer.getInputStream().read()).isEqualTo(22); // a handshake record
            future.cancel(true);
            assertThatThrownBy(() -> peer.getInputStream().readAllBytes()).hasMessageContaining("reset");
        }
    }

    @Test
    @DisplayName("transport R4.3 a finished channel has sent close_notify, and still reads (TLS 1.3)")
    void a_finished_channel_has_said_close_notify_and_still_reads() throws Exception {
        try (TransportFixture rig = rig(Certificates.GOOD, V13)) {
            var pair = rig.pair(rig.secure());
            Recorder owner = new Recorder(pair.channel(), 10);
            pair.channel().listen(owner);
            pair.channel().write(ByteBuffer.wrap(new byte[] {1}));
            pair.channel().finish();
            // The JDK throws at an end without close_notify, so reading an end is the proof.
            assertThat(pair.peer().getInputStream().readAllBytes()).containsExactly(1);
            pair.peer().getOutputStream().write(new byte[] {2, 3});
            pair.peer().close();
            assertThat(owner.ended.await(5, TimeUnit.SECONDS)).isTrue();
            assertThat(owner.bytes()).containsExactly(2, 3);
            await().untilAsserted(
                            () -> assertThat(pair.channel().link().isOpen()).isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {V12, V13})
    @DisplayName("transport R4.3 what the socket did not take at once goes out before close_notify")
    void what_the_socket_did_not_take_goes_out_before_close_notify(String protocol) throws Exception {
        try (TransportFixture rig = rig(Certificates.GOOD, protocol)) {
            var pair = rig.pair(rig.secure());
            pair.channel().listen(new Recorder(pair.channel(), 10));
            long taken = 0;
            ByteBuffer from = ByteBuffer.allocate(100_000);
            do {
                from.clear();
                taken += pair.channel().write(from);
            } while (!from.hasRemaining());
            pair.channel().finish();
            assertThat(pair.peer().getInputStream().readAllBytes()).hasSize((int) taken);
            pair.peer().close();
            await().untilAsserted(
                            () -> assertThat(pair.channel().link().isOpen()).isFalse());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {V12, V13})
    @DisplayName("transport R4.3 a peer that ends first is read to its end, and answered")
    void a_peer_that_ends_first_is_read_to_its_end(String protocol) throws Exception {
        try (TransportFixture rig = rig(Certificates.GOOD, protocol)) {
            var pair = rig.pair(rig.secure());
            pair.channel().listen(new Echo(pair.channel(), 10));
            pair.peer().getOutputStream().write(new byte[25]);
            assertThat(pair.peer().getInputStream().readNBytes(25)).hasSize(25);
            pair.peer().shutdownOutput();
            assertThat(pair.peer().getInputStream().read()).isEqualTo(-1);
            await().untilAsserted(
                            () -> assertThat(pair.channel().link().isOpen()).isFalse());
        }
    }

    @Test
    @DisplayName("transport R4.3 a peer that ended TLS 1.2 takes nothing any more, and the writer gets an exception")
    void a_peer_that_ended_tls_takes_nothing() throws Exception {
        try (TransportFixture rig = rig(Certificates.GOOD, V12)) {
            var pair = rig.pair(rig.secure());
            Recorder owner = new Recorder(pair.channel(), 10);
            pair.channel().listen(owner);
            ((SSLSocket) pair.peer()).shutdownOutput();
            assertThat(owner.ended.await(5, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> pair.channel().write(ByteBuffer.allocate(1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ended TLS");
            pair.channel().abort();
        }
    }

    @Test
    @DisplayName(
            "transport R4.4 a peer that negotiates anew loses its connection, whether it is read or written, and stops no loop")
    void a_peer_that_negotiates_anew_loses_its_connection() throws Exception {
        try (TransportFixture rig = rig(Certificates.GOOD, V12)) {
            for (int i = 0; i < 5; i++) {
                var pair = rig.pair(rig.secure());
                Recorder owner = new Recorder(pair.channel(), 10);
                pair.channel().listen(owner);
                BackgroundWork writing = rig.start(() -> {
                    ByteBuffer from = ByteBuffer.allocate(100);
                    while (true) {
                        from.clear();
                        pair.channel().write(from);
                    }
                });
                SSLSocket peer = (SSLSocket) pair.peer();
                assertThat(peer.getInputStream().read()).isZero();
                peer.startHandshake();
                rig.start(() -> peer.getInputStream().readAllBytes());
                assertThatThrownBy(writing::done).cause().isInstanceOf(IOException.class);
                assertThat(owner.lost.await(5, TimeUnit.SECONDS)).isTrue();
                assertThat(owner.fault).isInstanceOf(SSLException.class).hasMessageContaining("anew");
                pair.channel().abort();
            }
        }
    }

    @Test
    @DisplayName("transport R2.5 a broken record is a fault for reader and writer")
    void a_broken_record_is_a_fault() throws Exception {
        try (TransportFixture rig = new TransportFixture(1)) {
            var connecting = rig.transport.connect(rig.secure(), TransportFixture.PATIENCE);
            Socket raw = rig.accept();
            SSLSocket peer = (SSLSocket)
                    Certificates.showing(Certificates.GOOD).getSocketFactory().createSocket(raw, null, false);
            peer.setUseClientMode(false);
            peer.startHandshake();
            NioChannel channel = (NioChannel) connecting.get(5, TimeUnit.SECONDS);
            Recorder owner = new Recorder(channel, 10);
            channel.listen(owner);
            raw.getOutputStream().write(new byte[] {23, 3, 3, 0, 30});
            raw.getOutputStream().write(new byte[30]);
            assertThat(owner.lost.await(5, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> channel.write(ByteBuffer.allocate(1))).isInstanceOf(SSLException.class);
            channel.abort();
        }
    }

    @Test
    @DisplayName("transport R2.6 an echoed message over TLS costs one select, one read, one write")
    void an_echoed_message_over_tls_costs_one_select_one_read_one_write() throws Exception {
        for (String protocol : List.of(V12, V13)) {
            try (TransportFixture rig = rig(Certificates.GOOD, protocol)) {
                var pair = rig.pair(rig.secure());
                pair.channel().listen(new Echo(pair.channel(), 16 * 1024));
                CostTest.pingPong(pair.peer(), 3);
                CostTest.assertCost(pair, 0);
            }
        }
    }
}
