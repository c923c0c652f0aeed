package org.sluice.wiring;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The server we live in: what differs between them outside of the wire, told by the system properties they set. */
enum Platform {
    /**
     * Payara Server and Payara Micro. Its request threads stand in the domain's configuration, which Micro keeps in a
     * folder of its own.
     */
    PAYARA {
        @Override
        OptionalInt requestThreads() {
            Path domain = Path.of(System.getProperty(PAYARA_HOME, ""), "config", "domain.xml");
            try {
                var parsers = DocumentBuilderFactory.newInstance();
                parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
                parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
                NodeList pools =
                        parsers.newDocumentBuilder().parse(domain.toFile()).getElementsByTagName("thread-pool");
                for (int i = 0; i < pools.getLength(); i++) {
                    Element pool = (Element) pools.item(i);
                    if (pool.getAttribute("name").equals("http-thread-pool")) {
                        String most = pool.getAttribute("max-thread-pool-size");
                        return OptionalInt.of(most.isEmpty() ? PAYARA_DEFAULT_THREADS : Integer.parseInt(most));
                    }
                }
            } catch (ParserConfigurationException | SAXException | IOException | NumberFormatException e) {
                // not where it used to be: unknown
            }
            return OptionalInt.empty();
        }
    },

    /** WildFly. Its listeners cut a connection whose client says nothing for 90 s, however much it is sent. */
    WILDFLY {
        @Override
        OptionalInt requestThreads() {
            MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
            try {
                Object most =
                        beans.getAttribute(new ObjectName("jboss.as:subsystem=io,worker=default"), "max-pool-size");
                return most instanceof Integer threads && threads > 0 ? OptionalInt.of(threads) : OptionalInt.empty();
            } catch (JMException | RuntimeException e) {
                return OptionalInt.empty();
            }
        }

        @Override
        Duration guardPings() {
            return Duration.ofSeconds(30);
        }
    },

    /** Another server; what the specifications promise must do. */
    OTHER {
        @Override
        OptionalInt requestThreads() {
            return OptionalInt.empty();
        }
    };

    private static final String PAYARA_HOME = "com.sun.aas.instanceRoot";
    /** The default of {@code max-thread-pool-size}. */
    private static final int PAYARA_DEFAULT_THREADS = 5;

    /** The one this process is. */
    static Platform current() {
        if (System.getProperty("jboss.server.base.dir") != null) {
            return WILDFLY;
        }
        return System.getProperty(PAYARA_HOME) != null ? PAYARA : OTHER;
    }

    /** How many requests the server answers at the same time; empty if it does not tell. */
    abstract OptionalInt requestThreads();

    /** How often clients must hear a ping so that the server's own timers leave quiet ones alone; zero for never. */
    Duration guardPings() {
        return Duration.ZERO;
    }
}
