package org.sluice.backend;

import jakarta.websocket.ClientEndpointConfig;
import jakarta.websocket.DeploymentException;
import java.util.Map;
import java.util.Objects;
import org.glassfish.tyrus.spi.ClientContainer;
import org.glassfish.tyrus.spi.ClientEngine;

/**
 * Where Tyrus asks for a connection. Public because Tyrus makes it, by its name; it holds nothing, the {@link
 * Conversation} comes with the endpoint's configuration.
 */
public final class MemberContainer implements ClientContainer {
    private static final String CONVERSATION = Conversation.class.getName();

    /** A configuration that brings {@code conversation} here, through Tyrus. */
    static ClientEndpointConfig bring(Conversation conversation) {
        ClientEndpointConfig config = ClientEndpointConfig.Builder.create().build();
        config.getUserProperties().put(CONVERSATION, conversation);
        return config;
    }

    @Override
    public void openClientSocket(ClientEndpointConfig config, Map<String, Object> properties, ClientEngine engine)
            throws DeploymentException {
        var conversation =
                (Conversation) Objects.requireNonNull(config.getUserProperties().get(CONVERSATION), CONVERSATION);
        if (!isOpened(conversation, engine)) {
            throw new DeploymentException("no leg"); // why not is in the conversation's answer
        }
    }

    private static boolean isOpened(Conversation conversation, ClientEngine engine) throws DeploymentException {
        try {
            return conversation.hold(engine);
        } catch (Error error) {
            throw new DeploymentException("no leg", error); // Tyrus would swallow an Error and wait for ever
        }
    }
}
