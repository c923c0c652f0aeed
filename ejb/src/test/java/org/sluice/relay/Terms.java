package org.sluice.relay;

import java.time.Duration;

/** Terms as tests need them: everything off, and one thing on. */
record Terms(RelayTerms now) {
    static RelayTerms quiet() {
        return start().now();
    }

    static Terms start() {
        return new Terms(new RelayTerms(
                Duration.ZERO,
                true,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofSeconds(10),
                Duration.ZERO,
                RelayTerms.Heartbeat.OFF,
                RelayTerms.Rate.UNLIMITED,
                1012));
    }

    Terms idle(long seconds, boolean countsPongs) {
        return with(Duration.ofSeconds(seconds), countsPongs, now.maxLifetime(), now.heartbeat(), now.rate());
    }

    Terms lifetime(long seconds) {
        return with(now.idleTimeout(), now.idleCountsPongs(), Duration.ofSeconds(seconds), now.heartbeat(), now.rate());
    }

    Terms heartbeat(long seconds, boolean toClient, boolean toMember) {
        var beat = new RelayTerms.Heartbeat(
                Duration.ofSeconds(seconds), toClient, toMember, now.heartbeat().guardClient());
        return with(now.idleTimeout(), now.idleCountsPongs(), now.maxLifetime(), beat, now.rate());
    }

    Terms guard(long seconds) {
        RelayTerms.Heartbeat old = now.heartbeat();
        var beat =
                new RelayTerms.Heartbeat(old.interval(), old.toClient(), old.toMember(), Duration.ofSeconds(seconds));
        return with(now.idleTimeout(), now.idleCountsPongs(), now.maxLifetime(), beat, now.rate());
    }

    Terms rate(long messages, long bytes, boolean delay) {
        var rate = new RelayTerms.Rate(messages, bytes, delay);
        return with(now.idleTimeout(), now.idleCountsPongs(), now.maxLifetime(), now.heartbeat(), rate);
    }

    Terms timeouts(long writeSeconds, long closeSeconds, long frameSeconds) {
        return new Terms(new RelayTerms(
                now.idleTimeout(),
                now.idleCountsPongs(),
                now.maxLifetime(),
                Duration.ofSeconds(writeSeconds),
                Duration.ofSeconds(closeSeconds),
                Duration.ofSeconds(frameSeconds),
                now.heartbeat(),
                now.rate(),
                now.memberLostCode()));
    }

    /** What a client hears of a lost member; 0 for nothing. */
    Terms memberLostCode(int code) {
        return new Terms(new RelayTerms(
                now.idleTimeout(),
                now.idleCountsPongs(),
                now.maxLifetime(),
                now.writeTimeout(),
                now.closeTimeout(),
                now.frameTimeout(),
                now.heartbeat(),
                now.rate(),
                code));
    }

    private Terms with(
            Duration idle, boolean countsPongs, Duration lifetime, RelayTerms.Heartbeat beat, RelayTerms.Rate rate) {
        return new Terms(new RelayTerms(
                idle,
                countsPongs,
                lifetime,
                now.writeTimeout(),
                now.closeTimeout(),
                now.frameTimeout(),
                beat,
                rate,
                now.memberLostCode()));
    }
}
