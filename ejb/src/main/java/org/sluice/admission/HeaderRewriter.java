package org.sluice.admission;

import java.util.Map;
import org.sluice.config.Rewrite;
import org.sluice.config.RuleConfig;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.handshake.MemberHeaders;

/** Carries out what a rule changes in the headers a member gets. */
final class HeaderRewriter {
    private HeaderRewriter() {}

    static Headers apply(RuleConfig rule, Handshake handshake) {
        Rewrite rewrite = rule.rewrite();
        Headers changed = told(rule, handshake)
                .withoutAnySpelling(rewrite.removeHeaders())
                .withoutAnySpelling(rewrite.setHeaders().keySet());
        for (Map.Entry<String, String> set : rewrite.setHeaders().entrySet()) {
            changed = changed.with(set.getKey(), set.getValue());
        }
        return changed;
    }

    /** Who the client is, too, where the rule wants the member to know. */
    private static Headers told(RuleConfig rule, Handshake handshake) {
        Headers headers = MemberHeaders.of(handshake, rule.rewrite().untrustedHeaders());
        return rule.access().identityHeaders()
                ? handshake.identity().map(known -> known.tell(headers)).orElse(headers)
                : headers;
    }
}
