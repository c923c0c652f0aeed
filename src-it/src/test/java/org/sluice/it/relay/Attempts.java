package org.sluice.it.relay;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.sluice.it.server.Log;

/**
 * The lines in the server's log about attempts that failed, of one pool, from some moment on. A
 * pool's tests run one by one, so they are the test's own.
 *
 * @param before how many there were at that moment
 */
record Attempts(String pool, int before) {
    /** From now on. */
    static Attempts at(String pool) {
        return new Attempts(pool, linesOf(pool).size());
    }

    /** Waits for {@code count} lines; more than that are shown, too. */
    List<String> awaited(int count) {
        await("attempts in the log of pool " + pool)
                .atMost(Duration.ofSeconds(10))
                .until(() -> linesOf(pool).size() >= before + count);
        return lines();
    }

    /** Those there are so far. */
    List<String> lines() {
        List<String> all = linesOf(pool);
        return all.subList(before, all.size());
    }

    private static List<String> linesOf(String pool) {
        return Log.current().linesWith(" pool=" + pool + " ").stream()
                .filter(line -> line.contains("member-attempt"))
                .toList();
    }
}
