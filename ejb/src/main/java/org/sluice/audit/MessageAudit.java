package org.sluice.audit;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.sluice.spi.Direction;
import org.sluice.spi.Exchange;
import org.sluice.spi.MessageInterceptor;
import org.sluice.spi.Utf8Length;
import org.sluice.spi.Verdict;

/** The interceptor {@code audit}: logs one line for a message. One instance for all relays; thread-safe. */
public final class MessageAudit implements MessageInterceptor {
    /** Passes every message. */
    private static final int ALL = 100;

    private final Consumer<String> lines;
    private final IntSupplier percent;
    private final Supplier<Instant> clock;
    private final RandomGenerator random;

    /** The parts so far of the current message, of one direction of one relay. Owned by the thread that delivers. */
    private static final class Passing {
        private long parts;
        private long bytes;
    }

    /**
     * @param lines gets each line; called on any thread
     * @param percent gives the percentage of messages that are logged, 0 to 100; read for each message
     */
    public MessageAudit(Consumer<String> lines, IntSupplier percent, Supplier<Instant> clock, RandomGenerator random) {
        this.lines = lines;
        this.percent = percent;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public Verdict<String> text(Exchange exchange, Direction direction, String part, boolean last) {
        passes(exchange, direction, "text", Utf8Length.of(part), last);
        return Verdict.pass();
    }

    @Override
    public Verdict<ByteBuffer> binary(Exchange exchange, Direction direction, ByteBuffer part, boolean last) {
        passes(exchange, direction, "binary", part.remaining(), last);
        return Verdict.pass();
    }

    private void passes(Exchange exchange, Direction direction, String kind, long bytes, boolean last) {
        Passing passing =
                (Passing) exchange.state().computeIfAbsent("sluice.audit " + direction, unseen -> new Passing());
        passing.parts++;
        passing.bytes += bytes;
        if (last) {
            write(exchange, direction, kind, passing);
            passing.parts = 0;
            passing.bytes = 0;
        }
    }

    private void write(Exchange exchange, Direction direction, String kind, Passing passing) {
        int share = percent.getAsInt();
        if (share < ALL && random.nextInt(ALL) >= share) {
            return;
        }
        Map<String, Object> facts = facts(exchange, "message");
        facts.put("direction", direction == Direction.TO_MEMBER ? "to-member" : "to-client");
        facts.put("kind", kind);
        facts.put("parts", passing.parts);
        facts.put("bytes", passing.bytes);
        lines.accept(Json.line(facts));
    }

    @Override
    public void closed(Exchange exchange, int code, String reason) {
        Map<String, Object> facts = facts(exchange, "closed");
        facts.put("code", code);
        facts.put("reason", reason);
        lines.accept(Json.line(facts));
    }

    private Map<String, Object> facts(Exchange exchange, String event) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("time", clock.get().toString());
        facts.put("event", event);
        facts.put("relay", exchange.id());
        facts.put("pool", exchange.pool());
        facts.put("rule", exchange.rule());
        facts.put("client", exchange.handshake().clientAddress());
        exchange.who().principal().ifPresent(who -> facts.put("principal", who.getName()));
        return facts;
    }
}
