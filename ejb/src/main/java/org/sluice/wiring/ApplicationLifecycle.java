package org.sluice.wiring;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ContextServiceDefinition;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.concurrent.ManagedThreadFactoryDefinition;
import jakarta.enterprise.inject.Produces;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;
import org.sluice.admission.Admission;
import org.sluice.jndi.OperatorEntries;
import org.sluice.journal.Journal;
import org.sluice.spi.MessageInterceptor;

/**
 * Starts and stops the application: an EJB singleton that the container creates before the web module, and destroys after it.
 * The container owns it and calls it on its deployment thread.
 *
 * <p>The managed threads run without the contexts of an application: no task needs one, and capturing them would cost more than
 * many tasks do.
 *
 * <p>Size: the container's own annotations and types are most of its imports.
 */
@ContextServiceDefinition(
        name = "java:module/concurrent/SluiceContext",
        cleared = {},
        // At least one must be named: WildFly treats an empty list as "not given".
        propagated = ContextServiceDefinition.SECURITY,
        unchanged = ContextServiceDefinition.ALL_REMAINING)
@ManagedThreadFactoryDefinition(
        name = "java:module/concurrent/SluiceThreads",
        context = "java:module/concurrent/SluiceContext")
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ApplicationLifecycle {
    @Resource(lookup = "java:module/concurrent/SluiceThreads")
    private @Nullable ManagedThreadFactory threads;

    private @Nullable Application application;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** Called by the container. */
    public ApplicationLifecycle() {}

    @PostConstruct
    void start() {
        try {
            application = new Application(
                    new OperatorEntries(
                            ApplicationLifecycle::naming,
                            System::getProperties,
                            ManagementFactory.getPlatformMBeanServer()),
                    new ManagedThreads(Objects.requireNonNull(threads)));
        } catch (IOException e) {
            throw new IllegalStateException("no event loop can be opened", e);
        }
    }

    /** For the web module. */
    @Produces
    public Admission admission() {
        return Objects.requireNonNull(application).admission();
    }

    /** Adds the interceptors that the web module has found: its own beans, and the services that {@code services} sees. */
    public void found(Iterable<MessageInterceptor> beans, ClassLoader services) {
        Objects.requireNonNull(application).interceptors().add(beans, services);
    }

    /** The web module is deployed, and clients can connect; the server has nearly finished its own start. */
    public void served() {
        Objects.requireNonNull(application).served();
    }

    /** Whether clients that connect now are served; for the web module. */
    public Readiness readiness() {
        Application open = application;
        return open == null || stopped.get() ? Readiness.STOPPED : open.readiness();
    }

    /** The state of each member; for the web module. */
    public List<MemberView> members() {
        Application open = application;
        return open == null || stopped.get() ? List.of() : open.members();
    }

    @PreDestroy
    void stop() {
        leave();
    }

    /**
     * Stops the application; idempotent. The web module calls it when it is undeployed, because Payara Micro does not always
     * notify the beans of a WAR.
     */
    public void leave() {
        Application open = application;
        if (open != null && stopped.compareAndSet(false, true)) {
            open.close();
            Journal.event("sluice-stopped").with("version", Version.current()).info();
        }
    }

    private static Optional<javax.naming.Context> naming() {
        try {
            return Optional.of(new InitialContext());
        } catch (NamingException e) {
            throw new IllegalStateException("the server's naming cannot be reached", e);
        }
    }
}
