package org.sluice.it.setup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A page of the documentation, and the commands on it that a test is to run.
 *
 * @param commands by the name behind {@code run}, in the order of the page
 */
record Page(Map<String, String> commands) {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(?:sh|asadmin) run (\\S+)\\n(.*?)^```$");

    static Page read(Path file) {
        try {
            Map<String, String> commands = new LinkedHashMap<>();
            BLOCK.matcher(Files.readString(file))
                    .results()
                    .forEach(block -> commands.put(block.group(1), block.group(2)));
            return new Page(commands);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
