package org.sluice.backend;

import java.io.Closeable;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a {@link MemberRefusal}, still on its way from the member. One thread reads it and closes it; until it is closed
 * it holds a socket.
 */
public final class MemberRefusalBody implements Closeable {
    private static final MemberRefusalBody NONE = new MemberRefusalBody(InputStream.nullInputStream(), () -> {});

    private final InputStream stream;
    private final Runnable release;
    private final @Nullable BodySource source;

    /** A body read from {@code stream}; {@code release} must be harmless when repeated. */
    public MemberRefusalBody(InputStream stream, Runnable release) {
        this(stream, release, null);
    }

    private MemberRefusalBody(InputStream stream, Runnable release, @Nullable BodySource source) {
        this.stream = stream;
        this.release = release;
        this.source = source;
    }

    /** A body on an event loop, on whose thread it is read and closed. */
    static MemberRefusalBody flowing(BodySource source) {
        return new MemberRefusalBody(InputStream.nullInputStream(), source::close, source);
    }

    /** No body, and nothing to give back. */
    public static MemberRefusalBody none() {
        return NONE;
    }

    /**
     * The bytes, freed of their HTTP framing. Reading waits for the member; it throws {@link
     * java.net.SocketTimeoutException} when all waiting together came to the handshake timeout, and another {@link
     * java.io.IOException} when the body breaks off.
     */
    public InputStream stream() {
        return stream;
    }

    /** The same bytes for whoever must not wait; empty for a body that is read from its {@link #stream}. */
    public Optional<BodySource> source() {
        return Optional.ofNullable(source);
    }

    /** Gives back the socket, read to the end or not. */
    @Override
    public void close() {
        release.run();
    }
}
