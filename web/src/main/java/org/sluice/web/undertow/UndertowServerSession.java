package org.sluice.web.undertow;

import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.channels.Channel;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;
import org.sluice.web.container.Reflection;
import org.sluice.web.container.ServerSession;

/**
 * Undertow, as WildFly has it. Seen in Undertow 2.3: it reads on while {@code onMessage} waits, and queues without bound; but
 * its channel can be told to stop between two frames, and the frame that is passing can be told to stop, too. Told to go on by
 * another thread than its own, it may not hear of it: the loop that reads a frame looks whether it may, and ends without looking
 * again. A closed session's channel stays open until the client answers.
 */
final class UndertowServerSession implements ServerSession {
    private final Channel channel;
    private final Executor ioThread;
    private final Method suspendReceives;
    private final Method resumeReceives;
    private final Field receiver;
    private final Method suspendReads;
    private final Method resumeReads;

    // Both guarded by this.
    private boolean paused;
    /** The frame that was passing when reading was stopped. */
    private @Nullable Object stopped;

    private UndertowServerSession(Channel channel) throws ReflectiveOperationException {
        this.channel = channel;
        ioThread = (Executor) Reflection.follow(channel, "getIoThread");
        Class<?> framed = channel.getClass();
        suspendReceives = framed.getMethod("suspendReceives");
        resumeReceives = framed.getMethod("resumeReceives");
        receiver = Reflection.declared(channel, "receiver");
        Class<?> readable = Class.forName("org.xnio.channels.SuspendableReadChannel", false, framed.getClassLoader());
        suspendReads = readable.getMethod("suspendReads");
        resumeReads = readable.getMethod("resumeReads");
    }

    /**
     * For {@code session}.
     *
     * @throws ReflectiveOperationException if this Undertow keeps its channel elsewhere
     */
    static ServerSession of(Session session) throws ReflectiveOperationException {
        return new UndertowServerSession(
                (Channel) session.getClass().getMethod("getWebSocketChannel").invoke(session));
    }

    @Override
    public boolean isGone() {
        return !channel.isOpen();
    }

    @Override
    public void drop() {
        try {
            channel.close();
        } catch (IOException e) {
            // it is as gone as we wanted it
        }
    }

    /** On the I/O thread, behind the frames that were sent; if some still wait for the client, the close timeout ends it. */
    @Override
    public void finish() {
        try {
            ioThread.execute(this::shutDown);
        } catch (RejectedExecutionException e) {
            drop();
        }
    }

    private void shutDown() {
        try {
            boolean sent = ((Collection<?>) Reflection.field(channel, "pendingFrames")).isEmpty()
                    && ((Collection<?>) Reflection.field(channel, "newFrames")).isEmpty();
            if (sent) {
                Object out = Reflection.follow(Reflection.field(channel, "channel"), "getSinkChannel");
                Reflection.method(out, "shutdownWrites").invoke(out);
                Reflection.method(out, "flush").invoke(out);
            }
        } catch (ReflectiveOperationException e) {
            Journal.event("session-not-ended").because(e).debug();
        }
    }

    @Override
    public synchronized boolean pause() {
        paused = true;
        try {
            suspendReceives.invoke(channel);
            Object passing = receiver.get(channel);
            if (passing != null && stopped == null) {
                suspendReads.invoke(passing);
                stopped = passing;
            }
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    @Override
    public synchronized void resume() {
        if (!paused) {
            return;
        }
        paused = false;
        try {
            ioThread.execute(this::readOn);
        } catch (RejectedExecutionException e) {
            // the server ends
        }
    }

    /** On the I/O thread. Nothing if it was paused again meanwhile. */
    private synchronized void readOn() {
        if (paused) {
            return;
        }
        try {
            Object passing = stopped;
            stopped = null;
            if (passing != null) {
                resumeReads.invoke(passing);
            }
            resumeReceives.invoke(channel);
        } catch (ReflectiveOperationException e) {
            Journal.event("session-stuck").because(e).warn();
        }
    }
}
