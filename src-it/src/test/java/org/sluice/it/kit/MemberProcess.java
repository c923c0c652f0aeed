package org.sluice.it.kit;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A member in a process of its own, for what no thread can suffer: to be killed, and to be frozen, whereupon the kernel goes on
 * taking connections and bytes for it. It echoes, and names itself in the header {@link #NAME} of its 101. Belongs to its test;
 * it ends with the test's JVM.
 */
public final class MemberProcess implements Closeable {
    /** The header that tells which member answered: its port. */
    public static final String NAME = "X-Member";

    private static final String READY = "listening";

    private final int port;
    private @Nullable Process process;

    private MemberProcess(int port) {
        this.port = port;
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill, "end-member-" + port));
    }

    /** Starts one for each port, all at the same time; {@link #awaitReady} returns when it listens. */
    public static List<MemberProcess> startAll(int... ports) throws IOException {
        List<MemberProcess> all =
                java.util.Arrays.stream(ports).mapToObj(MemberProcess::new).toList();
        for (MemberProcess member : all) {
            member.start();
        }
        for (MemberProcess member : all) {
            member.awaitReady();
        }
        return all;
    }

    public int port() {
        return port;
    }

    /** What {@link #NAME} says of it. */
    public String name() {
        return String.valueOf(port);
    }

    /** Begins a new process at the same port, when the one before is dead. */
    public void start() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process = new ProcessBuilder(
                        java,
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MemberProcess.class.getName(),
                        name())
                .redirectError(Redirect.INHERIT)
                .start();
    }

    /** Returns when it listens. */
    public void awaitReady() throws IOException {
        BufferedReader output = alive().inputReader(StandardCharsets.UTF_8);
        String first = output.readLine();
        if (!READY.equals(first)) {
            throw new IOException("the member at " + port + " says " + first);
        }
    }

    /** Ends it as a fault would: it says no word, and the kernel ends its connections. */
    public void kill() {
        Process now = process;
        if (now != null) {
            now.destroyForcibly().onExit().join();
        }
    }

    /** From now on it does nothing; its connections stay. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /** It goes on where it was. */
    public void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + name, String.valueOf(alive().pid()))
                .redirectErrorStream(true)
                .start();
        if (kill.onExit().join().exitValue() != 0) {
            throw new IOException(new String(kill.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private Process alive() throws IOException {
        Process now = process;
        if (now == null || !now.isAlive()) {
            throw new IOException("the member at " + port + " is not alive");
        }
        return now;
    }

    @Override
    public void close() {
        kill();
    }

    /** The process: listens at the port that is given, until its parent process is gone. */
    public static void main(String[] arguments) throws IOException {
        ScriptedMember member = ScriptedMember.plain(Integer.parseInt(arguments[0]));
        member.script("/echo", with -> {
            with.open(NAME + ": " + arguments[0]);
            Scripts.echoFrames(with);
        });
        System.out.println(READY);
        while (System.in.read() >= 0) {
            // until its end
        }
        member.close();
    }
}
