package org.sluice.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.handshake.Handshake;
import org.sluice.handshake.Headers;
import org.sluice.relay.Close;
import org.sluice.relay.CloseCause;
import org.sluice.relay.OpenRelay;
import org.sluice.relay.RelayEvents;
import org.sluice.relay.RelayTerms;
import org.sluice.relay.Relays;
import org.sluice.relay.Side;
import org.sluice.spi.Direction;
import org.sluice.spi.Exchange;
import org.sluice.spi.MessageInterceptor;
import org.sluice.spi.Verdict;

class MessageRelayTest implements RelayEvents {
    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000); // about to turn over
    private final Relays relays = new Relays(clock::get, new Random(1));
    private final FakePeer client = new FakePeer();
    private final FakePeer member = new FakePeer();
    private final List<CloseCause> endings = new ArrayList<>();
    private Duration heartbeat = Duration.ZERO;

    @Override
    public void over(OpenRelay relay, CloseCause cause) {
        endings.add(cause);
    }

    private MessageRelay open(long maxMessage, MessageInterceptor... interceptors) {
        var beat = new RelayTerms.Heartbeat(heartbeat, !heartbeat.isZero(), !heartbeat.isZero(), Duration.ZERO);
        var terms = new RelayTerms(
                Duration.ofSeconds(60),
                true,
                Duration.ofHours(1),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                beat,
                RelayTerms.Rate.UNLIMITED,
                1012);
        var handshake = new Handshake("7f3a", "/", Headers.none(), "127.0.0.1", 8080, false);
        var exchange = new Exchange(handshake, Exchange.Who.UNKNOWN, "rule", "pool");
        return new Messages(relays, Runnable::run)
                .open(new MessageOrder(member, terms, maxMessage, exchange, Arrays.asList(interceptors)), client, this);
    }

    private void pass(Duration time) {
        for (long passed = 0; passed < time.toMillis(); passed += 500) {
            clock.addAndGet(Duration.ofMillis(500).toNanos());
            relays.sweep();
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(UTF_8));
    }

    @Test
    @DisplayName("message M1.1 parts go on as parts, in order, both ways")
    void parts_go_on_as_parts() {
        open(0);
        client.says().text("a", false);
        client.says().text("b", true);
        client.says().binary(bytes("c"), true);
        member.says().text("d", true);
        assertThat(member.heard).containsExactly("a-", "b.", "[c].");
        assertThat(client.heard).containsExactly("d.");
    }

    @Test
    @DisplayName("message M1.3 a side that can pause is paused above the high mark, and goes on below the low one")
    void a_side_that_can_pause_is_paused() {
        open(0);
        client.pauses = true;
        member.waiting = (256 << 10) + 1;
        client.says().text("a", true);
        assertThat(client.paused).isTrue();
        member.waiting = 0;
        member.says().room();
        assertThat(client.paused).isFalse();
    }

    @Test
    @DisplayName("message M1.3 the thread of a side that cannot pause is kept until the other side takes more")
    void the_thread_of_a_side_that_cannot_pause_is_kept() {
        open(0);
        member.waiting = (256 << 10) + 1;
        CompletableFuture<Void> delivering =
                CompletableFuture.runAsync(() -> client.says().text("a", true));
        assertThat(delivering).isNotCompleted();
        member.waiting = 0;
        member.says().room();
        assertThat(delivering).succeedsWithin(Duration.ofSeconds(5));
    }

    /** Does something with texts that hold its name. */
    private record Named(String name, Verdict<String> verdict) implements MessageInterceptor {
        @Override
        public Verdict<String> text(Exchange exchange, Direction direction, String part, boolean last) {
            return part.contains(name) ? verdict : Verdict.pass();
        }
    }

    @Test
    @DisplayName("message M2.1 an interceptor passes, replaces, drops and answers")
    void an_interceptor_passes_replaces_drops_and_answers() {
        open(
                0,
                new Named("replace", Verdict.replace("other")),
                new Named("drop", Verdict.drop()),
                new Named("answer", Verdict.answer("yourself")));
        for (String text : List.of("plain", "replace", "drop", "answer")) {
            client.says().text(text, true);
        }
        assertThat(member.heard).containsExactly("plain.", "other.");
        assertThat(client.heard).containsExactly("yourself.");
    }

    @Test
    @DisplayName("message M2.1 an interceptor sees the output of those before it, in the same order both ways")
    void interceptors_see_what_those_before_them_made_of_it() {
        open(0, appending("1"), appending("2"));
        client.says().text("a", true);
        member.says().text("b", true);
        assertThat(member.heard).containsExactly("a12.");
        assertThat(client.heard).containsExactly("b12.");
    }

    private static MessageInterceptor appending(String what) {
        return new MessageInterceptor() {
            @Override
            public String name() {
                return what;
            }

            @Override
            public Verdict<String> text(Exchange exchange, Direction direction, String part, boolean last) {
                return Verdict.replace(part + what);
            }
        };
    }

    @Test
    @DisplayName(
            "message M2.1 a message whose last part is dropped still ends, and one that is dropped whole never was")
    void a_message_whose_last_part_is_dropped_still_ends() {
        open(0, new Named("drop", Verdict.drop()));
        client.says().text("a", false);
        client.says().text("drop", true);
        client.says().text("drop", false);
        client.says().text("drop", true);
        client.says().text("drop", false);
        client.says().text("b", true);
        assertThat(member.heard).containsExactly("a-", ".", "b.");
    }

    @Test
    @DisplayName("message M2.1 an interceptor ends the relay with its code, both ways")
    void an_interceptor_ends_the_relay() {
        open(0, new Named("end", Verdict.end(4001, "enough")));
        client.says().text("end", true);
        client.says().text("late", true);
        assertThat(member.heard).containsExactly("close 4001 enough");
        assertThat(client.heard).containsExactly("close 4001 enough");
    }

    @Test
    @DisplayName("message M2.2 an interceptor that throws ends the relay with 1011, and is named")
    void an_interceptor_that_throws_ends_the_relay() {
        MessageRelay relay = open(0, new MessageInterceptor() {
            @Override
            public String name() {
                return "clumsy";
            }

            @Override
            public Verdict<ByteBuffer> binary(Exchange exchange, Direction direction, ByteBuffer part, boolean last) {
                throw new IllegalStateException("on purpose");
            }
        });
        client.says().binary(bytes("x"), true);
        assertThat(member.heard).containsExactly("close 1011 interceptor failed");
        assertThat(client.heard).containsExactly("close 1011 interceptor failed");
        client.gone = true;
        member.gone = true;
        relay.sweep(clock.get());
        assertThat(endings).singleElement().satisfies(cause -> assertThat(cause.detail())
                .contains("clumsy"));
    }

    @Test
    @DisplayName("message M2.3 an answer waits for the end of a message that is on its way")
    void an_answer_waits_for_the_end_of_a_message() {
        open(0, new Named("ask", Verdict.answer("here")));
        member.says().text("one", false);
        client.says().text("ask", true);
        assertThat(client.heard).containsExactly("one-");
        member.says().text("two", true);
        assertThat(client.heard).containsExactly("one-", "two.", "here.");
    }

    @Test
    @DisplayName("message M2.1 interceptors are called once when the relay ends")
    void interceptors_hear_once_that_the_relay_ends() {
        List<Integer> codes = new ArrayList<>();
        open(0, new MessageInterceptor() {
            @Override
            public String name() {
                return "listening";
            }

            @Override
            public void closed(Exchange exchange, int code, String reason) {
                codes.add(code);
            }
        });
        client.says().closed(new Close(1000, "bye"));
        member.says().closed(new Close(1000, "bye"));
        assertThat(codes).containsExactly(1000);
    }

    @Test
    @DisplayName("message M3.1 a drain closes the client with its code, and the member with 1001")
    void a_drain_is_told_to_both() {
        open(0);
        relays.all().forEach(relay -> relay.end(CloseCause.drain(1012)));
        assertThat(client.heard).containsExactly("close 1012 drain");
        assertThat(member.heard).containsExactly("close 1001 drain");
    }

    @Test
    @DisplayName("message M3.1 a close goes to the other side, once, and the relay is over once both are gone")
    void a_close_goes_to_the_other_side() {
        open(0);
        client.says().closed(new Close(3000, "bye"));
        client.says().gone(false);
        member.says().closed(new Close(3000, "bye"));
        assertThat(endings).isEmpty();
        member.says().gone(false);
        member.says().gone(false);
        assertThat(member.heard).containsExactly("close 3000 bye");
        assertThat(client.heard).isEmpty();
        assertThat(endings).hasSize(1);
        assertThat(relays.all()).isEmpty();
    }

    @Test
    @DisplayName(
            "message M3.2 a lost member is member-lost-code to the client; a lost client ends its member without a close frame")
    void a_lost_side_is_told_to_the_other() {
        open(0);
        member.says().gone(false);
        assertThat(client.heard).containsExactly("close 1012 member gone");
        FakePeer before = member;
        before.heard.clear();
        open(0);
        client.says().gone(false);
        assertThat(member.heard).containsExactly("connection ended");
    }

    @Test
    @DisplayName("message M3.2 a send that fails is no loss at once: a close that was sent before may still arrive")
    void a_send_that_fails_is_no_loss_at_once() {
        open(0);
        client.broken = true;
        member.says().text("a", true);
        client.says().closed(new Close(1000, "bye"));
        pass(Duration.ofSeconds(2));
        assertThat(member.heard).containsExactly("close 1000 bye");
    }

    @Test
    @DisplayName("message M3.3 a member that takes nothing for the write timeout gets 1008, its client 1013")
    void a_member_that_takes_nothing() {
        open(0);
        member.waiting = 1;
        pass(Duration.ofSeconds(11));
        assertThat(member.heard).containsExactly("close 1008 slow consumer");
        assertThat(client.heard).containsExactly("close 1013 member slow");
        pass(Duration.ofSeconds(6));
        assertThat(member.heard).endsWith("abort");
        assertThat(endings).singleElement().satisfies(cause -> assertThat(cause.blamed())
                .isEqualTo(Side.MEMBER));
    }

    @Test
    @DisplayName("message M3.4 the idle limit ends a relay, and every message postpones that")
    void idle_ends_it() {
        open(0);
        pass(Duration.ofSeconds(59));
        client.says().text("a", true);
        pass(Duration.ofSeconds(59));
        assertThat(client.heard).isEmpty();
        pass(Duration.ofSeconds(3));
        assertThat(client.heard).containsExactly("close 1001 idle 60s");
    }

    @Test
    @DisplayName("message M3.4 pings that are answered hold it, and two that are not end it")
    void pings_that_are_answered_hold_it() {
        heartbeat = Duration.ofSeconds(10);
        open(0);
        for (int second = 0; second < 120; second++) {
            pass(Duration.ofSeconds(1));
            client.says().alive();
            member.says().alive();
        }
        assertThat(client.heard).isNotEmpty().containsOnly("ping");
        for (int second = 0; second < 20; second++) {
            pass(Duration.ofSeconds(1));
            client.says().alive();
        }
        assertThat(client.heard).contains("close 1012 member silent");
        assertThat(member.heard).endsWith("abort");
    }

    @Test
    @DisplayName("message M3.5 a message larger than allowed ends it with 1009, and so does one of many parts")
    void a_message_larger_than_allowed() {
        open(10);
        client.says().text("0123456789".toUpperCase(Locale.ROOT), true);
        client.says().text("01234", false);
        client.says().text("567890", true);
        assertThat(member.heard)
                .containsExactly("0123456789.", "01234-", "close 1009 a message is longer than max-message");
    }

    @Test
    @DisplayName("message M3.6 a peer that does not end in time is dropped")
    void whoever_does_not_end_in_time_is_dropped() {
        MessageRelay relay = open(0);
        relay.end(CloseCause.stop());
        pass(Duration.ofSeconds(6));
        assertThat(client.heard).containsExactly("close 1001 shutting down", "abort");
        assertThat(member.heard).containsExactly("close 1001 shutting down", "abort");
        assertThat(relay.resets()).contains("CLIENT").contains("MEMBER");
        assertThat(endings).hasSize(1);
    }
}
