package org.sluice.it.server;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How to run one kind of server as a process of the test's own, and how to tell it what to deploy. */
interface Control {
    /** Makes what the process needs on disk, as {@code apply} of {@code server-config} made it once: see {@link Prepared}. */
    void prepare();

    /** Starts the server as it comes from its archive. */
    void prepareUntouched();

    /** Starts the server with so many request threads that handshakes need not wait for one. */
    default void prepareThreads() {
        prepareUntouched();
    }

    /** The variables by which {@code apply} finds it. */
    Map<String, String> variables();

    /** The server's own commands for an operator, by name, and how each is started so that it reaches this server. */
    default Map<String, List<String>> commands() {
        return Map.of();
    }

    /** The files that hold what {@code apply} has done. */
    List<Path> prepared();

    /** The store of those whom it trusts, once {@code apply} has made one. */
    Path trustStore();

    /** Ends what {@code apply} has started. */
    default void endWhatApplyStarted() {}

    /** The process: the server itself, not something that starts it. */
    List<String> command();

    /** Where its standard input comes from. */
    default Redirect input() {
        return Redirect.PIPE;
    }

    /** Does what the server does once, at its first application, and never undoes. {@code folder} is there to write to. */
    default void settle(Path folder) {}

    /** Returns when the server has it, or fails. {@code server} is the process of {@link #command()}. */
    void deploy(Process server, Path archive);

    void undeploy(Process server);

    /** Its management, while the process runs. */
    Management management(Process server);

    /** The java of this JVM. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
