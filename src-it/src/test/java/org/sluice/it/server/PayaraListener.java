package org.sluice.it.server;

import java.util.List;
import java.util.regex.Pattern;

/** A listener of Grizzly, controlled and read by Payara's commands. */
record PayaraListener(PayaraManagement.Asadmin asadmin, int port) implements Listener {
    /** How the names of what a domain is configured with begin. */
    static final String CONFIG = "configs.config.server-config.";

    private static final Pattern OPEN = Pattern.compile("countopenconnections-count = (\\d+)");

    /** Its protocol is its own too: the first listener's has another name on each server. */
    static Listener open(PayaraManagement.Asadmin asadmin, int port) {
        var listener = new PayaraListener(asadmin, port);
        asadmin.set(CONFIG + "monitoring-service.module-monitoring-levels.http-service", "HIGH");
        asadmin.run(List.of("create-protocol", listener.name()));
        asadmin.run(List.of("create-http", "--default-virtual-server=server", listener.name()));
        asadmin.run(List.of(
                "create-network-listener",
                "--address=127.0.0.1",
                "--listenerport=" + port,
                "--protocol=" + listener.name(),
                listener.name()));
        return listener;
    }

    /** For a request that is being answered, and for a connection between two requests. */
    static Listener impatient(PayaraManagement.Asadmin asadmin, int port) {
        var listener = open(asadmin, port);
        String http = CONFIG + "network-config.protocols.protocol.port-" + port + ".http.";
        asadmin.set(http + "request-timeout-seconds", 1);
        asadmin.set(http + "timeout-seconds", 1);
        return listener;
    }

    private String name() {
        return "port-" + port;
    }

    @Override
    public int connections() {
        String output = asadmin.run(List.of(
                "get", "--monitor=true", "server.network." + name() + ".connection-queue.countopenconnections-count"));
        var open = OPEN.matcher(output);
        if (!open.find()) {
            throw new IllegalStateException(output);
        }
        return Integer.parseInt(open.group(1));
    }

    @Override
    public void stop() {
        asadmin.set(CONFIG + "network-config.network-listeners.network-listener." + name() + ".enabled", false);
    }
}
