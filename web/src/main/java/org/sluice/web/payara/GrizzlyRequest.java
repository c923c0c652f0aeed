package org.sluice.web.payara;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;
import org.sluice.web.container.Reflection;
import org.sluice.web.container.ServerRequest;

/**
 * A request in Grizzly under Catalina, as Payara has it. Seen in Payara 6.2025:
 *
 * <ul>
 *   <li>Both take path parameters for their own out of the request's URI: {@code ;jsessionid=}, {@code ;jreplica=} and others,
 *       whatever the tracking modes are. Grizzly keeps beside it what the client wrote. But where another parameter follows
 *       a session id, Grizzly has closed the gap in the very bytes that both share, and nobody knows any more what stood there.
 *   <li>A request in absolute form has there its whole target, with scheme and authority.
 *   <li>An answer that breaks off by an exception is given its last chunk; one with a length leaves the connection open, and the
 *       client waits for the rest. Only a connection that is terminated before ends as it must.
 *   <li>The answer to a request with {@code Upgrade} is written without its type and without chunks, unless all of it fits into
 *       one buffer: Grizzly takes it for what an upgraded connection says until the request is over.
 * </ul>
 */
record GrizzlyRequest(HttpServletRequest request, Object grizzly) implements ServerRequest {
    private static final String SESSION = ";jsessionid=";

    GrizzlyRequest(HttpServletRequest request, ServletRequest bare) throws ReflectiveOperationException {
        this(request, Reflection.follow(bare, "getUnwrappedCoyoteRequest", "getCoyoteRequest"));
    }

    @Override
    public Optional<String> path() {
        String shown = Objects.requireNonNullElse(request.getRequestURI(), "");
        try {
            Object original = Reflection.follow(grizzly, "getRequest", "getRequestURIRef", "getOriginalRequestURIBC");
            String written = withoutAuthority(original.toString());
            return intact(written, sessionInPath()) ? Optional.of(written) : Optional.empty();
        } catch (ReflectiveOperationException e) {
            return Optional.of(shown);
        }
    }

    /** Whether the session id that was taken out still stands there. */
    static boolean intact(String written, @Nullable String session) {
        return session == null || written.contains(SESSION + session);
    }

    /** What of a target is its path: {@code http://host:port/path} is the same as {@code /path} (RFC 9112 3.2.2). */
    static String withoutAuthority(String target) {
        int authority = target.startsWith("/") ? -1 : target.indexOf("://");
        if (authority < 0) {
            return target;
        }
        int path = target.indexOf('/', authority + 3);
        return path < 0 ? "/" : target.substring(path);
    }

    private @Nullable String sessionInPath() throws ReflectiveOperationException {
        boolean there = (Boolean) Reflection.follow(grizzly, "isRequestedSessionIdFromURL");
        return there ? String.valueOf(Reflection.follow(grizzly, "getRequestedSessionId")) : null;
    }

    @Override
    public void isRefused() {
        try {
            Object packet = Reflection.follow(grizzly, "getRequest");
            Reflection.method(packet, "setIgnoreContentModifiers", boolean.class)
                    .invoke(packet, false);
        } catch (ReflectiveOperationException e) {
            Journal.event("wire-refusal-as-upgrade")
                    .saying("large answers lose their type")
                    .because(e)
                    .warn();
        }
    }

    @Override
    public void cut() throws IOException {
        try {
            Object connection = Reflection.follow(grizzly, "getContext", "getConnection");
            Reflection.method(connection, "terminateSilently").invoke(connection);
        } catch (ReflectiveOperationException e) {
            throw new IOException("the answer broke off", e);
        }
    }
}
