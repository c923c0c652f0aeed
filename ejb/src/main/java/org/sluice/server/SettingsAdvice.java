package org.sluice.server;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Finds harmful settings of the server. Without I/O. */
public final class SettingsAdvice {
    /** The least number of request threads; half of them may wait for members. */
    static final int ENOUGH_THREADS = 64;

    /** The largest write buffer; Payara buffers four times as much for each client that does not read. */
    static final int LARGEST_WRITE_BUFFER = 256 << 10;

    /** The least number of file descriptors; each relay needs two. */
    static final long ENOUGH_DESCRIPTORS = 16_384;

    private static final Duration LONGEST_GUARD = Duration.ofSeconds(30);

    private final ServerSettings facts;
    private final List<String> warnings = new ArrayList<>();

    private SettingsAdvice(ServerSettings facts) {
        this.facts = facts;
    }

    /** One sentence for each harmful setting. */
    public static List<String> warnings(ServerSettings facts) {
        SettingsAdvice judge = new SettingsAdvice(facts);
        judge.threads();
        judge.silence();
        judge.writeBuffer();
        judge.tls();
        judge.descriptors();
        facts.http().forEach(set -> judge.warn(set.found(), set.expected(), "http"));
        return List.copyOf(judge.warnings);
    }

    /** How often clients must be pinged so that no listener closes the connection of one that only listens; zero for never. */
    public static Duration guardPings(ServerSettings facts) {
        return facts.mostImpatient()
                .map(listener -> Duration.ofMillis(Math.max(1, listener.silence() / 3)))
                .map(third -> third.compareTo(LONGEST_GUARD) < 0 ? third : LONGEST_GUARD)
                .orElse(Duration.ZERO);
    }

    private void threads() {
        int threads = facts.requestThreads().orElse(ENOUGH_THREADS);
        if (threads < ENOUGH_THREADS) {
            warn(
                    "request threads: " + threads,
                    "at least " + ENOUGH_THREADS + "; each handshake waits on one until its member answers",
                    "threads");
        }
    }

    private void silence() {
        facts.mostImpatient()
                .ifPresent(listener -> warn(
                        "listener " + listener.name() + ": read-timeout: " + listener.silence() + "ms",
                        "0; it cuts clients that only listen, who are pinged every "
                                + guardPings(facts).toMillis() + "ms instead",
                        "threads"));
    }

    private void writeBuffer() {
        int bytes = facts.writeBuffer().orElse(LARGEST_WRITE_BUFFER);
        if (bytes < 0 || bytes > LARGEST_WRITE_BUFFER) {
            warn(
                    "socket write buffer: " + (bytes < 0 ? "no limit" : bytes + " bytes"),
                    "at most " + LARGEST_WRITE_BUFFER
                            + "; four times as much is held for each client that does not read",
                    "threads");
        }
    }

    private void tls() {
        if (facts.listeners().isEmpty()) {
            return;
        }
        if (facts.tlsPort().isEmpty()) {
            warn("no listener speaks TLS", "one, for wss://", "tls");
        }
        facts.listeners().stream()
                .filter(ServerSettings.Listener::selfSigned)
                .forEach(listener -> warn(
                        "listener " + listener.name() + ": the self-signed certificate of every such server",
                        "one that clients trust",
                        "tls"));
    }

    private void descriptors() {
        long most = facts.descriptors().orElse(ENOUGH_DESCRIPTORS);
        if (most < ENOUGH_DESCRIPTORS) {
            warn("open files: " + most, "at least " + ENOUGH_DESCRIPTORS + "; each relay takes two", "threads");
        }
    }

    private void warn(String found, String expected, String script) {
        String mend =
                facts.scripts().isEmpty() ? "" : "; server-config/" + facts.scripts() + "/" + script + " mends it";
        warnings.add(found + " (expected: " + expected + mend + ")");
    }
}
