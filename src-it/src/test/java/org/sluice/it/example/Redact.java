package org.sluice.it.example;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.regex.Pattern;
import org.sluice.spi.Direction;
import org.sluice.spi.Exchange;
import org.sluice.spi.MessageInterceptor;
import org.sluice.spi.Verdict;

/** Takes numbers of cards out of what members say. The example of docs/interceptors.md, as a CDI bean. */
@ApplicationScoped
@Priority(1000)
public class Redact implements MessageInterceptor {
    private static final Pattern CARD = Pattern.compile("\\b\\d{13,19}\\b");

    /** What is gathered of one text, at most. */
    private static final int MOST = 64 << 10;

    @Override
    public String name() {
        return "redact";
    }

    @Override
    public Verdict<String> text(Exchange exchange, Direction direction, String part, boolean last) {
        if (direction == Direction.TO_MEMBER) {
            return Verdict.pass();
        }
        // A number may be cut between two parts, so the parts are gathered and go on as one.
        String whole = exchange.state().getOrDefault(name(), "") + part;
        if (whole.length() > MOST) {
            return Verdict.end(1009, "too long to be redacted");
        }
        exchange.state().put(name(), last ? "" : whole);
        return last ? Verdict.replace(CARD.matcher(whole).replaceAll("[card]")) : Verdict.drop();
    }
}
