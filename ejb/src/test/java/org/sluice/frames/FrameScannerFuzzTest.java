package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Streams that are half right, cut anywhere, read by the scanner and by a slow and obvious one. Some seconds in a build; ten
 * million of them, some five minutes, with
 *
 * <pre>
 *   ./mvnw -pl ejb test -Plong -Dtest=FrameScannerFuzzTest -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 */
class FrameScannerFuzzTest {
    private static final int INPUTS = Boolean.getBoolean("sluice.long") ? 10_000_000 : 200_000;

    @Test
    @DisplayName("frames R1.1 however its input is cut the scanner agrees with the obvious one")
    void however_its_input_is_cut_the_scanner_agrees_with_the_obvious_one() {
        Set<Violation> seen = EnumSet.noneOf(Violation.class);
        long whole = 0;
        for (long seed = 0; seed < INPUTS; seed++) {
            Transcript agreed = compare(seed);
            agreed.violation().ifPresent(seen::add);
            whole += agreed.violation().isEmpty() ? 1 : 0;
        }

        assertThat(seen).as("violations the inputs led to").containsExactlyInAnyOrder(Violation.values());
        assertThat(whole).as("inputs without a violation").isBetween(INPUTS / 5L, INPUTS * 4L / 5);
    }

    private static Transcript compare(long seed) {
        var streams = new Streams(new SplittableRandom(seed));
        FrameRules rules = streams.rules();
        byte[] stream = streams.stream(rules);
        int[] pieces = streams.pieces(stream.length);

        Transcript expected = ReferenceScanner.read(rules, stream);
        Transcript cut = RecordingScanner.scan(rules, stream, pieces);
        if (!expected.equals(cut)) {
            assertThat(cut)
                    .as("seed %d, %s, pieces %s, %s", seed, rules, Arrays.toString(pieces), hex(stream))
                    .isEqualTo(expected);
        }
        return expected;
    }

    private static String hex(byte[] stream) {
        return HexFormat.of().formatHex(stream);
    }
}
