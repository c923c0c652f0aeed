package org.sluice.it.server;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Payara's commands, run by any of its interfaces, and a file of them. Pools are resources of type
 * {@code java.util.Properties}, everything else is text, so
 * that both are seen to work.
 */
record PayaraManagement(Asadmin asadmin, Consumer<Path> file) implements Management {
    private static final String FACTORY = "org.glassfish.resources.custom.factory.";
    private static final String HTTP = PayaraListener.CONFIG + "http-service.";

    /** Runs one command, fails if that fails, and returns its output. */
    interface Asadmin {
        String run(List<String> command);

        /** Sets one attribute, which is there. */
        default void set(String attribute, Object value) {
            run(List.of("set", attribute + "=" + value));
        }
    }

    @Override
    public void create(String entry, Map<String, String> keys) {
        boolean typed = entry.startsWith("pools/");
        String properties = typed
                ? keys.entrySet().stream()
                        .map(key -> key.getKey() + "=" + escaped(key.getValue()))
                        .collect(Collectors.joining(":"))
                : "value=" + escaped(Management.line(keys));
        asadmin.run(List.of(
                "create-custom-resource",
                "--restype=" + (typed ? "java.util.Properties" : "java.lang.String"),
                "--factoryclass=" + FACTORY + (typed ? "PropertiesFactory" : "PrimitivesAndStringFactory"),
                "--property=" + properties,
                "sluice/" + entry));
    }

    @Override
    public void change(String entry, Map<String, String> keys, String key) {
        boolean typed = entry.startsWith("pools/");
        String property = typed ? key : "value";
        String value = typed ? keys.getOrDefault(key, "") : Management.line(keys);
        asadmin.run(
                List.of("set", "resources.custom-resource.sluice/" + entry + ".property." + property + "=" + value));
    }

    @Override
    public void delete(String entry) {
        asadmin.run(List.of("delete-custom-resource", "sluice/" + entry));
    }

    @Override
    public void setProperty(String name, String value) {
        asadmin.run(List.of("create-system-properties", name + "=" + escaped(value)));
    }

    @Override
    public void deleteProperty(String name) {
        asadmin.run(List.of("delete-system-property", name));
    }

    @Override
    public void run(Path commands) {
        file.accept(commands);
    }

    @Override
    public Log accessLog(Path folder) {
        asadmin.set(HTTP + "access-log.rotation-enabled", false);
        String host = HTTP + "virtual-server.server.";
        asadmin.set(host + "property.accessLogWriteInterval", 1);
        asadmin.set(host + "access-log", folder);
        asadmin.set(host + "access-logging-enabled", true);
        return new Log(folder.resolve("server_access_log.txt"));
    }

    @Override
    public Listener listenImpatiently(int port) {
        return PayaraListener.impatient(asadmin, port);
    }

    @Override
    public Listener listen(int port, int atMost) {
        return PayaraListener.open(asadmin, port);
    }

    /** What parts properties and their values must not be read as that inside of a value. */
    private static String escaped(String value) {
        return Arrays.stream(value.split("", -1))
                .map(c -> List.of(":", "=", "\\").contains(c) ? "\\" + c : c)
                .collect(Collectors.joining());
    }
}
