package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.it.kit.Conversation;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Visit;

/** Each rule of RFC 6455 that can be broken, broken by the client and by the member. */
class ViolationIT extends RelayIT {
    private static final Frame CLIENT_BROKE = Frame.close(1001, "client broke the protocol");
    private static final Frame MEMBER_BROKE = Frame.close(1012, "member broke the protocol");

    @Test
    @DisplayName(
            "it.relay I4.5 a client that breaks a rule is told which, its member 1001, and the log says where it stands")
    void a_client_that_breaks_a_rule_is_told_which() throws IOException {
        var log = new ClosedLines("strict");
        List<InvalidFrames> offences = InvalidFrames.by(true);
        for (int row = 0; row < offences.size(); row++) {
            offendAsClient(offences.get(row), token + "-" + row);
        }
        expectAll(log, offences, "by=CLIENT code=1001");
        answers();
    }

    private static void offendAsClient(InvalidFrames offence, String token) throws IOException {
        try (RawClient client = open("/strict/extensions?", offence, token)) {
            client.send(offence.toBytes());
            assertThat(client.readClose()).as(offence.toString()).isEqualTo(offence.close());
            client.send(offence.close());
        }
        assertHeard(offence, token, CLIENT_BROKE);
    }

    @Test
    @DisplayName(
            "it.relay I4.5 a member that breaks a rule is told which, its client 1012, and the log says where it stands")
    void a_member_that_breaks_a_rule_is_told_which() throws IOException {
        var log = new ClosedLines("strict");
        member().script("/offend", ViolationIT::offendAsMember);
        List<InvalidFrames> offences = InvalidFrames.by(false);
        for (int row = 0; row < offences.size(); row++) {
            beClientOfOffender(offences.get(row), row, token + "-" + row);
        }
        expectAll(log, offences, "by=MEMBER code=1012");
        answers();
    }

    private static void offendAsMember(Conversation with) throws IOException {
        InvalidFrames offence = InvalidFrames.by(false).get(with.request().number("row", 0));
        if (offence.extension().isEmpty()) {
            with.open();
        } else {
            with.open("Sec-WebSocket-Extensions: " + offence.extension());
        }
        with.write(offence.toBytes());
        while (with.read().filter(frame -> frame.opcode() != Frame.CLOSE).isPresent()) {
            // whatever comes before the close
        }
    }

    private static void beClientOfOffender(InvalidFrames offence, int row, String token) throws IOException {
        try (RawClient client = open("/strict/offend?row=" + row + "&", offence, token)) {
            assertThat(client.readClose()).as(offence.toString()).isEqualTo(MEMBER_BROKE);
            assertThat(client.closeInOrder(MEMBER_BROKE)).as(offence.toString()).isEqualTo(Ending.FIN);
        }
        assertHeard(offence, token, offence.close());
    }

    private static void assertHeard(InvalidFrames offence, String token, Frame close) {
        Visit visit = member().visits(token).get(0); // there since the 101
        assertThat(visit.awaitClose()).as(offence.toString()).isEqualTo(close);
        assertThat(visit.awaitEnding()).as(offence.toString()).isEqualTo(Ending.FIN);
    }

    private static RawClient open(String target, InvalidFrames offence, String token) throws IOException {
        HandshakeRequest handshake = HandshakeRequest.on(target + "answer=" + offence.extension() + "&token=" + token);
        return RawClient.open(
                front(),
                offence.extension().isEmpty()
                        ? handshake
                        : handshake.header("Sec-WebSocket-Extensions", offence.extension()));
    }

    private static void expectAll(ClosedLines log, List<InvalidFrames> offences, String who) {
        Map<String, Long> details = offences.stream()
                .collect(Collectors.groupingBy(
                        offence -> offence.close().closeReason() + " (" + offence.section() + ")",
                        Collectors.counting()));
        details.forEach(
                (detail, count) -> log.expect(count.intValue(), "cause=VIOLATION " + who, "detail=\"" + detail + "\""));
        assertThat(log.with(who)).hasSize(offences.size());
    }

    private static void answers() throws IOException {
        try (RawClient client = RawClient.open(front(), "/strict/echo")) {
            client.send(Frame.text("still there?"));
            assertThat(client.read()).isEqualTo(Frame.text("still there?"));
            assertThat(client.closeInOrder(Frame.close(1000, ""))).isEqualTo(Ending.FIN);
        }
    }
}
