package org.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.sluice.frames.Opcodes;

/**
 * A leg whose peer is the test. It keeps the contract of {@link Leg} to the letter and is as unkind within it as it is
 * told to be: it cuts reads and writes, and calls its events wherever and whenever {@code loop} likes. It writes down what
 * the relay does to it, and above all what the relay must not do.
 */
final class MemoryLeg implements Leg {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final List<String> calls = new ArrayList<>();
    private final List<String> misuse = new ArrayList<>();
    private final AtomicBoolean reading = new AtomicBoolean();
    private final AtomicBoolean writing = new AtomicBoolean();

    private @Nullable LegEvents events;
    private Runnable lockProbe = () -> {};
    private volatile String faulty = "";
    private Runnable meanwhile = () -> {};
    private Executor loop = Runnable::run;
    private IntUnaryOperator cut = most -> most;

    private byte[] arrived = new byte[256];
    private int arrivedFrom;
    private int arrivedTo;
    private long room = Long.MAX_VALUE;
    private boolean direct;
    private boolean readableWanted;
    private boolean writableWanted;
    private boolean saidClose;
    private boolean ended;
    private boolean broken;
    private boolean writeBroken;
    private boolean sawEnd;
    private boolean finished;
    private boolean aborted;
    private int reads;
    private int writes;

    /** Hands events to {@code loop} instead of running them where they come up, and cuts reads and writes with {@code cut}. */
    MemoryLeg unkind(IntUnaryOperator cut, Executor loop) {
        this.cut = cut;
        this.loop = loop;
        return this;
    }

    /** Wants buffers outside the heap, as a socket does. */
    MemoryLeg outsideHeap() {
        direct = true;
        return this;
    }

    @Override
    public boolean takesDirect() {
        return direct;
    }

    /** From now on this call throws what it must not throw. */
    void throwsAt(String call) {
        faulty = call;
    }

    /** Happens while the relay writes, as if on another thread; once. */
    void duringWrite(Runnable other) {
        meanwhile = other;
    }

    private void called(String call) {
        lockProbe.run();
        if (call.equals(faulty)) {
            throw new IllegalStateException("a test's fault at " + call);
        }
    }

    /** Called at each call of the relay; throws if a lock is held that must not be. */
    void probeLocks(Runnable probe) {
        lockProbe = probe;
    }

    // What the peer does.

    void says(byte[]... frames) {
        for (byte[] frame : frames) {
            said.writeBytes(frame);
            saidClose |= frame.length > 0 && (frame[0] & 0xF) == Opcodes.CLOSE && frame[0] < 0;
            arrive(frame);
        }
    }

    /** Unless it has sent a close itself. */
    void saysOnce(byte[] close) {
        if (!saidClose) {
            says(close);
        }
    }

    void ends() {
        synchronized (this) {
            ended = true;
        }
        tellReadable();
    }

    /** Its connection breaks: behind the bytes that have arrived, reading fails; writing fails from now on. */
    void breaks() {
        synchronized (this) {
            broken = true;
            writeBroken = true;
        }
        tellReadable();
        tellWritable();
    }

    /** Writing to it fails from now on; reading does not. */
    void breaksOnWrite() {
        synchronized (this) {
            writeBroken = true;
        }
        tellWritable();
    }

    void takesOnly(long bytes) {
        synchronized (this) {
            room = bytes;
        }
        tellWritable();
    }

    void takesAll() {
        takesOnly(Long.MAX_VALUE);
    }

    void calledForNothing() {
        loop.execute(() -> {
            owner().readable();
            owner().writable();
        });
    }

    // What became of it.

    synchronized List<String> heard() {
        return Frames.words(taken.toByteArray());
    }

    synchronized byte[] bytes() {
        return taken.toByteArray();
    }

    /** What its peer has sent so far. */
    List<String> said() {
        return Frames.words(said.toByteArray());
    }

    /** The calls that end it: {@code finish} and {@code abort}, in order. */
    synchronized List<String> ending() {
        return List.copyOf(calls);
    }

    synchronized int reads() {
        return reads;
    }

    synchronized int writes() {
        return writes;
    }

    synchronized int unread() {
        return arrivedTo - arrivedFrom;
    }

    synchronized boolean isAborted() {
        return aborted;
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    synchronized boolean isFinished() {
        return finished;
    }

    synchronized void assertNoMisuse() {
        assertThat(misuse).as("what a leg must not see").isEmpty();
    }

    // The leg.

    @Override
    public void open(LegEvents owner) {
        called("open");
        synchronized (this) {
            note(events != null, "opened twice");
            note(aborted || finished, "opened after its end");
            events = owner;
        }
        owner.readable(); // may be called before this returns
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        called("read");
        note(!into.hasRemaining(), "read into a full buffer");
        note(!reading.compareAndSet(false, true), "two readers");
        try {
            return readNow(into);
        } finally {
            reading.set(false);
        }
    }

    private int readNow(ByteBuffer into) throws IOException {
        int count;
        boolean more;
        synchronized (this) {
            reads++;
            note(events == null, "read before it was opened");
            int there = arrivedTo - arrivedFrom;
            if (aborted) {
                return 0; // and not one event more: that is all a leg owes to one who reset it
            }
            if (broken && there == 0) {
                throw new IOException("connection lost");
            }
            if (there == 0 && ended) {
                note(sawEnd, "read again behind its end");
                sawEnd = true;
                return -1;
            }
            int most = Math.min(there, into.remaining());
            count = most == 0 ? 0 : Math.min(most, cut.applyAsInt(most));
            into.put(arrived, arrivedFrom, count);
            arrivedFrom += count;
            readableWanted = into.hasRemaining();
            more = readableWanted && (count < there || ended || broken);
        }
        if (more) {
            tellReadable();
        }
        return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        called("write");
        note(!writing.compareAndSet(false, true), "two writers");
        try {
            Runnable other = meanwhile;
            meanwhile = () -> {};
            other.run();
            return writeNow(from);
        } finally {
            writing.set(false);
        }
    }

    private int writeNow(ByteBuffer from) throws IOException {
        int count;
        boolean more;
        synchronized (this) {
            writes++;
            note(events == null, "written before it was opened");
            note(!from.hasRemaining(), "nothing to write");
            if (aborted) {
                return 0;
            }
            if (finished || writeBroken) {
                throw new IOException("connection lost");
            }
            int most = (int) Math.min(from.remaining(), room);
            count = most == 0 ? 0 : Math.min(most, cut.applyAsInt(most));
            byte[] bytes = new byte[count];
            from.get(bytes);
            taken.writeBytes(bytes);
            room -= count;
            writableWanted = from.hasRemaining();
            more = writableWanted && room > 0;
        }
        if (more) {
            tellWritable();
        }
        return count;
    }

    @Override
    public void finish() {
        called("finish");
        synchronized (this) {
            calls.add("finish");
            finished = true;
        }
    }

    @Override
    public void abort() {
        called("abort");
        synchronized (this) {
            calls.add("abort");
            aborted = true;
        }
    }

    private void arrive(byte[] bytes) {
        synchronized (this) {
            if (arrivedFrom == arrivedTo) {
                arrivedFrom = 0;
                arrivedTo = 0;
            }
            if (arrivedTo + bytes.length > arrived.length) {
                byte[] larger = new byte[(arrivedTo + bytes.length) * 2];
                System.arraycopy(arrived, 0, larger, 0, arrivedTo);
                arrived = larger;
            }
            System.arraycopy(bytes, 0, arrived, arrivedTo, bytes.length);
            arrivedTo += bytes.length;
        }
        tellReadable();
    }

    /** Only if a read before did not fill its buffer, and never again once the relay has reset the leg. */
    private void tellReadable() {
        synchronized (this) {
            if (!readableWanted || aborted) {
                return;
            }
            readableWanted = false;
        }
        loop.execute(owner()::readable);
    }

    private void tellWritable() {
        synchronized (this) {
            if (!writableWanted || aborted || (room == 0 && !writeBroken)) {
                return;
            }
            writableWanted = false;
        }
        loop.execute(owner()::writable);
    }

    private LegEvents owner() {
        return Objects.requireNonNull(events, "not opened yet");
    }

    private synchronized void note(boolean wrong, String what) {
        if (wrong) {
            misuse.add(what);
        }
    }
}
