package org.sluice.web.message;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.sluice.journal.Journal;
import org.sluice.web.wire.Reflection;

/**
 * Has Undertow's frames judged from the first byte. Seen in Undertow 2.3: the endpoint's {@code onOpen} runs on a thread of its
 * own while the I/O thread reads already, so what is put in place there comes too late for a client in a hurry. The connection's
 * upgrade listener is the last that has it before it is read.
 */
final class EarlyValidation {
    private static final String LISTENER = "io.undertow.server.HttpUpgradeListener";

    private EarlyValidation() {}

    /**
     * On the request's thread, behind the upgrade and before the request ends. Nothing for other servers, whose connections are
     * shown to {@link CapturedUpgrade}; where this Undertow is another one, the log says so, and long frames pass.
     */
    static void stand(ServletRequest request, Ticket ticket) {
        ServletRequest own = unwrapped(request);
        if (!own.getClass().getName().startsWith("io.undertow.")) {
            return;
        }
        try {
            Object connection = Reflection.follow(own, "getExchange", "getConnection");
            Class<?> type = Class.forName(LISTENER, false, own.getClass().getClassLoader());
            Object listener = Reflection.follow(connection, "getUpgradeListener");
            Reflection.method(connection, "setUpgradeListener", type)
                    .invoke(connection, judging(type, listener, ticket));
        } catch (ReflectiveOperationException e) {
            Journal.event("session-unknown").because(e).warn();
        }
    }

    private static Object judging(Class<?> type, Object listener, Ticket ticket) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getName().equals("handleUpgrade")) {
                Object source = Reflection.follow(arguments[0], "getSourceChannel");
                ValidatingConduit.into(source, ticket.admitted().maxFrame(), ticket);
            }
            try {
                return method.invoke(listener, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        });
    }

    private static ServletRequest unwrapped(ServletRequest request) {
        ServletRequest own = request;
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        return own;
    }
}
