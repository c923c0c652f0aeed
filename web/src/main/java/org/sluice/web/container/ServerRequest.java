package org.sluice.web.container;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;

/**
 * What a server knows of a request and the Servlet API does not show, and what can be done with its connection only by the
 * server's own means. One object for each request, used on the request's thread while the request lasts. The defaults are
 * what the Servlet specification offers: a server that is not known, or is built differently, gets them.
 */
public interface ServerRequest {
    /** One of a server that is not known. */
    record Portable(HttpServletRequest request) implements ServerRequest {}

    /** The request as the Servlet API shows it. */
    HttpServletRequest request();

    /**
     * The path of the request target as the client wrote it, without its query.
     *
     * @return empty if the server has altered it and does not know any more what it was
     */
    default Optional<String> path() {
        return Optional.ofNullable(request().getRequestURI());
    }

    /**
     * The connection goes on behind the 101, whatever the request's headers made the server believe: {@code Connection: close}
     * beside {@code Connection: Upgrade}, or {@code Expect: 100-continue}. To be said before the upgrade.
     */
    default void staysOpen() {}

    /** The answer is not going to be 101: its head and body are written as those of any other request. To be said before it. */
    default void isRefused() {}

    /**
     * Ends the connection in the middle of an answer, so that the client can tell that the answer is not whole (RFC 9112 8).
     * What was flushed goes out before. Nothing may be written behind it.
     *
     * @throws IOException if only an exception out of the servlet is left to say so
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
