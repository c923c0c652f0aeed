package org.sluice.it.kit;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/** Byte arrays for tests. */
public final class Bytes {
    private Bytes() {}

    public static byte[] join(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** {@code length} bytes that are the same for the same seed. */
    public static byte[] random(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** {@code length} letters, so that they are UTF-8 too. */
    public static byte[] letters(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + i % 26);
        }
        return bytes;
    }
}
