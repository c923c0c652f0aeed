package org.sluice.it.server;

import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.example.Obedient;
import org.sluice.it.example.Redact;

/**
 * A test against the server of this run. All classes that extend it share one boot and one deployment of the archive
 * ({@link OneBoot}), and some run at once ({@link Apart}), so a test leaves behind nothing that another could see, and takes
 * nothing for its own that it has not marked.
 */
@ResourceLock(value = Apart.SERVER, mode = ResourceAccessMode.READ)
@ExtendWith({Gate.class, ArquillianExtension.class, Gate.Behind.class, LogTail.class})
@RunAsClient
public abstract class SluiceIT {
    /** The server that the test talks to. */
    protected final Server server = Server.current();

    /** Called by Arquillian: the archive as the build made it, and a library of interceptors in it. */
    @Deployment(testable = false)
    public static Archive<?> archive() {
        Path file = Kind.current().archive();
        var importer = ShrinkWrap.create(ZipImporter.class, file.getFileName().toString())
                .importFrom(file.toFile());
        if (Kind.current() == Kind.PAYARA_MICRO) {
            return importer.as(WebArchive.class).addAsLibrary(interceptors());
        }
        EnterpriseArchive ear = importer.as(EnterpriseArchive.class);
        WebArchive web = ear.getAsType(WebArchive.class, "sluice-web.war").addAsLibrary(interceptors());
        ear.delete("sluice-web.war");
        return ear.addAsModule(web);
    }

    /** One is a bean, the other a service. */
    private static JavaArchive interceptors() {
        return ShrinkWrap.create(JavaArchive.class, "example-interceptors.jar")
                .addClasses(Redact.class, Obedient.class)
                .addAsManifestResource(
                        new StringAsset(Obedient.class.getName()), "services/org.sluice.spi.MessageInterceptor")
                .addAsManifestResource(
                        new StringAsset(
                                """
                                <beans xmlns="https://jakarta.ee/xml/ns/jakartaee" version="4.0" bean-discovery-mode="annotated"/>
                                """),
                        "beans.xml");
    }
}
