package org.sluice.web.wire;

import jakarta.servlet.http.WebConnection;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sluice.config.WireChoice;

/**
 * Chooses how connections are carried. An adapter proves on each connection that the server has everything it needs,
 * before it changes anything; where it has not, the connection goes the portable way, and the log says once why. Any
 * thread.
 */
final class Lanes {
    private final Logger log;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Lanes(Logger log) {
        this.log = log;
    }

    /** The way out of the server for {@code connection}; null if it goes the portable way. */
    @Nullable Exit exit(WebConnection connection, WireChoice choice) {
        return open(choice, () -> find(connection, choice == WireChoice.EXPRESS));
    }

    /** Looks for a way out. */
    interface Search<T> {
        T find() throws LaneClosed, ReflectiveOperationException;
    }

    /** What {@code search} finds, if the operator wants it looked for; null if there is nothing. */
    <T> @Nullable T open(WireChoice choice, Search<T> search) {
        if (choice == WireChoice.PORTABLE) {
            return null;
        }
        try {
            T found = tried(search);
            once(Level.INFO, "wire-express  by=" + found.getClass().getSimpleName());
            return found;
        } catch (LaneClosed e) {
            if (e.everywhere() || choice == WireChoice.EXPRESS) {
                once(Level.WARNING, "wire-portable  why=" + e.getMessage());
            }
            return null;
        }
    }

    private static <T> T tried(Search<T> search) throws LaneClosed {
        try {
            return search.find();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw LaneClosed.here("this server is built differently: " + e, e);
        }
    }

    /** @param trusting whether a version that was never tried will do */
    private static Exit find(WebConnection connection, boolean trusting)
            throws LaneClosed, ReflectiveOperationException {
        String name = connection.getClass().getName();
        if (name.startsWith("io.undertow.")) {
            return UndertowExit.of(connection, trusting);
        }
        if (name.startsWith("org.apache.catalina.")) {
            return GrizzlyExit.of(connection, trusting);
        }
        throw LaneClosed.here("no express lane is known for " + name, null);
    }

    private void once(Level level, String line) {
        if (told.add(line)) {
            log.log(level, line);
        }
    }
}
