package org.sluice.web.undertow;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Field;
import org.sluice.journal.Journal;
import org.sluice.web.container.Reflection;
import org.sluice.web.container.ServerRequest;

/**
 * A request in Undertow, as WildFly has it. Seen in Undertow 2.3:
 *
 * <ul>
 *   <li>Whether a connection ends behind its exchange is decided when the request's head is read, by the first line of
 *       {@code Connection} alone, and it holds for upgraded connections, too: the 101 is followed by FIN. It can be decided
 *       anew until the answer begins.
 *   <li>To {@code Expect: 100-continue} it either writes 100 when the servlet reads, or decides when the answer begins that
 *       the connection ends behind it. It does neither once an attachment says that 100 is out; a handshake has no content,
 *       so nobody waits for it.
 *   <li>An exchange that ends, by whatever exception, is given its last chunk. Only a connection that is closed before is not.
 * </ul>
 */
record UndertowRequest(HttpServletRequest request, Object exchange) implements ServerRequest {
    private static final String CONTINUE = "io.undertow.server.protocol.http.HttpContinue";

    UndertowRequest(HttpServletRequest request, ServletRequest bare) throws ReflectiveOperationException {
        this(request, Reflection.follow(bare, "getExchange"));
    }

    @Override
    public void staysOpen() {
        try {
            Reflection.method(exchange, "setPersistent", boolean.class).invoke(exchange, true);
            if (request.getHeader("Expect") != null) {
                ClassLoader server = exchange.getClass().getClassLoader();
                Field sent = Class.forName(CONTINUE, true, server).getDeclaredField("ALREADY_SENT");
                sent.setAccessible(true);
                Class<?> key = Class.forName("io.undertow.util.AttachmentKey", true, server);
                Reflection.method(exchange, "putAttachment", key, Object.class).invoke(exchange, sent.get(null), true);
            }
        } catch (ReflectiveOperationException e) {
            Journal.event("wire-not-kept-open")
                    .saying("the server decides by itself")
                    .because(e)
                    .warn();
        }
    }

    @Override
    public void cut() throws IOException {
        try {
            ((Closeable) Reflection.follow(exchange, "getConnection")).close();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IOException("the answer broke off", e);
        }
    }

    /** Undertow has a worker end the exchange. */
    @Override
    public boolean completesAnywhere() {
        return true;
    }
}
