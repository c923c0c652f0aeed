package org.sluice.web.message;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Hides a WebSocket handshake from the server. With an endpoint in the application, both servers put a filter of their own
 * before everything, which looks at each handshake, stumbles over request targets that are no URI, and would upgrade whoever
 * asks for the endpoint's path. Behind this filter there is no handshake to be seen, but for the servlet, which
 * {@linkplain #original lifts} it.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class HideHandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** The container makes it. */
    public HideHandshakeFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request.getHeader("Upgrade") == null ? request : new Veiled(request), response);
    }

    /** The request as it came. */
    public static HttpServletRequest original(HttpServletRequest request) {
        return request instanceof Veiled veiled ? veiled.request() : request;
    }

    /** What the servers' filters look at is not there. */
    private static final class Veiled extends HttpServletRequestWrapper {
        private final HttpServletRequest request;

        Veiled(HttpServletRequest request) {
            super(request);
            this.request = request;
        }

        HttpServletRequest request() {
            return request;
        }

        @Override
        public @Nullable String getHeader(String name) {
            return "Upgrade".equalsIgnoreCase(name) || "Sec-WebSocket-Key".equalsIgnoreCase(name)
                    ? null
                    : super.getHeader(name);
        }
    }
}
