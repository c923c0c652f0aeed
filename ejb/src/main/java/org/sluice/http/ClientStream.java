package org.sluice.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.sluice.handshake.Headers;

/**
 * The client's half of one exchange: the body of the request is read from it, the answer is written to it. No method
 * blocks. Reading and answering have one owner each at a time, on any threads.
 */
public interface ClientStream {
    /** Sets the receiver of the events. Called once, before every other method. */
    void open(Events events);

    /**
     * Moves the bytes of the request's body that have arrived into {@code into}.
     *
     * @return the number of bytes; 0 if none has arrived, {@link Events#bodyReadable} follows then; -1 at the end of the
     *    body
     * @throws IOException if the client is gone, or its body is malformed
     */
    int read(ByteBuffer into) throws IOException;

    /** The trailers of the request, once its body was read to the end. */
    Headers trailers();

    /** Begins the answer. Once, and not after {@link #refuse}. */
    void answer(AnswerStart start);

    /** Whether {@link #write} accepts bytes now; if not, {@link Events#answerWritable} follows when it does. */
    boolean isWritable() throws IOException;

    /** Accepts all of {@code from}, which has an array. Only after {@link #isWritable} returned true. */
    void write(ByteBuffer from) throws IOException;

    /** Sends the bytes accepted so far. Only after {@link #isWritable} returned true. */
    void flush() throws IOException;

    /**
     * Ends the answer, which is complete.
     *
     * @param trailers empty unless {@link AnswerStart#trailers} allowed them
     */
    void finish(Headers trailers);

    /** Answers with an error of Sluice's own and ends the exchange. Not after {@link #answer}. */
    void refuse(int status, Headers headers, String sentence);

    /** Cuts the connection in the middle of the answer, so that no client takes the answer for complete. */
    void cut();

    /**
     * The client's socket, to be watched for its end where the server does not report that; null if it cannot be watched.
     * Any thread.
     */
    @Nullable SocketChannel socket();

    /**
     * Called on any thread, also within the methods above. An implementation must not block, and may call all of the
     * above.
     */
    interface Events {
        void bodyReadable();

        void answerWritable();

        /** The client or the server has ended the exchange. */
        void left();
    }
}
