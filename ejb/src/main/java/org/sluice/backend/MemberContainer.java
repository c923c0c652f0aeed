package org.sluice.backend;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.util.Map;
import java.util.Objects;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;

/**
 * Where Tyrus asks for a connection. Public because Tyrus makes it, by its name; it holds nothing, the {@link Caller} comes
 * with the endpoint's configuration.
 */
public final class MemberContainer implements ClientContainer {
    private static final String CALLER = Caller.class.getName();

    /** Who talks with a member by itself: the {@link HandshakeExchange} of a handshake, or a {@link WebSocketCheck}. */
    interface Caller {
        /** Does so, with what the engine knows. False if Tyrus is to give up; why, the caller keeps. */
        boolean hold(ClientEngine engine);
    }

    /** A configuration that brings {@code caller} here, through Tyrus. */
    static ClientEndpointConfig bring(Caller caller) {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put(CALLER, caller);
        return config;
    }

    @Override
    public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
            throws DeploymentException {
        var caller = (Caller) Objects.requireNonNull(config.getUserProperties().get(CALLER), CALLER);
        if (!isHeld(caller, engine)) {
            throw new DeploymentException("no leg");
        }
    }

    private static boolean isHeld(Caller caller, ClientEngine engine) throws DeploymentException {
        try {
            return caller.hold(engine);
        } catch (Error error) {
            throw new DeploymentException("no leg", error); // Tyrus would swallow an Error and wait for ever
        }
    }
}
