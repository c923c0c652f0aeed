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
 * The member's end of a message relay: a Tyrus session on a transport channel. What comes is judged as in a relay of frames
 * and then read by Tyrus, on a lent thread, since whoever hears of it may wait; as long as it waits, nothing is read. What
 * goes out is written by Tyrus, but for close frames: Tyrus changes some codes, and answers others wrongly.
 *
 * <p>Size: it names what it judges with.
 */
public final class MemberSession implements Peer, Channel.Events {
    /** So little may wait when there is said to be room. */
    private static final long ROOM = 64 << 10;

    private final Session session;
    private final MemberWriter writer;
    private final MemberInput input;
    private final Executor lent;
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

    MemberSession(Session session, MemberWriter writer, MemberInput input, Executor lent, ControlFrames frames) {
        this.session = session;
        this.writer = writer;
        this.input = input;
        this.lent = lent;
        this.frames = frames;
    }

    /** No frame of the member may have a longer payload; 0 for no limit. To be said before it is opened. */
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

    // Told by the event loop, which must not wait.

    @Override
    public void readable() {
        if (calls.getAndIncrement() == 0) {
            try {
                lent.execute(this::pump);
            } catch (RejectedExecutionException stopped) {
                abort();
            }
        }
    }

    @Override
    public void writable() {
        if (writer.goOn() && writer.waiting() < ROOM) {
            events().room();
        }
    }

    /** On a lent thread, one at a time; whoever signals meanwhile makes it go round once more. */
    private void pump() {
        int heard = 1;
        do {
            try {
                readAll();
            } catch (RuntimeException e) {
                Journal.event("member-session-failed").because(e).error();
                abort();
            }
            heard = calls.addAndGet(-heard);
        } while (heard != 0);
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
                judge(chunk.flip());
            }
        }
        if (count < 0) {
            endBehind(broken);
            events().gone(broken);
        }
    }

    /** A member that has ended in order is ended in order, too, unless there is something that it will never take. */
    private void endBehind(boolean broken) {
        if (broken || writer.waiting() > 0) {
            abort();
        } else {
            gone = true;
            writer.finish();
        }
    }

    private void judge(ByteBuffer bytes) {
        FrameScanner judging = Objects.requireNonNull(scanner);
        while (!ignoresInput && bytes.hasRemaining()) {
            int start = bytes.position();
            switch (judging.scan(bytes)) {
                case NOTHING -> {}
                case DATA -> data(bytes, start);
                case CONTROL -> control(judging);
                case VIOLATION -> {
                    ignoresInput = true;
                    events().violated(judging.violation());
                }
            }
        }
        events().alive();
    }

    private void control(FrameScanner judging) {
        if (judging.opcode() == Opcodes.CLOSE) {
            ignoresInput = true;
            Close said = new Close(judging.closeCode(), judging.closeReason());
            close(said); // the answer (RFC 6455 5.5.1), if it is none itself
            writer.finish();
            events().closed(said);
        } else {
            ByteBuffer frame =
                    ByteBuffer.allocate(Refragmenter.HEADER + judging.payload().remaining());
            Objects.requireNonNull(fragments).control(judging.opcode(), judging.payload(), frame);
            input.tyrus().handle(frame.flip());
        }
    }

    /** Tyrus may keep what it is given. */
    private void data(ByteBuffer bytes, int start) {
        ByteBuffer fragment = ByteBuffer.allocate(Refragmenter.HEADER + bytes.position() - start);
        Objects.requireNonNull(fragments).data(bytes, start, fragment);
        if (fragment.position() > 0) {
            input.tyrus().handle(fragment.flip());
        }
    }

    /** Tyrus did not like what the member sent, and has told it. */
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

    /** Who delivers here waits for the client in its own send. */
    @Override
    public boolean pause() {
        return false;
    }

    @Override
    public void resume() {}
}
