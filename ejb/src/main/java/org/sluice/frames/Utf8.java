package org.sluice.frames;

/** Strict UTF-8 (RFC 3629) over an array, without the decoder and the buffers the JDK would need per call. */
final class Utf8 {
    private Utf8() {}

    /** Whether the bytes of {@code [from, to)} are whole characters, shortest form, no surrogates, up to U+10FFFF. */
    static boolean isValid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            int size = sizeAfter(bytes[at] & 0xFF);
            if (size == 0 || at + size > to || !isCharacter(bytes, at, size)) {
                return false;
            }
            at += size;
        }
        return true;
    }

    /** The length of the character that starts with this byte; 0 if none does. */
    private static int sizeAfter(int lead) {
        if (lead < 0x80) {
            return 1;
        }
        if (lead < 0xC2 || lead > 0xF4) {
            return 0; // a continuation byte, an overlong pair (C0, C1), or beyond U+10FFFF
        }
        if (lead < 0xE0) {
            return 2;
        }
        return lead < 0xF0 ? 3 : 4;
    }

    private static boolean isCharacter(byte[] bytes, int at, int size) {
        if (size > 1 && !isSecond(bytes[at] & 0xFF, bytes[at + 1] & 0xFF)) {
            return false;
        }
        for (int next = at + 2; next < at + size; next++) {
            if (isLead(bytes[next])) {
                return false;
            }
        }
        return true;
    }

    /** The table of RFC 3629 4: four lead bytes limit the range of the next byte. */
    private static boolean isSecond(int lead, int second) {
        int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        return second >= lowest && second <= highest;
    }

    /** Whether a character starts with this byte, rather than continues. */
    static boolean isLead(byte b) {
        return (b & 0xC0) != 0x80;
    }
}
