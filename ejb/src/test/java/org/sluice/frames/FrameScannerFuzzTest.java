package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FrameScannerFuzzTest {
    private static final int INPUTS = Boolean.getBoolean("sluice.long") ? 10_000_000 : 10_000;

    @Test
    @DisplayName("R1.1 however its input is cut the scanner agrees with the obvious one")
    void however_its_input_is_cut_the_scanner_agrees_with_the_obvious_one() {
        for (long seed = 0; seed < INPUTS; seed++) {
            compare(seed);
        }
    }

    private static void compare(long seed) {
        var streams = new Streams(new SplittableRandom(seed));
        FrameRules rules = streams.rules();
        byte[] stream = streams.stream(rules);
        int[] pieces = streams.pieces();

        Transcript expected = ObviousScanner.read(rules, stream);
        Transcript cut = Listener.hear(rules, stream, pieces);
        if (!expected.equals(cut)) {
            assertThat(cut)
                    .as("seed %d, %s, pieces %s, %s", seed, rules, Arrays.toString(pieces), hex(stream))
                    .isEqualTo(expected);
        }
    }

    private static String hex(byte[] stream) {
        return HexFormat.of().formatHex(stream);
    }
}
