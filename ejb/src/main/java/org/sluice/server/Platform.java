package org.sluice.server;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.OptionalLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.sluice.journal.Journal;

/** The server that Sluice runs in, recognised by system properties. */
public enum Platform {
    /** Payara Server and Payara Micro: their settings are in the domain's file, which Micro keeps in a folder of its own. */
    PAYARA {
        @Override
        ServerSettings look(OptionalLong descriptors) {
            boolean micro = System.getProperty(PAYARA_MICRO) != null;
            return PayaraSettings.read(Path.of(System.getProperty(PAYARA_HOME, ""), "config", "domain.xml"))
                    .facts(micro ? "payara-micro" : "payara", descriptors);
        }
    },

    /** WildFly: its settings are read from its management MBeans. */
    WILDFLY {
        @Override
        ServerSettings look(OptionalLong descriptors) {
            return new WildFlySettings(ManagementFactory.getPlatformMBeanServer()).facts(descriptors);
        }
    },

    /** Another server, of which only what the specifications guarantee is known. */
    OTHER {
        @Override
        ServerSettings look(OptionalLong descriptors) {
            return ServerSettings.unknown();
        }
    };

    private static final String PAYARA_HOME = "com.sun.aas.instanceRoot";
    private static final String PAYARA_MICRO = "fish.payara.micro.UnpackDir";

    /** The server of this process. */
    public static Platform current() {
        if (System.getProperty("jboss.server.base.dir") != null) {
            return WILDFLY;
        }
        return System.getProperty(PAYARA_HOME) != null ? PAYARA : OTHER;
    }

    /** The server's settings. Never fails: settings that are not found are unknown. */
    public ServerSettings facts() {
        try {
            return look(descriptors(ManagementFactory.getPlatformMBeanServer()));
        } catch (RuntimeException e) {
            Journal.event("server-unknown").because(e).debug();
            return ServerSettings.unknown();
        }
    }

    abstract ServerSettings look(OptionalLong descriptors);

    /** Reads the MBean by name, because its class is not part of Java SE, and WildFly hides it from applications. */
    private static OptionalLong descriptors(MBeanServer beans) {
        try {
            Object most =
                    beans.getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "MaxFileDescriptorCount");
            return most instanceof Long count ? OptionalLong.of(count) : OptionalLong.empty();
        } catch (JMException e) {
            return OptionalLong.empty(); // not available on this system
        }
    }
}
