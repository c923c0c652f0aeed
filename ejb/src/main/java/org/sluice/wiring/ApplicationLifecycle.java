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
 * The life of the application as the container sees it: it begins before the doors open and ends after they closed. The
 * container owns it and calls it on its deployment thread.
 *
 * <p>The server lends its threads without the contexts of an application: no task of ours needs one, and capturing them
 * costs more than many of our tasks.
 *
 * <p>Size: the container's own annotations and types are most of its imports.
 */
@ContextServiceDefinition(
        name = "java:module/concurrent/SluiceContext",
        cleared = {},
        // One has to be named: WildFly takes an empty list for "not given".
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
    private final AtomicBoolean left = new AtomicBoolean();

    /** The container makes it. */
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

    /** For the doors. */
    @Produces
    public Admission admission() {
        return Objects.requireNonNull(application).admission();
    }

    /** The web module has found these interceptors: of its own beans, and of the services that {@code services} sees. */
    public void found(Iterable<MessageInterceptor> beans, ClassLoader services) {
        Objects.requireNonNull(application).interceptors().add(beans, services);
    }

    /** The web module is there, and clients can come; the server is done with most of its own start. */
    public void served() {
        Objects.requireNonNull(application).served();
    }

    /** Whether a client that connects now has somewhere to go; for the web module. */
    public Readiness readiness() {
        Application open = application;
        return open == null || left.get() ? Readiness.STOPPED : open.readiness();
    }

    /** How each member is; for the web module. */
    public List<MemberView> members() {
        Application open = application;
        return open == null || left.get() ? List.of() : open.members();
    }

    @PreDestroy
    void stop() {
        leave();
    }

    /**
     * Ends everything; harmless when repeated. The web module calls it as it is undeployed: Payara Micro does not always tell the beans
     * of a WAR that it is undeployed.
     */
    public void leave() {
        Application open = application;
        if (open != null && left.compareAndSet(false, true)) {
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
