package org.sluice.backend;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.Endpoint;
import jakarta.websocket.Extension;
import jakarta.websocket.Session;
import jakarta.websocket.WebSocketContainer;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.glassfish.tyrus.core.ExecutorServiceProvider;
import org.jspecify.annotations.Nullable;

/**
 * The container that Tyrus' sessions see: default settings, and no timers. A session sets its idle timer when it is created and
 * again with each message, even without an idle timeout; left alone, Tyrus would start ten threads for that, which outlive the
 * application, or use the server's own executor.
 */
final class NoTimeoutContainer extends ExecutorServiceProvider implements WebSocketContainer {
    private final ScheduledExecutorService noTimers = new NoTimers();

    @Override
    public ScheduledExecutorService getScheduledExecutorService() {
        return noTimers;
    }

    @Override
    public ExecutorService getExecutorService() {
        throw none("threads");
    }

    @Override
    public long getDefaultMaxSessionIdleTimeout() {
        return 0;
    }

    @Override
    public long getDefaultAsyncSendTimeout() {
        return 0;
    }

    @Override
    public int getDefaultMaxBinaryMessageBufferSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public int getDefaultMaxTextMessageBufferSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Set<Extension> getInstalledExtensions() {
        return Set.of();
    }

    @Override
    public void setAsyncSendTimeout(long millis) {
        throw none("settings");
    }

    @Override
    public void setDefaultMaxSessionIdleTimeout(long millis) {
        throw none("settings");
    }

    @Override
    public void setDefaultMaxBinaryMessageBufferSize(int bytes) {
        throw none("settings");
    }

    @Override
    public void setDefaultMaxTextMessageBufferSize(int bytes) {
        throw none("settings");
    }

    @Override
    public Session connectToServer(Object endpoint, URI path) {
        throw none("connections");
    }

    @Override
    public Session connectToServer(Class<?> endpoint, URI path) {
        throw none("connections");
    }

    @Override
    public Session connectToServer(Endpoint endpoint, ClientEndpointConfig config, URI path) {
        throw none("connections");
    }

    @Override
    public Session connectToServer(Class<? extends Endpoint> endpoint, ClientEndpointConfig config, URI path) {
        throw none("connections");
    }

    private static UnsupportedOperationException none(String what) {
        return new UnsupportedOperationException("no " + what + " from here");
    }

    /** Accepts no task, and so never starts a thread. */
    private static final class NoTimers extends ScheduledThreadPoolExecutor {
        NoTimers() {
            super(1);
        }

        @Override
        public @Nullable ScheduledFuture<?> schedule(Runnable idleCheck, long delay, TimeUnit unit) {
            return null; // a session treats null like a timer that was never set
        }
    }
}
