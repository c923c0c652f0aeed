package org.sluice.web.wire;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.sluice.config.WireChoice;
import org.sluice.web.container.EarlyHandOver;
import org.sluice.web.container.NotTransferable;

/**
 * Finds out whether a client's connection can leave its server before it is answered. Where anything is missing, nothing was
 * touched, and the handshake waits on its request thread as everywhere. Any thread.
 */
public final class EarlyHandOvers {
    private EarlyHandOvers() {}

    /** The way out for the client of {@code request}; null if there is none. On the request's thread. */
    public static @Nullable EarlyHandOver of(
            HttpServletRequest request, HttpServletResponse response, WireChoice choice) {
        ServletRequest own = Servers.unwrapped(request);
        return ClientUpgrade.LANES.open(choice, () -> Servers.of(own)
                .orElseThrow(() -> NotTransferable.here(
                        "no express lane is known for " + own.getClass().getName(), null))
                .earlyHandOver(own, (HttpServletResponse) Servers.unwrapped(response), choice == WireChoice.EXPRESS));
    }
}
