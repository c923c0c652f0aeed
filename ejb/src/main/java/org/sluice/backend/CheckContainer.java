package org.sluice.backend;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.util.Map;
import java.util.Objects;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;

/**
 * Where Tyrus asks for a connection for a check. Public because Tyrus makes it, by its name; it holds nothing, the {@link
 * WebSocketCheck} comes with the endpoint's configuration.
 */
public final class CheckContainer implements ClientContainer {
    private static final String CHECK = WebSocketCheck.class.getName();

    /** A configuration that brings {@code check} here, through Tyrus. */
    static ClientEndpointConfig bring(WebSocketCheck check) {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put(CHECK, check);
        return config;
    }

    @Override
    public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
            throws DeploymentException {
        var check = (WebSocketCheck)
                Objects.requireNonNull(config.getUserProperties().get(CHECK), CHECK);
        try {
            check.hold(engine);
        } catch (Error error) {
            throw new DeploymentException("no check", error); // Tyrus would swallow an Error and wait for ever
        }
    }
}
