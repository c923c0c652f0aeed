package org.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketWatchTest {
    private final TransportFixture rig = new TransportFixture(1);
    private final Loop loop = rig.transport.loop();
    private final AtomicInteger ended = new AtomicInteger();
    private SocketChannel served = SocketChannel.open();
    private Socket peer = new Socket();

    SocketWatchTest() throws IOException {}

    @BeforeEach
    void meet() throws IOException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            served = SocketChannel.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
            served.configureBlocking(false);
            peer = listening.accept();
        }
    }

    @AfterEach
    void close() throws Exception {
        served.close();
        peer.close();
        rig.close();
    }

    private Loop.Alarm watch() {
        return loop.watch(served, Duration.ZERO, ended::incrementAndGet);
    }

    /** Everything ordered before has been done, and selected. */
    private void turn() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            CountDownLatch done = new CountDownLatch(1);
            assertThat(loop.execute(done::countDown)).isTrue();
            assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest(name = "by a reset: {0}")
    @DisplayName("transport R8.1 the end of a watched socket's peer is reported, once")
    @ValueSource(booleans = {true, false})
    void the_end_of_the_peer_is_told(boolean reset) throws Exception {
        watch();
        turn();
        assertThat(ended).hasValue(0);
        if (reset) {
            peer.setSoLinger(true, 0);
        }
        peer.close();
        await().until(() -> ended.get() == 1);
        turn();
        assertThat(ended).hasValue(1);
    }

    @Test
    @DisplayName("transport R8.1 bytes that come first stay where they are, and what comes behind them is not reported")
    void bytes_stay_where_they_are() throws Exception {
        watch();
        peer.getOutputStream().write(7);
        ByteBuffer one = ByteBuffer.allocate(10);
        turn();
        await().until(() -> served.read(one) == 1);
        peer.close();
        turn();
        assertThat(ended).hasValue(0);
    }

    @Test
    @DisplayName(
            "transport R8.1 once the watch is taken back nothing is notified, and the loop can serve the socket itself")
    void once_it_is_taken_back_nothing_is_told() throws Exception {
        watch().cancel();
        Channel adopted = loop.adopt(DetachedSocket.plain(served), () -> {}).get(20, TimeUnit.SECONDS);
        peer.close();
        turn();
        assertThat(ended).hasValue(0);
        adopted.abort();
    }

    @Test
    @DisplayName("transport R8.1 a socket that its owner closes is closed at once once its watch is taken back")
    void a_socket_that_its_owner_closes_is_closed() throws Exception {
        Loop.Alarm watch = watch();
        turn();
        watch.cancel();
        served.close();
        peer.setSoTimeout(20_000);
        assertThat(peer.getInputStream().read()).isNegative();
        assertThat(ended).hasValue(0);
    }
}
