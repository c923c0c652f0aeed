package org.sluice.web.container;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/**
 * What a server offers for a request and its connection beyond the Servlet API. One object for each request, used on the
 * request's thread while the request lasts. The defaults use the Servlet API only; they serve for servers that are
 * unknown or built differently.
 */
public interface ServerRequest {
    /** A request of an unknown server. */
    record Portable(HttpServletRequest request) implements ServerRequest {}

    /** The request as the Servlet API shows it. */
    HttpServletRequest request();

    /**
     * The path of the request target as the client wrote it, without its query.
     *
     * @return empty if the server has altered it and does not keep the original
     */
    default Optional<String> path() {
        return Optional.ofNullable(request().getRequestURI());
    }

    /**
     * Keeps the connection open after the 101, whatever the request's headers made the server decide: {@code Connection:
     * close} beside {@code Connection: Upgrade}, or {@code Expect: 100-continue}. To be called before the upgrade.
     */
    default void staysOpen() {}

    /**
     * The answer will not be 101: its head and body are written like those of any other request. To be called before it.
     */
    default void isRefused() {}

    /**
     * Cuts the connection in the middle of an answer, so that the client notices that it is incomplete (RFC 9112 8).
     * Flushed bytes are sent before. Nothing may be written after it.
     *
     * @throws IOException if only an exception thrown by the servlet can end the connection
     */
    default void cut() throws IOException {
        throw new IOException("the answer broke off");
    }

    /**
     * Whether {@code AsyncContext.complete()} may be called on any thread: a server may serve the connection's next request on the
     * thread that completes this one, and that may have to wait.
     */
    default boolean completesAnywhere() {
        return false;
    }
}
