package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.frames.Extensions;

/** What one relayed message costs, counted, not measured: so it holds on any machine. */
class EchoCostTest {
    private static final int WARM = 20_000;
    private static final int COUNTED = 20_000;

    private final EchoLeg client = new EchoLeg(Frames.binary(Side.CLIENT, 64));
    private final EchoLeg member = new EchoLeg(Frames.binary(Side.MEMBER, 64));

    @Test
    @DisplayName("relay R1.3 a message costs one read, one write and no allocation")
    void a_message_costs_one_read_one_write_and_no_allocation() {
        open(TestTerms.start()
                .idle(60, true)
                .heartbeat(20, true, true)
                .timeouts(60, 10, 30)
                .now());
        echo(WARM);
        int reads = client.reads + member.reads;
        int writes = client.writes + member.writes;
        assertThat(allocatedPerMessage()).as("bytes").isZero();

        assertThat(client.reads + member.reads - reads).isEqualTo(2 * COUNTED);
        assertThat(client.writes + member.writes - writes).isEqualTo(2 * COUNTED);
        assertThat(client.taken).isEqualTo(WARM + COUNTED);
    }

    @Test
    @DisplayName("relay R1.3 a message below its rate costs no more")
    void a_message_below_its_rate_costs_no_more() {
        open(TestTerms.start().rate(Integer.MAX_VALUE, Integer.MAX_VALUE, false).now());
        echo(WARM);
        assertThat(allocatedPerMessage()).as("bytes").isZero();
    }

    @Test
    @DisplayName("relay R1.3 a message between two sockets costs no more, and passes outside the heap")
    void a_message_between_two_sockets_passes_outside_the_heap() {
        client.direct = true;
        member.direct = true;
        open(TestTerms.quiet());
        echo(WARM);
        assertThat(allocatedPerMessage()).as("bytes").isZero();
        assertThat(client.sawDirect && member.sawDirect).isTrue();
    }

    @Test
    @DisplayName("relay R1.7 a look ahead goes as far as the leg across, and moves nothing")
    void a_look_ahead_goes_as_far_as_the_leg_across() {
        open(TestTerms.quiet());
        int calls = client.reads + member.reads + client.writes + member.writes;
        client.beforeSpeaking();

        assertThat(member.looks).isEqualTo(1);
        assertThat(client.looks).isZero();
        assertThat(client.reads + member.reads + client.writes + member.writes).isEqualTo(calls);
    }

    private void open(RelayTerms terms) {
        long born = System.nanoTime();
        var relays = new Relays(() -> born, new Random(1));
        relays.open(new RelayOrder(member, terms, Extensions.none(), 0, 0), client, (relay, cause) -> {
            throw new AssertionError(cause);
        });
        assertThat(relays.all()).hasSize(1).allMatch(relay -> relay.age().equals(Duration.ZERO));
    }

    private void echo(int times) {
        for (int time = 0; time < times; time++) {
            client.speak();
            member.speak();
        }
    }

    /** In whole bytes: the machine itself may need some few for all messages together. */
    private long allocatedPerMessage() {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        echo(COUNTED);
        return (threads.getCurrentThreadAllocatedBytes() - before) / COUNTED;
    }

    /** Sends one message over and over, and reads everything. Allocates nothing itself. */
    private static final class EchoLeg implements Leg {
        private final byte[] message;
        private final byte[] got = new byte[256];
        private @Nullable LegEvents events;
        private boolean hasMessage;
        boolean direct;
        boolean sawDirect;
        int reads;
        int writes;
        int taken;
        int looks;

        EchoLeg(byte[] message) {
            this.message = message;
        }

        void speak() {
            hasMessage = true;
            if (events != null) {
                events.readable();
            }
        }

        void beforeSpeaking() {
            if (events != null) {
                events.beforeReadable();
            }
        }

        @Override
        public int beforeWrite() {
            return ++looks;
        }

        @Override
        public void open(LegEvents owner) {
            events = owner;
        }

        @Override
        public int read(ByteBuffer into) {
            reads++;
            if (!hasMessage) {
                return 0;
            }
            hasMessage = false;
            sawDirect = into.isDirect();
            into.put(message);
            return message.length;
        }

        @Override
        public int write(ByteBuffer from) {
            writes++;
            int count = from.remaining();
            from.get(got, 0, count);
            taken += Arrays.mismatch(got, 0, 1, message, 0, 1) < 0 ? 1 : 0;
            return count;
        }

        @Override
        public boolean takesDirect() {
            return direct;
        }

        @Override
        public void finish() {
            throw new AssertionError("finished");
        }

        @Override
        public void abort() {
            throw new AssertionError("aborted");
        }
    }
}
