package org.sluice.relay;

import java.time.Duration;

/** Formats durations as they are written in keys: {@code 60s}, {@code 250ms}. */
final class DurationText {
    private DurationText() {}

    static String text(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
    }
}
