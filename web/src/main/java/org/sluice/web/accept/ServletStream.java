package org.sluice.web.accept;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.http.AnswerStart;
import org.sluice.http.ClientStream;
import org.sluice.journal.Journal;
import org.sluice.web.container.ServerRequest;
import org.sluice.web.wire.ClientSockets;

/**
 * The client of one exchange, on an asynchronous request of the server's. What the specification leaves open, and was seen:
 *
 * <ul>
 *   <li>Payara: {@code isFinished()} is true once the last byte has arrived, with bytes still unread.
 *   <li>Payara: {@code complete()} may serve the connection's next request on the same thread, which must be none of ours; a second
 *       one throws.
 *   <li>WildFly: {@code flush()} gives up silently where the socket is full; without a buffer each write goes out, or is told of.
 *   <li>WildFly: a supplier of trailers must not say null.
 *   <li>Neither tells of a client that leaves while nothing is read or written: its socket is shown, to be watched.
 * </ul>
 *
 * <p>Size: the types of the Servlet API are most of its imports.
 */
final class ServletStream implements ClientStream, ReadListener, WriteListener, AsyncListener {
    private final ServerRequest server;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final String id;
    private final @Nullable SocketChannel socket;
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable AsyncContext async;
    private volatile @Nullable Events events;

    /** The reader's own, but for the flag. */
    private @Nullable ServletInputStream in;

    private volatile boolean allRead;
    private volatile boolean failed;

    /** The writer's own, but for the flag. */
    private @Nullable ServletOutputStream out;

    private volatile boolean mayWrite;
    private Headers trailers = Headers.none();

    /** @param id of the request, for error answers */
    ServletStream(ServerRequest server, HttpServletResponse response, String id) {
        this.id = id;
        this.server = server;
        this.request = server.request();
        this.response = response;
        // Streams of HTTP/2 share one connection, of whose end the server tells.
        this.socket = request.getProtocol().startsWith("HTTP/1")
                ? ClientSockets.of(request).orElse(null)
                : null;
    }

    /** From now on the request outlives the call of the servlet. On the request's thread. */
    void begin() {
        AsyncContext begun = request.startAsync(request, response);
        begun.setTimeout(0);
        begun.addListener(this);
        async = begun;
    }

    @Override
    public void open(Events told) {
        events = told;
        if (failed) {
            told.left();
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        ServletInputStream from = in;
        if (from == null) {
            from = request.getInputStream();
            in = from;
            from.setReadListener(this);
            return 0;
        }
        if (!allRead && !from.isReady()) {
            return allRead || isEnd(from) ? -1 : 0;
        }
        int count = allRead ? -1 : from.read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        into.position(into.position() + Math.max(0, count));
        return count;
    }

    private static boolean isEnd(ServletInputStream from) throws IOException {
        return from.isFinished() && from.available() <= 0;
    }

    @Override
    public Headers trailers() {
        if (in == null || !request.isTrailerFieldsReady()) {
            return Headers.none();
        }
        return new Headers(request.getTrailerFields().entrySet().stream()
                .map(line -> new Header(line.getKey(), line.getValue()))
                .toList());
    }

    @Override
    public void answer(AnswerStart start) {
        response.setBufferSize(1);
        response.setStatus(start.status());
        AnswerWriter.copy(start.headers(), response);
        if (start.length() >= 0) {
            response.setContentLengthLong(start.length());
        }
        if (start.trailers()) {
            response.setTrailerFields(this::trailerFields);
        }
        if (start.body()) {
            try {
                ServletOutputStream to = response.getOutputStream();
                out = to;
                to.setWriteListener(this);
            } catch (IOException e) {
                lost();
            }
        }
    }

    private Map<String, String> trailerFields() {
        Map<String, String> fields = new LinkedHashMap<>();
        trailers.lines().forEach(line -> fields.merge(line.name(), line.value(), (one, other) -> one + ", " + other));
        return fields;
    }

    @Override
    public boolean isWritable() throws IOException {
        ServletOutputStream to = out;
        return mayWrite && to != null && to.isReady();
    }

    @Override
    public void write(ByteBuffer from) throws IOException {
        ServletOutputStream to = out;
        if (to != null) {
            to.write(from.array(), from.arrayOffset() + from.position(), from.remaining());
            from.position(from.limit());
        }
    }

    @Override
    public void flush() throws IOException {
        ServletOutputStream to = out;
        if (to != null) {
            to.flush();
        }
    }

    @Override
    public void finish(Headers last) {
        trailers = last;
        end(() -> {});
    }

    @Override
    public void refuse(int status, Headers headers, String sentence) {
        end(() -> new ErrorBody(status, headers, id, sentence).write(request, response));
    }

    @Override
    public void cut() {
        end(() -> {
            try {
                server.cut();
            } catch (IOException e) {
                Journal.event("wire-not-cut").because(e).warn();
            }
        });
    }

    /** What is done before the server is told that the request is over. */
    private interface LastWord {
        void say() throws IOException;
    }

    private void end(LastWord last) {
        AsyncContext context = async;
        if (context == null || !over.compareAndSet(false, true)) {
            return;
        }
        if (server.completesAnywhere()) {
            complete(context, last);
        } else {
            context.start(() -> complete(context, last));
        }
    }

    private static void complete(AsyncContext context, LastWord last) {
        try {
            last.say();
        } catch (IOException | IllegalStateException e) {
            Journal.event("wire-client-lost").because(e).debug();
        }
        try {
            context.complete();
        } catch (IllegalStateException e) {
            Journal.event("wire-client-lost").because(e).debug(); // the server was faster
        }
    }

    @Override
    public @Nullable SocketChannel socket() {
        return socket;
    }

    private void lost() {
        failed = true;
        Events told = events;
        if (told != null && !over.get()) {
            told.left();
        }
    }

    private Optional<Events> told() {
        return Optional.ofNullable(events);
    }

    @Override
    public void onDataAvailable() {
        told().ifPresent(Events::bodyReadable);
    }

    @Override
    public void onAllDataRead() {
        allRead = true;
        told().ifPresent(Events::bodyReadable);
    }

    @Override
    public void onWritePossible() {
        mayWrite = true;
        told().ifPresent(Events::answerWritable);
    }

    /** Of reading and of writing. */
    @Override
    public void onError(Throwable fault) {
        lost();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        lost();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // there is none
    }

    @Override
    public void onError(AsyncEvent event) {
        lost();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // it was
    }
}
