package org.sluice.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.sluice.backend.AnswerStream;
import org.sluice.handshake.Headers;
import org.sluice.journal.Journal;
import org.sluice.transport.Channel;
import org.sluice.transport.Loop;

/**
 * One plain HTTP exchange: a request that is forwarded to a member, and its answer, both streamed. Two strands move the
 * bytes, one for each direction, and hold no lock. The answering strand makes all other decisions, and it alone ends the
 * exchange.
 *
 * <pre>
 *   CHOOSING --ask()--> ASKING --head--> ANSWERING --last byte--> OVER
 *      ^  |               | |                |
 *      |  +--refuse()--+  | |                +--broken, or too slow: the client is cut--> OVER
 *      +--no answer-------+ |
 *      any of them: the client leaves, or the application stops ------------------------> OVER
 * </pre>
 *
 * <p>Size: one owner decides on all events of an exchange; {@link RequestPump} and {@link AnswerPump} move the bytes.
 */
public final class HttpExchange implements ClientStream.Events, RequestPump.Events, Channel.Events {

    private static final int INTERNAL_ERROR = 500;

    /** How long to wait for the answer of a member that accepts no more of the request. */
    private static final long LATE_ANSWER = Duration.ofSeconds(1).toNanos();

    private final PlainRequest request;
    private final ClientStream client;
    private final ExchangeLimits limits;
    private final HttpExchanges home;
    private final RequestPump pump;
    private final AnswerPump answer;
    private final Strand strand = new Strand(this::run);
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    // Used by the answering strand only.
    private @Nullable MemberChoice choice;
    private @Nullable MemberOrder order;
    private @Nullable CompletableFuture<Channel> connecting;
    private boolean answering;
    private long askedAt;
    private long shutAt;
    private Loop.@Nullable Alarm watched;

    /** Read by both strands. */
    private volatile @Nullable MemberExchange member;

    private volatile boolean clientLeft;
    private volatile boolean over;

    HttpExchange(PlainRequest request, ClientStream client, ExchangeLimits limits, HttpExchanges home) {
        this.request = request;
        this.client = client;
        this.limits = limits;
        this.home = home;
        this.answer = new AnswerPump(request, client);
        this.pump = new RequestPump(request, client, limits.maxBody(), this);
    }

    /** Begins the exchange, with members from {@code chooser}. Once. */
    public void start(MemberChoice chooser) {
        later(() -> {
            choice = chooser;
            client.open(this);
            chooser.next();
        });
    }

    /**
     * Runs {@code task} soon on the strand that calls {@link MemberChoice}, unless the exchange is over by then. Any
     * thread.
     */
    public void later(Runnable task) {
        tasks.add(() -> {
            if (!over) {
                task.run();
            }
        });
        strand.signal();
    }

    /** Sends the request to a member. On the strand that calls {@link MemberChoice}. */
    public void ask(MemberOrder next) {
        order = next;
        MemberConnection idle = home.connections().take(next.key(), request.mayRepeat());
        if (idle != null) {
            begin(next, idle, true);
        } else {
            connect(next);
        }
    }

    private void connect(MemberOrder next) {
        connecting = home.connections().connect(next, (open, fault) -> {
            if (over && open != null) {
                open.drop();
            } else {
                tasks.add(() -> connected(next, open, fault));
                strand.signal();
            }
        });
    }

    private void connected(MemberOrder next, @Nullable MemberConnection open, @Nullable IOException fault) {
        connecting = null;
        if (open != null && over) {
            open.drop();
        } else if (open != null) {
            begin(next, open, false);
        } else if (fault != null && choice != null) {
            choice.failed(AnswerStream.named(fault), true);
        }
    }

    private void begin(MemberOrder next, MemberConnection connection, boolean reused) {
        MemberExchange begun = new MemberExchange(connection, request, next, reused);
        member = begun;
        shutAt = 0;
        askedAt = System.nanoTime();
        connection.usedBy(this);
        if (!reused) {
            connection.channel().listen(connection);
        }
        pump.feed(begun);
        strand.signal();
    }

    /** Answers the client with an error of Sluice's own. On the strand that calls {@link MemberChoice}. */
    public void refuse(int status, Headers headers, String sentence) {
        if (!over && !answering) {
            answering = true;
            client.refuse(status, headers, sentence);
            end(MemberChoice.Ending.WHOLE);
        }
    }

    private void run() {
        try {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
            if (!over) {
                step();
            }
        } catch (RuntimeException e) {
            Journal.event("exchange-failed")
                    .with("request", request.from().id())
                    .because(e)
                    .error();
            fail();
        }
    }

    /** An unexpected exception, whose details are not for the client. */
    private void fail() {
        if (answering) {
            breakOff(MemberChoice.Ending.CUT);
        } else {
            refuse(INTERNAL_ERROR, Headers.none(), "The request failed");
        }
    }

    private void step() {
        if (clientLeft) {
            breakOff(MemberChoice.Ending.CLIENT_LEFT);
            return;
        }
        MemberExchange from = member;
        if (from == null) {
            return;
        }
        try {
            if (!answering && from.answer().hasHead()) {
                answer(from.answer());
            }
        } catch (IOException fault) {
            memberFailed(from, fault);
            return;
        }
        if (answering && !over) {
            pass(from);
        }
    }

    private void answer(AnswerStream said) {
        answering = true;
        Headers theirs = AnswerPump.endToEnd(said);
        answer.begin(said, choice == null ? theirs : choice.answered(said.status(), theirs));
    }

    private void pass(MemberExchange from) {
        switch (answer.pass(from.answer())) {
            case SOME -> {}
            case WHOLE -> finish(from);
            case MEMBER_LOST -> breakOff(MemberChoice.Ending.MEMBER_LOST);
            case CLIENT_LOST -> breakOff(MemberChoice.Ending.CLIENT_LEFT);
        }
    }

    private void finish(MemberExchange from) {
        pump.stop();
        member = null;
        Headers trailers = from.answer().trailers();
        from.release(home.connections());
        client.finish(trailers);
        end(MemberChoice.Ending.WHOLE);
    }

    /** The member gave no answer, or one that cannot be parsed. */
    private void memberFailed(MemberExchange from, IOException fault) {
        member = null;
        from.abort();
        MemberOrder again = order;
        boolean unanswered = !from.answer().isBegun();
        if (from.isReused() && unanswered && request.mayRepeat() && again != null) {
            connect(again); // the member may have closed it before the request arrived
        } else if (choice != null) {
            choice.failed(AnswerStream.named(fault), unanswered && request.mayRepeat());
        }
    }

    private void breakOff(MemberChoice.Ending how) {
        if (!over) {
            client.cut();
            end(how);
        }
    }

    private void end(MemberChoice.Ending how) {
        over = true;
        home.ended(this);
        pump.stop();
        MemberExchange open = member;
        member = null;
        if (open != null) {
            open.abort();
        }
        CompletableFuture<Channel> coming = connecting;
        if (coming != null) {
            coming.cancel(true);
        }
        Loop.Alarm watch = watched;
        if (watch != null) {
            watch.cancel();
        }
        if (choice != null) {
            choice.over(how);
        }
    }

    /** Called every half second. Any thread. */
    void tick() {
        later(this::lookAtTime);
    }

    private void lookAtTime() {
        if (over || choice == null) {
            return;
        }
        watchClient();
        long now = System.nanoTime();
        MemberExchange from = member;
        if (answering) {
            lookAtAnswer(now);
        } else if (from != null) {
            lookAtRequest(from, now);
        } else {
            choice.tick();
        }
    }

    /**
     * Has the client's socket watched: between the last byte of the request and the last one of the answer, neither
     * server reads the connection or notices its end.
     */
    private void watchClient() {
        SocketChannel socket = client.socket();
        if (watched == null && socket != null && pump.isWhole()) {
            watched = home.loop().watch(socket, Duration.ZERO, this::left);
        }
    }

    private void lookAtAnswer(long now) {
        boolean slow = answer.waitsForClient();
        Duration most = slow ? limits.write() : limits.idle();
        if (!most.isZero() && now - Math.max(answer.movedAt(), pump.movedAt()) > most.toNanos()) {
            breakOff(slow ? MemberChoice.Ending.CUT : MemberChoice.Ending.MEMBER_LOST);
        }
    }

    private void lookAtRequest(MemberExchange from, long now) {
        boolean shut = shutAt != 0 && now - shutAt > LATE_ANSWER;
        if (!shut && now - Math.max(askedAt, pump.movedAt()) <= limits.request().toNanos()) {
            return;
        }
        if (!shut && pump.wantsClient()) {
            refuse(408, Headers.none(), "The request's body did not come");
            return;
        }
        member = null;
        from.abort();
        if (choice != null) {
            choice.failed(
                    AnswerStream.named(
                            shut ? new IOException("takes no request") : new SocketTimeoutException("no answer")),
                    false);
        }
    }

    /**
     * Ends the exchange from outside: a client whose answer has not begun gets this one, any other is cut. Any thread.
     */
    void stop(int status, Headers headers, String sentence) {
        later(() -> {
            if (!over && answering) {
                breakOff(MemberChoice.Ending.CUT);
            } else {
                refuse(status, headers, sentence);
            }
        });
    }

    @Override
    public void bodyReadable() {
        pump.signal();
    }

    @Override
    public void answerWritable() {
        strand.signal();
    }

    @Override
    public void left() {
        clientLeft = true;
        strand.signal();
    }

    @Override
    public void clientLost() {
        left();
    }

    @Override
    public void tooLong() {
        later(() -> {
            if (answering) {
                breakOff(MemberChoice.Ending.CUT);
            } else {
                refuse(413, Headers.none(), "The request's body is longer than it may be");
            }
        });
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // whether it is still the current member
    public void memberShut(MemberExchange shut) {
        later(() -> {
            if (member == shut && shutAt == 0) {
                shutAt = System.nanoTime();
            }
        });
    }

    /** Event of the member's connection. */
    @Override
    public void readable() {
        strand.signal();
    }

    /** Event of the member's connection. */
    @Override
    public void writable() {
        pump.signal();
    }
}
