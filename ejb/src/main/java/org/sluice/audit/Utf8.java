package org.sluice.audit;

/** Counts without encoding. */
final class Utf8 {
    private Utf8() {}

    /** Bytes of {@code text} in UTF-8; half of a pair that was cut counts two. */
    static long length(CharSequence text) {
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
