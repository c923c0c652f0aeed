package org.sluice.web.undertow;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.sluice.web.container.ClientByteListener;
import org.sluice.web.container.EarlyHandOver;
import org.sluice.web.container.NotTransferable;
import org.sluice.web.container.Reflection;
import org.sluice.web.container.ServerAdapter;
import org.sluice.web.container.ServerRequest;
import org.sluice.web.container.ServerSession;
import org.sluice.web.container.ServerWire;
import org.sluice.web.container.SessionConnection;
import org.sluice.web.container.SocketExit;

/** Undertow on XNIO, as WildFly has it. */
public final class UndertowAdapter implements ServerAdapter {
    private static final String SECURED = "io.undertow.protocols.ssl.UndertowSslConnection";

    @Override
    public boolean recognises(Object object) {
        return object.getClass().getName().startsWith("io.undertow.");
    }

    @Override
    public ServerRequest request(HttpServletRequest request, ServletRequest unwrapped)
            throws ReflectiveOperationException {
        return new UndertowRequest(request, unwrapped);
    }

    @Override
    public ServerWire wire(WebConnection connection) throws ReflectiveOperationException, IOException {
        return UndertowWire.of(connection);
    }

    @Override
    public SocketExit exit(WebConnection connection, boolean anyVersion)
            throws ReflectiveOperationException, NotTransferable {
        return UndertowExit.of(connection, anyVersion);
    }

    @Override
    public EarlyHandOver earlyHandOver(ServletRequest unwrapped, HttpServletResponse response, boolean anyVersion)
            throws ReflectiveOperationException, NotTransferable {
        return UndertowEarlyHandOver.of(unwrapped, anyVersion);
    }

    /** With TLS it lies one connection below. */
    @Override
    public SocketChannel socket(ServletRequest unwrapped) throws ReflectiveOperationException {
        Object channel = Reflection.follow(unwrapped, "getExchange", "getConnection", "getChannel");
        Object plain = channel.getClass().getName().equals(SECURED) ? Reflection.field(channel, "delegate") : channel;
        return (SocketChannel) Reflection.field(Reflection.field(plain, "conduit"), "socketChannel");
    }

    @Override
    public ServerSession session(Session session, SessionConnection connection) throws ReflectiveOperationException {
        return UndertowServerSession.of(session);
    }

    @Override
    public void checkFrames(ServletRequest unwrapped, long maxFrame, ClientByteListener listener)
            throws ReflectiveOperationException {
        UndertowEarlyValidation.install(unwrapped, maxFrame, listener);
    }
}
