package org.sluice.measure;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.sluice.frames.Extensions;
import org.sluice.frames.FrameRules;
import org.sluice.frames.FrameScanner;
import org.sluice.frames.Sender;

/** One frame through the scanner. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Scan {
    /** Bytes of payload. */
    @Param({"64", "1024", "16000"})
    public int size;

    private final FrameScanner scanner = new FrameScanner(new FrameRules(Sender.CLIENT, Extensions.none(), 0, 0));
    private ByteBuffer frame = ByteBuffer.allocate(0);

    @Setup
    public void write() {
        ByteBuffer bytes = ByteBuffer.allocate(size + 14).put((byte) 0x82);
        if (size < 126) {
            bytes.put((byte) (0x80 | size));
        } else {
            bytes.put((byte) (0x80 | 126)).putShort((short) size);
        }
        bytes.putInt(0x5a17c3e9);
        frame = bytes.limit(bytes.position() + size).rewind();
    }

    @Benchmark
    public FrameScanner.Found scan() {
        frame.rewind();
        FrameScanner.Found found = FrameScanner.Found.NOTHING;
        while (frame.hasRemaining()) {
            found = scanner.scan(frame);
        }
        return found;
    }
}
