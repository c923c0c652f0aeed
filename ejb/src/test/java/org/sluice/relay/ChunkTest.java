package org.sluice.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ChunkTest {
    private final Chunk chunk = Chunk.direct();

    @Test
    @DisplayName("relay R1.2 what waits is moved to the heap, judged and unscanned bytes alike")
    void what_waits_is_moved_to_the_heap() {
        read("abcdefgh");
        judge(3);
        chunk.release();
        chunk.outgoing().get(); // the sink took one

        Chunk heap = Chunk.heap();
        chunk.moveTo(heap);

        assertThat(heap.isDirect()).isFalse();
        assertThat(text(heap.outgoing())).isEqualTo("bc");
        assertThat(text(heap.unscanned())).isEqualTo("defgh");
        assertThat(heap.isSent()).isFalse();
        assertThat(heap.isScanned()).isFalse();
    }

    @Test
    @DisplayName("relay R1.1 a frame that was made whole in place, and one that was swallowed, are moved as they are")
    void what_was_prepended_and_swallowed_is_moved_as_it_is() {
        read("..PONGxy");
        judge(2);
        chunk.prepend(ByteBuffer.wrap("head".getBytes(US_ASCII)));
        chunk.release();
        judge(4);
        chunk.swallow();
        judge(1);
        chunk.release();

        Chunk heap = Chunk.heap();
        chunk.moveTo(heap);

        assertThat(text(heap.outgoing())).isEqualTo("head..x");
        assertThat(text(heap.unscanned())).isEqualTo("y");
    }

    @Test
    @DisplayName("relay R1.2 more than a chunk on the heap holds waits in one of its own, which is not kept for others")
    void more_than_a_chunk_on_the_heap_holds_waits_in_one_of_its_own() {
        var chunks = new Chunks();
        Chunk direct = chunks.take(true);
        ByteBuffer room = direct.clear();
        while (room.hasRemaining()) {
            room.put((byte) room.position());
        }
        direct.flip();
        direct.unscanned().position(direct.unscanned().limit());
        direct.release();
        direct.outgoing().position(direct.outgoing().position() + 7); // the sink took seven
        ByteBuffer expected = ByteBuffer.allocate(direct.outgoing().remaining())
                .put(direct.outgoing().duplicate())
                .flip();

        Chunk parked = chunks.park(direct);

        assertThat(parked.outgoing()).isEqualTo(expected);
        chunks.giveBack(parked);
        assertThat(chunks.take(false)).isNotSameAs(parked);
        assertThat(chunks.take(true)).isSameAs(direct);
    }

    private void read(String text) {
        chunk.clear().put(text.getBytes(US_ASCII));
        chunk.flip();
    }

    private void judge(int bytes) {
        chunk.unscanned().position(chunk.unscanned().position() + bytes);
    }

    private static String text(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return new String(bytes, US_ASCII);
    }
}
