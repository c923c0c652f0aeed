package org.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;

/** A transport and a listening peer on the loopback, and everything they opened. Close it, and nothing is left. */
final class TransportFixture implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final List<Thread> loopThreads = new ArrayList<>();
    final ExecutorService elsewhere = Executors.newCachedThreadPool(TransportFixture::daemon);
    final NioTransport transport;
    final ServerSocket listening;
    private final List<Socket> accepted = new ArrayList<>();

    TransportFixture() {
        this(2);
    }

    TransportFixture(int loops) {
        this(loops, new ServerSocketMaker() {});
    }

    TransportFixture(int loops, ServerSocketMaker maker) {
        this(loops, maker, host -> List.of(InetAddress.getAllByName(host)));
    }

    TransportFixture(int loops, ServerSocketMaker maker, BlockingTasks.Lookup lookup) {
        try {
            transport = NioTransport.start(loops, this::loopThread, new BlockingTasks(elsewhere, lookup));
            listening = maker.make();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How the peer listens. */
    interface ServerSocketMaker {
        default ServerSocket make() throws IOException {
            return new ServerSocket(0, 300, InetAddress.getLoopbackAddress());
        }
    }

    private Thread loopThread(Runnable work) {
        Thread thread = daemon(work);
        loopThreads.add(thread);
        return thread;
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    Destination plain() {
        return new Destination("127.0.0.1", listening.getLocalPort(), null);
    }

    /** The same destination with verified TLS. */
    Destination secure() {
        return new Destination("127.0.0.1", listening.getLocalPort(), new Tls(Certificates.trusting(), true));
    }

    /** Connects without TLS and accepts. */
    Pair pair() throws Exception {
        return pair(plain());
    }

    Pair pair(Destination destination) throws Exception {
        var connecting = transport.connect(destination, PATIENCE);
        Socket peer = accept();
        if (peer instanceof SSLSocket secured) {
            secured.startHandshake();
        }
        return new Pair((NioChannel) connecting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS), peer);
    }

    Socket accept() throws IOException {
        Socket socket = listening.accept();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        accepted.add(socket);
        return socket;
    }

    /** Runs {@code work} beside the test; its failure fails {@link BackgroundWork#done()}. */
    BackgroundWork start(BackgroundWork.Step step) {
        return new BackgroundWork(elsewhere.submit(() -> {
            step.run();
            return null;
        }));
    }

    @Override
    public void close() throws IOException {
        transport.close();
        for (Socket socket : accepted) {
            socket.close();
        }
        listening.close();
        elsewhere.shutdownNow();
        assertThat(loopThreads).noneMatch(Thread::isAlive);
        assertThat(transport.loops()).allMatch(loop -> loop.load().get() == 0, "counts no channel any more");
    }

    /** Both ends of one connection. */
    record Pair(NioChannel channel, Socket peer) {}
}
