package org.sluice.admission;

import java.util.Map;
import org.sluice.config.Rewrite;
import org.sluice.config.RuleConfig;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.handshake.MemberHeaders;

/** Applies the changes of a rule to the headers for the member. */
final class HeaderRewriter {
    private HeaderRewriter() {}

    static Headers apply(RuleConfig rule, Handshake handshake) {
        Rewrite rewrite = rule.rewrite();
        Headers changed = memberHeaders(rule, handshake)
                .withoutAnySpelling(rewrite.removeHeaders())
                .withoutAnySpelling(rewrite.setHeaders().keySet());
        for (Map.Entry<String, String> set : rewrite.setHeaders().entrySet()) {
            changed = changed.with(set.getKey(), set.getValue());
        }
        return changed;
    }

    /** The headers for the member, with the client's identity if the rule wants that. */
    private static Headers memberHeaders(RuleConfig rule, Handshake handshake) {
        Headers headers = MemberHeaders.of(handshake, rule.rewrite().untrustedHeaders());
        return rule.access().identityHeaders()
                ? handshake.identity().map(known -> known.tell(headers)).orElse(headers)
                : headers;
    }
}
