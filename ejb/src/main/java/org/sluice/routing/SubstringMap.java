package org.sluice.routing;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A map from texts to values that looks up a part of a longer text without creating a substring: a lookup allocates nothing.
 * Filled, sealed, then only read.
 *
 * <p>A table with open addressing, never more than half full. The hash of a part is that of a {@link String} of the same
 * characters, so that a loop over a text can compute it step by step (see {@link #next}).
 */
final class SubstringMap<V> {
    private final Map<String, V> filled = new HashMap<>();
    private Slot<V>[] slots = table(1);
    private int longest;

    private record Slot<V>(String text, V value) {}

    /** The value of this text, created if there is none yet. Only before {@link #seal}. */
    V of(String text, Supplier<V> made) {
        return filled.computeIfAbsent(text, unseen -> made.get());
    }

    /** Ends the filling. To be called once, after the last {@link #of}. */
    void seal(Consumer<V> each) {
        filled.values().forEach(each);
        slots = table(Integer.highestOneBit(Math.max(1, filled.size())) * 4);
        filled.forEach((text, value) -> slots[free(text)] = new Slot<>(text, value));
        longest = filled.keySet().stream().mapToInt(String::length).max().orElse(0);
        filled.clear();
    }

    private int free(String text) {
        int at = text.hashCode() & (slots.length - 1);
        while (slots[at] != null) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }

    /** The length of the longest text. */
    int longest() {
        return longest;
    }

    /** The hash of a part extended by one character; that of the empty text is 0. */
    static int next(int hash, char c) {
        return 31 * hash + c;
    }

    /** The value of the part of {@code whole} from {@code from} to its end; null if there is none. */
    @Nullable V from(String whole, int from) {
        int hash = 0;
        for (int i = from; i < whole.length(); i++) {
            hash = next(hash, whole.charAt(i));
        }
        return find(hash, whole, from, whole.length());
    }

    /**
     * The value of the first {@code length} characters of {@code whole}; null if there is none.
     *
     * @param hash the hash of these characters
     */
    @Nullable V upTo(String whole, int length, int hash) {
        return find(hash, whole, 0, length);
    }

    private @Nullable V find(int hash, String whole, int from, int to) {
        int mask = slots.length - 1;
        for (int at = hash & mask; slots[at] != null; at = (at + 1) & mask) {
            Slot<V> slot = slots[at];
            if (slot.text.length() == to - from && whole.startsWith(slot.text, from)) {
                return slot.value;
            }
        }
        return null;
    }

    @SuppressWarnings("unchecked") // Java cannot create an array of a generic record otherwise
    private static <V> Slot<V>[] table(int size) {
        return (Slot<V>[]) new Slot<?>[size];
    }
}
