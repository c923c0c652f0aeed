package org.sluice.server;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.OptionalLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.sluice.journal.Journal;

/** The server we live in, told by the system properties that each sets. */
public enum Platform {
    /** Payara Server and Payara Micro: what they are set to stands in the domain's file, which Micro keeps in a folder of its own. */
    PAYARA {
        @Override
        ServerSettings look(OptionalLong descriptors) {
            boolean micro = System.getProperty(PAYARA_MICRO) != null;
            return PayaraSettings.read(Path.of(System.getProperty(PAYARA_HOME, ""), "config", "domain.xml"))
                    .facts(micro ? "payara-micro" : "payara", descriptors);
        }
    },

    /** WildFly tells by its management beans. */
    WILDFLY {
        @Override
        ServerSettings look(OptionalLong descriptors) {
            return new WildFlySettings(ManagementFactory.getPlatformMBeanServer()).facts(descriptors);
        }
    },

    /** Another server; what the specifications promise must do. */
    OTHER {
        @Override
        ServerSettings look(OptionalLong descriptors) {
            return ServerSettings.unknown();
        }
    };

    private static final String PAYARA_HOME = "com.sun.aas.instanceRoot";
    private static final String PAYARA_MICRO = "fish.payara.micro.UnpackDir";

    /** The one this process is. */
    public static Platform current() {
        if (System.getProperty("jboss.server.base.dir") != null) {
            return WILDFLY;
        }
        return System.getProperty(PAYARA_HOME) != null ? PAYARA : OTHER;
    }

    /** What it is set to now. Never fails: what is not where it used to be is unknown. */
    public ServerSettings facts() {
        try {
            return look(descriptors(ManagementFactory.getPlatformMBeanServer()));
        } catch (RuntimeException e) {
            Journal.event("server-unknown").because(e).debug();
            return ServerSettings.unknown();
        }
    }

    abstract ServerSettings look(OptionalLong descriptors);

    /** By the bean's name: its class is no part of Java SE, and WildFly does not show it to applications. */
    private static OptionalLong descriptors(MBeanServer beans) {
        try {
            Object most =
                    beans.getAttribute(new ObjectName("java.lang:type=OperatingSystem"), "MaxFileDescriptorCount");
            return most instanceof Long count ? OptionalLong.of(count) : OptionalLong.empty();
        } catch (JMException e) {
            return OptionalLong.empty(); // not on this system
        }
    }
}
