package org.sluice.web.message;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.Extensions;
import org.sluice.frames.FrameRules;
import org.sluice.frames.FrameScanner;
import org.sluice.frames.Sender;

/**
 * What Undertow reads of a client, judged as in a relay of frames before Undertow sees it. Stands for a conduit of XNIO, the
 * lowest but one that Undertow's channel reads from; from the offending frame on, nothing more is given to it. Called on the
 * connection's I/O thread.
 */
final class JudgedConduit implements InvocationHandler {
    private static final String CONDUIT = "org.xnio.conduits.StreamSourceConduit";

    private final Object conduit;
    private final FrameScanner scanner;
    private final Watcher watcher;
    private boolean deaf;

    JudgedConduit(Object conduit, long maxFrame, Watcher watcher) {
        this.conduit = conduit;
        this.scanner = new FrameScanner(new FrameRules(Sender.CLIENT, Extensions.none(), maxFrame, 0));
        this.watcher = watcher;
    }

    /**
     * Puts one into {@code source}, a {@code ConduitStreamSourceChannel} that has not been read from.
     *
     * @throws ReflectiveOperationException if this XNIO has no such thing
     */
    static void into(Object source, long maxFrame, Watcher watcher) throws ReflectiveOperationException {
        Class<?> type = Class.forName(CONDUIT, false, source.getClass().getClassLoader());
        Object below = source.getClass().getMethod("getConduit").invoke(source);
        Object judged = Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new JudgedConduit(below, maxFrame, watcher));
        source.getClass().getMethod("setConduit", type).invoke(source, judged);
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, Object @Nullable [] arguments) throws Throwable {
        if (arguments != null && arguments.length == 1 && arguments[0] instanceof ByteBuffer into) {
            return read(method, into);
        }
        return call(method, arguments);
    }

    private @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(conduit, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private @Nullable Object read(Method method, ByteBuffer into) throws Throwable {
        int start = into.position();
        Object count = call(method, new Object[] {into});
        if (into.position() == start) {
            return count;
        }
        if (!deaf) {
            judge(into.duplicate().flip().position(start));
        }
        if (deaf) {
            into.position(start);
        }
        return into.position() - start;
    }

    /** A read in which a rule is broken is dropped whole: the client hears of that, not of what it said just before. */
    private void judge(ByteBuffer bytes) {
        while (!deaf && bytes.hasRemaining()) {
            if (scanner.scan(bytes) == FrameScanner.Found.VIOLATION) {
                deaf = true;
                watcher.violated(scanner.violation());
            }
        }
    }
}
