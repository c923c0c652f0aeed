package org.sluice.web.undertow;

import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.sluice.web.container.NotTransferable;
import org.sluice.web.container.Reflection;

/** The socket below a connection of Undertow's on XNIO, and the TLS on it, if there is any. */
final class UndertowSocket {
    private static final String PLAIN = "org.xnio.nio.NioSocketStreamConnection";
    private static final String SECURE = "io.undertow.protocols.ssl.UndertowSslConnection";

    private final Object conduit;
    private final SocketChannel channel;
    private final Method cancelKey;
    private final @Nullable UndertowTls tls;

    private UndertowSocket(Object conduit, @Nullable UndertowTls tls) throws ReflectiveOperationException {
        this.conduit = conduit;
        this.tls = tls;
        channel = (SocketChannel) Reflection.field(conduit, "socketChannel");
        cancelKey = Reflection.method(conduit, "cancelKey", boolean.class);
    }

    /** The one below {@code connection}; nothing is changed. */
    static UndertowSocket of(Object connection) throws ReflectiveOperationException, NotTransferable {
        String name = connection.getClass().getName();
        if (name.equals(PLAIN)) {
            return new UndertowSocket(Reflection.field(connection, "conduit"), null);
        }
        if (!name.equals(SECURE)) {
            throw NotTransferable.forThis("this is no connection that can leave: a " + name);
        }
        Object below = Reflection.field(connection, "delegate");
        if (!below.getClass().getName().equals(PLAIN)) {
            throw NotTransferable.forThis("there is something between TLS and socket: a "
                    + below.getClass().getName());
        }
        Object conduit = Reflection.field(below, "conduit");
        return new UndertowSocket(conduit, UndertowTls.of(connection, conduit));
    }

    SocketChannel channel() {
        return channel;
    }

    /** Null without TLS. */
    @Nullable UndertowTls tls() {
        return tls;
    }

    /** The server's selector forgets the socket. */
    void cancelKey() throws ReflectiveOperationException {
        cancelKey.invoke(conduit, false);
    }
}
