package org.sluice.web.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.frames.Violation;
import org.sluice.message.PeerEvents;
import org.sluice.relay.Close;
import org.sluice.web.container.ServerSession;

class ClientSessionTest {
    private final List<String> events = new ArrayList<>();
    private final Connection connection = new Connection();
    private final ClientSession client = new ClientSession(
            (Session) Proxy.newProxyInstance(
                    Session.class.getClassLoader(), new Class<?>[] {Session.class}, (self, method, arguments) -> null),
            connection);

    private static final class Connection implements ServerSession {
        private boolean gone;

        @Override
        public boolean isGone() {
            return gone;
        }

        @Override
        public void drop() {
            gone = true;
        }
    }

    private final class Relay implements PeerEvents {
        @Override
        public void text(String part, boolean last) {
            events.add(part);
        }

        @Override
        public void binary(ByteBuffer part, boolean last) {
            events.add(part.toString());
        }

        @Override
        public void alive() {
            events.add("alive");
        }

        @Override
        public void closed(Close close) {
            assertThat(client.isGone())
                    .as("gone, while its close is being told")
                    .isFalse();
            events.add("closed " + close.code() + " " + close.reason());
        }

        @Override
        public void violated(Violation violation) {
            events.add(violation.toString());
        }

        @Override
        public void refused(Close close) {
            events.add("refused");
        }

        @Override
        public void gone(boolean broken) {
            events.add("gone");
        }

        @Override
        public void room() {
            events.add("room");
        }
    }

    @Test
    @DisplayName(
            "web.message T2.4 a connection that closes before its server has reported the client's close is not lost")
    void a_connection_that_closes_early_is_not_lost() {
        client.open(new Relay());
        connection.gone = true;
        assertThat(client.isGone()).isFalse();
        client.closed(new CloseReason(CloseReason.CloseCodes.NORMAL_CLOSURE, "because"));
        assertThat(client.isGone()).isTrue();
        assertThat(events).containsExactly("closed 1000 because");
    }

    @Test
    @DisplayName("web.message T2.4 one that was dropped by us is gone at once")
    void one_that_was_dropped_is_gone_at_once() {
        client.open(new Relay());
        client.abort();
        assertThat(client.isGone()).isTrue();
        assertThat(events).isEmpty();
    }
}
