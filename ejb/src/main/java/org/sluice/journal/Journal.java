package org.sluice.journal;

import java.lang.System.Logger.Level;

/**
 * Writes events to the log of the server:
 *
 * <pre>
 *   Journal.event("member-down").with("pool", pool).with("member", uri).warn();
 *   member-down  pool=chat member=ws://10.0.0.1:8080
 * </pre>
 *
 * Names of events and keys are an interface: operators filter by them. The calling thread writes; what an event loop logs for each
 * session goes through a {@link LogQueue}.
 */
public final class Journal {
    /** The logger of all events; its level decides what is written. */
    public static final String LOGGER = "org.sluice";

    static final LogSink SERVER = new ServerLog(System.getLogger(LOGGER));

    private Journal() {}

    /** Writes a line that has a form of its own, such as JSON, to a logger of its own. */
    public static void line(String logger, String text) {
        System.getLogger(logger).log(Level.INFO, text);
    }

    /**
     * Begins an event. Nothing is written before {@link Event#info} or one of its siblings is called.
     *
     * @param name the name of the event: lower case, its parts joined by {@code -}
     */
    public static Event event(String name) {
        return new Event(SERVER, name);
    }
}
