package org.sluice.config;

/** The terms a relay is opened under and keeps: everything a rule may say otherwise than the pool. */
public record Terms(TimeLimits time, SizeLimits sizes, AffinityConfig affinity, RelayConfig relay) {
    /** What holds when nothing is said. */
    public static final Terms STANDARD =
            new Terms(TimeLimits.STANDARD, SizeLimits.STANDARD, AffinityConfig.STANDARD, RelayConfig.STANDARD);

    /** The values given; for all others, the base. */
    static Terms of(Values values, Terms base) {
        return new Terms(
                TimeLimits.of(values, base.time),
                SizeLimits.of(values, base.sizes),
                AffinityConfig.of(values, base.affinity),
                RelayConfig.of(values, base.relay));
    }
}
