package org.sluice.web.wire;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * The way out of Grizzly under Catalina, as Payara has it. Proven on Grizzly 4.0.2 (Payara Micro 6.2025.10, Payara Server
 * 6.2025.9). Seen there:
 *
 * <ul>
 *   <li>The connection is taken in {@code init}, on the request's thread: its selector looks at nothing before that thread
 *       returns, and no {@code ReadListener} was ever set.
 *   <li>What came behind the request waits in the request's buffer, and {@code available()} tells how much it is.
 *   <li>The connection object stays, with its request suspended and without a selector; terminating it at the end takes it
 *       out of the server's books.
 * </ul>
 */
final class GrizzlyExit implements Exit {
    private static final Proven GRIZZLY = new Proven("Grizzly", "4.0");

    private final ServletInputStream in;
    private final Object grizzly;
    private final SocketChannel socket;
    private final Method detach;
    private final Method terminate;

    private GrizzlyExit(WebConnection connection, Object grizzly) throws ReflectiveOperationException, IOException {
        this.grizzly = grizzly;
        in = connection.getInputStream();
        socket = (SocketChannel) Reflected.follow(grizzly, "getChannel");
        detach = Reflected.method(grizzly, "detachSelectorRunner");
        terminate = Reflected.method(grizzly, "terminateSilently");
    }

    /** For {@code connection}. */
    static Exit of(WebConnection connection, boolean trusting) throws ReflectiveOperationException, LaneClosed {
        Object grizzly = GrizzlyWire.grizzly(connection);
        if (isSecured(grizzly)) {
            throw LaneClosed.forThis("only plain connections can leave, and this one has TLS");
        }
        GRIZZLY.check(Reflected.version(grizzly, "org.glassfish.grizzly.Grizzly", "getDotedVersion"), trusting);
        if (!(Boolean) Reflected.follow(grizzly, "getAsyncWriteQueue", "isEmpty")) {
            throw LaneClosed.forThis("the server has not sent all yet");
        }
        try {
            return new GrizzlyExit(connection, grizzly);
        } catch (IOException e) {
            throw LaneClosed.forThis("the connection is lost: " + e.getMessage());
        }
    }

    private static boolean isSecured(Object grizzly) throws ReflectiveOperationException {
        ClassLoader server = grizzly.getClass().getClassLoader();
        return Class.forName("org.glassfish.grizzly.ssl.SSLUtils", false, server)
                        .getMethod("getSSLEngine", Class.forName("org.glassfish.grizzly.Connection", false, server))
                        .invoke(null, grizzly)
                != null;
    }

    @Override
    public void leave(Waiting waiting) {
        ByteBuffer early;
        try {
            early = ByteBuffer.wrap(in.readNBytes(in.available()));
            detach.invoke(grizzly);
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            waiting.lost(e);
            return;
        }
        waiting.out(socket, early);
    }

    @Override
    public void letGo() {
        try {
            terminate.invoke(grizzly);
        } catch (InvocationTargetException | IllegalAccessException e) {
            System.getLogger("org.sluice.web.wire").log(System.Logger.Level.WARNING, "wire-not-let-go", e);
        }
    }
}
