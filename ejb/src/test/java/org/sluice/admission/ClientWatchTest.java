package org.sluice.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.transport.NioTransport;

class ClientWatchTest {
    private final ExecutorService resolver = Executors.newCachedThreadPool();
    private final NioTransport transport = NioTransport.start(1, Thread::new, resolver);
    private final ServerSocketChannel listener =
            ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    private final SocketChannel client = SocketChannel.open(listener.getLocalAddress());
    private final SocketChannel served = listener.accept();

    ClientWatchTest() throws IOException {
        served.configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        transport.close();
        client.close();
        served.close();
        listener.close();
        resolver.shutdownNow();
    }

    private ClientWatch watch() {
        return new ClientWatch(Optional.of(served), transport::loop, System::nanoTime);
    }

    @Test
    @DisplayName(
            "admission A2.3 the thread that waits for a client is interrupted once it has gone, and is clean behind the watch")
    void the_thread_that_waits_is_interrupted() throws IOException {
        Semaphore never = new Semaphore(0);
        try (ClientWatch watch = watch()) {
            assertThat(watch.isOver()).isFalse();
            client.close();
            assertThatThrownBy(() -> never.tryAcquire(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
            assertThat(watch.isOver()).isTrue();
            Thread.currentThread().interrupt(); // as a waiting thread leaves it
        }
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    @DisplayName("admission A2.3 after the watch no thread is interrupted, and a foreign interrupt is left alone")
    void behind_the_watch_nobody_is_interrupted() throws IOException, InterruptedException {
        ClientWatch watch = watch();
        watch.close();
        client.close();
        Semaphore never = new Semaphore(0);
        assertThat(never.tryAcquire(500, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(watch.isOver()).isFalse();

        ClientWatch another = watch();
        Thread.currentThread().interrupt();
        another.close();
        assertThat(Thread.interrupted()).isTrue();
    }
}
