package org.sluice.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.sluice.handshake.Headers;

/** A client in memory, whose body is there at once, and that takes everything unless told otherwise. */
final class MemoryClient implements ClientStream {
    private final ByteBuffer body;
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final CountDownLatch over = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(1);
    private @Nullable Events events;
    private volatile boolean stalled;
    private volatile int status;
    private volatile String ending = "";
    private volatile Headers headers = Headers.none();
    private volatile Headers trailers = Headers.none();

    MemoryClient(String body) {
        this.body = ByteBuffer.wrap(body.getBytes(ISO_8859_1));
    }

    /** Takes nothing from now on. */
    MemoryClient stalled() {
        stalled = true;
        return this;
    }

    void goOn() {
        stalled = false;
        Objects.requireNonNull(events).answerWritable();
    }

    void leave() {
        Objects.requireNonNull(events).left();
    }

    /** {@code 200 text whole}: status, what was taken, and how it ended. */
    String result() throws InterruptedException {
        return over.await(20, TimeUnit.SECONDS)
                ? status + " " + text() + " " + ending
                : "not over: " + status + " " + text();
    }

    boolean hasBegun() throws InterruptedException {
        return begun.await(20, TimeUnit.SECONDS);
    }

    synchronized String text() {
        return taken.toString(ISO_8859_1);
    }

    synchronized int size() {
        return taken.size();
    }

    Headers headers() {
        return headers;
    }

    Headers answered() {
        return trailers;
    }

    @Override
    public void open(Events told) {
        events = told;
    }

    @Override
    public int read(ByteBuffer into) {
        if (!body.hasRemaining()) {
            return -1;
        }
        int count = Math.min(into.remaining(), body.remaining());
        into.put(body.slice(body.position(), count));
        body.position(body.position() + count);
        return count;
    }

    @Override
    public Headers trailers() {
        return Headers.none();
    }

    @Override
    public void answer(AnswerStart start) {
        status = start.status();
        headers = start.headers();
        begun.countDown();
    }

    @Override
    public boolean isWritable() {
        return !stalled;
    }

    @Override
    public synchronized void write(ByteBuffer from) {
        taken.write(from.array(), from.arrayOffset() + from.position(), from.remaining());
        from.position(from.limit());
    }

    @Override
    public void flush() {
        // it has taken all
    }

    private void end(String how) {
        ending = ending.isEmpty() ? how : ending + " and " + how;
        over.countDown();
    }

    @Override
    public void finish(Headers last) {
        trailers = last;
        end("whole");
    }

    @Override
    public void refuse(int refused, Headers lines, String sentence) {
        status = refused;
        headers = lines;
        end("refused");
    }

    @Override
    public void cut() {
        end("cut");
    }

    @Override
    public @Nullable SocketChannel socket() {
        return null;
    }
}
