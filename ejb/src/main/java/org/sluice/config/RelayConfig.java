package org.sluice.config;

import java.util.List;
import java.util.Locale;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Texts;
import org.sluice.grammar.Values;

/** Whether a relay carries frames or messages: keys of pools that rules may override. Immutable. */
public final class RelayConfig extends TypedValues {
    static final KeyGroup GROUP = new KeyGroup("Relay", EntryKind.POOL, EntryKind.RULE);

    static final Key<Mode> RELAY = GROUP.key(
            "relay",
            Kind.choice(Mode.class),
            "frames",
            "What is forwarded: frames unchanged, or messages, which interceptors can read.",
            "");

    public Mode mode() {
        return value(RELAY);
    }

    static final Key<List<String>> INTERCEPTORS = GROUP.key(
            "interceptors",
            Texts.TOKENS,
            "Which interceptors see the messages, in the order of their priorities; needs relay=messages.",
            "");

    /** Empty unless the mode is {@link Mode#MESSAGES}, which {@link Configuration} ensures. */
    public List<String> interceptors() {
        return values().or(INTERCEPTORS, List.of());
    }

    static final Key<Integer> MEMBER_LOST_CODE = GROUP.key(
            "member-lost-code",
            Kind.count(4000, 4999)
                    .or(Kind.count(3000, 3999))
                    .or(Kind.count(1000, 1003))
                    .or(Kind.count(1007, 1014))
                    .describedAs("1000..1003, 1007..1014 or 3000..4999")
                    .orNamed(0, "none"),
            "1012",
            "The close code for a client whose member is lost, silent, or breaks the protocol; none = the client's"
                    + " connection ends without a close frame, as it would without Sluice.",
            "");

    /** {@link #NO_CLOSE} for no close frame. */
    public int memberLostCode() {
        return value(MEMBER_LOST_CODE);
    }

    /** Instead of a close code: the connection ends without a close frame. */
    public static final int NO_CLOSE = 0;

    /** The defaults. */
    public static final RelayConfig STANDARD = new RelayConfig(Values.none());

    RelayConfig(Values values) {
        super(values);
    }

    /** What a relay carries. */
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
}
