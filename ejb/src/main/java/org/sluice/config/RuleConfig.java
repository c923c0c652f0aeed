package org.sluice.config;

import java.util.List;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Values;

/**
 * The configuration of one rule.
 *
 * @param priority a higher one is tried first
 * @param overrides the values that replace those of its pools; see {@link #terms}
 */
public record RuleConfig(
        String name,
        int priority,
        Conditions conditions,
        Action action,
        Rewrite rewrite,
        Access access,
        Values overrides) {
    static final KeyGroup GROUP = new KeyGroup("Rule: order and action", EntryKind.RULE);

    static final Key<Integer> PRIORITY = GROUP.key(
            "priority",
            Kind.count(0, 100_000).or(Kind.negative(100_000)).describedAs("-100000..100000"),
            "0",
            "A higher one is tried first, whatever the host and path.",
            "Traefik priority");

    static final Key<List<WeightedPool>> POOL = GROUP.key(
            "pool",
            Kind.listOf(WeightedPool.KIND),
            "The pool it goes to, or several with their shares: a 90, b 10.",
            "nginx proxy_pass; AWS forward");

    static final Key<Action.Redirect> REDIRECT = GROUP.key(
            "redirect",
            Action.Redirect.KIND,
            "Where it is sent instead: 308 https://{host}{path}{query}.",
            "AWS redirect");

    static final Key<Action.Respond> RESPOND = GROUP.key(
            "respond",
            Action.Respond.KIND,
            "What it is answered instead: 403 not here.",
            "AWS fixed-response; nginx return");

    public RuleConfig {
        if (!EntryKind.isName(name)) {
            throw new IllegalArgumentException("rules/" + name + " (expected: a name of letters, digits and . _ -)");
        }
    }

    /** A rule with these conditions and this action, and defaults for everything else. */
    public static RuleConfig of(String name, Conditions conditions, Action action) {
        return new RuleConfig(name, 0, conditions, action, Rewrite.NONE, Access.OPEN, Values.none());
    }

    static RuleConfig of(String name, Action action, Values values) {
        return new RuleConfig(
                name,
                values.or(PRIORITY),
                new Conditions(values),
                action,
                new Rewrite(values),
                new Access(values),
                values);
    }

    /**
     * The values for a relay of this rule to this pool: those of the rule, and otherwise those of the pool.
     *
     * @throws IllegalArgumentException if they do not fit together, which {@link Configuration} rules out
     */
    public RouteSettings terms(PoolConfig pool) {
        return RouteSettings.of(overrides.over(pool.terms().time().values()));
    }
}
