package org.sluice.it.example;

import jakarta.annotation.Priority;
import java.nio.ByteBuffer;
import org.sluice.spi.Direction;
import org.sluice.spi.Exchange;
import org.sluice.spi.MessageInterceptor;
import org.sluice.spi.Verdict;

/** Does to messages of clients what they say. A service, without CDI. */
@Priority(500)
public final class Obedient implements MessageInterceptor {
    /** The service loader makes it. */
    public Obedient() {}

    @Override
    public String name() {
        return "obedient";
    }

    @Override
    public Verdict<String> text(Exchange exchange, Direction direction, String part, boolean last) {
        if (direction == Direction.TO_CLIENT) {
            return Verdict.pass();
        }
        return switch (part) {
            case "replace me" -> Verdict.replace("replaced");
            case "drop me" -> Verdict.drop();
            case "answer me" -> Verdict.answer("answered by " + exchange.pool() + " " + exchange.rule());
            case "close me" -> Verdict.end(4001, "as you said");
            case "throw" -> throw new IllegalStateException("as you said");
            case "who am i" ->
                Verdict.answer(
                        exchange.who().principal().map(who -> who.getName()).orElse("nobody") + " "
                                + exchange.who().roles());
            default -> Verdict.pass();
        };
    }

    @Override
    public Verdict<ByteBuffer> binary(Exchange exchange, Direction direction, ByteBuffer part, boolean last) {
        return Verdict.pass();
    }
}
