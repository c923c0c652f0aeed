package org.sluice.it.kit;

import static org.awaitility.Awaitility.await;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/**
 * What the member saw of one connection, while it lives and afterwards. Written by the connection's thread, read by the
 * test's; guarded by itself.
 */
public final class Visit {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int KEPT = 4096;
    private static final int LARGEST_KEPT = 4096;

    private final Request request;
    private final Optional<Secured> secured;
    private final CountDownLatch released = new CountDownLatch(1);
    private final MessageDigest digest = Digests.sha256();
    private final List<Frame> frames = new ArrayList<>();
    private long framesReceived;
    private long bytesReceived;
    private long bytesSent;
    private @Nullable Frame close;
    private @Nullable Ending ending;

    Visit(Request request, Optional<Secured> secured) {
        this.request = request;
        this.secured = secured;
    }

    public Request request() {
        return request;
    }

    /** What the two ends agreed on; empty without TLS. */
    public Optional<Secured> secured() {
        return secured;
    }

    /** Lets a script go on that waits for the test (such as {@code /stall}). */
    public void release() {
        released.countDown();
    }

    /** For scripts: until the test says so. */
    public void awaitRelease() throws InterruptedException {
        released.await();
    }

    synchronized void payload(byte[] bytes, int count) {
        digest.update(bytes, 0, count);
        bytesReceived += count;
    }

    synchronized void frame(Frame frame) {
        if (frame.opcode() == Frame.CLOSE) {
            close = frame;
        }
        framesReceived++;
        if (frames.size() < KEPT && frame.length() <= LARGEST_KEPT) {
            frames.add(frame);
        }
    }

    synchronized void largeFrame() {
        framesReceived++;
    }

    synchronized void sent(long bytes) {
        bytesSent += bytes;
    }

    /** The first ending counts. */
    synchronized void ended(Ending how) {
        if (ending == null) {
            ending = how;
        }
    }

    /** Bytes of payload in data frames that came so far. */
    public synchronized long bytesReceived() {
        return bytesReceived;
    }

    /** Bytes the kernel has taken from us so far, the answer to the handshake among them. */
    public synchronized long bytesSent() {
        return bytesSent;
    }

    public synchronized long framesReceived() {
        return framesReceived;
    }

    /** The frames that came, but for those larger than 4 KiB and those after the 4 096th. */
    public synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }

    /** SHA-256 over the payload of all data frames so far, in hex. */
    public synchronized String sha256() {
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("The JDK's SHA-256 can be cloned", e);
        }
    }

    public synchronized Optional<Frame> close() {
        return Optional.ofNullable(close);
    }

    public synchronized Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    /** Waits for the end of the connection. */
    public Ending awaitEnding() {
        patiently("the end").until(() -> ending().isPresent());
        return ending().orElseThrow();
    }

    /** Waits for the client's close frame. */
    public Frame awaitClose() {
        patiently("a close frame").until(() -> close().isPresent());
        return close().orElseThrow();
    }

    /** Waits for {@code count} frames. */
    public List<Frame> awaitFrames(int count) {
        patiently(count + " frames").until(() -> frames().size() >= count);
        return frames();
    }

    private ConditionFactory patiently(String what) {
        return await(what + " at " + request.target()).atMost(PATIENCE).pollInterval(Duration.ofMillis(5));
    }

    @Override
    public synchronized String toString() {
        return request.target() + " frames=" + framesReceived + " bytes=" + bytesReceived + " close=" + close
                + " ending=" + Objects.toString(ending, "open");
    }
}
