package org.sluice.transport;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.sluice.transport.ConnectException.Why;

/** An event loop as others see it. Any thread, but for alarms. */
final class LoopView implements Loop {
    private final EventLoop loop;
    private final Elsewhere elsewhere;

    LoopView(EventLoop loop, Elsewhere elsewhere) {
        this.loop = loop;
        this.elsewhere = elsewhere;
    }

    @Override
    public boolean execute(Runnable task) {
        return loop.execute(task);
    }

    @Override
    public CompletableFuture<Channel> connect(Destination destination, Duration timeout) {
        CompletableFuture<Channel> future = new CompletableFuture<>();
        loop.load().incrementAndGet();
        Connecting connecting = new Connecting(destination, loop, elsewhere, timeout, future);
        if (!loop.execute(connecting::start)) {
            loop.load().decrementAndGet();
            future.completeExceptionally(new ConnectException(Why.CLOSED, "transport closed", null));
        }
        CompletableFuture<Channel> unused = future.whenComplete((channel, fault) -> {
            if (future.isCancelled()) {
                connecting.cancelled();
            }
        });
        return future;
    }

    @Override
    public CompletableFuture<Channel> adopt(SocketChannel socket, Runnable gone) {
        return Adopting.start(socket, loop, gone);
    }

    @Override
    public Alarm alarm(Duration in, Runnable late) {
        Due due = new Due(System.nanoTime() + in.toNanos(), late);
        loop.schedule(due);
        return () -> loop.unschedule(due);
    }

    private record Due(long due, Runnable then) implements Timed {
        @Override
        public void late() {
            then.run();
        }

        @Override
        public void shut() {
            // whoever waits hears of it by its channel
        }
    }
}
