package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;

/** Closing handshakes (RFC 6455 7). */
class CloseIT extends RelayIT {
    /** 123 bytes, the longest there is, and not only ASCII. */
    private static final String LONGEST = "ä".repeat(61) + "!";

    @ParameterizedTest(
            name = "it.relay I4.1 a client''s close {0} and its reason reach the member, and the answer the client")
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
    void a_clients_close_and_its_reason_reach_the_member(int code) throws IOException {
        closedByClient(Frame.close(code, "because " + code));
    }

    @Test
    @DisplayName("it.relay I4.1 a client's close without a code stays without one")
    void a_clients_close_without_a_code_stays_without_one() throws IOException {
        closedByClient(Frame.closeWithoutCode());
    }

    @Test
    @DisplayName("it.relay I4.1 the longest reason arrives whole")
    void the_longest_reason_arrives_whole() throws IOException {
        closedByClient(Frame.close(1000, LONGEST));
    }

    private void closedByClient(Frame close) throws IOException {
        try (RawClient client = open("/echo")) {
            client.send(close);
            assertThat(client.read()).isEqualTo(close);
            assertThat(client.readToEnd()).isEqualTo(Ending.FIN);
        }
        assertThat(visit().awaitClose()).isEqualTo(close);
        assertThat(visit().awaitEnding()).isEqualTo(Ending.FIN);
    }

    @ParameterizedTest(
            name = "it.relay I4.1 a member''s close {0} and its reason reach the client, and the answer the member")
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4999})
    void a_members_close_and_its_reason_reach_the_client(int code) throws IOException {
        closedByMember("/close?reason=because&code=" + code, Frame.close(code, "because"));
    }

    @Test
    @DisplayName("it.relay I4.1 a member's close without a code stays without one")
    void a_members_close_without_a_code_stays_without_one() throws IOException {
        closedByMember("/close", Frame.closeWithoutCode());
    }

    private void closedByMember(String target, Frame close) throws IOException {
        try (RawClient client = open(target)) {
            assertThat(client.read()).isEqualTo(close);
            client.send(Frame.close(1000, "understood"));
            assertThat(client.readToEnd()).isEqualTo(Ending.FIN);
        }
        assertThat(visit().awaitClose()).isEqualTo(Frame.close(1000, "understood"));
        assertThat(visit().awaitEnding()).isEqualTo(Ending.FIN);
    }
}
