package org.sluice.demo;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The program: two members, a server with the balancer before them, and the page that shows them at work. What it started
 * it ends, once, in the opposite order; on the main thread, or on a shutdown hook if the process is terminated.
 */
public final class Demo implements AutoCloseable {
    private final Order order;

    /** Guarded by itself. */
    private final Deque<AutoCloseable> started = new ArrayDeque<>();

    /** Guarded by {@link #started}. */
    private boolean over;

    private Demo(Order order) {
        this.order = order;
    }

    /**
     * Runs until Enter, Ctrl-C or TERM.
     *
     * @throws Exception with one clear sentence, if it cannot run
     */
    public static void main(String... args) throws Exception {
        Order order = Order.of(System.getProperties());
        refuseTakenPort(order.httpPort(), "sluice.http.port");
        refuseTakenPort(order.httpsPort(), "sluice.https.port");
        try (Demo demo = new Demo(order)) {
            Thread hook = new Thread(demo::close, "demo-end");
            Runtime.getRuntime().addShutdownHook(hook);
            demo.run(System.in);
        }
    }

    @Override
    public void close() {
        synchronized (started) {
            over = true;
            while (!started.isEmpty()) {
                end(started.pop());
            }
        }
    }

    private void run(InputStream keys) throws WrongArgument, IOException, InterruptedException {
        List<Member> members = new ArrayList<>();
        if (order.wantsMembers()) {
            Hub hub = new Hub();
            members.add(keep(Member.start("A", hub, order.away())));
            members.add(keep(Member.start("B", hub, order.away())));
        }
        System.out.println("Starting the server ...");
        List<URI> addresses = members.stream().map(Member::address).toList();
        Server server = keep(Server.start(order, order.wordsWith(addresses)));
        server.awaitPage();
        announce(members);
        CompletableFuture.anyOf(server.ended(), enter(keys)).join();
        server.refuseOwnEnd();
        System.out.println("Stopping.");
    }

    /** What is started after the end began is ended at once. */
    private <T extends AutoCloseable> T keep(T one) {
        synchronized (started) {
            if (over) {
                end(one);
            } else {
                started.push(one);
            }
        }
        return one;
    }

    private void announce(List<Member> members) {
        System.out.println();
        System.out.println("Sluice is running.");
        System.out.println();
        System.out.println("  Open           http://localhost:" + order.httpPort() + "/sluice/demo");
        System.out.println("  or, with TLS   https://localhost:" + order.httpsPort()
                + "/sluice/demo (its certificate is self-signed)");
        System.out.println();
        System.out.println("  WebSockets     ws://localhost:" + order.httpPort() + "/, wss://localhost:"
                + order.httpsPort() + "/");
        members.forEach(member -> System.out.println("  Member " + member.name() + "       " + member.address()));
        if (members.isEmpty()) {
            System.out.println("  Members        " + order.properties().get("sluice.members"));
        }
        System.out.println("  The log        " + order.files().log());
        System.out.println();
        System.out.println("Press Enter or Ctrl-C to stop.");
    }

    /** Completed by the next line. No keyboard, no line: then only a signal ends the demo. */
    private static CompletableFuture<?> enter(InputStream keys) {
        CompletableFuture<Boolean> pressed = new CompletableFuture<>();
        Thread reader = new Thread(() -> waitForLine(keys, pressed), "demo-keys");
        reader.setDaemon(true);
        reader.start();
        return pressed;
    }

    private static void waitForLine(InputStream keys, CompletableFuture<Boolean> pressed) {
        try {
            int key = keys.read();
            while (key >= 0 && key != '\n') {
                key = keys.read();
            }
            if (key == '\n') {
                pressed.complete(true);
            }
        } catch (IOException e) {
            // The same as no keyboard.
        }
    }

    private static void refuseTakenPort(int port, String property) throws WrongArgument {
        try (var probe = new ServerSocket(port)) {
            probe.setReuseAddress(true);
        } catch (IOException e) {
            throw new WrongArgument(
                    "Port " + port + " is taken by another program. Stop that program, or give another port: -D"
                            + property + "=" + (port == 65535 ? 8081 : port + 1) + ". Nothing was started.");
        }
    }

    private static void end(AutoCloseable one) {
        try {
            one.close();
        } catch (Exception e) {
            System.err.println("While stopping: " + e);
        }
    }
}
