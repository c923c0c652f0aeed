package org.sluice.config;

import org.sluice.grammar.Values;

/** The values for one relay: everything a rule may override in its pool. Immutable. */
public record RouteSettings(TimeLimits time, SizeLimits sizes, AffinityConfig affinity, RelayConfig relay) {
    /** The defaults. */
    public static final RouteSettings STANDARD = of(Values.none());

    static RouteSettings of(Values values) {
        return new RouteSettings(
                new TimeLimits(values), new SizeLimits(values), new AffinityConfig(values), new RelayConfig(values));
    }
}
