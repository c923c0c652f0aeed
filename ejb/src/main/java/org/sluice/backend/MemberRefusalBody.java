package org.sluice.backend;

import java.io.Closeable;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a {@link MemberRefusal}, read from the member while it is passed on. One thread reads and closes it; it holds a
 * socket until it is closed.
 */
public final class MemberRefusalBody implements Closeable {
    private static final MemberRefusalBody NONE = new MemberRefusalBody(InputStream.nullInputStream(), () -> {});

    private final InputStream stream;
    private final Runnable release;
    private final @Nullable BodySource source;

    /**
     * A body read from {@code stream}.
     *
     * @param release closes the connection; must be idempotent
     */
    public MemberRefusalBody(InputStream stream, Runnable release) {
        this(stream, release, null);
    }

    private MemberRefusalBody(InputStream stream, Runnable release, @Nullable BodySource source) {
        this.stream = stream;
        this.release = release;
        this.source = source;
    }

    /** A body on an event loop, read and closed on the loop's thread. */
    static MemberRefusalBody flowing(BodySource source) {
        return new MemberRefusalBody(InputStream.nullInputStream(), source::close, source);
    }

    /** No body, and no connection to close. */
    public static MemberRefusalBody none() {
        return NONE;
    }

    /**
     * The body without its transfer coding. Reading blocks; it throws {@link java.net.SocketTimeoutException} when all waits
     * together reach the handshake timeout, and another {@link java.io.IOException} when the body is incomplete.
     */
    public InputStream stream() {
        return stream;
    }

    /** The body for a reader that must not block; empty for a body that is read from its {@link #stream}. */
    public Optional<BodySource> source() {
        return Optional.ofNullable(source);
    }

    /** Closes the socket, whether the body was read to the end or not. */
    @Override
    public void close() {
        release.run();
    }
}
