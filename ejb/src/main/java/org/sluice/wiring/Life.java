package org.sluice.wiring;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * The life of the application as the container sees it: it begins before the doors open and ends after they closed.
 * The container owns it and calls it on its deployment thread; it has no business method.
 */
@Singleton
@Startup
public class Life {
    private static final Logger LOG = System.getLogger("org.sluice");

    /** The container makes it. */
    public Life() {}

    @PreDestroy
    void stop() {
        LOG.log(Level.INFO, "sluice-stopped  version={0}", Version.current());
    }
}
