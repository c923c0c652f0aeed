package org.sluice.transport;

import java.util.IdentityHashMap;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The timers of one loop, by the instant they are due. Taking one back costs no search: thousands are taken back in a moment when
 * a storm of handshakes is answered. Loop thread only.
 */
final class LoopTimers {
    /** Fewer than so many that were taken back are not worth cleaning up. */
    private static final int FEW = 64;

    private final PriorityQueue<Entry> queue = new PriorityQueue<>((a, b) -> Long.compare(a.due - b.due, 0));
    private final IdentityHashMap<LoopDeadline, Entry> entries = new IdentityHashMap<>();

    /** One timer; it is empty once it was taken back. */
    private static final class Entry {
        private final long due;
        private @Nullable LoopDeadline timed;

        Entry(LoopDeadline timed) {
            this.due = timed.due();
            this.timed = timed;
        }
    }

    void add(LoopDeadline timed) {
        Entry entry = new Entry(timed);
        entries.put(timed, entry);
        queue.add(entry);
    }

    /** Harmless if it is not here. */
    void remove(LoopDeadline timed) {
        Entry entry = entries.remove(timed);
        if (entry != null) {
            entry.timed = null;
            if (queue.size() > FEW && queue.size() > 2 * entries.size()) {
                queue.removeIf(other -> other.timed == null);
            }
        }
    }

    /** The next one that is due; null if there is none. */
    @Nullable LoopDeadline peek() {
        Entry first = queue.peek();
        while (first != null && first.timed == null) {
            queue.remove();
            first = queue.peek();
        }
        return first == null ? null : first.timed;
    }

    /** The same, which is not here any more. */
    @Nullable LoopDeadline poll() {
        LoopDeadline first = peek();
        if (first != null) {
            queue.remove();
            entries.remove(first);
        }
        return first;
    }
}
