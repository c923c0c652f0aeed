package org.sluice.config;

/** The keys of {@link SizeLimits}. */
final class SizeKeys {
    static final KeyGroup GROUP = new KeyGroup("Sizes and rates", EntryKind.POOL, EntryKind.RULE);

    static final Key<Long> MAX_FRAME = GROUP.key(
            "max-frame",
            Kind.size("0", "1024GiB"),
            "0",
            "The largest frame, by its payload; a larger one closes the relay with 1009; 0 = no limit.",
            "");
    static final Key<Long> MAX_MESSAGE = GROUP.key(
            "max-message",
            Kind.size("0", "1024GiB"),
            "0",
            "The largest message over all its frames, as it travels; a larger one closes with 1009; 0 = no limit.",
            "Jakarta WebSocket maxMessageSize");
    static final Key<Long> MAX_BODY = GROUP.key(
            "max-body",
            Kind.size("0", "1024GiB"),
            "0",
            "The largest body of a plain HTTP request; a larger one is answered 413; 0 = no limit.",
            "nginx, Tencent client_max_body_size");
    static final Key<Long> MAX_HEADER = GROUP.key(
            "max-header",
            Kind.size("1KiB", "1MiB"),
            "16KiB",
            "The largest head of a member's answer, status line and headers together.",
            "nginx proxy_buffer_size; HAProxy tune.bufsize");
    static final Key<Integer> MESSAGES_PER_SECOND = GROUP.key(
            "messages-per-second",
            Kind.count(0, 1_000_000_000),
            "0",
            "How many messages one client may send in a second; 0 = no limit.",
            "");
    static final Key<Long> BYTES_PER_SECOND = GROUP.key(
            "bytes-per-second",
            Kind.size("0", "1024GiB"),
            "0",
            "How many bytes one client may send in a second; 0 = no limit.",
            "HAProxy bwlim-in");
    static final Key<LimitAction> LIMIT_ACTION = GROUP.key(
            "limit-action",
            Kind.choice(LimitAction.class),
            "delay",
            "What happens to a client over its rate: it is read more slowly, or closed with 1008.",
            "");

    private SizeKeys() {}
}
