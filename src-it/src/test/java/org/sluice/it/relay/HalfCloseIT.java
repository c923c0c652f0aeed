package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import org.junit.jupiter.api.RepeatedTest;
import org.sluice.it.kit.Ending;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;

/**
 * A client that ends its sending side and reads on. Payara's streams cannot carry this: Grizzly closes the whole connection when
 * the client's side ends (docs/payara.md), so there it is a matter of the express lane.
 */
class HalfCloseIT extends RelayIT {
    private static final int ANSWERS = 1_000;

    @RepeatedTest(
            value = 5,
            name = "relay R3.13 a client that ends its sending side hears all that its member says from then on")
    void a_client_that_ends_its_sending_side_hears_all_that_its_member_says() throws IOException {
        assumeFalse(onStreamsOfPayara(), "Grizzly ends the connection with its input");
        try (RawClient client = open("/answers-after-end")) {
            client.send(Frame.text("question"));
            client.finish();
            for (int i = 0; i < ANSWERS; i++) {
                assertThat(client.read()).isEqualTo(Frame.text("answer " + i));
            }
            assertThat(client.read()).isEqualTo(Frame.close(4401, "that was all"));
            assertThat(client.readToEnd()).isEqualTo(Ending.FIN);
        }
        assertThat(visit().frames()).containsExactly(Frame.text("question"));
    }
}
