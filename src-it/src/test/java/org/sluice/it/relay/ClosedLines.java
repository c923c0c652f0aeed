package org.sluice.it.relay;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.sluice.it.server.Log;

/** What the log says of relays of one pool that have ended since this was made. */
final class ClosedLines {
    private final String pool;
    private final int before;

    ClosedLines(String pool) {
        this.pool = "pool=" + pool + " ";
        this.before = all().size();
    }

    private List<String> all() {
        return Log.current().linesWith("relay-closed").stream()
                .filter(line -> line.contains(pool))
                .toList();
    }

    /** The lines that hold all these words. */
    List<String> with(String... words) {
        return all().stream()
                .skip(before)
                .filter(line -> Stream.of(words).allMatch(line::contains))
                .toList();
    }

    /** Waits for {@code count} lines that hold all these words. */
    void expect(int count, String... words) {
        await(count + " lines of the log with " + String.join(" ", words))
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> with(words).size() >= count);
    }
}
