package org.sluice.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.sluice.journal.Journal;

/**
 * The transport on the JDK's selectors: a few event loops, each with one thread, named {@code sluice-io-1} and up. A new
 * channel goes to the loop with the fewest, and stays there.
 *
 * <p>Futures of {@link #connect} complete on a loop thread: what depends on them must be quick, or go elsewhere.
 */
public final class NioTransport implements Transport {
    private static final long CLOSE_WITHIN = TimeUnit.SECONDS.toNanos(5);

    private final List<EventLoop> loops;
    private final List<Thread> threads = new ArrayList<>();
    private final BlockingTasks elsewhere;

    private NioTransport(List<EventLoop> loops, BlockingTasks elsewhere) {
        this.loops = loops;
        this.elsewhere = elsewhere;
    }

    /**
     * Starts the loops.
     *
     * @param loops how many event loops, and so threads; 1 or more
     * @param factory makes the threads; in a server, its managed thread factory
     * @param elsewhere looks up names, which may block, and computes TLS handshakes; never shut down here
     * @throws IOException if the machine has no descriptors left
     * @throws IllegalStateException if the factory gives no thread
     */
    public static NioTransport start(int loops, ThreadFactory factory, Executor elsewhere) throws IOException {
        return start(loops, factory, new BlockingTasks(elsewhere, host -> List.of(InetAddress.getAllByName(host))));
    }

    static NioTransport start(int count, ThreadFactory factory, BlockingTasks elsewhere) throws IOException {
        if (count < 1) {
            throw new IllegalArgumentException("loops: " + count + " (expected: 1 or more)");
        }
        List<EventLoop> loops = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                loops.add(new EventLoop());
            }
            NioTransport transport = new NioTransport(List.copyOf(loops), elsewhere);
            transport.startThreads(factory);
            return transport;
        } catch (IOException | RuntimeException e) {
            for (EventLoop loop : loops) {
                loop.discard();
            }
            throw e;
        }
    }

    private void startThreads(ThreadFactory factory) {
        for (EventLoop loop : loops) {
            Thread thread = factory.newThread(loop);
            if (thread == null) {
                throw new IllegalStateException("the thread factory gives no thread");
            }
            thread.setName("sluice-io-" + (threads.size() + 1));
            threads.add(thread);
        }
        threads.forEach(Thread::start); // only once all are there, so that a failure leaves none behind
    }

    List<EventLoop> loops() {
        return loops;
    }

    @Override
    public CompletableFuture<Channel> connect(Destination destination, Duration timeout) {
        return loop().connect(destination, timeout);
    }

    @Override
    public Loop loop() {
        return new LoopHandle(leastLoaded(), elsewhere);
    }

    private EventLoop leastLoaded() {
        EventLoop least = loops.get(0);
        for (EventLoop loop : loops) {
            least = loop.load().get() < least.load().get() ? loop : least;
        }
        return least;
    }

    @Override
    public void close() {
        loops.forEach(EventLoop::close);
        long deadline = System.nanoTime() + CLOSE_WITHIN;
        boolean interrupted = false;
        for (Thread thread : threads) {
            interrupted |= !joined(thread, deadline);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the end of {@code thread}; false if the caller was interrupted meanwhile, which ends the wait. */
    private static boolean joined(Thread thread, long deadline) {
        if (thread == Thread.currentThread()) {
            return true; // closed from a callback: this loop ends when the callback returns
        }
        try {
            TimeUnit.NANOSECONDS.timedJoin(thread, Math.max(1_000_000, deadline - System.nanoTime()));
        } catch (InterruptedException e) {
            return false;
        }
        if (thread.isAlive()) {
            Journal.event("loop-still-running")
                    .with("thread", thread.getName())
                    .with("why", "an owner does not return")
                    .warn();
        }
        return true;
    }
}
