package org.sluice.message;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sluice.relay.Close;

/** A peer in memory, which records what it receives. */
final class FakePeer implements Peer {
    final List<String> heard = new ArrayList<>();
    volatile long waiting;
    volatile long taken;
    volatile boolean gone;
    boolean pauses;
    boolean broken;
    boolean paused;
    private @Nullable PeerEvents events;

    @Override
    public void open(PeerEvents owner) {
        events = owner;
    }

    /** Sends something as this peer. */
    PeerEvents says() {
        return Objects.requireNonNull(events);
    }

    @Override
    public void text(String part, boolean last) throws IOException {
        record(part + (last ? "." : "-"));
    }

    @Override
    public void binary(ByteBuffer part, boolean last) throws IOException {
        record("[" + UTF_8.decode(part.duplicate()) + "]" + (last ? "." : "-"));
    }

    private void record(String what) throws IOException {
        if (broken) {
            throw new IOException("broken");
        }
        heard.add(what);
    }

    @Override
    public void ping(ByteBuffer payload) {
        heard.add("ping");
    }

    @Override
    public void close(Close close) {
        heard.add(close.isFrame() ? "close " + close.code() + " " + close.reason() : close.reason());
    }

    @Override
    public void finish() {
        heard.add("finish");
    }

    @Override
    public void abort() {
        heard.add("abort");
        gone = true;
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    @Override
    public long waiting() {
        return waiting;
    }

    @Override
    public long taken() {
        return taken;
    }

    @Override
    public boolean pause() {
        paused = pauses;
        return pauses;
    }

    @Override
    public void resume() {
        paused = false;
    }
}
