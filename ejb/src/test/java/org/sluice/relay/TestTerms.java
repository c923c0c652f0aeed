package org.sluice.relay;

import java.time.Duration;

/** Terms as tests need them: everything off, and one thing on. */
record TestTerms(RelayTerms now) {
    static RelayTerms quiet() {
        return start().now();
    }

    static TestTerms start() {
        return new TestTerms(new RelayTerms(
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

    TestTerms idle(long seconds, boolean countsPongs) {
        return with(Duration.ofSeconds(seconds), countsPongs, now.maxLifetime(), now.heartbeat(), now.rate());
    }

    TestTerms lifetime(long seconds) {
        return with(now.idleTimeout(), now.idleCountsPongs(), Duration.ofSeconds(seconds), now.heartbeat(), now.rate());
    }

    TestTerms heartbeat(long seconds, boolean toClient, boolean toMember) {
        var beat = new RelayTerms.Heartbeat(
                Duration.ofSeconds(seconds), toClient, toMember, now.heartbeat().guardClient());
        return with(now.idleTimeout(), now.idleCountsPongs(), now.maxLifetime(), beat, now.rate());
    }

    TestTerms guard(long seconds) {
        RelayTerms.Heartbeat old = now.heartbeat();
        var beat =
                new RelayTerms.Heartbeat(old.interval(), old.toClient(), old.toMember(), Duration.ofSeconds(seconds));
        return with(now.idleTimeout(), now.idleCountsPongs(), now.maxLifetime(), beat, now.rate());
    }

    TestTerms rate(long messages, long bytes, boolean delay) {
        var rate = new RelayTerms.Rate(messages, bytes, delay);
        return with(now.idleTimeout(), now.idleCountsPongs(), now.maxLifetime(), now.heartbeat(), rate);
    }

    TestTerms timeouts(long writeSeconds, long closeSeconds, long frameSeconds) {
        return new TestTerms(new RelayTerms(
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

    /** What a client gets when its member is lost; 0 for nothing. */
    TestTerms memberLostCode(int code) {
        return new TestTerms(new RelayTerms(
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

    private TestTerms with(
            Duration idle, boolean countsPongs, Duration lifetime, RelayTerms.Heartbeat beat, RelayTerms.Rate rate) {
        return new TestTerms(new RelayTerms(
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
