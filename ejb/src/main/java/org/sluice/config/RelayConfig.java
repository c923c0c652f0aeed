package org.sluice.config;

import java.util.List;
import java.util.Locale;

/**
 * What a relay carries.
 *
 * @param interceptors the names of those that see the messages; empty unless the mode is {@link Mode#MESSAGES}, which a
 *     {@link Configuration} has made sure of
 */
public record RelayConfig(Mode mode, List<String> interceptors) {
    /** What is carried. */
    public enum Mode {
        /** Frames as they are. */
        FRAMES,
        /** Whole messages. */
        MESSAGES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What holds when nothing is said. */
    public static final RelayConfig STANDARD = new RelayConfig(RelayKeys.RELAY.standard(), List.of());

    public RelayConfig {
        interceptors = List.copyOf(interceptors);
    }

    /** The values given; for all others, the base. */
    static RelayConfig of(Values values, RelayConfig base) {
        return new RelayConfig(
                values.or(RelayKeys.RELAY, base.mode), values.or(RelayKeys.INTERCEPTORS, base.interceptors));
    }
}
