package org.sluice.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.sluice.handshake.Headers;

/**
 * The client's half of one exchange: pulled for the body of its request, given the answer. Nothing here waits. Reading is one side
 * and answering the other; each has one owner at a time, on any threads.
 */
public interface ClientStream {
    /** Whom to tell. Called once, before all else. */
    void open(Events events);

    /**
     * Moves what is there of the request's body into {@code into}.
     *
     * @return how many; 0 for none now, and then {@link Events#bodyReadable} tells when there is more; -1 when the body is whole
     * @throws IOException if the client is gone, or its body is none
     */
    int read(ByteBuffer into) throws IOException;

    /** What followed the request's body, once that is whole. */
    Headers trailers();

    /** Begins the answer, once, and not behind {@link #refuse}. */
    void answer(AnswerStart start);

    /** Whether {@link #write} takes bytes now; if not, {@link Events#answerWritable} tells when it does. */
    boolean isWritable() throws IOException;

    /** Takes all of {@code from}, which has an array. Only where {@link #isWritable} has just said so. */
    void write(ByteBuffer from) throws IOException;

    /** Has what was taken go out now. Only where {@link #isWritable} has just said so. */
    void flush() throws IOException;

    /**
     * The answer is whole.
     *
     * @param trailers only of an answer that has them
     */
    void finish(Headers trailers);

    /** Answers with a sentence of ours, and that is all. Not behind {@link #answer}. */
    void refuse(int status, Headers headers, String sentence);

    /** Ends the connection where it stands, so that nobody takes the answer for whole. */
    void cut();

    /** The client's socket, to be watched for its end, where its server does not tell of that; null if it cannot be. Any thread. */
    @Nullable SocketChannel socket();

    /** Told on any thread, also within the calls above. Whoever is told must be quick, and may call everything above. */
    interface Events {
        void bodyReadable();

        void answerWritable();

        /** The client, or its server, has ended it. */
        void left();
    }
}
