package org.sluice.web.container;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/**
 * How to use an upgraded connection of one server. One object for each connection; called by its owner alone. The
 * defaults rely on the Servlet specification only.
 */
public interface ServerWire {
    /** The stream to read {@code connection} from. */
    default ServletInputStream input(WebConnection connection) throws IOException {
        return connection.getInputStream();
    }

    /** Whether reading may begin before the listener was first called. */
    default boolean readsAtOnce() {
        return false;
    }

    /** The listener is being called for reading, on this thread. */
    default void onReadThread() {}

    /** Whether this thread must not read now; if so, {@code later} is run on one that may. */
    default boolean hops(Runnable later) {
        return false;
    }

    /** Gives all of {@code bytes} to the server, which may keep the array. */
    default void write(ServletOutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Ends our side; called when the server holds no unsent bytes. */
    default void finish(WebConnection connection, ServletOutputStream out) throws IOException {
        close(connection);
    }

    /** Ends the connection in order, from any context. A failure need not be reported. */
    default void end(WebConnection connection) throws IOException {
        close(connection);
    }

    /** The server has ended the connection. */
    default void ended() {}

    /**
     * Runs {@code task} on a thread that holds none of the server's locks: a server that calls listeners under one may
     * need that lock for what the task does.
     */
    default void aside(Runnable task) {
        task.run();
    }

    /**
     * Whether a failed read means only that no more bytes follow. The bytes written to the other side are not lost then,
     * as they would be by a reset.
     */
    default boolean isEnd(Throwable thrown) {
        return false;
    }

    /** Whether the client can still be read after {@link #finish}. */
    default boolean readsAfterFinish() {
        return false;
    }

    /**
     * Whether the streams may serve another request once the server has ended the connection. Only then may a running
     * call on them be waited for: the server may hold a lock of its own that this call needs.
     */
    default boolean recyclesStreams() {
        return true;
    }

    /** Drops the connection, with RST where the server allows that, without waiting. */
    default void reset(WebConnection connection) {
        try {
            close(connection);
        } catch (IOException e) {
            // it is gone already
        }
    }

    /** Called last in an error listener. */
    default void afterError(Throwable thrown) {}

    private static void close(WebConnection connection) throws IOException {
        try {
            connection.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
