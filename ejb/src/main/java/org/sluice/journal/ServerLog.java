package org.sluice.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Writes to the log of the server, on the calling thread. */
record ServerLog(Logger logger) implements LogSink {
    @Override
    public boolean isLoggable(Level level) {
        return logger.isLoggable(level);
    }

    @Override
    public void write(Level level, String line, @Nullable Throwable cause) {
        if (cause == null) {
            logger.log(level, line);
        } else {
            logger.log(level, line, cause);
        }
    }
}
