package org.sluice.journal;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Where events are written. Any thread. */
interface LogSink {
    boolean isLoggable(Level level);

    void write(Level level, String line, @Nullable Throwable cause);
}
