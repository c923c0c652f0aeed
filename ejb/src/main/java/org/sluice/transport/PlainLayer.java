package org.sluice.transport;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Nothing in between: bytes go straight to the socket, and none are ever kept. */
record PlainLayer(Link link) implements Layer {
    @Override
    public int read(ByteBuffer into) throws IOException {
        return link.read(into);
    }

    @Override
    public boolean hasTail() {
        return false;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return link.write(from);
    }

    @Override
    public boolean holdsUnsent() {
        return false;
    }

    @Override
    public boolean flush() {
        return true;
    }

    @Override
    public boolean end() {
        return true;
    }

    @Override
    public boolean mayHold() {
        return false;
    }
}
