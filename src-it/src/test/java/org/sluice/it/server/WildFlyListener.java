package org.sluice.it.server;

import java.util.List;
import org.jboss.dmr.ModelNode;

/** A listener of Undertow, controlled and read by WildFly's management. */
record WildFlyListener(WildFlyManagement management, int port) implements Listener {
    static Listener open(WildFlyManagement management, int port, int atMost) {
        var listener = new WildFlyListener(management, port);
        ModelNode bind = WildFlyManagement.operation(
                "add",
                new ModelNode().add("socket-binding-group", "standard-sockets").add("socket-binding", listener.name()));
        bind.get("port").set(port);
        management.execute(bind);
        ModelNode add = WildFlyManagement.operation("add", listener.address());
        add.get("socket-binding").set(listener.name());
        add.get("max-connections").set(atMost);
        management.execute(add);
        return listener;
    }

    /** Timers in milliseconds, each in force at once. */
    static Listener impatient(WildFlyManagement management, int port) {
        var listener = open(management, port, 1000);
        for (String timer : List.of("no-request-timeout", "read-timeout", "write-timeout")) {
            ModelNode set = WildFlyManagement.operation("write-attribute", ((WildFlyListener) listener).address());
            set.get("name").set(timer);
            set.get("value").set(1000);
            management.execute(set);
        }
        return listener;
    }

    private String name() {
        return "port-" + port;
    }

    private ModelNode address() {
        return WildFlyManagement.webServer().add("http-listener", name());
    }

    /** The worker counts them, by the addresses that it listens on. */
    @Override
    public int connections() {
        ModelNode read = WildFlyManagement.operation(
                "read-children-resources",
                new ModelNode().add("subsystem", "io").add("worker", "default"));
        read.get("child-type").set("server");
        read.get("include-runtime").set(true);
        return management.execute(read).get("result").asPropertyList().stream()
                .filter(server -> server.getName().endsWith(":" + port))
                .mapToInt(server -> server.getValue().get("connection-count").asInt())
                .sum();
    }

    @Override
    public void stop() {
        ModelNode remove = WildFlyManagement.operation("remove", address());
        remove.get("operation-headers", "allow-resource-service-restart").set(true);
        management.execute(remove);
    }
}
