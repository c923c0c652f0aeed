package org.sluice.web.payara;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against an engine that unwraps by a script. */
class CloseNotifyEngineTest {
    private static final int RECORD = 40_000;

    private final SSLEngine server;

    CloseNotifyEngineTest() throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, null, null);
        server = context.createSSLEngine();
        server.setUseClientMode(false);
    }

    @ParameterizedTest
    @DisplayName(
            "web.wire W1.4 what stands in front of a close_notify is unwrapped as ever, and the end is one byte behind it")
    @ValueSource(strings = {"", "x", "last words"})
    void what_stands_in_front_of_a_close_notify_is_unwrapped(String words) throws Exception {
        Scripted scripted = new Scripted(server, words);
        CloseNotifyEngine engine = new CloseNotifyEngine(scripted);
        ByteBuffer plain = ByteBuffer.allocate(RECORD);
        ByteBuffer records = ByteBuffer.wrap(new byte[] {1, 2, 9, 9});

        SSLEngineResult data = engine.unwrap(records, plain);
        assertThat(data.getStatus()).isEqualTo(Status.OK);
        assertThat(engine.isEnded()).isFalse();
        SSLEngineResult end = engine.unwrap(records, plain);

        assertThat(end.getStatus()).isEqualTo(Status.OK);
        assertThat(end.bytesProduced()).isEqualTo(CloseNotifyEngine.MARKER);
        assertThat(records.hasRemaining()).isFalse();
        assertThat(engine.isEnded()).isTrue();
        assertThat(engine.total()).isEqualTo(words.length());
        assertThat(engine.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);

        Buffered buffered = new Buffered();
        EndMarkedInput in = new EndMarkedInput(buffered, engine);
        assertThat(in.isFinished()).isFalse();
        buffered.content = plain.flip();
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] some = new byte[3];
        while (in.isReady()) {
            read.write(some, 0, Math.max(0, in.read(some, 0, some.length)));
        }
        assertThat(read.toString(US_ASCII)).isEqualTo(words);
        assertThat(in.isFinished()).isTrue();
        assertThat(in.read(some, 0, 1)).isEqualTo(-1);
    }

    /** A record of data, then a {@code close_notify}. */
    private static final class Scripted extends ForwardingEngine {
        private final String words;
        private boolean ended;

        Scripted(SSLEngine engine, String words) {
            super(engine);
            this.words = words;
        }

        @Override
        public SSLEngineResult unwrap(ByteBuffer from, ByteBuffer[] into, int offset, int length) throws SSLException {
            ended = from.get() == 2;
            if (!ended) {
                into[offset].put(words.getBytes(US_ASCII));
            }
            return new SSLEngineResult(
                    ended ? Status.CLOSED : Status.OK, HandshakeStatus.NEED_WRAP, 1, ended ? 0 : words.length());
        }

        @Override
        public boolean isInboundDone() {
            return ended;
        }
    }

    /** As the server's buffer: it knows nothing of the mark. */
    private static final class Buffered extends ServletInputStream {
        private ByteBuffer content = ByteBuffer.allocate(0);

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return content.hasRemaining();
        }

        @Override
        public void setReadListener(ReadListener listener) {}

        @Override
        public int available() {
            return content.remaining();
        }

        @Override
        public int read() throws IOException {
            return content.hasRemaining() ? content.get() : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int count = Math.min(length, content.remaining());
            content.get(into, offset, count);
            return count;
        }
    }
}
