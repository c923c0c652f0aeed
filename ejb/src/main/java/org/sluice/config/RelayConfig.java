package org.sluice.config;

import java.util.List;
import java.util.Locale;

/**
 * What a relay carries.
 *
 * @param interceptors the names of those that see the messages; empty unless the mode is {@link Mode#MESSAGES}, which a
 *     {@link Configuration} has made sure of
 * @param memberLostCode the close code for a client whose member is lost; {@link #NO_CLOSE} for no close frame
 */
public record RelayConfig(Mode mode, List<String> interceptors, int memberLostCode) {
    /** Instead of a close code: the connection ends without a close frame. */
    public static final int NO_CLOSE = 0;

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
    public static final RelayConfig STANDARD =
            new RelayConfig(RelayKeys.RELAY.standard(), List.of(), RelayKeys.MEMBER_LOST_CODE.standard());

    public RelayConfig {
        interceptors = List.copyOf(interceptors);
        RelayKeys.MEMBER_LOST_CODE.check(memberLostCode);
    }

    /** The values given; for all others, the base. */
    static RelayConfig of(Values values, RelayConfig base) {
        return new RelayConfig(
                values.or(RelayKeys.RELAY, base.mode),
                values.or(RelayKeys.INTERCEPTORS, base.interceptors),
                values.or(RelayKeys.MEMBER_LOST_CODE, base.memberLostCode));
    }
}
