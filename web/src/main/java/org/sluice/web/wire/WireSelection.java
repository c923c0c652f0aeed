package org.sluice.web.wire;

import jakarta.servlet.http.WebConnection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.sluice.config.WireChoice;
import org.sluice.journal.Journal;
import org.sluice.web.container.NotTransferable;
import org.sluice.web.container.SocketExit;

/**
 * Chooses how connections are carried. An adapter proves on each connection that the server has everything it needs,
 * before it changes anything; where it has not, the connection goes the portable way, and the log says once why. Any
 * thread.
 */
final class WireSelection {
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** The way out of the server for {@code connection}; null if it goes the portable way. */
    @Nullable SocketExit exit(WebConnection connection, WireChoice choice) {
        return open(choice, () -> find(connection, choice == WireChoice.EXPRESS));
    }

    /** Looks for a way out. */
    interface Search<T> {
        T find() throws NotTransferable, ReflectiveOperationException;
    }

    /** What {@code search} finds, if the operator wants it looked for; null if there is nothing. */
    <T> @Nullable T open(WireChoice choice, Search<T> search) {
        if (choice == WireChoice.PORTABLE) {
            return null;
        }
        try {
            T found = tried(search);
            String by = found.getClass().getSimpleName();
            if (told.add(by)) {
                Journal.event("wire-express").with("by", by).info();
            }
            return found;
        } catch (NotTransferable e) {
            portable(e, choice);
            return null;
        }
    }

    /** A connection goes the portable way. */
    void portable(NotTransferable e, WireChoice choice) {
        String why = String.valueOf(e.getMessage());
        if ((e.everywhere() || choice == WireChoice.EXPRESS) && told.add(why)) {
            Journal.event("wire-portable").saying("why=" + why).warn();
        }
    }

    private static <T> T tried(Search<T> search) throws NotTransferable {
        try {
            return search.find();
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            throw NotTransferable.here("this server is built differently: " + e, e);
        }
    }

    /** @param anyVersion whether a version that was never tried will do */
    private static SocketExit find(WebConnection connection, boolean anyVersion)
            throws NotTransferable, ReflectiveOperationException {
        return Servers.of(connection)
                .orElseThrow(() -> NotTransferable.here(
                        "no express lane is known for " + connection.getClass().getName(), null))
                .exit(connection, anyVersion);
    }
}
