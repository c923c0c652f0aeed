package org.sluice.config;

import java.time.Duration;
import java.util.List;

/** The keys of {@link Settings}. */
final class SettingsKeys {
    static final KeyGroup GROUP = new KeyGroup("Settings", EntryKind.SETTINGS);

    static final Key<Integer> IO_THREADS = GROUP.key(
            "io-threads",
            Kind.count(1, 256).calling(0, "cores"),
            "cores",
            "How many event loops serve the connections to members.",
            "nginx worker_processes; WildFly io-threads");
    static final Key<Duration> RELOAD_INTERVAL = GROUP.key(
            "reload-interval", Kind.duration("100ms", "3600s"), "5s", "How often these entries are read again.", "");
    static final Key<Integer> HANDSHAKES_MAX_PENDING = GROUP.key(
            "handshakes.max-pending",
            Kind.count(1, 100_000).calling(0, "auto"),
            "auto",
            "How many handshakes may wait for members at a time; auto = what heap and file descriptors allow, and half of the"
                    + " request threads where each holds one.",
            "");
    static final Key<Integer> MAX_RELAYS = GROUP.key(
            "max-relays",
            Kind.count(1, 10_000_000).calling(0, "auto"),
            "auto",
            "How many relays there may be; auto = what heap and file descriptors allow.",
            "nginx worker_connections; HAProxy global maxconn");
    static final Key<Duration> FRAME_TIMEOUT = GROUP.key(
            "frame-timeout",
            Kind.duration("100ms", "3600s"),
            "30s",
            "How long a leg may send not one byte inside a frame.",
            "");
    static final Key<WireChoice> WIRE = GROUP.key(
            "wire",
            Kind.choice(WireChoice.class),
            "auto",
            "How clients are carried: express on sockets taken from the server, portable on its streams; see docs/express.md.",
            "");
    static final Key<OperateAccess> OPERATE_ACCESS = GROUP.key(
            "operate.access",
            OperateAccess.KIND,
            "loopback",
            "Who may see and use the console: this machine, the role sluice-operator, or addresses.",
            "");
    static final Key<Integer> OPERATE_PORT = GROUP.key(
            "operate.port",
            Kind.count(1, 65_535).calling(0, "any"),
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
    static final Key<Integer> AUDIT_SAMPLE = GROUP.key(
            "audit-sample", Kind.percent(), "100%", "Of how many messages the interceptor audit writes a line.", "");
    static final Key<List<String>> POOLS =
            GROUP.key("pools", Texts.NAMES, "The names of the pools, for a directory that cannot be listed.", "");
    static final Key<List<String>> RULES =
            GROUP.key("rules", Texts.NAMES, "The names of the rules, for a directory that cannot be listed.", "");
    static final Key<List<String>> LISTENERS = GROUP.key(
            "listeners", Texts.NAMES, "The names of the listeners, for a directory that cannot be listed.", "");

    private SettingsKeys() {}
}
