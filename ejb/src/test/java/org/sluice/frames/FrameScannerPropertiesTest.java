package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FrameScannerPropertiesTest {
    private static final Extensions DEFLATE = new Extensions(true, false);

    /** One message: the lengths of its fragments, and the lengths of the pings behind each of them (-1 = no ping). */
    record Message(int opcode, boolean compressed, List<Integer> fragments, List<Integer> pings) {
        Message plain() {
            return new Message(opcode, false, fragments, pings);
        }

        byte[] from(Sender sender) {
            List<byte[]> frames = new ArrayList<>();
            for (int at = 0; at < fragments.size(); at++) {
                int first = at == 0 ? opcode | (compressed ? RawFrames.RSV1 : 0) : Opcodes.CONTINUATION;
                first |= at == fragments.size() - 1 ? RawFrames.FIN : 0;
                frames.add(RawFrames.frame(sender, first, fragments.get(at)));
                int ping = pings.get(at % pings.size());
                if (ping >= 0) {
                    frames.add(RawFrames.frame(sender, RawFrames.FIN | Opcodes.PING, ping));
                }
            }
            return RawFrames.join(frames.toArray(byte[][]::new));
        }
    }

    @Property
    @Label("frames R1.1 R1.2 a valid stream is released bit for bit wherever it is cut")
    void a_valid_stream_is_released_bit_for_bit_wherever_it_is_cut(
            @ForAll Sender sender, @ForAll("messages") List<Message> messages, @ForAll("pieces") int[] pieces) {
        byte[] stream = stream(sender, messages);

        Transcript heard = RecordingScanner.scan(new FrameRules(sender, DEFLATE, 0, 0), stream, pieces);

        assertThat(heard.released()).isEqualTo(stream);
        assertThat(heard.counts().messages()).isEqualTo(messages.size());
        assertThat(heard.awaitsRest()).isFalse();
    }

    @Property
    @Label("frames R1.1 a stream with wrong bits gives the same events wherever it is cut")
    void a_stream_with_wrong_bits_gives_the_same_events_wherever_it_is_cut(
            @ForAll Sender sender,
            @ForAll("messages") List<Message> messages,
            @ForAll @Size(max = 3) List<@IntRange(max = 1 << 20) Integer> wrongBits,
            @ForAll("pieces") int[] pieces) {
        byte[] stream = stream(sender, messages);
        wrongBits.forEach(bit -> stream[bit / 8 % stream.length] ^= (byte) (1 << bit % 8));
        var rules = new FrameRules(sender, DEFLATE, 0, 0);

        Transcript heard = RecordingScanner.scan(rules, stream, pieces);

        assertThat(heard).isEqualTo(RecordingScanner.scan(rules, stream, stream.length));
        assertThat(heard).isEqualTo(ReferenceScanner.read(rules, stream));
    }

    @Property
    @Label("frames R1.1 noise gives the same events wherever it is cut")
    void noise_gives_the_same_events_wherever_it_is_cut(
            @ForAll Sender sender,
            @ForAll("extensions") Extensions extensions,
            @ForAll @Size(min = 1, max = 60) byte[] stream,
            @ForAll("pieces") int[] pieces) {
        var rules = new FrameRules(sender, extensions, 50, 100);

        assertThat(RecordingScanner.scan(rules, stream, pieces)).isEqualTo(ReferenceScanner.read(rules, stream));
    }

    @Property
    @Label("frames R1.3 an offending frame is refused there and then, and all before it is released")
    void an_offending_frame_is_refused_there_and_then(
            @ForAll Sender sender,
            @ForAll("messages") List<Message> messages,
            @ForAll("offences") ViolationTest.Offence offence,
            @ForAll("pieces") int[] pieces) {
        List<Message> plain = messages.stream().map(Message::plain).toList();
        byte[] before = RawFrames.join(stream(offence.rules().sender(), plain), RawFrames.bytes(offence.before()));
        byte[] stream = RawFrames.join(before, RawFrames.bytes(offence.frame()), stream(sender, messages));

        Transcript heard = RecordingScanner.scan(offence.rules(), stream, pieces);

        assertThat(heard.released()).isEqualTo(before);
        assertThat(heard.events()).last().isEqualTo(new Transcript.Refused(offence.violation()));
    }

    private static byte[] stream(Sender sender, List<Message> messages) {
        return RawFrames.join(
                messages.stream().map(message -> message.from(sender)).toArray(byte[][]::new));
    }

    @Provide
    Arbitrary<List<Message>> messages() {
        return message(Arbitraries.of(true, false)).list().ofMinSize(1).ofMaxSize(5);
    }

    private static Arbitrary<Message> message(Arbitrary<Boolean> compressed) {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 2),
                        compressed,
                        lengths(0, 300).list().ofMinSize(1).ofMaxSize(5),
                        lengths(-1, 125).list().ofMinSize(1).ofMaxSize(5))
                .as(Message::new);
    }

    private static Arbitrary<Integer> lengths(int least, int most) {
        return Arbitraries.integers().between(least, most).edgeCases(edges -> edges.includeOnly(least, 0, 125)
                .add(most));
    }

    @Provide
    Arbitrary<int[]> pieces() {
        return Arbitraries.integers()
                .between(1, 200)
                .array(int[].class)
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<ViolationTest.Offence> offences() {
        return Arbitraries.of(ViolationTest.offences()
                .filter(offence -> offence.rules().maxFrame() + offence.rules().maxMessage() == 0)
                .toList());
    }

    @Provide
    Arbitrary<Extensions> extensions() {
        return Arbitraries.of(Extensions.none(), DEFLATE, new Extensions(false, true), new Extensions(true, true));
    }
}
