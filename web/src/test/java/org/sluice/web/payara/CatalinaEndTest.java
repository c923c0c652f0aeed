package org.sluice.web.payara;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Against an object that has the field which is used of Catalina's request. */
class CatalinaEndTest {
    /** As Catalina's. */
    static final class Request {
        private volatile boolean afterService;

        void leave() {
            afterService = true;
        }

        boolean resumesAtOnce() {
            return afterService;
        }
    }

    private final Request request = new Request();
    private final Queue<Runnable> handed = new ArrayDeque<>();
    private final List<String> done = new ArrayList<>();

    @Test
    @DisplayName("web.wire W2.5 an end is never ordered by the thread that asks for it, and once")
    void an_end_is_never_ordered_by_the_thread_that_asks() {
        CatalinaEnd end = new CatalinaEnd(handed::add, request);
        request.leave();
        end.close(() -> done.add("closed"));
        end.close(() -> done.add("closed again"));
        assertThat(done).isEmpty();
        handed.forEach(Runnable::run);
        assertThat(done).containsExactly("closed");
    }

    @Test
    @DisplayName("web.wire W2.5 an end waits until the thread of the handshake has left the server")
    void an_end_waits_for_the_thread_of_the_handshake() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        CatalinaEnd end = new CatalinaEnd(task -> new Thread(task).start(), request);
        end.close(closed::countDown);
        assertThat(closed.getCount()).isOne();
        request.leave();
        assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    @DisplayName(
            "web.wire W2.5 what is closed behind its connection is not resumed, which would give the request back twice")
    void what_is_closed_behind_its_connection_is_not_resumed() {
        CatalinaEnd end = new CatalinaEnd(handed::add, request);
        request.leave();
        end.closedBelow(new Connection(() -> done.add("resumes at once: " + request.resumesAtOnce())));
        handed.forEach(Runnable::run);
        assertThat(done).containsExactly("resumes at once: false");
    }

    /** As Catalina's. */
    private record Connection(Runnable closing) implements jakarta.servlet.http.WebConnection {
        @Override
        public jakarta.servlet.ServletInputStream getInputStream() {
            throw new IllegalStateException("nobody reads here");
        }

        @Override
        public jakarta.servlet.ServletOutputStream getOutputStream() {
            throw new IllegalStateException("nobody writes here");
        }

        @Override
        public void close() {
            closing.run();
        }
    }
}
