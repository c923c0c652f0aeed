package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class Utf8Test {
    /** Bytes at the edges of every range in the table of RFC 3629. */
    private static final int[] EDGES = {
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
        0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
    };

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer characters = CharBuffer.allocate(8);

    @Test
    @DisplayName("frames R2.7 every one and two bytes are judged as the JDK's decoder judges them")
    void every_two_bytes_are_judged_as_the_decoder_judges_them() {
        for (int word = 0; word < 1 << 16; word++) {
            compare(new byte[] {(byte) (word >> 8), (byte) word});
            compare(new byte[] {(byte) word});
        }
    }

    @Test
    @DisplayName("frames R2.7 every three and four bytes at the edges are judged as the JDK's decoder judges them")
    void every_three_and_four_bytes_at_the_edges_are_judged_as_the_decoder_judges_them() {
        for (int first : EDGES) {
            for (int number = 0; number < EDGES.length * EDGES.length * EDGES.length; number++) {
                byte second = edge(number);
                byte third = edge(number / EDGES.length);
                byte fourth = edge(number / EDGES.length / EDGES.length);
                compare(new byte[] {(byte) first, second, third, fourth});
                compare(new byte[] {(byte) first, second, third});
            }
        }
    }

    private static byte edge(int number) {
        return (byte) EDGES[number % EDGES.length];
    }

    private void compare(byte[] bytes) {
        if (Utf8.isValid(bytes, 0, bytes.length) != isDecoded(bytes)) {
            assertThat(bytes).as("judged wrongly").isNull();
        }
    }

    private boolean isDecoded(byte[] bytes) {
        CoderResult result = decoder.reset().decode(ByteBuffer.wrap(bytes), characters.clear(), true);
        return !result.isError();
    }
}
