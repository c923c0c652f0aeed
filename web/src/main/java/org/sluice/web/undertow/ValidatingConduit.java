package org.sluice.web.undertow;

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
import org.sluice.web.container.ClientByteListener;

/**
 * What Undertow reads of a client, judged as in a relay of frames before Undertow sees it. Stands for a conduit of XNIO, the
 * lowest but one that Undertow's channel reads from; from the offending frame on, nothing more is given to it but a pong, the
 * mark, which comes to the endpoint behind all that was said before. Called on the connection's I/O thread.
 */
final class ValidatingConduit implements InvocationHandler {
    private static final String CONDUIT = "org.xnio.conduits.StreamSourceConduit";

    private final Object conduit;
    private final FrameScanner scanner;
    private final ClientByteListener watcher;
    private boolean ignoresInput;
    private ByteBuffer mark = ByteBuffer.allocate(0);

    ValidatingConduit(Object conduit, long maxFrame, ClientByteListener watcher) {
        this.conduit = conduit;
        this.scanner = new FrameScanner(new FrameRules(Sender.CLIENT, Extensions.none(), maxFrame, 0));
        this.watcher = watcher;
    }

    /**
     * Puts one into {@code source}, a {@code ConduitStreamSourceChannel} that has not been read from.
     *
     * @throws ReflectiveOperationException if this XNIO has no such thing
     */
    static void into(Object source, long maxFrame, ClientByteListener watcher) throws ReflectiveOperationException {
        Class<?> type = Class.forName(CONDUIT, false, source.getClass().getClassLoader());
        Object below = source.getClass().getMethod("getConduit").invoke(source);
        Object judged = Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new ValidatingConduit(below, maxFrame, watcher));
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
        if (mark.hasRemaining()) {
            giveMark(into);
            return into.position() - start;
        }
        Object count = call(method, new Object[] {into});
        if (into.position() == start) {
            return count;
        }
        if (ignoresInput) {
            into.position(start);
        } else {
            judge(into, start);
        }
        return into.position() - start;
    }

    /** From the offending frame on nothing is shown, but a mark in its place. */
    private void judge(ByteBuffer into, int start) {
        ByteBuffer bytes = into.duplicate().flip().position(start);
        while (!ignoresInput && bytes.hasRemaining()) {
            int frame = bytes.position();
            boolean begun = scanner.heldLength() > 0;
            if (scanner.scan(bytes) == FrameScanner.Found.VIOLATION) {
                ignoresInput = true;
                into.position(frame);
                tell(begun, into);
            }
        }
    }

    /** Undertow hands on what it reads on other threads; only what goes the same way cannot overtake it. */
    private void tell(boolean begun, ByteBuffer into) {
        if (begun) {
            watcher.violated(scanner.violation()); // behind the beginning of its header there is no place for a frame
        } else {
            mark = watcher.mark(scanner.violation());
            giveMark(into);
        }
    }

    private void giveMark(ByteBuffer into) {
        while (mark.hasRemaining() && into.hasRemaining()) {
            into.put(mark.get());
        }
    }
}
