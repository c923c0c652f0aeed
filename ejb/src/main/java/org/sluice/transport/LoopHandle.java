package org.sluice.transport;

import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.sluice.transport.ConnectFailedException.Why;

/** An event loop as others see it. Any thread, but for alarms. */
final class LoopHandle implements Loop {
    private final EventLoop loop;
    private final BlockingTasks elsewhere;

    LoopHandle(EventLoop loop, BlockingTasks elsewhere) {
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
        ConnectInProgress connecting = new ConnectInProgress(destination, loop, elsewhere, timeout, future);
        if (!loop.execute(connecting::start)) {
            loop.load().decrementAndGet();
            future.completeExceptionally(new ConnectFailedException(Why.CLOSED, "transport closed", null));
        }
        CompletableFuture<Channel> unused = future.whenComplete((channel, fault) -> {
            if (future.isCancelled()) {
                connecting.cancelled();
            }
        });
        return future;
    }

    @Override
    public CompletableFuture<Channel> adopt(DetachedSocket socket, Runnable gone) {
        return SocketAdoption.start(socket, loop, gone);
    }

    @Override
    public Alarm alarm(Duration in, Runnable late) {
        Due due = new Due(System.nanoTime() + in.toNanos(), late);
        loop.schedule(due);
        return () -> loop.unschedule(due);
    }

    @Override
    public Alarm watch(SocketChannel socket, Duration after, Runnable ended) {
        return SocketWatch.start(loop, socket, after, ended);
    }

    private record Due(long due, Runnable then) implements LoopDeadline {
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
