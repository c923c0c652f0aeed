package org.sluice.it.relay;

import java.util.concurrent.CompletableFuture;

/** Work beside the test's own thread; {@code join()} brings back its failure. */
final class Background {
    private static final int STACK = 192 << 10;

    private Background() {}

    static CompletableFuture<Void> run(Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread thread = new Thread(null, () -> complete(done, work), "background", STACK);
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static void complete(CompletableFuture<Void> done, Work work) {
        try {
            work.run();
            done.complete(null);
        } catch (Throwable e) {
            done.completeExceptionally(e);
        }
    }

    /** Work that may fail. */
    interface Work {
        void run() throws Exception;
    }
}
