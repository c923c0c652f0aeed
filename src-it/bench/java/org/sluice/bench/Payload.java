package org.sluice.bench;

import java.nio.ByteBuffer;

/**
 * What stands in a message: its number and the time it should have been sent, each as 16 hex digits, and letters after that.
 * All of it is ASCII, so it may be text.
 */
final class Payload {
    /** Room for the two numbers. */
    static final int SMALLEST = 32;

    private static final byte[] DIGITS = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
    };

    private Payload() {}

    /** A message of {@code size} bytes without its numbers. */
    static byte[] template(int size) {
        if (size < SMALLEST) {
            throw new IllegalArgumentException("size: " + size + " (expected: at least " + SMALLEST + ")");
        }
        byte[] payload = new byte[size];
        for (int i = 0; i < size; i++) {
            payload[i] = (byte) ('a' + i % 23);
        }
        return payload;
    }

    /** Writes one of the numbers, XORed with a mask key whose phase is 0 at {@code at}. */
    static void put(ByteBuffer into, int at, long number, int mask) {
        for (int i = 0; i < 16; i++) {
            int digit = DIGITS[(int) (number >>> (60 - 4 * i)) & 15];
            into.put(at + i, (byte) (digit ^ (mask >>> (24 - 8 * (i & 3)))));
        }
    }

    /** Reads one of the numbers. */
    static long number(ByteBuffer from, int at) {
        long number = 0;
        for (int i = 0; i < 16; i++) {
            number = (number << 4) | (Character.digit(from.get(at + i), 16) & 15);
        }
        return number;
    }
}
