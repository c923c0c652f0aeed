package org.sluice.backend;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.util.Map;
import java.util.Objects;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;

/**
 * The client container through which Tyrus opens its connections. Public because Tyrus creates it by its class name. It has no
 * state: the {@link Caller} comes with the endpoint's configuration.
 */
public final class MemberContainer implements ClientContainer {
    private static final String CALLER = Caller.class.getName();

    /**
     * Performs a handshake with a member by itself: {@link HandshakeExchange}, or {@link WebSocketCheck} for a health check.
     */
    interface Caller {
        /**
         * Performs the handshake, for which {@code engine} creates and checks the key. Returns false if Tyrus shall give up;
         * the caller keeps the reason.
         */
        boolean exchange(ClientEngine engine);
    }

    /** A configuration through which Tyrus passes {@code caller} to {@link #openClientSocket}. */
    static ClientEndpointConfig bring(Caller caller) {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put(CALLER, caller);
        return config;
    }

    @Override
    public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
            throws DeploymentException {
        var caller = (Caller) Objects.requireNonNull(config.getUserProperties().get(CALLER), CALLER);
        if (!isOpened(caller, engine)) {
            throw new DeploymentException("no leg");
        }
    }

    private static boolean isOpened(Caller caller, ClientEngine engine) throws DeploymentException {
        try {
            return caller.exchange(engine);
        } catch (Error error) {
            throw new DeploymentException("no leg", error); // Tyrus would swallow an Error and wait for ever
        }
    }
}
