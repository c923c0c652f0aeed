package org.sluice.it.server;

import java.util.Map;

/** A server as it came from its archive, which does not run yet; with the ports and the folder of an {@link OwnServer}. */
public record FreshServer(Server server, Control control) {
    /**
     * Prepares it as an operator does, by {@code apply} of {@code server-config}.
     *
     * @param variables the environment of {@code apply}, without the location of the server
     */
    public FreshServer apply(Map<String, String> variables) {
        try {
            new Apply(server.kind(), control, variables).run();
        } finally {
            control.endWhatApplyStarted();
        }
        return this;
    }

    /** Runs {@code apply} twice; the second run must change nothing. */
    public FreshServer applyTwice(Map<String, String> variables) {
        new Apply(server.kind(), control, variables).twice();
        return this;
    }

    /** Starts it, and returns when it listens. */
    public OwnServer start() {
        return OwnServer.launched(server, control);
    }
}
