package org.sluice.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * When a member is well, when it is put aside, and how it is left. Each value is in the range of its key in
 * {@link HealthKeys}; what they mean stands there.
 */
public record HealthConfig(
        Check check,
        Probe probe,
        Rhythm rhythm,
        Ejection ejection,
        AllDown allDown,
        OnDown onDown,
        Duration slowStart,
        Drain drain) {

    /** How a member is asked. */
    public enum Check {
        TCP,
        HTTP,
        WEBSOCKET,
        OFF;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of clients when no member is well. */
    public enum AllDown {
        /** Every member is used, as if all were well. */
        FAIL_OPEN("fail-open"),
        /** They are answered 503. */
        REFUSE("503");

        private final String word;

        AllDown(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** What becomes of the relays of a member that fails its checks. */
    public enum OnDown {
        KEEP,
        CLOSE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is asked, and which answers are good. */
    public record Probe(
            String path,
            String method,
            List<StatusRange> expect,
            Optional<BodyPattern> body,
            Map<String, String> headers,
            Optional<String> subprotocol) {
        public Probe {
            HealthKeys.HEALTH_PATH.check(path);
            HealthKeys.HEALTH_METHOD.check(method);
            HealthKeys.HEALTH_EXPECT.check(expect);
            body.ifPresent(HealthKeys.HEALTH_BODY::check);
            methodFault(method, body).ifPresent(expected -> {
                throw new IllegalArgumentException("health-method: " + method + " (expected: " + expected + ")");
            });
            expect = List.copyOf(expect);
            headers = Map.copyOf(headers);
            subprotocol.ifPresent(HealthKeys.HEALTH_SUBPROTOCOL::check);
        }

        static Probe of(Values values) {
            return new Probe(
                    values.or(HealthKeys.HEALTH_PATH),
                    values.or(HealthKeys.HEALTH_METHOD),
                    values.or(HealthKeys.HEALTH_EXPECT),
                    values.get(HealthKeys.HEALTH_BODY),
                    values.family(HealthKeys.HEALTH_HEADER),
                    values.get(HealthKeys.HEALTH_SUBPROTOCOL));
        }

        /** What would have been right, if nothing can be found in the answers to this method. */
        static Optional<String> methodFault(String method, Optional<BodyPattern> body) {
            return body.isPresent() && method.equals("HEAD")
                    ? Optional.of("GET beside health-body; an answer to HEAD has no body")
                    : Optional.empty();
        }
    }

    /** How often, how patiently, and how many in a row decide. */
    public record Rhythm(Duration interval, Duration timeout, int rise, int fall) {
        public Rhythm {
            HealthKeys.HEALTH_INTERVAL.check(interval);
            HealthKeys.HEALTH_TIMEOUT.check(timeout);
            HealthKeys.HEALTH_RISE.check(rise);
            HealthKeys.HEALTH_FALL.check(fall);
        }

        static Rhythm of(Values values) {
            return new Rhythm(
                    values.or(HealthKeys.HEALTH_INTERVAL),
                    values.or(HealthKeys.HEALTH_TIMEOUT),
                    values.or(HealthKeys.HEALTH_RISE),
                    values.or(HealthKeys.HEALTH_FALL));
        }
    }

    /**
     * When real traffic puts a member aside.
     *
     * @param after 0 = never
     * @param max percent of the pool
     * @param earlyDeath zero = no relay counts as one
     * @param onStatus answers to a handshake that count as faults
     */
    public record Ejection(int after, Duration span, int max, Duration earlyDeath, List<StatusRange> onStatus) {
        public Ejection {
            HealthKeys.EJECT_AFTER.check(after);
            HealthKeys.EJECT_FOR.check(span);
            HealthKeys.EJECT_MAX.check(max);
            HealthKeys.EARLY_DEATH.check(earlyDeath);
            onStatus = List.copyOf(onStatus);
        }

        static Ejection of(Values values) {
            return new Ejection(
                    values.or(HealthKeys.EJECT_AFTER),
                    values.or(HealthKeys.EJECT_FOR),
                    values.or(HealthKeys.EJECT_MAX),
                    values.or(HealthKeys.EARLY_DEATH),
                    values.or(HealthKeys.EJECT_ON_STATUS, List.of()));
        }
    }

    /** How a member is left. */
    public record Drain(Duration timeout, Duration spread, int code) {
        public Drain {
            HealthKeys.DRAIN_TIMEOUT.check(timeout);
            HealthKeys.DRAIN_SPREAD.check(spread);
            HealthKeys.DRAIN_CODE.check(code);
        }

        static Drain of(Values values) {
            return new Drain(
                    values.or(HealthKeys.DRAIN_TIMEOUT),
                    values.or(HealthKeys.DRAIN_SPREAD),
                    values.or(HealthKeys.DRAIN_CODE));
        }
    }

    /** What holds when nothing is said. */
    public static final HealthConfig STANDARD = of(Values.none());

    /** Checks every value.
     *
     * @throws IllegalArgumentException if the slow start is out of range
     */
    public HealthConfig {
        HealthKeys.SLOW_START.check(slowStart);
    }

    static HealthConfig of(Values values) {
        return new HealthConfig(
                values.or(HealthKeys.HEALTH),
                Probe.of(values),
                Rhythm.of(values),
                Ejection.of(values),
                values.or(HealthKeys.ALL_DOWN),
                values.or(HealthKeys.ON_DOWN),
                values.or(HealthKeys.SLOW_START),
                Drain.of(values));
    }
}
