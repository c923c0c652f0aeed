package org.sluice.web.message;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.CloseCodes;
import org.sluice.journal.Journal;
import org.sluice.message.Peer;
import org.sluice.message.PeerEvents;
import org.sluice.relay.Close;
import org.sluice.web.container.ServerSession;

/**
 * The client's end of a relay of messages: a session of the server's WebSocket container. A send returns when the server
 * has written the bytes.
 */
final class ClientSession implements Peer {
    private static final int NO_CLOSE = 1006;

    private final Session session;
    private final ServerSession server;
    private volatile @Nullable PeerEvents events;
    private volatile boolean closing;

    /** Whether no event follows any more. */
    private volatile boolean over;

    private final Object gate = new Object();

    // Guarded by the gate.
    private @Nullable Thread sender;
    private boolean dropped;

    /** A send that may wait for the client. */
    private interface Send {
        void make() throws IOException;
    }

    ClientSession(Session session, ServerSession server) {
        this.session = session;
        this.server = server;
    }

    @Override
    public void open(PeerEvents owner) {
        events = owner;
    }

    PeerEvents events() {
        return Objects.requireNonNull(events);
    }

    /**
     * The server reports the end of the session; its reason may be wrong (see {@link ServerSession#wasLost}). The
     * connection may stay open until the closing handshake is complete.
     */
    void closed(CloseReason reason) {
        try {
            hear(reason);
        } finally {
            over = true;
        }
    }

    private void hear(CloseReason reason) {
        if (closing) {
            return; // the answer to our own close, or the server's report of it
        }
        int code = reason.getCloseCode().getCode();
        if (code == NO_CLOSE || server.wasLost()) {
            events().gone(server.wasReset());
            return;
        }
        Close reported = CloseCodes.mayBeSent(code)
                ? new Close(code, Objects.requireNonNullElse(reason.getReasonPhrase(), ""))
                : new Close(Close.NO_CODE, "");
        events().closed(server.said().orElse(reported));
    }

    @Override
    public void text(String part, boolean last) throws IOException {
        send(() -> session.getBasicRemote().sendText(part, last));
    }

    @Override
    public void binary(ByteBuffer part, boolean last) throws IOException {
        send(() -> session.getBasicRemote().sendBinary(part, last));
    }

    /**
     * Sends so that {@link #abort} can interrupt it: Tyrus waits for a client for ever, even after its connection was
     * dropped.
     */
    private void send(Send made) throws IOException {
        synchronized (gate) {
            if (dropped) {
                throw new IOException("dropped");
            }
            sender = Thread.currentThread();
        }
        try {
            made.make();
        } finally {
            synchronized (gate) {
                sender = null;
                if (dropped) {
                    Thread.interrupted(); // the interrupt was meant for the send only
                }
            }
        }
    }

    @Override
    public void ping(ByteBuffer payload) throws IOException {
        session.getAsyncRemote().sendPing(payload);
    }

    @Override
    public void close(Close close) {
        closing = true;
        if (!close.isFrame()) {
            abort(); // the API cannot end a session without a close frame
            return;
        }
        try {
            session.close(
                    close.code() == Close.NO_CODE
                            ? new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, null)
                            : new CloseReason(codeOf(close.code()), close.reason()));
        } catch (IOException | RuntimeException e) {
            Journal.event("client-close-failed").because(e).debug();
            abort();
        }
    }

    @Override
    public void finish() {
        server.finish();
    }

    private static CloseReason.CloseCode codeOf(int code) {
        return () -> code;
    }

    @Override
    public void abort() {
        over = true;
        server.drop();
        synchronized (gate) {
            dropped = true;
            Thread waiting = sender;
            if (waiting != null) {
                waiting.interrupt();
            }
        }
    }

    /**
     * Not before the server has reported the reason. Undertow closes the connection on its I/O thread and reports the
     * client's close on another one, which may be late: a sweep in between would take a close for a loss.
     */
    @Override
    public boolean isGone() {
        return over && server.isGone();
    }

    @Override
    public long waiting() {
        return 0;
    }

    @Override
    public long taken() {
        return 0;
    }

    @Override
    public boolean pause() {
        return server.pause();
    }

    @Override
    public void resume() {
        server.resume();
    }
}
