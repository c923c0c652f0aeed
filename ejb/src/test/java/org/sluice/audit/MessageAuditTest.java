package org.sluice.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.spi.Direction;
import org.sluice.spi.Exchange;
import org.sluice.spi.Verdict;

class MessageAuditTest {
    private static final Instant NOW = Instant.parse("2026-11-25T08:00:00Z");

    private final List<String> lines = new ArrayList<>();
    private final Exchange exchange = new Exchange(
            new Handshake("7f3a", "/chat", Headers.none(), "192.0.2.1", 80, false),
            new Exchange.Who(Optional.of(() -> "ann \"the\" first"), Set.of("chat")),
            "chat",
            "talk");

    private MessageAudit audit(int percent) {
        return new MessageAudit(lines::add, () -> percent, () -> NOW, new Random(1));
    }

    @Test
    @DisplayName("audit U1.1 a message is one line, however many parts it has, and passes")
    void a_message_is_one_line() {
        MessageAudit audit = audit(100);
        audit.text(exchange, Direction.TO_MEMBER, "grüße", false);
        assertThat(audit.text(exchange, Direction.TO_MEMBER, "!", true)).isEqualTo(Verdict.pass());
        assertThat(lines)
                .containsExactly("{\"time\":\"2026-11-25T08:00:00Z\",\"event\":\"message\",\"relay\":\"7f3a\","
                        + "\"pool\":\"talk\",\"rule\":\"chat\",\"client\":\"192.0.2.1\","
                        + "\"principal\":\"ann \\\"the\\\" first\",\"direction\":\"to-member\",\"kind\":\"text\","
                        + "\"parts\":2,\"bytes\":8}");
    }

    @Test
    @DisplayName("audit U1.1 the two directions are counted apart, and each message anew")
    void the_two_directions_are_counted_apart() {
        MessageAudit audit = audit(100);
        audit.binary(exchange, Direction.TO_MEMBER, ByteBuffer.wrap("abc".getBytes(UTF_8)), false);
        audit.text(exchange, Direction.TO_CLIENT, "x", true);
        audit.binary(exchange, Direction.TO_MEMBER, ByteBuffer.wrap("de".getBytes(UTF_8)), true);
        audit.text(exchange, Direction.TO_CLIENT, "y", true);
        assertThat(lines)
                .extracting(line -> line.replaceAll(".*\"direction\":", ""))
                .containsExactly(
                        "\"to-client\",\"kind\":\"text\",\"parts\":1,\"bytes\":1}",
                        "\"to-member\",\"kind\":\"binary\",\"parts\":2,\"bytes\":5}",
                        "\"to-client\",\"kind\":\"text\",\"parts\":1,\"bytes\":1}");
    }

    @Test
    @DisplayName("audit U1.2 of so many messages there is a line")
    void of_so_many_messages_there_is_a_line() {
        MessageAudit audit = audit(10);
        for (int i = 0; i < 10_000; i++) {
            audit.text(exchange, Direction.TO_MEMBER, "x", true);
        }
        assertThat(lines).hasSizeBetween(800, 1_200);
    }

    @Test
    @DisplayName("audit U1.3 the end has a line, whatever the sample, and cannot break out of it")
    void the_end_has_a_line() {
        audit(0).closed(exchange, 4000, "a \"b\"\n\\");
        assertThat(lines).singleElement().asString().endsWith("\"code\":4000,\"reason\":\"a \\\"b\\\"\\u000a\\\\\"}");
    }
}
