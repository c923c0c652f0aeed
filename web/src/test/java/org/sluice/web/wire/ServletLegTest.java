package org.sluice.web.wire;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.relay.LegEvents;
import org.sluice.web.container.ServerWire;

class ServletLegTest {
    private int readables;

    @Test
    @DisplayName(
            "web.wire W2.1 an end that comes with the last bytes is reported, though the server makes no callback for it")
    void an_end_that_comes_with_the_last_bytes_is_told() throws IOException {
        var leg = new ServletLeg(new Connection("hello"), new ServerWire() {});
        leg.open(new LegEvents() {
            @Override
            public void readable() {
                readables++;
            }

            @Override
            public void writable() {}
        });
        leg.onDataAvailable();
        assertThat(readables).isEqualTo(1);

        ByteBuffer into = ByteBuffer.allocate(64);
        assertThat(leg.read(into)).isEqualTo(5);
        assertThat(readables).isEqualTo(2);
        assertThat(leg.read(into)).isEqualTo(-1);
    }

    /** The client sends this text and closes; like Undertow, it finds the end while it returns the last byte. */
    private static final class Connection implements WebConnection {
        private final ByteBuffer said;

        Connection(String words) {
            said = ByteBuffer.wrap(words.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        }

        @Override
        public ServletInputStream getInputStream() {
            return new ServletInputStream() {
                @Override
                public boolean isFinished() {
                    return !said.hasRemaining();
                }

                @Override
                public boolean isReady() {
                    return said.hasRemaining();
                }

                @Override
                public void setReadListener(ReadListener listener) {}

                @Override
                public int read() {
                    return said.hasRemaining() ? said.get() : -1;
                }

                @Override
                public int read(byte[] into, int offset, int length) {
                    int count = Math.min(length, said.remaining());
                    said.get(into, offset, count);
                    return count == 0 && length > 0 ? -1 : count;
                }
            };
        }

        @Override
        public ServletOutputStream getOutputStream() {
            return new ServletOutputStream() {
                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setWriteListener(WriteListener listener) {}

                @Override
                public void write(int one) {}
            };
        }

        @Override
        public void close() {}
    }
}
