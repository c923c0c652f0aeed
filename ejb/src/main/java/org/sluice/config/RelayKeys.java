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

    private RelayKeys() {}
}
