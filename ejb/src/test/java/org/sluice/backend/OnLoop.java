package org.sluice.backend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sluice.transport.Loop;
import org.sluice.transport.Transport;

/** Members that are tried on an event loop, for tests that wait for them: so that both ways meet the same requirements. */
record OnLoop(LoopMembers members, Transport transport) implements Members {
    private static final int PATIENCE = 20;

    @Override
    public AttemptResult connect(Attempt attempt) {
        Loop loop = transport.loop();
        var result = new CompletableFuture<AttemptResult>();
        var exchange = new CompletableFuture<LoopMembers.Exchange>();
        if (!loop.execute(() -> exchange.complete(members.connect(attempt, loop, result::complete)))) {
            return new AttemptFailed(AttemptFailed.Cause.CLOSED, "the loop has ended");
        }
        try {
            AttemptResult answer = result.get(PATIENCE, TimeUnit.SECONDS);
            return answer instanceof MemberRefusal refusal ? waitable(refusal, loop) : answer;
        } catch (InterruptedException stop) {
            loop.execute(() -> exchange.join().cancel());
            Thread.currentThread().interrupt();
            return new AttemptFailed(AttemptFailed.Cause.CLOSED, "interrupted");
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    private static MemberRefusal waitable(MemberRefusal refusal, Loop loop) {
        MemberRefusalBody body = refusal.body()
                .source()
                .map(source -> new MemberRefusalBody(new Waiting(source, loop), () -> loop.execute(source::close)))
                .orElse(refusal.body());
        return new MemberRefusal(refusal.status(), refusal.reason(), refusal.headers(), body);
    }

    /** Reads on the loop, and waits here. */
    private static final class Waiting extends InputStream {
        private final BodySource source;
        private final Loop loop;

        Waiting(BodySource source, Loop loop) {
            this.source = source;
            this.loop = loop;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            var count = new CompletableFuture<Integer>();
            loop.execute(() -> pull(ByteBuffer.wrap(into, offset, length), count));
            try {
                return count.get(PATIENCE, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw e.getCause() instanceof IOException fault ? fault : new IOException(e);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private void pull(ByteBuffer into, CompletableFuture<Integer> count) {
            try {
                int now = source.read(into, () -> pull(into, count));
                if (now != 0) {
                    count.complete(now);
                }
            } catch (IOException fault) {
                count.completeExceptionally(fault);
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }
}
