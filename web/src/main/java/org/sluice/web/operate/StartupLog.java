package org.sluice.web.operate;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sluice.journal.Journal;
import org.sluice.spi.MessageInterceptor;
import org.sluice.wiring.ApplicationLifecycle;
import org.sluice.wiring.Version;

/**
 * Logs that the application serves clients and in which server, and passes the events of the deployment to the
 * application. Called by the container, once for each.
 */
@WebListener
public class StartupLog implements ServletContextListener {
    @Inject
    private @Nullable ApplicationLifecycle life;

    @Inject
    @Any
    private @Nullable Instance<MessageInterceptor> interceptors;

    /** Called by the container. */
    public StartupLog() {}

    @Override
    public void contextInitialized(ServletContextEvent event) {
        // They are in libraries of the web module, which the classes of the ejb module cannot load.
        Objects.requireNonNull(life)
                .found(
                        Objects.requireNonNull(interceptors),
                        event.getServletContext().getClassLoader());
        Journal.event("sluice-started")
                .with("version", Version.current())
                .with("server", event.getServletContext().getServerInfo())
                .info();
        Objects.requireNonNull(life).served();
    }

    /** A bean that was destroyed before throws; the application has left then. */
    @Override
    public void contextDestroyed(ServletContextEvent event) {
        ApplicationLifecycle open = life;
        try {
            if (open != null) {
                open.leave();
            }
        } catch (RuntimeException e) {
            Journal.event("sluice-left-before").because(e).debug();
        }
    }
}
