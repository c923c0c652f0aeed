package org.sluice.admission;

import java.util.Map;
import org.sluice.config.Rewrite;
import org.sluice.handshake.Headers;

/** Carries out what a rule changes in the headers a member gets. */
final class Rewriting {
    private Rewriting() {}

    static Headers apply(Rewrite rewrite, Headers headers) {
        Headers changed = headers;
        for (String name : rewrite.removeHeaders()) {
            changed = changed.without(name);
        }
        for (Map.Entry<String, String> set : rewrite.setHeaders().entrySet()) {
            changed = changed.with(set.getKey(), set.getValue());
        }
        return changed;
    }
}
