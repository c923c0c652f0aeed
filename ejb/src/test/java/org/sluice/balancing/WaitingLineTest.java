package org.sluice.balancing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private static final long LONG = TimeUnit.SECONDS.toNanos(30);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final WaitingLine line = new WaitingLine();
    private final Semaphore places = new Semaphore(0);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    @DisplayName("balancing R4.10 the first handshake to wait is served first")
    void the_first_to_wait_is_served_first() {
        var served = new ConcurrentLinkedQueue<Integer>();
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            int before = i;
            waiting.add(CompletableFuture.runAsync(
                    () -> line.await(10, this::place, LONG).ifPresent(got -> served.add(number)), threads));
            await().until(() -> line.length() == before + 1);
        }
        for (int i = 0; i < 5; i++) {
            int expected = i + 1;
            places.release();
            line.placeFreed();
            await().until(() -> served.size() == expected);
        }
        waiting.forEach(CompletableFuture::join);
        assertThat(served).containsExactly(0, 1, 2, 3, 4);
        assertThat(line.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("balancing R4.10 no more handshakes wait than allowed, and none longer than its timeout")
    void no_more_handshakes_wait_than_allowed() {
        CompletableFuture<Optional<String>> one =
                CompletableFuture.supplyAsync(() -> line.await(1, this::place, LONG), threads);
        await().until(() -> !line.isEmpty());
        assertThat(line.await(1, this::place, LONG)).isEmpty();
        assertThat(line.await(2, this::place, TimeUnit.MILLISECONDS.toNanos(20)))
                .isEmpty();
        assertThat(one).isNotDone();
        assertThat(line.length()).isEqualTo(1);
        places.release();
        line.placeFreed();
        assertThat(one.join()).isPresent();
    }

    @Test
    @DisplayName(
            "balancing R4.10 a place freed without a wake-up is found, and one that the first cannot use goes to the next")
    void a_place_freed_without_a_wake_up_is_found() {
        CompletableFuture<Optional<String>> picky =
                CompletableFuture.supplyAsync(() -> line.await(5, Optional::<String>empty, LONG), threads);
        await().until(() -> line.length() == 1);
        CompletableFuture<Optional<String>> next =
                CompletableFuture.supplyAsync(() -> line.await(5, this::place, LONG), threads);
        await().until(() -> line.length() == 2);
        places.release();
        line.placeFreed();
        await().atMost(Duration.ofSeconds(10)).until(next::isDone);
        assertThat(next.join()).isPresent();

        threads.shutdownNow(); // interrupts the waiting threads
        assertThat(picky.join()).isEmpty();
        assertThat(line.isEmpty()).isTrue();
    }

    @Test
    @DisplayName("balancing R4.12 closing the queue releases all waiting handshakes, and none waits any more")
    void closing_the_queue_releases_all_waiting_handshakes() {
        List<CompletableFuture<Optional<String>>> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int before = i;
            waiting.add(CompletableFuture.supplyAsync(() -> line.await(5, this::place, LONG), threads));
            await().until(() -> line.length() == before + 1);
        }
        line.close();
        assertThat(waiting)
                .allSatisfy(each -> assertThat(each.get(10, TimeUnit.SECONDS)).isEmpty());
        places.release();
        assertThat(line.await(5, this::place, LONG)).isEmpty();
        assertThat(line.isEmpty()).isTrue();
    }

    private Optional<String> place() {
        return places.tryAcquire() ? Optional.of("place") : Optional.empty();
    }
}
