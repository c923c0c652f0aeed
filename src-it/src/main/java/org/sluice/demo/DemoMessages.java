package org.sluice.demo;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Makes and reads the demo's messages, which are small JSON texts. */
final class DemoMessages {
    private static final int LONGEST_CHAT = 500;

    /** Made once: a look-up of the provider for every message would cost more than the message. */
    private static final JsonReaderFactory READERS = Json.createReaderFactory(Map.of());

    private DemoMessages() {}

    /** A browser's message; empty if it is not JSON. */
    static Optional<JsonObject> read(String text) {
        try (var reader = READERS.createReader(new StringReader(text))) {
            return Optional.of(reader.readObject());
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    static String hello(String member) {
        return by("hello", member).toString();
    }

    /** {@code heard} as it came, {@code sent} and all, with the name of who answers. */
    static String echo(JsonObject heard, String member) {
        return Json.createObjectBuilder(heard).add("member", member).build().toString();
    }

    /** {@code id} is its number among the messages to all sessions: a browser hears it once in each of its sessions. */
    static String chat(JsonObject heard, String member, long id) {
        String text = heard.getString("text", "");
        return Json.createObjectBuilder(by("chat", member))
                .add("id", id)
                .add("text", text.substring(0, Math.min(text.length(), LONGEST_CHAT)))
                .build()
                .toString();
    }

    static String stopped(String member, Duration away, long id) {
        return Json.createObjectBuilder(by("stopped", member))
                .add("id", id)
                .add("seconds", away.toSeconds())
                .build()
                .toString();
    }

    static String back(String member, long id) {
        return Json.createObjectBuilder(by("back", member))
                .add("id", id)
                .build()
                .toString();
    }

    private static JsonObject by(String type, String member) {
        return Json.createObjectBuilder()
                .add("type", type)
                .add("member", member)
                .build();
    }
}
