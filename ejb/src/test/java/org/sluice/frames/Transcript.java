package org.sluice.frames;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * All that a scanner made known of one stream, in a form that does not depend on how the stream was cut.
 *
 * @param awaitsRest the stream ended inside a frame
 */
record Transcript(List<Event> events, Counts counts, boolean awaitsRest) {

    sealed interface Event {}

    /** As much of one data frame as was released; {@code whole} if that is all of it. */
    record Data(int opcode, boolean starts, boolean ends, boolean whole, ByteBuffer bytes) implements Event {}

    record Control(int opcode, ByteBuffer payload, ByteBuffer bytes) implements Event {}

    /** The close frame once more, as code and reason. */
    record Closed(int code, String reason) implements Event {}

    record Refused(Violation violation) implements Event {}

    record Counts(long frames, long messages, long bytes, long pings, long pongs) {}

    /** All bytes that may go on, in order. */
    byte[] released() {
        return RawFrames.join(events.stream().map(Transcript::bytesOf).toArray(byte[][]::new));
    }

    /** The fault it ended with, if any. */
    Optional<Violation> violation() {
        Event last = events.isEmpty() ? null : events.get(events.size() - 1);
        return last instanceof Refused refused ? Optional.of(refused.violation()) : Optional.empty();
    }

    private static byte[] bytesOf(Event event) {
        if (event instanceof Data data) {
            return RawFrames.bytes(data.bytes());
        }
        return event instanceof Control control ? RawFrames.bytes(control.bytes()) : new byte[0];
    }
}
