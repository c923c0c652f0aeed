package org.sluice.server;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The settings of WildFly, read from its management MBeans. */
final class WildFlySettings {
    private static final String UNDERTOW = "jboss.as:subsystem=undertow,server=*,";

    /** WildFly's default SSL context, whose self-signed key the server itself generates. */
    private static final String OWN_CONTEXT = "applicationSSC";

    private static final String OWN_KEYS = "jboss.as:subsystem=elytron,key-manager=applicationKM";

    private static final int MOST_HEADERS = 1_000;

    private final MBeanServer beans;

    WildFlySettings(MBeanServer beans) {
        this.beans = beans;
    }

    ServerSettings facts(OptionalLong descriptors) {
        List<ServerSettings.Listener> listeners = new ArrayList<>();
        List<ServerSettings.Http> http = new ArrayList<>();
        for (String kind : List.of("http-listener", "https-listener")) {
            for (ObjectName listener : named(UNDERTOW + kind + "=*")) {
                listeners.add(listener(listener, kind));
                judge(listener, listener.getKeyProperty(kind), http);
            }
        }
        // Undertow blocks until the socket accepts the bytes, and buffers no multiple of them.
        return new ServerSettings("wildfly", requestThreads(), listeners, OptionalInt.empty(), descriptors, http);
    }

    private void judge(ObjectName listener, String name, List<ServerSettings.Http> found) {
        if (Boolean.TRUE.equals(attribute(listener, "allow-unescaped-characters-in-url"))) {
            found.add(new ServerSettings.Http(
                    "listener " + name + ": allow-unescaped-characters-in-url: true",
                    "false; with it WildFly decodes targets, and members get others than the client sent"));
        }
        long headers = number(attribute(listener, "max-headers"));
        if (headers > 0 && headers < MOST_HEADERS) {
            found.add(new ServerSettings.Http(
                    "listener " + name + ": max-headers: " + headers,
                    "at least " + MOST_HEADERS + "; heads of more lines are answered 400"));
        }
        judgeBodies(listener, name, found);
    }

    private void judgeBodies(ObjectName listener, String name, List<ServerSettings.Http> found) {
        long body = number(attribute(listener, "max-post-size"));
        if (body > 0) {
            found.add(new ServerSettings.Http(
                    "listener " + name + ": max-post-size: " + body, "0; longer bodies are answered 400"));
        }
        if (listener.getKeyProperty("http-listener") != null
                && Boolean.TRUE.equals(attribute(listener, "enable-http2"))) {
            found.add(new ServerSettings.Http(
                    "listener " + name + ": enable-http2: true",
                    "false; requests with Upgrade: h2c are answered by the listener"));
        }
    }

    private OptionalInt requestThreads() {
        long most = number(attribute("jboss.as:subsystem=io,worker=default", "max-pool-size"));
        return most > 0 ? OptionalInt.of((int) most) : OptionalInt.empty();
    }

    private ServerSettings.Listener listener(ObjectName listener, String kind) {
        boolean secure = kind.equals("https-listener");
        return new ServerSettings.Listener(
                listener.getKeyProperty(kind),
                port(String.valueOf(attribute(listener, "socket-binding"))),
                secure,
                number(attribute(listener, "read-timeout")),
                secure && OWN_CONTEXT.equals(attribute(listener, "ssl-context")) && makesItsOwnKey());
    }

    private boolean makesItsOwnKey() {
        return attribute(OWN_KEYS, "generate-self-signed-certificate-host") != null;
    }

    /** The port on which it listens, offset included. */
    private int port(String binding) {
        for (ObjectName socket : named("jboss.as:socket-binding-group=*,socket-binding=" + binding)) {
            long bound = number(attribute(socket, "bound-port"));
            return (int) (bound > 0 ? bound : number(attribute(socket, "port")));
        }
        return 0;
    }

    private Iterable<ObjectName> named(String pattern) {
        try {
            return beans.queryNames(new ObjectName(pattern), null);
        } catch (JMException e) {
            return List.of();
        }
    }

    private @Nullable Object attribute(String bean, String name) {
        try {
            return attribute(new ObjectName(bean), name);
        } catch (JMException e) {
            return null;
        }
    }

    private @Nullable Object attribute(ObjectName bean, String name) {
        try {
            return beans.getAttribute(bean, name);
        } catch (JMException | RuntimeException e) {
            return null; // does not exist, or not in this version
        }
    }

    private static long number(@Nullable Object value) {
        return value instanceof Number number ? number.longValue() : 0;
    }
}
