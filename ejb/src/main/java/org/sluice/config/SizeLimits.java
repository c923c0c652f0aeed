package org.sluice.config;

import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Values;

/** Limits of sizes and rates: keys of pools that rules may override. In bytes; zero = no limit. Immutable. */
public final class SizeLimits extends TypedValues {
    static final KeyGroup GROUP = new KeyGroup("Sizes and rates", EntryKind.POOL, EntryKind.RULE);

    static final Key<Long> MAX_FRAME = GROUP.key(
            "max-frame",
            Kind.size("0", "1024GiB"),
            "0",
            "The largest frame, by its payload; a larger one closes the relay with 1009; 0 = no limit.",
            "");

    public long maxFrame() {
        return value(MAX_FRAME);
    }

    static final Key<Long> MAX_MESSAGE = GROUP.key(
            "max-message",
            Kind.size("0", "1024GiB"),
            "0",
            "The largest message over all its frames, as sent; a larger one closes the relay with 1009; 0 = no limit.",
            "Jakarta WebSocket maxMessageSize");

    public long maxMessage() {
        return value(MAX_MESSAGE);
    }

    static final Key<Long> MAX_BODY = GROUP.key(
            "max-body",
            Kind.size("0", "1024GiB"),
            "0",
            "The largest body of a plain HTTP request; a larger one is answered 413; 0 = no limit.",
            "nginx, Tencent client_max_body_size");

    /** Zero = no limit. */
    public long maxBody() {
        return value(MAX_BODY);
    }

    static final Key<Long> MAX_HEADER = GROUP.key(
            "max-header",
            Kind.size("1KiB", "1MiB"),
            "16KiB",
            "The largest head of a member's answer, status line and headers together; and of a plain HTTP request, which is"
                    + " answered 431 beyond.",
            "nginx proxy_buffer_size; HAProxy tune.bufsize");

    public int maxHeader() {
        return Math.toIntExact(value(MAX_HEADER));
    }

    static final Key<Integer> MESSAGES_PER_SECOND = GROUP.key(
            "messages-per-second",
            Kind.count(0, 1_000_000_000),
            "0",
            "How many messages one client may send in a second; 0 = no limit.",
            "");

    public int messagesPerSecond() {
        return value(MESSAGES_PER_SECOND);
    }

    static final Key<Long> BYTES_PER_SECOND = GROUP.key(
            "bytes-per-second",
            Kind.size("0", "1024GiB"),
            "0",
            "How many bytes one client may send in a second; 0 = no limit.",
            "HAProxy bwlim-in");

    public long bytesPerSecond() {
        return value(BYTES_PER_SECOND);
    }

    static final Key<LimitAction> LIMIT_ACTION = GROUP.key(
            "limit-action",
            Kind.choice(LimitAction.class),
            "delay",
            "What happens to a client over its rate: it is read more slowly, or closed with 1008.",
            "");

    public LimitAction limitAction() {
        return value(LIMIT_ACTION);
    }

    /** The defaults. */
    public static final SizeLimits STANDARD = new SizeLimits(Values.none());

    SizeLimits(Values values) {
        super(values);
    }
}
