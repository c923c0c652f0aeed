package org.sluice.it.server;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** What an operator does while the server runs, by the server's own management. Each returns when the server has done it. */
public interface Management {
    /** Binds a new entry in JNDI: {@code pools/chat}. */
    void create(String entry, Map<String, String> keys);

    /**
     * Gives one key of an entry another value.
     *
     * @param keys all keys as they shall be from now on
     * @param key the one that changes
     */
    void change(String entry, Map<String, String> keys, String key);

    void delete(String entry);

    /** Sets a system property, whether it is set or not. */
    void setProperty(String name, String value);

    void deleteProperty(String name);

    /** Runs a file of commands, as they stand in {@code server-config}. */
    void run(Path file);

    /** Lets the server write an access log into {@code folder}. */
    Log accessLog(Path folder);

    /**
     * Opens one more plain HTTP listener.
     *
     * @param atMost how many connections it may have, where a server can limit them: WildFly
     */
    Listener listen(int port, int atMost);

    /** A listener whose timers for requests and idle connections are all one second. */
    Listener listenImpatiently(int port);

    /** Keys on one line, as the documentation writes them. */
    static String line(Map<String, String> keys) {
        return keys.entrySet().stream()
                .map(key -> key.getKey() + "=" + key.getValue().replace(";", "\\;"))
                .collect(Collectors.joining("; "));
    }
}
