package org.sluice.jndi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.naming.Context;
import org.sluice.config.RawEntry;

/** Reads everything the operator has said, wherever it stands. Keeps nothing between two reads. */
public final class OperatorWords {
    private final Supplier<Optional<Context>> context;
    private final Supplier<Properties> properties;

    /**
     * A reader of these places.
     *
     * @param context the server's naming context, asked for at each read; empty if there is none
     * @param properties normally {@code System::getProperties}
     */
    public OperatorWords(Supplier<Optional<Context>> context, Supplier<Properties> properties) {
        this.context = context;
        this.properties = properties;
    }

    /** Every entry there is now, each name once. Never throws for what is not there. */
    public List<RawEntry> read() {
        Map<String, RawEntry> entries = new LinkedHashMap<>();
        Stream<RawEntry> bound = context.get().stream().flatMap(naming -> Stream.of("java:global/sluice/", "sluice/")
                .flatMap(place -> new Directory(naming, place).read().stream()));
        Stream.concat(bound, new SystemProperties(properties).read().stream())
                .forEach(entry -> entries.putIfAbsent(entry.name(), entry));
        return List.copyOf(entries.values());
    }
}
