package org.sluice.web.message;

import jakarta.websocket.Session;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.channels.Channel;

/**
 * Undertow, as WildFly has it. Seen in Undertow 2.3: it reads on while {@code onMessage} waits, and queues without bound; but
 * its channel can be told to stop, between frames. A closed session's channel stays open until the client answers.
 */
final class UndertowServerSession implements ServerSession {
    private final Channel channel;
    private final Object methods;

    private UndertowServerSession(Channel channel) {
        this.channel = channel;
        this.methods = channel;
    }

    /**
     * For {@code session}.
     *
     * @throws ReflectiveOperationException if this Undertow keeps its channel elsewhere
     */
    static ServerSession of(Session session) throws ReflectiveOperationException {
        Object found = session.getClass().getMethod("getWebSocketChannel").invoke(session);
        return new UndertowServerSession((Channel) found);
    }

    @Override
    public boolean isGone() {
        return !channel.isOpen();
    }

    @Override
    public void drop() {
        try {
            ((Closeable) channel).close();
        } catch (IOException e) {
            // it is as gone as we wanted it
        }
    }

    @Override
    public boolean pause() {
        return tell("suspendReceives");
    }

    @Override
    public void resume() {
        tell("resumeReceives");
    }

    private boolean tell(String method) {
        try {
            methods.getClass().getMethod(method).invoke(methods);
            return true;
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return false;
        }
    }
}
