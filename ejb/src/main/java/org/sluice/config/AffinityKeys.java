package org.sluice.config;

import java.time.Duration;

/** The keys of {@link AffinityConfig}. */
final class AffinityKeys {
    static final KeyGroup GROUP = new KeyGroup("Affinity", EntryKind.POOL, EntryKind.RULE);

    static final Key<AffinityConfig.By> AFFINITY = GROUP.key(
            "affinity",
            AffinityConfig.By.KIND,
            "none",
            "How a client is led to the member it had before.",
            "session persistence; sticky session; nginx sticky cookie");
    static final Key<String> AFFINITY_COOKIE = GROUP.key(
            "affinity-cookie",
            Texts.TOKEN,
            "SERVERID",
            "The cookie that affinity=cookie sets.",
            "Alibaba SERVERID; AWS AWSALB; HAProxy cookie insert");
    static final Key<Duration> AFFINITY_TTL = GROUP.key(
            "affinity-ttl",
            Kind.duration("0", "7d"),
            "0",
            "How long the cookie lives; 0 = until the browser ends.",
            "Alibaba cookie_timeout; AWS stickiness duration");
    static final Key<String> AFFINITY_SECRET = GROUP.secret(
            "affinity-secret",
            Kind.text("at least 16 characters", text -> text.length() >= 16),
            "What the cookie is sealed with; without it one is made at each start, and old cookies lead nowhere.",
            "");
    static final Key<AffinityConfig.Fallback> AFFINITY_FALLBACK = GROUP.key(
            "affinity-fallback",
            Kind.choice(AffinityConfig.Fallback.class),
            "rebalance",
            "What a client gets whose member takes no relay: another member, or 503.",
            "HAProxy option redispatch; Envoy strict");
    static final Key<Boolean> DRAIN_AFFINITY = GROUP.key(
            "drain-affinity",
            Kind.flag(),
            "true",
            "Whether a draining member still takes the clients whose cookie names it, for as long as its drain-timeout lasts.",
            "HAProxy drain; AWS: false");

    private AffinityKeys() {}
}
