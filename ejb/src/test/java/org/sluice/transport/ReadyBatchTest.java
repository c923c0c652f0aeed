package org.sluice.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sockets of one loop to which bytes came while it was busy, so that it finds them ready at the same time. */
@Timeout(60)
class ReadyBatchTest {
    private static final String LOOK = "look at ";

    private final TransportFixture rig = new TransportFixture(1);
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final List<TransportFixture.Pair> pairs = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        pairs.forEach(pair -> pair.channel().abort());
        rig.close();
    }

    /** Records its callbacks, and reads what is there. */
    private record Owner(String name, NioChannel channel, List<String> events, Runnable meanwhile)
            implements Channel.Events {
        @Override
        public int beforeReadable() {
            events.add(LOOK + name);
            return 1;
        }

        @Override
        public void readable() {
            events.add(name);
            meanwhile.run();
            try {
                channel.read(ByteBuffer.allocate(64));
            } catch (IOException e) {
                events.add(name + " is lost");
            }
        }

        @Override
        public void writable() {}
    }

    private void listen(String name, Runnable meanwhile) throws Exception {
        var pair = rig.pair();
        pairs.add(pair);
        pair.channel().listen(new Owner(name, pair.channel(), events, meanwhile));
    }

    /** One byte to each, while their loop has something else to do. */
    private void speakToAll() throws Exception {
        NioChannelTest.settled(loop());
        var busy = new CountDownLatch(1);
        var over = new CountDownLatch(1);
        loop().execute(() -> {
            busy.countDown();
            try {
                over.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        busy.await();
        for (TransportFixture.Pair pair : pairs) {
            pair.peer().getOutputStream().write(1);
        }
        over.countDown();
    }

    private EventLoop loop() {
        return rig.transport.loops().get(0);
    }

    @Test
    @DisplayName("transport R2.7 sockets that are ready together are all prefetched before the first owner is notified")
    void sockets_that_are_ready_together_are_looked_at_before_the_first_is_told() throws Exception {
        listen("a", () -> {});
        listen("b", () -> {});
        listen("c", () -> {});
        speakToAll();

        await().untilAsserted(() -> assertThat(events).hasSize(6));
        assertThat(events.subList(0, 3)).containsExactlyInAnyOrder(LOOK + "a", LOOK + "b", LOOK + "c");
        assertThat(events.subList(3, 6)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    @DisplayName("transport R2.7 one that is ready alone is notified at once")
    void one_that_is_ready_alone_is_told_at_once() throws Exception {
        listen("alone", () -> {});
        speakToAll();

        await().untilAsserted(() -> assertThat(events).isNotEmpty());
        assertThat(events).containsExactly("alone");
    }

    @Test
    @DisplayName("transport R2.7 of many more than one batch none is forgotten, and none notified twice")
    void of_many_more_than_are_looked_at_together_none_is_forgotten() throws Exception {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            names.add("n" + i);
            listen("n" + i, () -> {});
        }
        speakToAll();

        await().untilAsserted(() -> assertThat(events).containsAll(names));
        NioChannelTest.settled(loop());
        assertThat(events.stream().filter(names::contains)).containsExactlyInAnyOrderElementsOf(names);
        assertThat(events.stream().filter(line -> line.startsWith(LOOK))).hasSizeGreaterThan(40);
    }

    @Test
    @DisplayName("transport R2.7 an owner that throws from its prefetch loses its channel, and the others are notified")
    void an_owner_that_throws_when_it_is_to_look_loses_its_channel() throws Exception {
        listen("a", () -> {});
        var bad = rig.pair();
        pairs.add(bad);
        bad.channel().listen(new Channel.Events() {
            @Override
            public int beforeReadable() {
                throw new IllegalStateException("by the test");
            }

            @Override
            public void readable() {
                events.add("the bad one");
            }

            @Override
            public void writable() {}
        });
        listen("b", () -> {});
        speakToAll();

        await().untilAsserted(() -> assertThat(events).contains("a", "b").doesNotContain("the bad one"));
        assertThatThrownBy(() -> bad.channel().read(ByteBuffer.allocate(1))).isInstanceOf(IOException.class);
    }

    @Test
    @DisplayName("transport R2.7 a socket that another one of the same batch resets does the others no harm")
    void one_that_another_of_the_same_burst_resets_does_the_others_no_harm() throws Exception {
        listen("victim", () -> {});
        NioChannel victim = pairs.get(0).channel();
        listen("b", victim::abort);
        listen("c", victim::abort);
        speakToAll();
        await().untilAsserted(() -> assertThat(events).contains("b", "c", "victim is lost"));

        events.clear();
        pairs.get(1).peer().getOutputStream().write(2);
        await().untilAsserted(() -> assertThat(events).contains("b"));
    }
}
