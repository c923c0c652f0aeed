package org.sluice.config;

/**
 * One rule as the operator wrote it, checked.
 *
 * @param priority a higher one is tried first
 * @param overrides what it says otherwise than its pools; see {@link #terms}
 */
public record RuleConfig(
        String name,
        int priority,
        Conditions conditions,
        Action action,
        Rewrite rewrite,
        Access access,
        Values overrides) {

    public RuleConfig {
        if (!EntryKind.isName(name)) {
            throw new IllegalArgumentException("rules/" + name + " (expected: a name of letters, digits and . _ -)");
        }
    }

    /** A rule that does only this, under the pool's own terms. */
    public static RuleConfig of(String name, Conditions conditions, Action action) {
        return new RuleConfig(name, 0, conditions, action, Rewrite.NONE, Access.OPEN, Values.none());
    }

    static RuleConfig of(String name, Action action, Values values) {
        return new RuleConfig(
                name,
                values.or(RuleKeys.PRIORITY),
                Conditions.of(values),
                action,
                Rewrite.of(values),
                Access.of(values),
                values);
    }

    /**
     * The terms of a relay that this rule leads to that pool: the rule's values over the pool's.
     *
     * @throws IllegalArgumentException if they do not fit together, which a {@link Configuration} has made sure of
     */
    public Terms terms(PoolConfig pool) {
        return Terms.of(overrides, pool.terms());
    }
}
