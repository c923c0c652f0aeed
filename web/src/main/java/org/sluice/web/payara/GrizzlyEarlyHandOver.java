package org.sluice.web.payara;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;
import org.sluice.transport.DetachedSocket;
import org.sluice.web.container.EarlyHandOver;
import org.sluice.web.container.NotTransferable;
import org.sluice.web.container.ProvenVersions;
import org.sluice.web.container.Reflection;

/**
 * The way out of Grizzly under Catalina before the 101, as Payara has it. Proven on Grizzly 4.0.2 (Payara 6.2025). Seen there:
 *
 * <ul>
 *   <li>What came behind the request is its content, since Grizzly sees the {@code Upgrade} header, too.
 *   <li>The end of a request on a connection without a socket throws inside, which both Catalina and Grizzly take for a client that
 *       left: no byte is written, the request is logged and recycled.
 *   <li>Each http thread keeps its last request, and with it the connection: so the connection forgets key and socket.
 *   <li>Grizzly's connection may only be terminated behind the end of the request; it keeps its selector until then.
 * </ul>
 */
final class GrizzlyEarlyHandOver implements EarlyHandOver {
    private static final ProvenVersions GRIZZLY = new ProvenVersions("Grizzly", "4.0");
    private static final String LISTENER = "org.glassfish.grizzly.http.server.AfterServiceListener";
    /** One for each server there is, by its class of requests: it asks the request that it is told of. */
    private static final Map<Class<?>, Object> TERMINATORS = new ConcurrentHashMap<>();

    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final Object coyote;
    private final Object grizzly;
    /** Null without TLS. */
    private final @Nullable GrizzlyTls tls;

    private final Field channel;
    private final Field key;
    private final Method tellAfter;
    private final Object terminator;

    private GrizzlyEarlyHandOver(
            HttpServletRequest request,
            HttpServletResponse response,
            Object coyote,
            Object grizzly,
            @Nullable GrizzlyTls tls)
            throws ReflectiveOperationException {
        this.request = request;
        this.response = response;
        this.coyote = coyote;
        this.grizzly = grizzly;
        this.tls = tls;
        channel = Reflection.declared(grizzly, "channel");
        key = Reflection.declared(grizzly, "selectionKey");
        Method unused = Reflection.method(grizzly, "terminateSilently");
        Class<?> listener = Class.forName(LISTENER, false, coyote.getClass().getClassLoader());
        tellAfter = Reflection.method(coyote, "addAfterServiceListener", listener);
        terminator = TERMINATORS.computeIfAbsent(coyote.getClass(), type -> terminator(type, listener));
    }

    private static Object terminator(Class<?> requests, Class<?> listener) {
        return Proxy.newProxyInstance(
                requests.getClassLoader(),
                new Class<?>[] {listener},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "onAfterService" -> terminate(arguments[0]);
                    case "equals" -> proxy == arguments[0];
                    case "hashCode" -> System.identityHashCode(proxy);
                    default -> "terminator";
                });
    }

    private static Object terminate(Object coyote) throws ReflectiveOperationException {
        Object grizzly = Reflection.follow(coyote, "getContext", "getConnection");
        return Reflection.method(grizzly, "terminateSilently").invoke(grizzly);
    }

    static EarlyHandOver of(Object facade, HttpServletResponse response, boolean trusting)
            throws ReflectiveOperationException, NotTransferable {
        Object coyote = Reflection.follow(facade, "getUnwrappedCoyoteRequest", "getCoyoteRequest");
        Object grizzly = Reflection.follow(coyote, "getContext", "getConnection");
        GRIZZLY.check(Reflection.version(grizzly, "org.glassfish.grizzly.Grizzly", "getDotedVersion"), trusting);
        if (!(Boolean) Reflection.follow(grizzly, "getAsyncWriteQueue", "isEmpty")) {
            throw NotTransferable.forThis("the server has not sent all yet");
        }
        if (!(facade instanceof HttpServletRequest request) || !"HTTP/1.1".equals(request.getProtocol())) {
            throw NotTransferable.forThis("only HTTP/1.1 connections can leave");
        }
        return new GrizzlyEarlyHandOver(request, response, coyote, grizzly, GrizzlyTls.of(grizzly));
    }

    @Override
    public void leave(HandOverEvents traveller) {
        DetachedSocket socket;
        try {
            ServletInputStream in = request.getInputStream();
            ByteBuffer early = ByteBuffer.wrap(in.readNBytes(in.available()));
            // Asked for once more in the access log, and then only remembered.
            Reflection.follow(grizzly, "getPeerAddress");
            Reflection.follow(grizzly, "getLocalAddress");
            response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS); // for the access log alone
            tellAfter.invoke(coyote, terminator);
            socket = new DetachedSocket((SocketChannel) channel.get(grizzly), early, tls == null ? null : tls.take());
            ((SelectionKey) key.get(grizzly)).cancel();
            key.set(grizzly, null);
            channel.set(grizzly, null);
        } catch (Exception e) {
            Journal.event("wire-client-lost").because(e).warn();
            traveller.lost();
            return;
        }
        Runnable unused = traveller.came(socket, () -> {});
    }
}
