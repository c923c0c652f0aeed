package org.sluice.wiring;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sluice.admission.MemberSelection;
import org.sluice.journal.Journal;

/**
 * Opens relays to a member of its own before the instance reports itself ready, so that the code of a handshake is compiled
 * when clients connect, which often do so all at once after a start. Ends when the JIT compilers have little left to do, or at
 * its time limit. These relays are not counted, logged or checked; their sockets are on the loopback interface, and are closed
 * at the end. The application owns it; its work runs on a pool thread.
 */
final class WarmUp implements AutoCloseable {
    /** Handshakes at the same moment. */
    private static final int AT_ONCE = 16;

    private final MemberSelection selection;
    private final RandomGenerator random;
    private final Executor executor;
    private final Duration atMost;
    private volatile boolean due;
    private volatile boolean closed;
    private volatile @Nullable WarmUpSockets sockets;

    /**
     * @param selection whose event loops and connections are used
     * @param atMost the time limit; zero for no warm-up
     */
    WarmUp(MemberSelection selection, RandomGenerator random, Executor executor, Duration atMost) {
        this.selection = selection;
        this.random = random;
        this.executor = executor;
        this.atMost = atMost;
        this.due = !atMost.isZero();
    }

    /** Whether the warm-up has not ended yet. Any thread. */
    boolean isDue() {
        return due;
    }

    /** Begins without blocking. No effect if there is no warm-up, or if it has ended. */
    void start() {
        if (!due) {
            return;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            due = false; // the application stops
        }
    }

    private void run() {
        long began = System.nanoTime();
        int openings = 0;
        try (WarmUpSockets own = new WarmUpSockets();
                WarmUpAdmission admission = new WarmUpAdmission(selection, random, own.member())) {
            sockets = own;
            WarmUpRound round = new WarmUpRound(admission.admission(), own, AT_ONCE);
            Journal.event("warming-up")
                    .with("at-most", atMost.toMillis() + "ms")
                    .info();
            openings = rounds(round, began);
            logEnd(openings, began);
        } catch (IOException | RuntimeException e) {
            if (!closed) {
                Journal.event("warm-up-failed")
                        .saying("the first clients will be slower")
                        .because(e)
                        .warn();
            }
        } finally {
            due = false;
        }
    }

    private int rounds(WarmUpRound round, long began) throws IOException {
        int openings = 0;
        CompilerLoad compilers = new CompilerLoad();
        while (!closed && System.nanoTime() - began < atMost.toNanos() && !compilers.areIdle()) {
            round.run();
            openings += AT_ONCE;
        }
        return openings;
    }

    private static void logEnd(int openings, long began) {
        Journal.event("warmed-up")
                .with("openings", openings)
                .with("took", Duration.ofNanos(System.nanoTime() - began).toMillis() + "ms")
                .info();
    }

    /** Aborts the warm-up. Does not block. */
    @Override
    public void close() {
        closed = true;
        due = false;
        WarmUpSockets own = sockets;
        if (own != null) {
            own.close();
        }
    }
}
