package org.sluice.web.payara;

import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;
import org.sluice.transport.DetachedSocket;
import org.sluice.transport.EstablishedTls;
import org.sluice.web.container.NotTransferable;
import org.sluice.web.container.ProvenVersions;
import org.sluice.web.container.Reflection;
import org.sluice.web.container.SocketExit;

/**
 * The way out of Grizzly under Catalina, as Payara has it. Proven on Grizzly 4.0.2 (Payara Micro 6.2025.10). Seen
 * there:
 *
 * <ul>
 *   <li>The connection is taken in {@code init}, on the request's thread: its selector looks at nothing before that thread
 *       returns, and no {@code ReadListener} was ever set.
 *   <li>What came behind the request waits in the request's buffer, and {@code available()} tells how much it is.
 *   <li>A connection that stays open keeps the whole request, some 25 KB; and the container keeps every upgrade handler
 *       until its {@code WebConnection} is closed. So the socket is taken out of Grizzly's connection, and what is left is
 *       closed in order while the request's thread is still there: the request ends, is logged and recycled, and nothing of
 *       the server's lives on.
 *   <li>Grizzly's connection may only be terminated behind the end of the request: before it, the request would be given
 *       back twice.
 * </ul>
 */
final class GrizzlyExit implements SocketExit {
    private static final ProvenVersions GRIZZLY = new ProvenVersions("Grizzly", "4.0");

    private final WebConnection connection;
    private final Object grizzly;
    /** Null without TLS. */
    private final @Nullable GrizzlyTls tls;

    private final Object request;
    private final Field channel;
    private final Method detach;
    private final Method terminate;
    private final Method tellAfter;
    private final Object afterRequest;

    private GrizzlyExit(WebConnection connection, Object request, Object grizzly, @Nullable GrizzlyTls tls)
            throws ReflectiveOperationException {
        this.connection = connection;
        this.grizzly = grizzly;
        this.tls = tls;
        this.request = request;
        channel = Reflection.declared(grizzly, "channel");
        detach = Reflection.method(grizzly, "detachSelectorRunner");
        terminate = Reflection.method(grizzly, "terminateSilently");
        ClassLoader server = grizzly.getClass().getClassLoader();
        Class<?> listener = Class.forName("org.glassfish.grizzly.http.server.AfterServiceListener", true, server);
        tellAfter = Reflection.method(request, "addAfterServiceListener", listener);
        afterRequest = Proxy.newProxyInstance(server, new Class<?>[] {listener}, (proxy, method, arguments) -> {
            if (method.getDeclaringClass() != Object.class) {
                return terminate.invoke(grizzly);
            }
            return method.getName().equals("equals")
                    ? proxy == arguments[0]
                    : method.invoke(grizzly, arguments == null ? new Object[0] : arguments);
        });
    }

    /** For {@code connection}. */
    static SocketExit of(WebConnection connection, boolean trusting)
            throws ReflectiveOperationException, NotTransferable {
        Object request = Reflection.follow(Reflection.field(connection, "request"), "getCoyoteRequest");
        Object grizzly = Reflection.follow(request, "getContext", "getConnection");
        GRIZZLY.check(Reflection.version(grizzly, "org.glassfish.grizzly.Grizzly", "getDotedVersion"), trusting);
        if (!(Boolean) Reflection.follow(grizzly, "getAsyncWriteQueue", "isEmpty")) {
            throw NotTransferable.forThis("the server has not sent all yet");
        }
        return new GrizzlyExit(connection, request, grizzly, GrizzlyTls.of(grizzly));
    }

    @Override
    public boolean isForGood() {
        return true;
    }

    @Override
    public void leave(Waiting waiting) {
        try {
            var in = connection.getInputStream();
            ByteBuffer early = ByteBuffer.wrap(in.readNBytes(in.available()));
            Reflection.follow(
                    grizzly, "getPeerAddress"); // asked for once more in the access log, and then only remembered
            Reflection.follow(grizzly, "getLocalAddress");
            SocketChannel socket = (SocketChannel) channel.get(grizzly);
            detach.invoke(grizzly);
            EstablishedTls established = tls == null ? null : tls.take();
            channel.set(grizzly, null);
            waiting.out(new DetachedSocket(socket, early, established));
        } catch (Exception e) {
            waiting.lost(e);
        }
        endRequest();
    }

    private void endRequest() {
        try {
            tellAfter.invoke(request, afterRequest);
            connection.close();
        } catch (IOException e) {
            // its streams found no socket to close, as they should; told behind all else
        } catch (Exception e) {
            Journal.event("wire-request-not-ended").because(e).warn();
        }
    }

    /** Nothing is left there. */
    @Override
    public void letGo() {}
}
