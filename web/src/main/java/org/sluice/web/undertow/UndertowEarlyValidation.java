package org.sluice.web.undertow;

import jakarta.servlet.ServletRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.sluice.web.container.ClientByteListener;
import org.sluice.web.container.Reflection;

/**
 * Has Undertow's frames judged from the first byte. Seen in Undertow 2.3: the endpoint's {@code onOpen} runs on a thread of its
 * own while the I/O thread reads already, so what is put in place there comes too late for a client in a hurry. The connection's
 * upgrade listener is the last that has it before it is read.
 */
final class UndertowEarlyValidation {
    private static final String LISTENER = "io.undertow.server.HttpUpgradeListener";

    private UndertowEarlyValidation() {}

    /** On the request's thread, behind the upgrade and before the request ends. */
    static void install(ServletRequest request, long maxFrame, ClientByteListener listener)
            throws ReflectiveOperationException {
        Object connection = Reflection.follow(request, "getExchange", "getConnection");
        Class<?> type = Class.forName(LISTENER, false, request.getClass().getClassLoader());
        Object own = Reflection.follow(connection, "getUpgradeListener");
        Reflection.method(connection, "setUpgradeListener", type)
                .invoke(connection, validating(type, own, maxFrame, listener));
    }

    private static Object validating(Class<?> type, Object own, long maxFrame, ClientByteListener listener) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            if (method.getName().equals("handleUpgrade")) {
                Object source = Reflection.follow(arguments[0], "getSourceChannel");
                ValidatingConduit.into(source, maxFrame, listener);
            }
            try {
                return method.invoke(own, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        });
    }
}
