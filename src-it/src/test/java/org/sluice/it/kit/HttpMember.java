package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A member that speaks plain HTTP/1.1 on bare sockets, keeps its connections, answers as it is told to by path, and remembers every
 * request to the byte. Listens on the loopback address until it is closed; one thread for each connection.
 */
public final class HttpMember implements Closeable {
    private final ServerSocket listening;
    private final Map<String, Answering> answers = new ConcurrentHashMap<>();
    private final Map<String, List<Received>> received = new ConcurrentHashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();

    /** How one path is answered. */
    @FunctionalInterface
    public interface Answering {
        /** What is thrown ends the connection; so does a body that was not read. */
        void answer(Talk talk) throws IOException, InterruptedException;
    }

    /**
     * A request as it came.
     *
     * @param head every byte up to and with the empty line, as ISO 8859-1
     * @param connection counts the connections from 1
     */
    public record Received(Request request, String head, int connection) {}

    /** @param port 0 for any */
    public HttpMember(int port) throws IOException {
        listening = new ServerSocket(port, 4096, InetAddress.getLoopbackAddress());
        thread(this::acceptAll).start();
    }

    public int port() {
        return listening.getLocalPort();
    }

    /** Answers {@code path} this way from now on; any other is answered 200 with the request's head for a body. */
    public void on(String path, Answering answering) {
        answers.put(path, answering);
    }

    /** Every request whose query carried {@code token}, in the order they came. */
    public List<Received> received(String token) {
        return List.copyOf(received.getOrDefault(token, List.of()));
    }

    /** How many connections came so far. */
    public int connections() {
        return connections.get();
    }

    private void acceptAll() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                open.add(socket);
                int number = connections.incrementAndGet();
                thread(() -> serve(socket, number)).start();
            } catch (IOException e) {
                // closed, or gone before it was taken
            }
        }
    }

    private void serve(Socket socket, int number) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 64 << 10);
            Optional<HttpHead> head = HttpHead.read(in);
            while (head.isPresent()) {
                Talk talk = new Talk(Request.of(head.get()), in, socket);
                received.computeIfAbsent(talk.request().query("token", ""), token -> new CopyOnWriteArrayList<>())
                        .add(new Received(talk.request(), head.get().raw(), number));
                answers.getOrDefault(talk.request().path(), HttpMember::echo).answer(talk);
                talk.body().readAllBytes();
                head = HttpHead.read(in);
            }
        } catch (IOException e) {
            // gone: the tests see it from the other side
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private static void echo(Talk talk) throws IOException {
        byte[] head = talk.request().head().getBytes(ISO_8859_1);
        talk.write("HTTP/1.1 200 OK\r\nContent-Length: " + head.length + "\r\n\r\n");
        if (!talk.request().method().equals("HEAD")) {
            talk.write(head);
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "http-member", 256 << 10);
        thread.setDaemon(true);
        return thread;
    }

    /** Drops every connection and stops listening. */
    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            Sockets.reset(socket);
        }
    }

    /** One request and its answer, on the connection's thread. */
    public static final class Talk {
        private final Request request;
        private final InputStream body;
        private final InputStream in;
        private final OutputStream out;
        private final Socket socket;

        Talk(Request request, InputStream in, Socket socket) throws IOException {
            this.request = request;
            this.in = in;
            this.socket = socket;
            this.out = socket.getOutputStream();
            this.body = bodyOf(request.headers(), in);
        }

        public Request request() {
            return request;
        }

        /** The body, freed of its framing. */
        public InputStream body() {
            return body;
        }

        /** What comes behind the head, as it is. */
        public InputStream raw() {
            return in;
        }

        public void write(String text) throws IOException {
            write(text.getBytes(ISO_8859_1));
        }

        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        public OutputStream out() {
            return out;
        }

        /** RST. */
        public void reset() throws IOException {
            Sockets.reset(socket);
        }

        /** FIN, at once. */
        public void end() throws IOException {
            socket.close();
        }
    }

    /** The body of a message with such headers, freed of its framing; empty if they announce none. */
    static InputStream bodyOf(HeaderLines headers, InputStream in) {
        if (headers.first("Transfer-Encoding").isPresent()) {
            return new Chunks(in);
        }
        long length = headers.first("Content-Length").map(Long::parseLong).orElse(0L);
        return new Measured(in, length);
    }

    private static final class Measured extends InputStream {
        private final InputStream in;
        private long left;

        Measured(InputStream in, long left) {
            this.in = in;
            this.left = left;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException(left + " bytes of the body are missing");
            }
            left -= count;
            return count;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }

    /** Chunks to their end, trailers included. */
    static final class Chunks extends InputStream {
        private final InputStream in;
        private final ByteArrayOutputStream trailers = new ByteArrayOutputStream();
        private long left;
        private boolean first = true;
        private boolean ended;

        Chunks(InputStream in) {
            this.in = in;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0 && !ended) {
                next();
            }
            if (ended) {
                return -1;
            }
            int count = in.read(into, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new EOFException("a chunk ended early");
            }
            left -= count;
            return count;
        }

        private void next() throws IOException {
            if (!first) {
                line();
            }
            first = false;
            left = Long.parseLong(line(), 16);
            if (left == 0) {
                ended = true;
                for (String line = line(); !line.isEmpty(); line = line()) {
                    trailers.writeBytes((line + "\n").getBytes(ISO_8859_1));
                }
            }
        }

        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0) {
                    throw new EOFException("the chunks ended early");
                }
                line.append((char) next);
            }
            return line.toString().strip();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }
}
