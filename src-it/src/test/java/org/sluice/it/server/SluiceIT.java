package org.sluice.it.server;

import java.nio.file.Path;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test against the server of this run. All classes that extend it share one boot and one deployment of the archive
 * ({@link OneBoot}), so a test leaves behind nothing that another could see.
 */
@ExtendWith({ArquillianExtension.class, LogTail.class})
@RunAsClient
public abstract class SluiceIT {
    /** The server that the test talks to. */
    protected final Server server = Server.current();

    /** Called by Arquillian: the archive as the build made it. */
    @Deployment(testable = false)
    public static Archive<?> archive() {
        Path file = Kind.current().archive();
        var importer = ShrinkWrap.create(ZipImporter.class, file.getFileName().toString())
                .importFrom(file.toFile());
        return Kind.current() == Kind.PAYARA_MICRO
                ? importer.as(WebArchive.class)
                : importer.as(EnterpriseArchive.class);
    }
}
