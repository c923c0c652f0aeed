package org.sluice.config;

import java.time.Duration;
import java.util.List;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Texts;
import org.sluice.grammar.Values;

/** The settings of the whole instance. Immutable. */
public final class Settings extends TypedValues {
    static final KeyGroup GROUP = new KeyGroup("Settings", EntryKind.SETTINGS);

    static final Key<Integer> IO_THREADS = GROUP.key(
            "io-threads",
            Kind.count(1, 256).orNamed(0, "cores"),
            "cores",
            "How many event loops serve the connections to members.",
            "nginx worker_processes; WildFly io-threads");

    /** Zero = as many as cores. */
    public int ioThreads() {
        return value(IO_THREADS);
    }

    static final Key<Duration> RELOAD_INTERVAL = GROUP.key(
            "reload-interval", Kind.duration("100ms", "3600s"), "5s", "How often these entries are read again.", "");

    public Duration reloadInterval() {
        return value(RELOAD_INTERVAL);
    }

    static final Key<Integer> HANDSHAKES_MAX_PENDING = GROUP.key(
            "handshakes.max-pending",
            Kind.count(1, 100_000).orNamed(0, "auto"),
            "auto",
            "How many handshakes may wait for members at a time; auto = what heap and file descriptors allow, and half of the"
                    + " request threads where each holds one.",
            "");

    /** Zero = what heap, file descriptors and request threads allow. */
    public int handshakesMaxPending() {
        return value(HANDSHAKES_MAX_PENDING);
    }

    static final Key<Integer> MAX_RELAYS = GROUP.unsupported(
            "max-relays",
            Kind.count(1, 10_000_000).orNamed(0, "auto"),
            "auto",
            "How many relays there may be; auto = what heap and file descriptors allow.",
            "nginx worker_connections; HAProxy global maxconn");

    static final Key<Duration> FRAME_TIMEOUT = GROUP.key(
            "frame-timeout",
            Kind.duration("100ms", "3600s"),
            "30s",
            "How long a leg may send no byte inside a frame.",
            "");

    public Duration frameTimeout() {
        return value(FRAME_TIMEOUT);
    }

    static final Key<Duration> WARM_UP = GROUP.key(
            "warm-up",
            Kind.duration("0", "60s"),
            "0",
            "How long, at most, the instance opens relays to a member of its own before it says that it is ready, so that its"
                    + " code is compiled when clients come; 0 = not at all. Read at the start.",
            "");

    /** Zero = none. */
    public Duration warmUp() {
        return value(WARM_UP);
    }

    static final Key<WireChoice> WIRE = GROUP.key(
            "wire",
            Kind.choice(WireChoice.class),
            "auto",
            "How clients are carried: express on sockets taken from the server, portable on its streams; see docs/express.md.",
            "");

    public WireChoice wire() {
        return value(WIRE);
    }

    static final Key<OperateAccess> OPERATE_ACCESS = GROUP.unsupported(
            "operate.access",
            OperateAccess.KIND,
            "loopback",
            "Who may use the console: clients on this machine, users with the role sluice-operator, or addresses.",
            "");

    static final Key<Integer> OPERATE_PORT = GROUP.unsupported(
            "operate.port",
            Kind.count(1, 65_535).orNamed(0, "any"),
            "any",
            "The listener port at which the console answers.",
            "");

    static final Key<Boolean> DRAIN = GROUP.key(
            "drain",
            Kind.flag(),
            "false",
            "Whether clients are to leave this instance: it is not ready, new handshakes are answered 503, and relays are"
                    + " closed with 1001, spread over the drain-spread of their pool.",
            "");

    public boolean drain() {
        return value(DRAIN);
    }

    static final Key<Integer> AUDIT_SAMPLE = GROUP.key(
            "audit-sample", Kind.percent(), "100%", "Of how many messages the interceptor audit writes a line.", "");

    /** In percent. */
    public int auditSample() {
        return value(AUDIT_SAMPLE);
    }

    static final Key<List<String>> POOLS =
            GROUP.key("pools", Texts.NAMES, "The names of the pools, for a directory that cannot be listed.", "");

    public List<String> pools() {
        return values().or(POOLS, List.of());
    }

    static final Key<List<String>> RULES =
            GROUP.key("rules", Texts.NAMES, "The names of the rules, for a directory that cannot be listed.", "");

    public List<String> rules() {
        return values().or(RULES, List.of());
    }

    static final Key<List<String>> LISTENERS = GROUP.key(
            "listeners", Texts.NAMES, "The names of the listeners, for a directory that cannot be listed.", "");

    public List<String> listeners() {
        return values().or(LISTENERS, List.of());
    }

    /** The defaults. */
    public static final Settings STANDARD = new Settings(Values.none());

    Settings(Values values) {
        super(values);
    }
}
