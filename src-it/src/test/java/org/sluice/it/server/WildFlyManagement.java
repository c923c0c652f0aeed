package org.sluice.it.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.dmr.ModelNode;

/** WildFly's operations, those that act at once, by the interface that its console and its command line use. */
record WildFlyManagement(int admin) implements Management {
    private static final String BINDING = "binding";
    private static final String STILL_BOOTING = "WFLYCTL0379";
    private static final Duration BOOT = Duration.ofMinutes(2);

    @Override
    public void create(String entry, Map<String, String> keys) {
        ModelNode add = operation("add", binding(entry));
        add.get("binding-type").set("simple");
        add.get("type").set("java.lang.String");
        add.get("value").set(Management.line(keys));
        execute(add);
    }

    @Override
    public void change(String entry, Map<String, String> keys, String key) {
        ModelNode rebind = operation("rebind", binding(entry));
        rebind.get("binding-type").set("simple");
        rebind.get("value").set(Management.line(keys));
        execute(rebind);
    }

    @Override
    public void delete(String entry) {
        ModelNode remove = operation("remove", binding(entry));
        remove.get("operation-headers", "allow-resource-service-restart").set(true);
        execute(remove);
    }

    /**
     * What the console's form does to a binding when it is saved: one composite that writes each attribute that was edited.
     * Stored at once, bound after a reload.
     */
    void edit(String entry, Map<String, String> keys) {
        ModelNode write = operation("write-attribute", binding(entry));
        write.get("name").set("value");
        write.get("value").set(Management.line(keys));
        ModelNode save = operation("composite", new ModelNode().setEmptyList());
        save.get("steps").add(write);
        execute(save);
    }

    /** Removes it as the console's button does. */
    void removeInConsole(String entry) {
        execute(operation("remove", binding(entry)));
    }

    /** {@code starting}, {@code running}, or {@code reload-required}. */
    String state() {
        ModelNode read = operation("read-attribute", new ModelNode().setEmptyList());
        read.get("name").set("server-state");
        return execute(read).get("result").asString();
    }

    /** Takes no more requests, at once, and says so to the applications. */
    void suspend() {
        ModelNode suspend = operation("suspend", new ModelNode().setEmptyList());
        suspend.get("suspend-timeout").set(0);
        execute(suspend);
    }

    void resume() {
        execute(operation("resume", new ModelNode().setEmptyList()));
    }

    @Override
    public void setProperty(String name, String value) {
        ModelNode address = new ModelNode().add("system-property", name);
        boolean there = perform(operation("read-resource", address))
                .get("outcome")
                .asString()
                .equals("success");
        ModelNode set = operation(there ? "write-attribute" : "add", address);
        if (there) {
            set.get("name").set("value");
        }
        set.get("value").set(value);
        execute(set);
    }

    @Override
    public void deleteProperty(String name) {
        execute(operation("remove", new ModelNode().add("system-property", name)));
    }

    @Override
    public void run(Path file) {
        List<String> command = new ArrayList<>(cli(admin));
        command.addAll(List.of("--connect", "--file=" + file));
        Run.command(command);
    }

    @Override
    public Log accessLog(Path folder) {
        ModelNode add = operation("add", webServer().add("host", "default-host").add("setting", "access-log"));
        add.get("directory").set(folder + "");
        add.get("prefix").set("access.");
        add.get("suffix").set("log");
        execute(add);
        return new Log(folder.resolve("access.log"));
    }

    @Override
    public Listener listenImpatiently(int port) {
        return WildFlyListener.impatient(this, port);
    }

    @Override
    public Listener listen(int port, int atMost) {
        return WildFlyListener.open(this, port, atMost);
    }

    /** The server of its web subsystem that has hosts and listeners. */
    static ModelNode webServer() {
        return new ModelNode().add("subsystem", "undertow").add("server", "default-server");
    }

    /** How jboss-cli is started so that it reaches this server. */
    static List<String> cli(int admin) {
        String client = Setting.WILDFLY_HOME.text() + "/bin/client/jboss-cli-client.jar";
        return List.of(Control.java(), "-jar", client, "--controller=127.0.0.1:" + admin);
    }

    private static ModelNode binding(String entry) {
        return new ModelNode().add("subsystem", "naming").add(BINDING, "java:global/sluice/" + entry);
    }

    static ModelNode operation(String name, ModelNode address) {
        ModelNode operation = new ModelNode();
        operation.get("operation").set(name);
        operation.get("address").set(address);
        return operation;
    }

    ModelNode execute(ModelNode operation) {
        ModelNode answer = perform(operation);
        if (!answer.get("outcome").asString().equals("success")) {
            throw new IllegalStateException(operation + ": " + answer);
        }
        return answer;
    }

    /** Listeners answer before the boot is over, and until then the management refuses every operation. */
    private ModelNode perform(ModelNode operation) {
        try (var client = ModelControllerClient.Factory.create("127.0.0.1", admin)) {
            return await("the end of the boot")
                    .atMost(BOOT)
                    .until(() -> client.execute(operation), answer -> !answer.get("failure-description")
                            .asString()
                            .contains(STILL_BOOTING));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
