package org.sluice.web.payara;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import jakarta.websocket.Session;
import java.nio.channels.SocketChannel;
import org.sluice.web.container.EarlyHandOver;
import org.sluice.web.container.NotTransferable;
import org.sluice.web.container.Reflection;
import org.sluice.web.container.ServerAdapter;
import org.sluice.web.container.ServerRequest;
import org.sluice.web.container.ServerSession;
import org.sluice.web.container.ServerWire;
import org.sluice.web.container.SessionConnection;
import org.sluice.web.container.SocketExit;

/** Catalina on Grizzly with Tyrus, as Payara Server and Payara Micro have it. */
public final class PayaraAdapter implements ServerAdapter {
    @Override
    public boolean recognises(Object object) {
        String name = object.getClass().getName();
        return name.startsWith("org.apache.catalina.") || name.startsWith("org.glassfish.tyrus.");
    }

    @Override
    public ServerRequest request(HttpServletRequest request, ServletRequest unwrapped)
            throws ReflectiveOperationException {
        return new GrizzlyRequest(request, unwrapped);
    }

    @Override
    public ServerWire wire(WebConnection connection) throws ReflectiveOperationException {
        return GrizzlyWire.of(connection);
    }

    @Override
    public SocketExit exit(WebConnection connection, boolean anyVersion)
            throws ReflectiveOperationException, NotTransferable {
        return GrizzlyExit.of(connection, anyVersion);
    }

    @Override
    public EarlyHandOver earlyHandOver(ServletRequest unwrapped, HttpServletResponse response, boolean anyVersion)
            throws ReflectiveOperationException, NotTransferable {
        return GrizzlyEarlyHandOver.of(unwrapped, response, anyVersion);
    }

    @Override
    public SocketChannel socket(ServletRequest unwrapped) throws ReflectiveOperationException {
        Object grizzly = Reflection.follow(
                unwrapped, "getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext", "getConnection");
        return (SocketChannel) Reflection.field(grizzly, "channel");
    }

    @Override
    public ServerSession session(Session session, SessionConnection connection) throws ReflectiveOperationException {
        return TyrusServerSession.of(session, connection);
    }
}
