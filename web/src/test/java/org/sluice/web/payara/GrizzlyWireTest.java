package org.sluice.web.payara;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.web.container.ServerWire;

/** Against objects that have the methods and fields that are used of Payara's. */
class GrizzlyWireTest {
    /** As Grizzly's: one for each client. */
    public static final class Connection {
        private final SocketChannel channel;
        final CountDownLatch terminated = new CountDownLatch(1);

        Connection() throws IOException {
            channel = SocketChannel.open();
        }

        public SocketChannel getChannel() {
            return channel;
        }

        public void terminateSilently() {
            terminated.countDown();
        }

        public void setMaxAsyncWriteQueueSize(int bytes) {
            assertThat(bytes).isPositive();
        }
    }

    /** As Catalina's, and Grizzly's below it: used again for other clients. */
    public static final class Request {
        private Connection connection;

        Request(Connection connection) {
            this.connection = connection;
        }

        public Request getCoyoteRequest() {
            return this;
        }

        public Request getContext() {
            return this;
        }

        public Connection getConnection() {
            return connection;
        }
    }

    /** As Catalina's. */
    private record Upgraded(Request request) implements WebConnection {
        @Override
        public ServletInputStream getInputStream() {
            throw new IllegalStateException("nobody reads here");
        }

        @Override
        public ServletOutputStream getOutputStream() {
            throw new IllegalStateException("nobody writes here");
        }

        @Override
        public void close() {
            throw new IllegalStateException("whose is it?");
        }
    }

    @Test
    @DisplayName("web.wire W2.4 a late reset meets the client it is for, and not the one that has its request now")
    void a_late_reset_meets_the_client_it_is_for() throws Exception {
        Connection first = new Connection();
        Connection second = new Connection();
        try (SocketChannel one = first.getChannel();
                SocketChannel other = second.getChannel()) {
            Request request = new Request(first);
            WebConnection upgraded = new Upgraded(request);
            ServerWire wire = GrizzlyWire.of(upgraded);

            request.connection = second;
            wire.reset(upgraded);

            assertThat(first.terminated.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(second.terminated.getCount()).isOne();
            assertThat(one.isOpen() && other.isOpen()).isTrue();
        }
    }
}
