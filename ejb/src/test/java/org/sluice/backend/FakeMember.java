package org.sluice.backend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A member on a real socket that plays one script to every client, and records each connection and when it ended. */
final class FakeMember implements AutoCloseable {
    /** What a member sends once it has read the head of the request. */
    interface Script {
        void play(MemberConnection handshake) throws IOException;
    }

    private final ServerSocket serverSocket;
    private final AtomicInteger ever = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private final BlockingQueue<MemberConnection> handshakes = new LinkedBlockingQueue<>();
    private final Script script;

    private FakeMember(ServerSocket serverSocket, Script script) {
        this.serverSocket = serverSocket;
        this.script = script;
    }

    static FakeMember playing(Script script) throws IOException {
        return playing(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), script);
    }

    /** Plays at an existing server socket, which may use TLS. */
    static FakeMember playing(ServerSocket serverSocket, Script script) {
        var member = new FakeMember(serverSocket, script);
        startDaemon(member::listen);
        return member;
    }

    /** Sends {@code text}, a text block, with the line ends of HTTP. */
    static FakeMember saying(String text) throws IOException {
        return playing(handshake -> handshake.say(text.replace("\n", "\r\n")));
    }

    /** A good 101, with {@code more} header lines, each with its line end. */
    static FakeMember switching(String more) throws IOException {
        return playing(handshake -> handshake.say(handshake.goodAnswer(more)));
    }

    /** How many have come so far. */
    int connectionsEver() {
        return ever.get();
    }

    /** How many of them are still there. */
    int connectionsLeft() {
        return ever.get() - gone.get();
    }

    int port() {
        return serverSocket.getLocalPort();
    }

    /** The next connection. */
    MemberConnection nextConnection() throws InterruptedException {
        MemberConnection handshake = handshakes.poll(5, TimeUnit.SECONDS);
        if (handshake == null) {
            throw new AssertionError("no connection came");
        }
        return handshake;
    }

    private void listen() {
        try {
            while (true) {
                Socket socket = serverSocket.accept();
                ever.incrementAndGet();
                startDaemon(() -> serve(new MemberConnection(socket)));
            }
        } catch (IOException closed) {
            // the test is over
        }
    }

    private void serve(MemberConnection handshake) {
        handshake.readRequest();
        handshakes.add(handshake);
        handshake.answer(script);
        gone.incrementAndGet();
    }

    private static void startDaemon(Runnable work) {
        var thread = new Thread(work, "fake-member");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        serverSocket.close();
        handshakes.forEach(MemberConnection::drop);
    }
}
