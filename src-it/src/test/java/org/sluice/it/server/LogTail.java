package org.sluice.it.server;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Shows the last lines of the server's log when a test fails. */
final class LogTail implements TestWatcher {
    @Override
    public void testFailed(ExtensionContext context, Throwable cause) {
        System.err.println(context.getDisplayName() + " failed on "
                + Kind.current().qualifier() + Log.current().tail());
    }
}
