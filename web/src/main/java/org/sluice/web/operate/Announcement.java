package org.sluice.web.operate;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sluice.spi.MessageInterceptor;
import org.sluice.wiring.Life;
import org.sluice.wiring.Version;

/**
 * Says in the log that the doors are open, and in which server; and tells the house when they close. The container calls it
 * once each per deployment.
 */
@WebListener
public class Announcement implements ServletContextListener {
    private static final Logger LOG = System.getLogger("org.sluice");

    @Inject
    private @Nullable Life life;

    @Inject
    @Any
    private @Nullable Instance<MessageInterceptor> interceptors;

    /** The container makes it. */
    public Announcement() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        // They are in libraries of this module, which the other one does not see.
        Objects.requireNonNull(life)
                .found(
                        Objects.requireNonNull(interceptors),
                        event.getServletContext().getClassLoader());
        LOG.log(
                Level.INFO,
                "sluice-started  version={0} server=\"{1}\"",
                Version.current(),
                event.getServletContext().getServerInfo());
    }

    /** A bean that has left already cannot be called any more, which is as good. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        Life open = life;
        try {
            if (open != null) {
                open.leave();
            }
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "sluice-left-before", e);
        }
    }
}
