package org.sluice.web.container;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;

/**
 * What one server's upgraded connections need differently. One object for each connection; called by its
 * owner alone. The defaults are what the Servlet specification promises.
 */
public interface ServerWire {
    /** Where {@code connection} is read from. */
    default ServletInputStream input(WebConnection connection) throws IOException {
        return connection.getInputStream();
    }

    /** Whether bytes may be asked for before the listener was first called. */
    default boolean readsAtOnce() {
        return false;
    }

    /** The listener is being called for reading, on this thread. */
    default void onReadThread() {}

    /**
     * Whether there must be no reading on this thread now; if so, {@code later} is called where and when there may.
     */
    default boolean hops(Runnable later) {
        return false;
    }

    /** Gives all of {@code bytes} to the server, which may keep the array. */
    default void write(ServletOutputStream out, byte[] bytes) throws IOException {
        out.write(bytes);
    }

    /** Ends our side; called when nothing waits in the server. */
    default void finish(WebConnection connection, ServletOutputStream out) throws IOException {
        close(connection);
    }

    /** Ends the connection in order, wherever this is called. What could not be done may be told, or not. */
    default void end(WebConnection connection) throws IOException {
        close(connection);
    }

    /** The server is done with the connection. */
    default void ended() {}

    /**
     * Runs {@code task} where none of the server's locks is held: a server whose listeners are called under one may need it
     * for what the task does.
     */
    default void aside(Runnable task) {
        task.run();
    }

    /**
     * Whether a read that failed tells no more than that nothing comes any more. What was written to the other side is not lost
     * then, as it would be by a reset.
     */
    default boolean isEnd(Throwable thrown) {
        return false;
    }

    /** Whether the client can still be heard after {@link #finish}. */
    default boolean readsAfterFinish() {
        return false;
    }

    /**
     * Whether the streams may serve another request once the server said that it is done with the connection. Only then
     * may a call that is inside them be waited for: the server may hold a lock of its own that this call needs.
     */
    default boolean recyclesStreams() {
        return true;
    }

    /** Drops the connection, with RST where the server lets us, and without waiting for anything. */
    default void reset(WebConnection connection) {
        try {
            close(connection);
        } catch (IOException e) {
            // it is as gone as we wanted it
        }
    }

    /** The last word of an error listener. */
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
