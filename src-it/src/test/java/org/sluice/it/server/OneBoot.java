package org.sluice.it.server;

import java.nio.file.Path;
import org.jboss.arquillian.container.spi.Container;
import org.jboss.arquillian.container.spi.ContainerRegistry;
import org.jboss.arquillian.container.spi.client.deployment.Deployment;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentScenario;
import org.jboss.arquillian.container.spi.event.DeployManagedDeployments;
import org.jboss.arquillian.container.spi.event.DeploymentEvent;
import org.jboss.arquillian.container.spi.event.SetupContainers;
import org.jboss.arquillian.container.spi.event.StopSuiteContainers;
import org.jboss.arquillian.container.spi.event.UnDeployDeployment;
import org.jboss.arquillian.container.spi.event.UnDeployManagedDeployments;
import org.jboss.arquillian.core.api.Event;
import org.jboss.arquillian.core.api.Instance;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jspecify.annotations.Nullable;

/**
 * Lets Arquillian deploy for the first class and undeploy after the last one. By itself it deploys for each class, and
 * Payara Micro's adapter boots a server for each deployment.
 *
 * <p>Arquillian makes it (see {@code META-INF/services}) and calls it on JUnit's thread.
 */
public final class OneBoot implements LoadableExtension {
    /** Arquillian makes it. */
    public OneBoot() {}

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Once.class);
    }

    /** Stands between Arquillian's events and their work. One per run. */
    @SuppressWarnings("NullAway.Init") // Arquillian fills in what is injected
    public static final class Once {
        @Inject
        private Instance<DeploymentScenario> scenario;

        @Inject
        private Instance<ContainerRegistry> containers;

        @Inject
        private Event<DeploymentEvent> events;

        private @Nullable Deployment deployed;
        private @Nullable RuntimeException failed;

        /** Arquillian makes it. */
        public Once() {}

        void prepare(@Observes EventContext<SetupContainers> setup) {
            Tree.folderFor(Server.current().log());
            prepare(Prepared.of(Kind.current()).result());
            setup.proceed();
        }

        /** WildFly's adapter copies what {@code apply} made by itself. */
        private static void prepare(Path made) {
            if (Kind.current() == Kind.PAYARA_SERVER) {
                var home = PayaraHome.forArquillian();
                home.makeLike(made);
                Runtime.getRuntime().addShutdownHook(new Thread(home::end, "domain-end"));
            } else if (Kind.current() == Kind.PAYARA_MICRO) {
                Path work = Setting.WORK.path().resolve("micro");
                Path options = work.resolve("options");
                Tree.folderFor(options);
                PreparedMicro.of(Server.current(), made, Setting.SERVER_PROPERTIES.path())
                        .handOver(options, work.resolve("commands"), Setting.MICRO_COMMANDS.path());
            }
        }

        void deploy(@Observes EventContext<DeployManagedDeployments> deploy) {
            if (failed != null) {
                throw failed;
            }
            if (deployed != null) {
                return;
            }
            try {
                deployed = scenario.get().managedDeploymentsInDeployOrder().get(0);
                deploy.proceed();
                Ask.untilAlive(Server.current());
            } catch (RuntimeException e) {
                failed = e;
                System.err.println(
                        "No deployment on " + Server.current() + Log.current().tail());
                throw e;
            }
        }

        void keep(@Observes EventContext<UnDeployManagedDeployments> undeploy) {
            // the next class uses it, too
        }

        void undeploy(@Observes EventContext<StopSuiteContainers> stop) {
            if (deployed != null && deployed.isDeployed()) {
                Container<?> container =
                        containers.get().getContainer(deployed.getDescription().getTarget());
                events.fire(new UnDeployDeployment(container, deployed));
            }
            stop.proceed();
        }
    }
}
