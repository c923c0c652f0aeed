package org.sluice.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.HdrHistogram.Histogram;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.Tls;
import tlschannel.ClientTlsChannel;

/**
 * The clients of one scenario against one address, all turned by the thread that calls. A session that sees anything wrong
 * ends the whole with an {@link IOException} that says what.
 */
final class Load implements AutoCloseable {
    /** Handshakes under way at once: fewer than any target has threads for them. */
    private static final int HANDSHAKES_AT_ONCE = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String[] PROTOCOL = {"TLSv1.3"};
    private static final String[] CIPHER = {"TLS_AES_128_GCM_SHA256"};

    private final Scenario scenario;
    private final Address address;
    private final String context;
    private final SSLContext trusting = Tls.trustingAll();
    private final Selector selector;
    private final List<Session> sessions = new ArrayList<>();
    private final Histogram latency = new Histogram(TimeUnit.MINUTES.toNanos(2), 3);
    private final long nanosBetween;
    private long units;
    private long nextSay;
    private int turn;
    private boolean playing;
    private boolean failed;

    Load(Scenario scenario, Address address) throws IOException {
        this(scenario, address, "");
    }

    /** @param context what stands before each path */
    Load(Scenario scenario, Address address, String context) throws IOException {
        this.scenario = scenario;
        this.address = address;
        this.context = context;
        this.selector = Selector.open();
        boolean paced = scenario.shape() == Scenario.Shape.ECHO && scenario.rate() > 0;
        this.nanosBetween = paced ? TimeUnit.SECONDS.toNanos(1) / scenario.rate() : 0;
    }

    /** Opens all sessions, or for a churn the first few. */
    void open() throws IOException {
        while (sessions.size() < scenario.sessions()) {
            if (handshaking() < HANDSHAKES_AT_ONCE) {
                handshake();
            } else {
                turnUntil(() -> handshaking() < HANDSHAKES_AT_ONCE, PATIENCE);
            }
        }
        turnUntil(() -> handshaking() == 0 || scenario.shape() == Scenario.Shape.CHURN, PATIENCE);
    }

    /** Plays for a while. What came meanwhile is returned by {@link #units} and {@link #latency}. */
    void play(Duration time) throws IOException {
        units = 0;
        latency.reset();
        nextSay = System.nanoTime();
        long until = System.nanoTime() + time.toNanos();
        playing = true;
        while (System.nanoTime() - until < 0) {
            step();
        }
        playing = false;
    }

    /** Messages that came, or sessions that ended, since {@link #play} began. */
    long units() {
        return units;
    }

    /** From when a message should have been sent until it was heard. */
    Histogram latency() {
        return latency;
    }

    /** Ends every session, in order unless something went wrong before. */
    @Override
    public void close() throws IOException {
        if (!failed) {
            for (Session session : sessions) {
                session.leave();
                turn(session);
            }
            turnUntil(() -> sessions.stream().noneMatch(session -> session.socket.isOpen()), PATIENCE);
        }
        for (Session session : sessions) {
            session.socket.close();
        }
        selector.close();
    }

    private long handshaking() {
        return sessions.stream()
                .filter(session -> session.state() == Session.State.HANDSHAKE)
                .count();
    }

    private void handshake() throws IOException {
        SocketChannel socket = SocketChannel.open(new InetSocketAddress(address.host(), address.port()));
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        var session = new Session(scenario, socket, bytes(socket), this::heard);
        session.handshake(context + scenario.target(), address.authority());
        sessions.add(session);
        socket.register(selector, SelectionKey.OP_READ, session);
        turn(session);
    }

    private ByteChannel bytes(SocketChannel socket) {
        if (!address.tls()) {
            return socket;
        }
        boolean anew = scenario.shape() == Scenario.Shape.CHURN && !scenario.resumes();
        SSLContext secured = anew ? Tls.trustingAll() : trusting; // a context remembers its tickets
        SSLEngine engine = secured.createSSLEngine(address.host(), address.port());
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(PROTOCOL); // the same for every target
        engine.setEnabledCipherSuites(CIPHER);
        return ClientTlsChannel.newBuilder(socket, engine).build();
    }

    private void heard(int count, long stamp) {
        if (scenario.shape() != Scenario.Shape.CHURN) {
            units += count;
        }
        latency.recordValue(Math.max(0, System.nanoTime() - stamp));
    }

    private void turnUntil(BooleanSupplier done, Duration atMost) throws IOException {
        long until = System.nanoTime() + atMost.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - until > 0) {
                throw new IOException("still waiting after " + atMost.toSeconds() + " s");
            }
            step();
        }
    }

    private void step() throws IOException {
        failed = true; // until it has gone well
        select();
        sayWhatIsDue();
        renew();
        failed = false;
    }

    private void select() throws IOException {
        long wait = nanosBetween == 0 || !playing ? TimeUnit.MILLISECONDS.toNanos(50) : nextSay - System.nanoTime();
        if (wait < TimeUnit.MILLISECONDS.toNanos(1)) {
            selector.selectNow();
        } else {
            selector.select(TimeUnit.NANOSECONDS.toMillis(wait));
        }
        for (SelectionKey key : selector.selectedKeys()) {
            ((Session) key.attachment()).turn(key);
        }
        selector.selectedKeys().clear();
    }

    /** In turn, each message stamped with the time it was due, however late it is. */
    private void sayWhatIsDue() throws IOException {
        if (nanosBetween == 0 || !playing) {
            return;
        }
        while (System.nanoTime() - nextSay >= 0) {
            Session session = sessions.get(turn++ % sessions.size());
            if (session.say(nextSay)) {
                turn(session);
            }
            nextSay += nanosBetween;
        }
    }

    /** A churn's sessions that ended make room for new ones. */
    private void renew() throws IOException {
        if (scenario.shape() == Scenario.Shape.CHURN) {
            int before = sessions.size();
            sessions.removeIf(session -> session.state() == Session.State.OVER);
            units += before - sessions.size();
            while (playing && sessions.size() < scenario.sessions()) {
                handshake();
            }
        }
    }

    private void turn(Session session) throws IOException {
        SelectionKey key = session.socket.keyFor(selector);
        if (key != null && key.isValid()) {
            session.turn(key);
        }
    }
}
