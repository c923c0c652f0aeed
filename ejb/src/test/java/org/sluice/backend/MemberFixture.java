package org.sluice.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.relay.Leg;
import org.sluice.relay.LegEvents;
import org.sluice.transport.Channel;
import org.sluice.transport.Destination;
import org.sluice.transport.DetachedSocket;
import org.sluice.transport.Loop;
import org.sluice.transport.NioTransport;
import org.sluice.transport.Transport;

/** What the tests of this package share: a transport, members on it, and attempts. */
final class MemberFixture implements AutoCloseable {
    static final Duration LONG = Duration.ofSeconds(5);
    static final Duration SHORT = Duration.ofMillis(500);
    private static final int MAX_HEAD = 16 * 1024;

    private final ExecutorService resolver = Executors.newCachedThreadPool();
    private final NioTransport transport = NioTransport.start(1, Thread::new, resolver);
    private final Members members;

    MemberFixture() throws IOException {
        members = over(transport);
    }

    private MemberFixture(boolean ignored) throws IOException {
        members = new OnLoop(over(transport), transport);
    }

    /** Like this fixture, with attempts on event loops. */
    static MemberFixture onLoops() throws IOException {
        return new MemberFixture(true);
    }

    Transport transport() {
        return transport;
    }

    Members members() {
        return members;
    }

    /** Members whose caller is interrupted whenever it has read something. */
    Members interruptedBehindReads() {
        return over(connecting((to, timeout) -> transport.connect(to, timeout).thenApply(Interrupting::new)));
    }

    /** Members that are slow to connect to, and just then connected when one stops waiting. */
    Members openingWhenGivenUp() {
        return over(connecting((to, timeout) -> new CompletableFuture<>() {
            @Override
            public boolean cancel(boolean interrupt) {
                complete(transport.connect(to, LONG).join());
                return super.cancel(interrupt);
            }
        }));
    }

    private static TyrusMembers over(Transport transport) {
        return new TyrusMembers(transport, Runnable::run, new Random(1));
    }

    private static Transport connecting(BiFunction<Destination, Duration, CompletableFuture<Channel>> connect) {
        return new Transport() {
            @Override
            public CompletableFuture<Channel> connect(Destination destination, Duration timeout) {
                return connect.apply(destination, timeout);
            }

            @Override
            public Loop loop() {
                throw new AssertionError("nobody asks on a loop here");
            }

            @Override
            public void close() {}
        };
    }

    private record Interrupting(Channel channel) implements Channel {
        @Override
        public void listen(Events events) {
            channel.listen(events);
        }

        @Override
        public int read(ByteBuffer into) throws IOException {
            int count = channel.read(into);
            if (count > 0) {
                Thread.currentThread().interrupt();
            }
            return count;
        }

        @Override
        public int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }

        @Override
        public void finish() {
            channel.finish();
        }

        @Override
        public void abort() {
            channel.abort();
        }

        @Override
        public CompletableFuture<Channel> adopt(DetachedSocket socket, Runnable gone) {
            return channel.adopt(socket, gone);
        }

        @Override
        public boolean takesDirect() {
            return channel.takesDirect();
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return channel.remoteAddress();
        }
    }

    AttemptResult at(FakeMember member) {
        return members.connect(attempt(member.port(), "/", headers(), LONG));
    }

    AttemptResult at(FakeMember member, Headers headers) {
        return members.connect(attempt(member.port(), "/", headers, LONG));
    }

    AttemptResult at(FakeMember member, Duration waitLimits) {
        return members.connect(attempt(member.port(), "/", headers(), waitLimits));
    }

    static Attempt attempt(int port, String target, Headers headers, Duration waitLimits) {
        String address = InetAddress.getLoopbackAddress().getHostAddress();
        return new Attempt(new Destination(address, port, null), target, headers, LONG, waitLimits, MAX_HEAD);
    }

    /** Lines for a request, Host first; names and values take turns. */
    static Headers headers(String... more) {
        List<Header> lines = new ArrayList<>(List.of(new Header("Host", "chat.example")));
        for (int i = 0; i < more.length; i += 2) {
            lines.add(new Header(more[i], more[i + 1]));
        }
        return new Headers(lines);
    }

    static OpenedLeg opened(AttemptResult answer) {
        assertThat(answer).isInstanceOf(OpenedLeg.class);
        return (OpenedLeg) answer;
    }

    static MemberRefusal refusal(AttemptResult answer) {
        assertThat(answer).isInstanceOf(MemberRefusal.class);
        return (MemberRefusal) answer;
    }

    /** The body to its end, which is then closed. */
    static String text(MemberRefusalBody body) throws IOException {
        try (body) {
            return new String(body.stream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Reads as a relay does: until nothing is there, then only after a notification. */
    static byte[] read(Leg leg, int count) throws IOException, InterruptedException {
        return new Reader(leg).read(count);
    }

    /** As {@link #read}, up to the end of the stream. */
    static byte[] readToEnd(Leg leg) throws IOException, InterruptedException {
        return new Reader(leg).read(Integer.MAX_VALUE);
    }

    private static final class Reader implements LegEvents {
        private final Semaphore word = new Semaphore(0);
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private final Leg leg;
        private boolean ended;

        Reader(Leg leg) {
            this.leg = leg;
            leg.open(this);
        }

        byte[] read(int count) throws IOException, InterruptedException {
            while (all.size() < count && !ended) {
                assertThat(word.tryAcquire(5, TimeUnit.SECONDS))
                        .as("told readable after %d bytes", all.size())
                        .isTrue();
                word.drainPermits();
                readWhatIsThere();
            }
            return all.toByteArray();
        }

        /** With a short buffer, so that it is often filled. */
        private void readWhatIsThere() throws IOException {
            ByteBuffer some = ByteBuffer.allocate(100);
            do {
                some.clear();
                ended = leg.read(some) < 0;
                all.write(some.array(), 0, some.position());
            } while (!some.hasRemaining());
        }

        @Override
        public void readable() {
            word.release();
        }

        @Override
        public void writable() {}
    }

    @Override
    public void close() {
        transport.close();
        resolver.shutdownNow();
    }
}
