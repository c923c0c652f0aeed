package org.sluice.transport;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;

/**
 * One selector, one thread, and the sockets that live on it.
 *
 * <p>Sockets are ready in place: the selector names each, and {@link ReadyHandler#ready} is called in small
 * {@linkplain ReadyBatch bursts}, so that a message costs no entry in a set of selected keys, no task and no hand-over. Tasks and
 * timers are for what is rare: connecting, handing over, ending. A loop with nothing to do sleeps in the selector.
 *
 * <p>An interrupt ends nothing here: containers interrupt their threads when an application leaves, and the last close
 * frames must still go out. The flag is cleared before each turn and each callback; only {@link #close()} ends the loop.
 */
final class EventLoop implements Runnable {
    private static final int TASKS_PER_TURN = 1024;
    private static final long PAUSE_AFTER_FAULT = TimeUnit.MILLISECONDS.toNanos(10);

    private final Selector selector;
    private final TlsBuffers buffers = new TlsBuffers();
    private final TlsScratch.Pool scratch = new TlsScratch.Pool();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final LoopTimers timers = new LoopTimers();
    private final AtomicInteger load = new AtomicInteger();
    private final AtomicLong wakeups = new AtomicLong();

    private final ReadyBatch burst = new ReadyBatch(this::serve);

    /** Made once: a method reference written at the call would be made anew on every turn. */
    private final Consumer<SelectionKey> selected = this::selected;

    private volatile @Nullable Thread thread;

    /** Whether the loop may be waiting in the selector, so that what others do there would not be seen. */
    private volatile boolean sleeping;

    private volatile boolean closing;
    private volatile boolean ended;

    /** Loop thread only. */
    private long selects;

    EventLoop() throws IOException {
        selector = Selector.open();
    }

    Selector selector() {
        return selector;
    }

    /** Buffers for the records of TLS, shared by the channels of this loop. */
    TlsBuffers buffers() {
        return buffers;
    }

    /** Room for records of sessions that were established elsewhere, shared by the channels of this loop. */
    TlsScratch.Pool scratch() {
        return scratch;
    }

    /** Channels and connects that count on this loop. */
    AtomicInteger load() {
        return load;
    }

    long selects() {
        return selects;
    }

    long wakeups() {
        return wakeups.get();
    }

    boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    boolean isClosing() {
        return closing;
    }

    /**
     * Runs {@code task} soon on the loop thread. Any thread.
     *
     * @return false if the loop has ended and the task will not run
     */
    boolean execute(Runnable task) {
        tasks.add(task);
        if (ended && tasks.remove(task)) {
            return false; // whoever takes the task out of the queue owns it: here nobody will run it
        }
        wake();
        return true;
    }

    /** Makes a waiting loop look again at what it selects. Any thread; free of cost where it is not needed. */
    void wake() {
        if (sleeping && !inLoop()) {
            wakeups.incrementAndGet();
            selector.wakeup();
        }
    }

    /** Lets go of cancelled keys now, and not with the next select. Loop thread only. */
    void deregister() {
        try {
            selector.selectNow(key -> {}); // what is ready is ready then, too
        } catch (IOException e) {
            // told of by the next select
        }
    }

    /** Loop thread only. */
    void schedule(LoopDeadline timed) {
        timers.add(timed);
    }

    /** Loop thread only. */
    void unschedule(LoopDeadline timed) {
        timers.remove(timed);
    }

    /** Asks the loop to reset everything on it and to end. Any thread. */
    void close() {
        closing = true;
        selector.wakeup();
    }

    /** For a loop whose thread never came to be. */
    void discard() throws IOException {
        selector.close();
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        try {
            while (!closing) {
                turn();
            }
        } finally {
            end();
        }
    }

    private void turn() {
        try {
            clearInterrupt();
            select();
        } catch (IOException | RuntimeException e) {
            Journal.event("loop-select-failed")
                    .with("thread", Thread.currentThread().getName())
                    .because(e)
                    .error();
            LockSupport.parkNanos(PAUSE_AFTER_FAULT); // such a fault may last; do not let it burn the machine
        }
        runTasks(TASKS_PER_TURN);
        runTimers();
    }

    private void select() throws IOException {
        selects++;
        sleeping = true; // first this, then the look at the queue: execute() does it the other way round
        try {
            long wait = waitMillis();
            if (wait == 0 || closing || !tasks.isEmpty()) {
                selector.selectNow(selected);
            } else {
                selector.select(selected, Math.max(0, wait));
            }
        } finally {
            sleeping = false;
        }
        burst.serve();
    }

    /** Milliseconds until the first timer, rounded up; negative if there is none. */
    private long waitMillis() {
        LoopDeadline first = timers.peek();
        if (first == null) {
            return -1;
        }
        long nanos = first.due() - System.nanoTime();
        return nanos <= 0 ? 0 : TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
    }

    /** The selector's own monitors are held here; nobody else ever takes them, so nobody can wait for them. */
    private void selected(SelectionKey key) {
        if (sleeping) {
            sleeping = false; // what others change from here on is seen by the next select
        }
        burst.add(key);
    }

    private void serve(SelectionKey key) {
        clearInterrupt();
        try {
            ((ReadyHandler) key.attachment()).ready(key.readyOps());
        } catch (CancelledKeyException e) {
            // closed by another thread a moment ago
        } catch (Throwable e) {
            Journal.event("loop-dispatch-failed")
                    .with("thread", Thread.currentThread().getName())
                    .because(e)
                    .error();
            ((ReadyHandler) key.attachment()).shut();
        }
    }

    private void runTasks(int atMost) {
        for (int i = 0; i < atMost; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            run(task);
        }
    }

    private void run(Runnable task) {
        clearInterrupt();
        try {
            task.run();
        } catch (Throwable e) {
            Journal.event("loop-task-failed")
                    .with("thread", Thread.currentThread().getName())
                    .because(e)
                    .error();
        }
    }

    private void runTimers() {
        LoopDeadline first = timers.peek();
        while (first != null && first.due() - System.nanoTime() <= 0) {
            timers.poll();
            run(first::late);
            first = timers.peek();
        }
    }

    private void end() {
        LoopDeadline timed = timers.poll();
        while (timed != null) {
            run(timed::shut);
            timed = timers.poll();
        }
        for (SelectionKey key : List.copyOf(selector.keys())) {
            Object attachment = key.attachment();
            if (attachment instanceof ReadyHandler ready) {
                run(ready::shut);
            }
        }
        runTasks(Integer.MAX_VALUE);
        ended = true;
        runTasks(Integer.MAX_VALUE);
        try {
            selector.close(); // and with it the sockets that waited for their deregistration
        } catch (IOException e) {
            Journal.event("loop-close-failed")
                    .with("thread", Thread.currentThread().getName())
                    .because(e)
                    .warn();
        }
    }

    private static void clearInterrupt() {
        Thread.interrupted();
    }
}
