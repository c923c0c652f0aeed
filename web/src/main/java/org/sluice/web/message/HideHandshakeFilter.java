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
 * Hides a WebSocket handshake from the server. With an endpoint in the application, both servers add a filter of their
 * own, which inspects each handshake, fails on request targets that are not a URI, and would upgrade any client that
 * requests the endpoint's path. After this filter, only the servlet sees the handshake, in the {@linkplain #original
 * original} request.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class HideHandshakeFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    /** Called by the container. */
    public HideHandshakeFilter() {}

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        chain.doFilter(request.getHeader("Upgrade") == null ? request : new WithoutHandshake(request), response);
    }

    /** The request with its handshake. */
    public static HttpServletRequest original(HttpServletRequest request) {
        return request instanceof WithoutHandshake hidden ? hidden.request() : request;
    }

    /** A request without the headers that the servers' filters inspect. */
    private static final class WithoutHandshake extends HttpServletRequestWrapper {
        private final HttpServletRequest request;

        WithoutHandshake(HttpServletRequest request) {
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
