package org.sluice.wiring;

import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.sluice.admission.MemberSelection;
import org.sluice.journal.Journal;

/**
 * Opens relays to a member of its own before the instance calls itself ready, so that the code of a handshake is compiled when
 * clients come: storms are the rule right after a start. Ends when the compilers have little left to do, or when its time is over.
 * Nothing of it is counted, logged or checked; its sockets are on the loopback, and are closed at its end. The application owns
 * it; its work is done on a lent thread.
 */
final class WarmUp implements AutoCloseable {
    /** Handshakes at the same moment. */
    private static final int AT_ONCE = 16;

    /** How often the compilers are looked at. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Of the time between two looks, of all compilers together. */
    private static final double IDLE = 0.1;

    private final MemberSelection places;
    private final RandomGenerator random;
    private final Executor executor;
    private final Duration atMost;
    private final @Nullable CompilationMXBean compilers = ManagementFactory.getCompilationMXBean();
    private volatile boolean due;
    private volatile boolean closed;
    private volatile @Nullable WarmUpSockets sockets;

    /**
     * Due until it has been done.
     *
     * @param places whose loops and connections are used, and nothing else of them
     * @param atMost zero for none
     */
    WarmUp(MemberSelection places, RandomGenerator random, Executor executor, Duration atMost) {
        this.places = places;
        this.random = random;
        this.executor = executor;
        this.atMost = atMost;
        this.due = !atMost.isZero();
    }

    /** Whether it has not ended yet. Any thread. */
    boolean isDue() {
        return due;
    }

    /** Begins; does not wait. Harmless when there is none, or when repeated behind its end. */
    void start() {
        if (!due) {
            return;
        }
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            due = false; // the application goes
        }
    }

    private void run() {
        long began = System.nanoTime();
        int openings = 0;
        try (WarmUpSockets own = new WarmUpSockets();
                WarmUpAdmission admission = new WarmUpAdmission(places, random, own.member())) {
            sockets = own;
            WarmUpRound round = new WarmUpRound(admission.admission(), own, AT_ONCE);
            Journal.event("warming-up")
                    .with("at-most", atMost.toMillis() + "ms")
                    .info();
            openings = rounds(round, began);
            said(openings, began);
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
        long looked = began;
        long spent = compiling();
        while (!closed && System.nanoTime() - began < atMost.toNanos()) {
            round.run();
            openings += AT_ONCE;
            long now = System.nanoTime();
            if (now - looked > LOOK.toNanos()) {
                long until = compiling();
                if ((until - spent) * 1e6 < IDLE * (now - looked)) {
                    break;
                }
                looked = now;
                spent = until;
            }
        }
        return openings;
    }

    /** Milliseconds of all compilers; a JVM that does not tell is warmed for as long as it may be. */
    private long compiling() {
        return compilers != null && compilers.isCompilationTimeMonitoringSupported()
                ? compilers.getTotalCompilationTime()
                : System.nanoTime();
    }

    private static void said(int openings, long began) {
        Journal.event("warmed-up")
                .with("openings", openings)
                .with("took", Duration.ofNanos(System.nanoTime() - began).toMillis() + "ms")
                .info();
    }

    /** Breaks it off. Does not wait. */
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
