package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.sluice.frames.Extensions;

/** Each leg has an event loop of its own, each peer a thread that sends, and sweeps in between. */
class TwoLoopsTest implements RelayEvents {
    private final ExecutorService clientLoop = Executors.newSingleThreadExecutor();
    private final ExecutorService memberLoop = Executors.newSingleThreadExecutor();
    private final ExecutorService peers = Executors.newFixedThreadPool(2);
    private final CountDownLatch over = new CountDownLatch(1);
    private final MemoryLeg client = new MemoryLeg().outsideHeap().unkind(TwoLoopsTest::cut, clientLoop);
    private final MemoryLeg member = new MemoryLeg().outsideHeap().unkind(TwoLoopsTest::cut, memberLoop);
    private final Relays relays = new Relays(System::nanoTime, new Random(1));

    @AfterEach
    void stop() {
        List.of(clientLoop, memberLoop, peers).forEach(ExecutorService::shutdownNow);
    }

    @RepeatedTest(value = 10, name = "R1.4 run {currentRepetition}")
    @DisplayName("relay R1.4 two event loops lose no wake-up, no byte and no order")
    void two_event_loops_lose_no_wake_up_no_byte_and_no_order() throws Exception {
        byte[] clientSays = RandomTalk.of(Side.CLIENT, new SplittableRandom(11), 2000);
        byte[] memberSays = RandomTalk.of(Side.MEMBER, new SplittableRandom(12), 2000);
        var order = new RelayOrder(member, TestTerms.quiet(), Extensions.none(), 0, 0);
        relays.open(order, client, this);
        peers.execute(() -> speak(client, clientSays));
        peers.execute(() -> speak(member, memberSays));

        assertThat(over.await(60, TimeUnit.SECONDS)).as("over").isTrue();
        assertThat(sha(member.bytes())).isEqualTo(sha(clientSays));
        assertThat(sha(client.bytes())).isEqualTo(sha(memberSays));
        assertThat(client.ending()).containsExactly("finish");
        assertThat(member.ending()).containsExactly("finish");
        assertThat(relays.all()).isEmpty();
        client.assertNoMisuse();
        member.assertNoMisuse();
    }

    private void speak(MemoryLeg leg, byte[] talk) {
        var random = new SplittableRandom(talk.length);
        for (int at = 0; at < talk.length; ) {
            int next = Math.min(talk.length, at + random.nextInt(1, 5000));
            leg.says(Arrays.copyOfRange(talk, at, next));
            at = next;
            if (random.nextInt(50) == 0) {
                disturb(leg);
            }
        }
        leg.ends();
    }

    private synchronized void disturb(MemoryLeg leg) {
        relays.sweep();
        leg.calledForNothing();
    }

    private static int cut(int most) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return random.nextInt(3) == 0 ? random.nextInt(most + 1) : most;
    }

    private static String sha(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    @Override
    public void over(OpenRelay relay, CloseCause cause) {
        assertThat(over.getCount()).as("over for the first time").isEqualTo(1);
        over.countDown();
    }
}
