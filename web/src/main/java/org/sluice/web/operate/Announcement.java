package org.sluice.web.operate;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.sluice.wiring.Version;

/** Says in the log that the doors are open, and in which server. The container calls it once per deployment. */
@WebListener
public final class Announcement implements ServletContextListener {
    private static final Logger LOG = System.getLogger("org.sluice");

    /** The container makes it. */
    public Announcement() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        LOG.log(
                Level.INFO,
                "sluice-started  version={0} server=\"{1}\"",
                Version.current(),
                event.getServletContext().getServerInfo());
    }
}
