package org.sluice.spi;

/** Computes the length of a text in UTF-8, without encoding it. */
public final class Utf8Length {
    private Utf8Length() {}

    /** Bytes of {@code text} in UTF-8; half of a split surrogate pair counts as two. */
    public static long of(CharSequence text) {
        long bytes = text.length();
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit >= 0x80) {
                bytes += unit >= 0x800 && !Character.isSurrogate(unit) ? 2 : 1;
            }
        }
        return bytes;
    }
}
