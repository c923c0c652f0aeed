package org.sluice.bench;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.sluice.it.kit.Address;

/** A proxy for bytes with a fault on the way back, to see whether the clients notice. */
final class BadProxy implements Closeable {
    private static final int CHUNK = 64 << 10;

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int member;
    private final Fault fault;

    /** What it does to the bytes from the member. */
    interface Fault {
        /** Says how many of the first {@code count} bytes of {@code chunk} go on, after what it did to them. */
        int spoil(byte[] chunk, int count, long before) throws InterruptedException;
    }

    BadProxy(int member, Fault fault) throws IOException {
        this.member = member;
        this.fault = fault;
        start(this::accept);
    }

    Address address() {
        return Address.plain(listening.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            Socket client = listening.accept();
            var there = new Socket(InetAddress.getLoopbackAddress(), member);
            client.setTcpNoDelay(true);
            there.setTcpNoDelay(true);
            start(() -> pump(client, there, (chunk, count, before) -> count));
            start(() -> pump(there, client, fault));
        }
    }

    private static void pump(Socket from, Socket to, Fault fault) throws IOException, InterruptedException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] chunk = new byte[CHUNK];
            long before = 0;
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                out.write(chunk, 0, fault.spoil(chunk, count, before));
                before += count;
            }
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Work work) {
        var thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // over
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "bad-proxy");
        thread.setDaemon(true);
        thread.start();
    }
}
