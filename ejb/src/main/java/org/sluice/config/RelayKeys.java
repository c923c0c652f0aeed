package org.sluice.config;

import java.util.List;

/** The keys of {@link RelayConfig}. */
final class RelayKeys {
    static final KeyGroup GROUP = new KeyGroup("Relay", EntryKind.POOL, EntryKind.RULE);

    static final Key<RelayConfig.Mode> RELAY = GROUP.key(
            "relay",
            Kind.choice(RelayConfig.Mode.class),
            "frames",
            "What is carried: frames as they are, or whole messages that interceptors can read.",
            "");
    static final Key<List<String>> INTERCEPTORS = GROUP.key(
            "interceptors",
            Texts.TOKENS,
            "Which interceptors see the messages, in the order of their priorities; needs relay=messages.",
            "");

    static final Key<Integer> MEMBER_LOST_CODE = GROUP.key(
            "member-lost-code",
            Kind.count(4000, 4999)
                    .or(Kind.count(3000, 3999))
                    .or(Kind.count(1000, 1003))
                    .or(Kind.count(1007, 1014))
                    .saying("1000..1003, 1007..1014 or 3000..4999")
                    .calling(RelayConfig.NO_CLOSE, "none"),
            "1012",
            "The close code a client is told whose member is lost, silent, or breaks the protocol; none = the client's"
                    + " connection ends without a close frame, as it would without Sluice.",
            "");

    private RelayKeys() {}
}
