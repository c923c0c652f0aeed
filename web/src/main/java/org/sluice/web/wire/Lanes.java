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
        if (choice == WireChoice.PORTABLE) {
            return null;
        }
        try {
            Exit exit = find(connection, choice == WireChoice.EXPRESS);
            once(Level.INFO, "wire-express  connection=" + connection.getClass().getName());
            return exit;
        } catch (LaneClosed e) {
            if (e.everywhere() || choice == WireChoice.EXPRESS) {
                once(Level.WARNING, "wire-portable  why=" + e.getMessage());
            }
            return null;
        }
    }

    /** @param trusting whether a version that was never tried will do */
    private static Exit find(WebConnection connection, boolean trusting) throws LaneClosed {
        String name = connection.getClass().getName();
        try {
            if (name.startsWith("io.undertow.")) {
                return UndertowExit.of(connection, trusting);
            }
            if (name.startsWith("org.apache.catalina.")) {
                return GrizzlyExit.of(connection, trusting);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw LaneClosed.here("this server is built differently: " + e, e);
        }
        throw LaneClosed.here("no express lane is known for " + name, null);
    }

    private void once(Level level, String line) {
        if (told.add(line)) {
            log.log(level, line);
        }
    }
}
