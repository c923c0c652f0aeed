package org.sluice.web.message;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs tasks one after the other, in the order of submission, on threads of {@code executor}. An exception of one task
 * does not prevent the next. Any thread.
 */
final class SerialExecutor implements Executor {
    private final Executor executor;
    /** Guarded by itself; the first task is running. */
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    SerialExecutor(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void execute(Runnable task) {
        boolean first;
        synchronized (tasks) {
            first = tasks.isEmpty();
            tasks.add(task);
        }
        if (first) {
            executor.execute(() -> run(task));
        }
    }

    private void run(Runnable first) {
        try {
            first.run();
        } finally {
            Runnable next;
            synchronized (tasks) {
                tasks.remove();
                next = tasks.peek();
            }
            if (next != null) {
                Runnable task = next;
                executor.execute(() -> run(task));
            }
        }
    }
}
