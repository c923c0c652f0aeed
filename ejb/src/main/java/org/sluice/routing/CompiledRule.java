package org.sluice.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.sluice.config.Action;
import org.sluice.config.Configuration;
import org.sluice.config.PoolConfig;
import org.sluice.config.RouteSettings;
import org.sluice.config.RuleConfig;
import org.sluice.config.WeightedPool;

/** A rule prepared for matching: its further conditions, and its pools with their settings. */
final class CompiledRule {
    private record Share(String pool, RouteSettings terms, int upTo) {}

    private final RuleConfig rule;
    private final OtherConditions further;
    private final List<Share> shares = new ArrayList<>();

    CompiledRule(RuleConfig rule, Configuration configuration) {
        this.rule = rule;
        this.further = new OtherConditions(rule.conditions(), configuration);
        if (rule.action() instanceof Action.ToPools to) {
            to.pools().forEach(pool -> share(pool, configuration));
        }
    }

    private void share(WeightedPool target, Configuration configuration) {
        PoolConfig pool = configuration.pools().get(target.pool());
        if (pool != null && target.weight() > 0) {
            int before = shares.isEmpty() ? 0 : shares.get(shares.size() - 1).upTo();
            shares.add(new Share(pool.name(), rule.terms(pool), before + target.weight()));
        }
    }

    OtherConditions further() {
        return further;
    }

    RoutingResult verdict(RoutingRequest request, RandomGenerator random) {
        if (rule.action() instanceof Action.Redirect redirect) {
            return new RoutingResult.Redirect(
                    rule, redirect.status(), RedirectLocation.fill(redirect.location(), request));
        }
        if (rule.action() instanceof Action.Respond respond) {
            return new RoutingResult.Respond(rule, respond.status(), respond.text());
        }
        Share share = draw(random);
        return new Route(rule, share.pool(), rule.rewrite().apply(request.path()) + request.query(), share.terms());
    }

    private Share draw(RandomGenerator random) {
        Share last = shares.get(shares.size() - 1);
        int drawn = shares.size() == 1 ? 0 : random.nextInt(last.upTo());
        return shares.stream().filter(share -> drawn < share.upTo()).findFirst().orElse(last);
    }
}
