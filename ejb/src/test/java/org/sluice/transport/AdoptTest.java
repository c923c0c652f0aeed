package org.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A socket that another owner connected, as a server hands it over, beside a channel of the package itself. */
@Timeout(90)
class AdoptTest {
    private static final int MESSAGES = 500;

    private final TransportFixture rig = new TransportFixture(2);
    private final AtomicInteger gone = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    /** A connected socket, as one's own end and the other one's. */
    private record Met(SocketChannel ours, Socket peer) {}

    private static Met meet() throws IOException {
        try (var listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SocketChannel ours = SocketChannel.open(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort()));
            Socket peer = listening.accept();
            peer.setSoTimeout((int) TransportFixture.PATIENCE.toMillis());
            peer.setTcpNoDelay(true);
            return new Met(ours, peer);
        }
    }

    private NioChannel adopt(NioChannel beside, SocketChannel socket) throws Exception {
        return (NioChannel) beside.adopt(DetachedSocket.plain(socket), gone::incrementAndGet)
                .get(TransportFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    @DisplayName("transport R7.1 an adopted socket lives on its neighbour's loop, and brings what came before")
    void an_adopted_socket_lives_on_its_neighbours_loop() throws Exception {
        var neighbour = rig.pair();
        var other = rig.pair(); // on the other loop
        Met met = meet();
        met.peer().getOutputStream().write(new byte[] {1, 2, 3});

        NioChannel adopted = adopt(neighbour.channel(), met.ours());
        Recorder owner = new Recorder(adopted, 64);
        adopted.listen(owner);

        await().untilAsserted(() -> assertThat(owner.bytes()).containsExactly(1, 2, 3));
        assertThat(adopted.link().loop())
                .isSameAs(neighbour.channel().link().loop())
                .isNotSameAs(other.channel().link().loop());
        assertThat(adopted.link().loop().load()).hasValue(2);
        assertThat(met.ours().getOption(StandardSocketOptions.TCP_NODELAY)).isTrue();
        assertThat(adopted.takesDirect()).isTrue();
        assertThat(adopted.remoteAddress().getPort()).isEqualTo(met.peer().getLocalPort());
        adopted.abort();
    }

    @Test
    @DisplayName("transport R7.2 when both sides have ended, the socket is gone and that is reported once")
    void when_both_sides_have_ended_that_is_told_once() throws Exception {
        Met met = meet();
        NioChannel adopted = adopt(rig.pair().channel(), met.ours());
        adopted.listen(new Echo(adopted, 64));
        met.peer().getOutputStream().write(7);
        met.peer().shutdownOutput();

        assertThat(met.peer().getInputStream().readAllBytes()).containsExactly(7);
        await().untilAsserted(() -> assertThat(gone).hasValue(1));
        assertThat(met.ours().isOpen()).isFalse();
        adopted.abort();
        assertThat(gone).hasValue(1);
    }

    @Test
    @DisplayName("transport R7.2 a reset is reported once, with the socket closed")
    void a_reset_is_told_once() throws Exception {
        Met met = meet();
        NioChannel adopted = adopt(rig.pair().channel(), met.ours());
        adopted.abort();
        adopted.abort();

        assertThat(gone).hasValue(1);
        assertThatThrownBy(() -> met.peer().getInputStream().read()).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("transport R7.2 a socket that is lost on the way is reported closed, and the caller gets the cause")
    void a_socket_that_is_lost_on_the_way_is_told_gone() throws Exception {
        var neighbour = rig.pair();
        Met met = meet();
        met.ours().close();

        assertThatThrownBy(() -> adopt(neighbour.channel(), met.ours()))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(gone).hasValue(1);
        assertThat(neighbour.channel().link().loop().load()).hasValue(1);
    }

    @Test
    @DisplayName("transport R7.2 a transport that ends resets adopted sockets, and takes no more")
    void a_transport_that_ends_resets_adopted_sockets() throws Exception {
        var neighbour = rig.pair();
        adopt(neighbour.channel(), meet().ours());
        rig.transport.close();
        assertThat(gone).hasValue(1);

        Met late = meet();
        assertThatThrownBy(() -> adopt(neighbour.channel(), late.ours())).isInstanceOf(ExecutionException.class);
        assertThat(gone).hasValue(2);
        assertThat(late.ours().isOpen()).isFalse();
    }

    @Test
    @DisplayName("transport R7.2 an owner that throws from its callback harms no other channel")
    void an_owner_that_fails_when_told_harms_no_other() throws Exception {
        var neighbour = rig.pair();
        neighbour.channel().listen(new Echo(neighbour.channel(), 64));
        Channel adopted = neighbour
                .channel()
                .adopt(DetachedSocket.plain(meet().ours()), () -> {
                    throw new IllegalStateException("a test's");
                })
                .get(TransportFixture.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        adopted.abort();
        CostTest.pingPong(neighbour.peer(), 1);
    }

    @Test
    @DisplayName("transport R7.3 what passes from one channel to its neighbour is unchanged, however late it is read")
    void what_passes_to_the_neighbour_is_unchanged() throws Exception {
        Met client = meet();
        var member = rig.pair();
        join(adopt(member.channel(), client.ours()), member.channel());
        byte[] sent = new byte[16 << 20];
        new Random(3).nextBytes(sent);

        BackgroundWork sending = rig.start(() -> {
            client.peer().getOutputStream().write(sent);
            client.peer().shutdownOutput();
        });
        await().until(() -> member.channel().link().interestChanges() > 1); // every buffer on the way is full
        assertThat(Arrays.equals(member.peer().getInputStream().readAllBytes(), sent))
                .isTrue();
        sending.done();
        member.peer().close();
        await().untilAsserted(() -> assertThat(gone).hasValue(1));
    }

    @Test
    @DisplayName(
            "transport R7.3 a message to a neighbour and back costs two selects, two reads, two writes and no garbage")
    void a_message_to_a_neighbour_and_back_costs_two_of_each() throws Exception {
        Met client = meet();
        var member = rig.pair();
        NioChannel adopted = adopt(member.channel(), client.ours());
        join(adopted, member.channel());
        roundTrips(client.peer(), member.peer(), 20 * MESSAGES);
        EventLoop loop = adopted.link().loop();
        Thread thread = rig.loopThreads.get(rig.transport.loops().indexOf(loop));
        NioChannelTest.settled(loop);
        long selects = loop.selects();
        long wakeups = loop.wakeups();
        long calls = calls(adopted) + calls(member.channel());
        int changes = adopted.link().interestChanges() + member.channel().link().interestChanges();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = threads.getThreadAllocatedBytes(thread.getId());

        roundTrips(client.peer(), member.peer(), MESSAGES);

        long wakeupsMade = loop.wakeups() - wakeups;
        long allocatedNow = threads.getThreadAllocatedBytes(thread.getId()) - allocated;
        long selectsMade = loop.selects() - selects;
        NioChannelTest.settled(loop); // and with it, what the loop counted is visible here
        assertThat(calls(adopted) + calls(member.channel()) - calls)
                .as("reads and writes")
                .isEqualTo(4L * MESSAGES);
        assertThat(adopted.link().interestChanges() + member.channel().link().interestChanges() - changes)
                .as("changes of interest")
                .isZero();
        assertThat(wakeupsMade).as("wake-ups").isZero();
        assertThat(selectsMade).as("selects").isBetween(2L * MESSAGES - 1, 2L * MESSAGES + 1);
        assertThat(allocatedNow / MESSAGES).as("bytes made per message").isLessThan(16);
    }

    private static long calls(NioChannel channel) {
        return channel.link().reads() + channel.link().writes();
    }

    private static void roundTrips(Socket client, Socket member, int messages) throws IOException {
        byte[] message = new byte[64];
        for (int i = 0; i < messages; i++) {
            client.getOutputStream().write(message);
            member.getOutputStream().write(member.getInputStream().readNBytes(64));
            assertThat(client.getInputStream().readNBytes(64)).hasSize(64);
        }
    }

    private static void join(Channel one, Channel other) {
        Pipe there = new Pipe(one, other);
        Pipe back = new Pipe(other, one);
        one.listen(told(there, back));
        other.listen(told(back, there));
    }

    private static Channel.Events told(Pipe reading, Pipe writing) {
        return new Channel.Events() {
            @Override
            public void readable() {
                reading.pump();
            }

            @Override
            public void writable() {
                writing.pump();
            }
        };
    }

    /** One way between two channels of one loop. Loop thread only. */
    private static final class Pipe {
        private final Channel from;
        private final Channel to;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(16 * 1024).limit(0);
        private boolean ended;

        Pipe(Channel from, Channel to) {
            this.from = from;
            this.to = to;
        }

        void pump() {
            try {
                boolean more = true;
                while (!ended && more && sent()) {
                    int count = from.read(buffer.clear());
                    more = !buffer.hasRemaining();
                    buffer.flip();
                    ended = count < 0;
                }
                if (ended) {
                    to.finish();
                } else {
                    sent();
                }
            } catch (IOException e) {
                ended = true;
            }
        }

        private boolean sent() throws IOException {
            if (buffer.hasRemaining()) {
                to.write(buffer);
            }
            return !buffer.hasRemaining();
        }
    }
}
