package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.frames.Extensions;

/**
 * What one sweep over 10 000 quiet relays costs, with every limit set and a heartbeat on both legs. The answers come behind
 * it, as they do on the threads of the legs. In CPU time of the sweeping thread, so that it does not depend on who else is at work; the figure goes to
 * {@code target/results/sweep.txt}. With {@code -Plong} it must keep its promise, else only be no blunder:
 *
 * <pre>
 *   ./mvnw -pl ejb test -Plong -Dtest=SweepCostTest -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class SweepCostTest {
    private static final int RELAYS = 10_000;
    private static final int WARM = 300;
    private static final int COUNTED = 200;
    private static final Duration MOST = Duration.ofMillis(Boolean.getBoolean("sluice.long") ? 5 : 50);

    private final AtomicLong clock = new AtomicLong();
    private final List<AnsweringLeg> asked = new ArrayList<>();
    private final Relays relays = new Relays(clock::get, new Random(1));

    @Test
    @DisplayName("relay R2.4 a sweep over ten thousand relays that beat on both legs takes some milliseconds")
    void a_sweep_over_ten_thousand_relays_takes_some_milliseconds() throws IOException {
        RelayTerms terms = TestTerms.start()
                .idle(60, true)
                .lifetime(1_000_000)
                .heartbeat(25, true, true)
                .timeouts(60, 10, 30)
                .now();
        for (int nth = 0; nth < RELAYS; nth++) {
            clock.addAndGet(Duration.ofMillis(3).toNanos());
            var order = new RelayOrder(new AnsweringLeg(Side.MEMBER), terms, Extensions.none(), 0, 0);
            relays.open(order, new AnsweringLeg(Side.CLIENT), (relay, cause) -> {
                throw new AssertionError(cause);
            });
        }
        sweep(WARM);
        long[] nanos = sweep(COUNTED);

        assertThat(relays.all()).hasSize(RELAYS);
        write(nanos);
        // The quickest tenth, because other processes empty the caches, and the sweep goes through all
        // relays.
        assertThat(Duration.ofNanos(nanos[COUNTED / 10])).isLessThan(MOST);
    }

    /** How long each took, sorted. */
    private long[] sweep(int times) {
        var threads = ManagementFactory.getThreadMXBean();
        long[] nanos = new long[times];
        for (int time = 0; time < times; time++) {
            clock.addAndGet(RelayFixture.SWEEP.toNanos());
            long before = threads.getCurrentThreadCpuTime();
            relays.sweep();
            nanos[time] = threads.getCurrentThreadCpuTime() - before;
            asked.forEach(AnsweringLeg::answer);
            asked.clear();
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static void write(long[] nanos) throws IOException {
        String text = String.format(
                "a sweep over %d relays, heartbeat 25 s on both legs, sweeps every 500 ms, CPU of its thread:%n"
                        + "median %.2f ms, 99 of 100 below %.2f ms, worst %.2f ms%n",
                RELAYS, nanos[COUNTED / 2] / 1e6, nanos[COUNTED * 99 / 100] / 1e6, nanos[COUNTED - 1] / 1e6);
        Path folder = Files.createDirectories(Path.of("target", "results"));
        Files.writeString(folder.resolve("sweep.txt"), text);
        System.out.print(text);
    }

    /** A peer that sends nothing by itself and answers every ping. */
    private final class AnsweringLeg implements Leg {
        private static final int NONCE = 8;

        private final Side side;
        private final ByteBuffer answer;
        private @Nullable LegEvents events;

        AnsweringLeg(Side side) {
            this.side = side;
            this.answer = ByteBuffer.allocate(2 + 4 + NONCE).limit(0);
        }

        @Override
        public void open(LegEvents owner) {
            events = owner;
        }

        @Override
        public int read(ByteBuffer into) {
            int count = answer.remaining();
            into.put(answer);
            return count;
        }

        @Override
        public int write(ByteBuffer from) {
            int count = from.remaining();
            answer.clear().put((byte) 0x8A);
            if (side == Side.CLIENT) {
                answer.put((byte) (0x80 | NONCE)).putInt(0).put(from.position(from.limit() - NONCE));
            } else {
                int key = from.getInt(from.position() + 2);
                long masked = from.getLong(from.limit() - NONCE);
                answer.put((byte) NONCE)
                        .putLong(masked ^ (Integer.toUnsignedLong(key) << 32 | Integer.toUnsignedLong(key)));
            }
            answer.flip();
            from.position(from.limit());
            asked.add(this);
            return count;
        }

        void answer() {
            Objects.requireNonNull(events).readable();
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
