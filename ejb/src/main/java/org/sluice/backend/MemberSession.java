package org.sluice.backend;

import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.CloseCodes;
import org.sluice.frames.ControlFrames;
import org.sluice.frames.Extensions;
import org.sluice.frames.FrameRules;
import org.sluice.frames.FrameScanner;
import org.sluice.frames.Opcodes;
import org.sluice.frames.Refragmenter;
import org.sluice.frames.Sender;
import org.sluice.journal.Journal;
import org.sluice.message.Peer;
import org.sluice.message.PeerEvents;
import org.sluice.relay.Close;
import org.sluice.transport.Channel;

/**
 * The member's end of a message relay: a Tyrus session on a transport channel. Received frames are checked as in a relay of
 * frames, and then given to Tyrus, on a pool thread, because the receiver of a message may block; meanwhile nothing is read.
 * Sent frames are written by Tyrus, except for close frames: Tyrus changes some codes, and answers others wrongly.
 *
 * <p>Size: it names the many types that checking frames takes.
 */
public final class MemberSession implements Peer, Channel.Events {
    /** Fewer bytes than this waiting to be sent mean that there is room for more. */
    private static final long ROOM = 64 << 10;

    private final Session session;
    private final MemberWriter writer;
    private final MemberInput input;
    private final Executor blockingCalls;
    private final ControlFrames frames;
    private final AtomicInteger calls = new AtomicInteger();
    private final ByteBuffer chunk = MemberInput.chunk();

    private @Nullable PeerEvents events;
    // Owned by the thread that reads.
    private @Nullable FrameScanner scanner;
    private @Nullable Refragmenter fragments;
    private boolean ignoresInput;

    private volatile long maxFrame;
    private volatile boolean gone;

    MemberSession(
            Session session, MemberWriter writer, MemberInput input, Executor blockingCalls, ControlFrames frames) {
        this.session = session;
        this.writer = writer;
        this.input = input;
        this.blockingCalls = blockingCalls;
        this.frames = frames;
    }

    /** Limits the payload of the member's frames; 0 for no limit. Called before {@link #open}. */
    public void limitFrames(long bytes) {
        maxFrame = bytes;
    }

    @Override
    public void open(PeerEvents owner) {
        events = owner;
        FrameScanner made = new FrameScanner(new FrameRules(Sender.MEMBER, Extensions.none(), maxFrame, 0));
        scanner = made;
        fragments = new Refragmenter(made, Sender.MEMBER);
        input.channel().listen(this);
        readable();
    }

    PeerEvents events() {
        return Objects.requireNonNull(events);
    }

    // Called by the event loop, which must not be blocked.

    @Override
    public void readable() {
        if (calls.getAndIncrement() == 0) {
            try {
                blockingCalls.execute(this::pump);
            } catch (RejectedExecutionException stopped) {
                abort();
            }
        }
    }

    @Override
    public void writable() {
        if (writer.resume() && writer.waiting() < ROOM) {
            events().room();
        }
    }

    /** On a pool thread, one at a time; a signal that arrives meanwhile causes another round. */
    private void pump() {
        int handled = 1;
        do {
            try {
                readAll();
            } catch (RuntimeException e) {
                Journal.event("member-session-failed").because(e).error();
                abort();
            }
            handled = calls.addAndGet(-handled);
        } while (handled != 0);
    }

    private void readAll() {
        int count = 1;
        boolean broken = false;
        while (count > 0 && !gone) {
            try {
                count = input.read(chunk.clear());
            } catch (IOException lost) {
                count = -1;
                broken = true;
            }
            if (count > 0) {
                check(chunk.flip());
            }
        }
        if (count < 0) {
            endAfterInput(broken);
            events().gone(broken);
        }
    }

    /** Ends the connection to a member that ended its side: in order, unless bytes wait that it will never accept. */
    private void endAfterInput(boolean broken) {
        if (broken || writer.waiting() > 0) {
            abort();
        } else {
            gone = true;
            writer.finish();
        }
    }

    private void check(ByteBuffer bytes) {
        FrameScanner frameScanner = Objects.requireNonNull(scanner);
        while (!ignoresInput && bytes.hasRemaining()) {
            int start = bytes.position();
            switch (frameScanner.scan(bytes)) {
                case NOTHING -> {}
                case DATA -> data(bytes, start);
                case CONTROL -> control(frameScanner);
                case VIOLATION -> {
                    ignoresInput = true;
                    events().violated(frameScanner.violation());
                }
            }
        }
        events().alive();
    }

    private void control(FrameScanner frameScanner) {
        if (frameScanner.opcode() == Opcodes.CLOSE) {
            ignoresInput = true;
            Close received = new Close(frameScanner.closeCode(), frameScanner.closeReason());
            close(received); // the answer (RFC 6455 5.5.1), unless this is the answer to our own close
            writer.finish();
            events().closed(received);
        } else {
            ByteBuffer frame = ByteBuffer.allocate(
                    Refragmenter.HEADER + frameScanner.payload().remaining());
            Objects.requireNonNull(fragments).control(frameScanner.opcode(), frameScanner.payload(), frame);
            input.tyrus().handle(frame.flip());
        }
    }

    /** Copies each fragment, because Tyrus may keep the buffer. */
    private void data(ByteBuffer bytes, int start) {
        ByteBuffer fragment = ByteBuffer.allocate(Refragmenter.HEADER + bytes.position() - start);
        Objects.requireNonNull(fragments).data(bytes, start, fragment);
        if (fragment.position() > 0) {
            input.tyrus().handle(fragment.flip());
        }
    }

    /** Tyrus refused what the member sent, and has sent it a close. */
    void refused(int code, String reason) {
        ignoresInput = true;
        if (CloseCodes.mayBeSent(code)) {
            events().refused(new Close(code, reason));
        }
    }

    @Override
    public void text(String part, boolean last) throws IOException {
        session.getBasicRemote().sendText(part, last);
    }

    @Override
    public void binary(ByteBuffer part, boolean last) throws IOException {
        session.getBasicRemote().sendBinary(part, last);
    }

    @Override
    public void ping(ByteBuffer payload) throws IOException {
        session.getBasicRemote().sendPing(payload);
    }

    @Override
    public void close(Close close) {
        if (!close.isFrame()) {
            writer.end(Close.RESET.equals(close));
        } else if (!writer.isClosing()) {
            writer.add(close.code() == Close.NO_CODE ? frames.close() : frames.close(close.code(), close.reason()));
        }
    }

    @Override
    public void finish() {
        writer.finish();
    }

    @Override
    public void abort() {
        gone = true;
        input.channel().abort();
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    @Override
    public long waiting() {
        return writer.waiting();
    }

    @Override
    public long taken() {
        return writer.taken();
    }

    /** Not supported: the delivering thread blocks in the send to the client instead. */
    @Override
    public boolean pause() {
        return false;
    }

    @Override
    public void resume() {}
}
