package org.sluice.web.wire;

import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.sluice.config.WireChoice;

/**
 * Finds out whether a client's connection can leave its server before it is answered. The server is recognised by the class of its
 * request; where anything is missing, nothing was touched, and the handshake waits on its request thread as everywhere. Any thread.
 */
public final class EarlyHandOvers {
    private EarlyHandOvers() {}

    /** The way out for the client of {@code request}; null if there is none. On the request's thread. */
    public static @Nullable EarlyHandOver of(
            HttpServletRequest request, HttpServletResponse response, WireChoice choice) {
        return ClientUpgrade.LANES.open(
                choice, () -> find(unwrapped(request), unwrapped(response), choice == WireChoice.EXPRESS));
    }

    private static EarlyHandOver find(Object request, HttpServletResponse response, boolean trusting)
            throws NotTransferable, ReflectiveOperationException {
        String name = request.getClass().getName();
        if (name.startsWith("io.undertow.")) {
            return UndertowEarlyHandOver.of(request, trusting);
        }
        if (name.startsWith("org.apache.catalina.")) {
            return GrizzlyEarlyHandOver.of(request, response, trusting);
        }
        throw NotTransferable.here("no express lane is known for " + name, null);
    }

    private static Object unwrapped(HttpServletRequest request) {
        Object inner = request;
        while (inner instanceof ServletRequestWrapper wrapper) {
            inner = wrapper.getRequest();
        }
        return inner;
    }

    private static HttpServletResponse unwrapped(HttpServletResponse response) {
        Object inner = response;
        while (inner instanceof ServletResponseWrapper wrapper) {
            inner = wrapper.getResponse();
        }
        return (HttpServletResponse) inner;
    }
}
