package org.sluice.it.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Frame;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Visit;
import org.sluice.it.server.Apart;

/** Clients that stop reading and then vanish while the member still sends. */
@ResourceLock(Apart.SERVER)
class StalledClientsIT extends RelayIT {
    private static final int CLIENTS = LONG ? 500 : 60;

    @Test
    @DisplayName("it.relay I3.2 clients that stop reading and then reset leave no work behind")
    void clients_that_stop_reading_and_then_reset_leave_no_work_behind() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            RawClient client = RawClient.connect(front(), 8 << 10);
            client.mustOpen(handshakeOn("/flood?bytes=" + (1 << 30)));
            clients.add(client);
        }
        awaitStandstill(this::sent);
        awaitIdle();
        for (RawClient client : clients) {
            client.reset();
        }

        assertThat(member().visits(token)).hasSize(CLIENTS).allSatisfy(Visit::awaitEnding);
        awaitIdle();
        for (int i = 0; i < CLIENTS; i++) {
            try (RawClient client = open("/echo")) {
                client.send(Frame.text("served?"));
                assertThat(client.read()).isEqualTo(Frame.text("served?"));
                client.closeInOrder(Frame.close(1000, ""));
            }
        }
    }

    private long sent() {
        return member().visits(token).stream().mapToLong(Visit::bytesSent).sum();
    }
}
