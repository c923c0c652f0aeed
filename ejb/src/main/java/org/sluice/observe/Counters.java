package org.sluice.observe;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.sluice.relay.CloseCause;
import org.sluice.relay.OpenRelay;
import org.sluice.relay.Side;
import org.sluice.relay.Traffic;

/**
 * Counters since the start of the application. An open relay keeps its own plain counters, which are added here once, when it
 * is over. Any thread.
 */
public final class Counters {
    private final LongAdder opened = new LongAdder();
    private final Map<String, LongAdder> closes = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> refusals = new ConcurrentHashMap<>();
    private final LongAdder refusedConfigurations = new LongAdder();
    private final Carried fromClients = new Carried();
    private final Carried fromMembers = new Carried();

    /** The traffic of one direction of relays that are over. */
    private static final class Carried {
        private final LongAdder frames = new LongAdder();
        private final LongAdder messages = new LongAdder();
        private final LongAdder bytes = new LongAdder();
        private final LongAdder pings = new LongAdder();

        void add(Traffic traffic) {
            frames.add(traffic.frames());
            messages.add(traffic.messages());
            bytes.add(traffic.bytes());
            pings.add(traffic.pings());
        }

        Traffic sum() {
            return new Traffic(frames.sum(), messages.sum(), bytes.sum(), pings.sum());
        }
    }

    /** A relay opened. */
    public void opened() {
        opened.increment();
    }

    /** A relay is over. */
    public void closed(OpenRelay relay, CloseCause cause) {
        String side = cause.blamed() == null ? "sluice" : cause.blamed().name().toLowerCase(java.util.Locale.ROOT);
        count(closes, cause.kind() + " " + side + " " + cause.toClient().code());
        fromClients.add(relay.traffic(Side.CLIENT));
        fromMembers.add(relay.traffic(Side.MEMBER));
    }

    /** A handshake was refused. */
    public void refused(String why) {
        count(refusals, why);
    }

    /** New entries of the operator were invalid, and changed nothing. */
    public void configurationRefused() {
        refusedConfigurations.increment();
    }

    /** How often new entries of the operator were refused. */
    public long refusedConfigurations() {
        return refusedConfigurations.sum();
    }

    /** How many relays have opened. */
    public long openedRelays() {
        return opened.sum();
    }

    /** Closes by kind, side and code: {@code CLOSED client 1000}. A copy. */
    public Map<String, Long> closes() {
        return copy(closes);
    }

    /** Refusals by reason. A copy. */
    public Map<String, Long> refusals() {
        return copy(refusals);
    }

    /** The traffic of one direction of relays that are over. */
    public Traffic carried(Side from) {
        return (from == Side.CLIENT ? fromClients : fromMembers).sum();
    }

    /** Milliseconds, for a log line. */
    public static String millis(Duration duration) {
        return duration.toMillis() + "ms";
    }

    private static void count(Map<String, LongAdder> counters, String name) {
        counters.computeIfAbsent(name, ignored -> new LongAdder()).increment();
    }

    private static Map<String, Long> copy(Map<String, LongAdder> counters) {
        Map<String, Long> copy = new TreeMap<>();
        counters.forEach((name, adder) -> copy.put(name, adder.sum()));
        return copy;
    }
}
