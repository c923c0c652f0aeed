package io.undertow.other;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;

/** A connection of a server that bears a known name and is built differently. */
public final class OtherConnection implements WebConnection {
    /** Ready at once. */
    public OtherConnection() {}

    @Override
    public ServletInputStream getInputStream() {
        throw new AssertionError("touched");
    }

    @Override
    public ServletOutputStream getOutputStream() {
        throw new AssertionError("touched");
    }

    @Override
    public void close() {
        throw new AssertionError("closed");
    }
}
