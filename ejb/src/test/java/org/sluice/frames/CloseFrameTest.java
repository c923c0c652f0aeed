package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.sluice.frames.RawFrames.FIN;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.frames.FrameScanner.Found;

class CloseFrameTest {
    private final FrameScanner scanner = new FrameScanner(plain(Sender.MEMBER));

    private static FrameRules plain(Sender sender) {
        return new FrameRules(sender, Extensions.none(), 0, 0);
    }

    private Found scan(byte[] bytes) {
        return scanner.scan(ByteBuffer.wrap(bytes));
    }

    @Test
    @DisplayName("frames R1.7 behind a close everything is dropped")
    void behind_a_close_everything_is_dropped() {
        ByteBuffer in = ByteBuffer.wrap(
                RawFrames.join(RawFrames.close(Sender.MEMBER, 1001), RawFrames.frame(Sender.MEMBER, FIN | 1, 9)));
        assertThat(scanner.closeCode()).isEqualTo(1006);

        assertThat(scanner.scan(in)).isEqualTo(Found.CONTROL);
        assertThat(in.position()).isEqualTo(4);
        assertThat(scanner.scan(in)).isEqualTo(Found.NOTHING);

        assertThat(in.hasRemaining()).isFalse();
        assertThat(scan(RawFrames.ofHex("ff ff ff"))).isEqualTo(Found.NOTHING);
        assertThat(scanner.closeCode()).isEqualTo(1001);
        assertThat(scanner.awaitsRest()).isFalse();
        assertThat(scanner.frames()).isOne();
    }

    @Test
    @DisplayName("frames R1.5 a close without payload reads as 1005")
    void a_close_without_payload_reads_as_1005() {
        scan(RawFrames.ofHex("89 02 03 e8"));
        scan(RawFrames.ofHex("88 00"));

        assertThat(scanner.closeCode()).isEqualTo(1005);
        assertThat(scanner.closeReason()).isEmpty();
        assertThat(scanner.payload().hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    @DisplayName("frames R1.5 code and reason of a close are read from both sides")
    void code_and_reason_of_a_close_are_read(Sender sender) {
        byte[] reason = ("auf Wiedersehen \u20ac " + "x".repeat(103)).getBytes(StandardCharsets.UTF_8);
        var fresh = new FrameScanner(plain(sender));

        fresh.scan(ByteBuffer.wrap(RawFrames.close(sender, 4999, reason)));

        assertThat(reason).hasSize(123);
        assertThat(fresh.closeCode()).isEqualTo(4999);
        assertThat(fresh.closeReason()).isEqualTo(new String(reason, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource(Sender.class)
    @DisplayName("frames R2.7 of all 65536 close codes those of the registry pass")
    void of_all_close_codes_those_of_the_registry_pass(Sender sender) {
        int[] passed = IntStream.range(0, 65536)
                .filter(code -> new FrameScanner(plain(sender)).scan(ByteBuffer.wrap(RawFrames.close(sender, code)))
                        == Found.CONTROL)
                .toArray();

        assertThat(passed)
                .isEqualTo(Stream.of(range(1000, 1003), range(1007, 1014), range(3000, 4999))
                        .flatMapToInt(codes -> codes)
                        .toArray());
    }

    private static IntStream range(int first, int last) {
        return IntStream.rangeClosed(first, last);
    }

    @Test
    @DisplayName("frames R1.5 a refused close is no close")
    void a_refused_close_is_no_close() {
        assertThat(scan(RawFrames.close(Sender.MEMBER, 1005))).isEqualTo(Found.VIOLATION);

        assertThat(scanner.closeCode()).isEqualTo(1006);
        assertThat(scanner.closeReason()).isEmpty();
    }
}
