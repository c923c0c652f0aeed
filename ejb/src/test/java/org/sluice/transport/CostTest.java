package org.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.net.Socket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Counts what a message costs, so that an added wake-up or system call per message fails a test. */
@Timeout(60)
class CostTest {
    private static final int MESSAGES = 500;

    private final TransportFixture rig = new TransportFixture(1);

    @AfterEach
    void close() throws Exception {
        rig.close();
    }

    @Test
    @DisplayName("transport R2.6 an echoed message costs one select, one read, one write and nothing else")
    void an_echoed_message_costs_one_select_one_read_one_write() throws Exception {
        var pair = rig.pair();
        pair.channel().listen(new Echo(pair.channel(), 1024));
        pingPong(pair.peer(), 1);
        assertCost(pair, 0);
    }

    /** {@code slack}: selects that TLS may need for records of its own. */
    static void assertCost(TransportFixture.Pair pair, int slack) throws Exception {
        LoopSocket link = pair.channel().link();
        EventLoop loop = link.loop();
        NioChannelTest.settled(loop);
        long selects = loop.selects();
        long wakeups = loop.wakeups();
        long reads = link.reads();
        long writes = link.writes();
        int changes = link.interestChanges();

        pingPong(pair.peer(), MESSAGES);

        long selectsMade = loop.selects() - selects;
        long wakeupsMade = loop.wakeups() - wakeups;
        NioChannelTest.settled(loop); // and with it, what the loop counted is visible here
        assertThat(link.reads() - reads).as("reads").isBetween((long) MESSAGES, (long) MESSAGES + slack);
        assertThat(link.writes() - writes).as("writes").isEqualTo(MESSAGES);
        assertThat(link.interestChanges() - changes).as("changes of interest").isZero();
        assertThat(wakeupsMade).as("wake-ups").isZero();
        // one more or less: the loop may or may not sleep again yet
        assertThat(selectsMade).as("selects").isBetween(MESSAGES - 1L, MESSAGES + 1L + slack);
    }

    /** Each message is answered before the next is sent. */
    static void pingPong(Socket peer, int messages) throws Exception {
        byte[] message = new byte[64];
        for (int i = 0; i < messages; i++) {
            peer.getOutputStream().write(message);
            assertThat(peer.getInputStream().readNBytes(64)).hasSize(64);
        }
    }

    @Test
    @DisplayName("transport R2.6 relaying on the loop makes no garbage")
    void relaying_on_the_loop_makes_no_garbage() throws Exception {
        var pair = rig.pair();
        pair.channel().listen(new Echo(pair.channel(), 1024));
        pingPong(pair.peer(), 20 * MESSAGES);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = rig.loopThreads.get(0).getId();
        long before = threads.getThreadAllocatedBytes(id);
        pingPong(pair.peer(), MESSAGES);
        assertThat((threads.getThreadAllocatedBytes(id) - before) / MESSAGES)
                .as("bytes made per message")
                .isLessThan(16);
    }

    @Test
    @DisplayName("transport R5.4 a loop with open channels and nothing to do does not run")
    void a_loop_with_nothing_to_do_does_not_run() throws Exception {
        var pair = rig.pair();
        pair.channel().listen(new Recorder(pair.channel(), 64));
        var closing = rig.pair();
        Recorder owner = new Recorder(closing.channel(), 64);
        closing.channel().listen(owner);
        closing.peer().shutdownOutput(); // read to its end, and then kept: must not be reported again and again
        assertThat(owner.ended.await(5, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
        EventLoop loop = rig.transport.loops().get(0);
        long before = NioChannelTest.settled(loop);
        long cpu = ManagementFactory.getThreadMXBean()
                .getThreadCpuTime(rig.loopThreads.get(0).getId());
        rig.start(() -> new java.util.concurrent.CountDownLatch(1)
                        .await(300, java.util.concurrent.TimeUnit.MILLISECONDS))
                .done();
        assertThat(ManagementFactory.getThreadMXBean()
                                .getThreadCpuTime(rig.loopThreads.get(0).getId())
                        - cpu)
                .isLessThan(20_000_000);
        assertThat(NioChannelTest.settled(loop) - before).isLessThanOrEqualTo(4);
    }
}
