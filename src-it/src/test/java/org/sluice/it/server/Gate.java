package org.sluice.it.server;

import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets classes that run side by side through Arquillian's beginning one by one: it is made for one thread there, and the
 * first one boots the server that the others find. Stands before Arquillian, and {@link Behind} behind it.
 */
final class Gate implements BeforeAllCallback, AfterAllCallback {
    private static final ReentrantLock BEGINNING = new ReentrantLock();

    @Override
    public void beforeAll(ExtensionContext context) {
        BEGINNING.lock();
    }

    /** Where Arquillian failed to start the server, the gate stays closed. */
    @Override
    public void afterAll(ExtensionContext context) {
        if (BEGINNING.isHeldByCurrentThread()) {
            BEGINNING.unlock();
        }
    }

    /** The way out. */
    static final class Behind implements BeforeAllCallback {
        @Override
        public void beforeAll(ExtensionContext context) {
            BEGINNING.unlock();
        }
    }
}
