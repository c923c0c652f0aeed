package org.sluice.jndi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.management.MBeanServer;
import javax.naming.Context;
import org.sluice.grammar.RawEntry;

/** Reads everything the operator has said, wherever it stands. Keeps nothing between two reads. */
public final class OperatorEntries {
    private static final String GLOBAL = "java:global/sluice/";
    private static final String PLAIN = "sluice/";

    private final Supplier<Optional<Context>> context;
    private final Supplier<Properties> properties;
    private final StoredBindings stored;

    /**
     * A reader of these places.
     *
     * @param context the server's naming context, asked for at each read; empty if there is none
     * @param properties normally {@code System::getProperties}
     * @param management where a server that stores its bindings shows them; normally the platform's
     */
    public OperatorEntries(
            Supplier<Optional<Context>> context, Supplier<Properties> properties, MBeanServer management) {
        this.context = context;
        this.properties = properties;
        this.stored = new StoredBindings(management);
    }

    /**
     * Every entry there is now, each name once. Never throws for what is not there.
     *
     * @throws IllegalStateException if there is no naming to ask, although there should be: then nobody knows what is there
     */
    public List<RawEntry> read() {
        Thread reader = Thread.currentThread();
        ClassLoader before = reader.getContextClassLoader();
        // Servers look for their naming in the context class loader. A lent thread has none, and the class path, which
        // is
        // asked instead, is empty in Payara Micro.
        reader.setContextClassLoader(OperatorEntries.class.getClassLoader());
        try {
            return entries();
        } finally {
            reader.setContextClassLoader(before);
        }
    }

    private List<RawEntry> entries() {
        Map<String, RawEntry> entries = new LinkedHashMap<>();
        Stream.of(bound(), new SystemProperties(properties).read())
                .flatMap(Collection::stream)
                .forEach(entry -> entries.putIfAbsent(entry.name(), entry));
        return List.copyOf(entries.values());
    }

    private List<RawEntry> bound() {
        List<RawEntry> entries = new ArrayList<>();
        context.get().ifPresent(naming -> {
            entries.addAll(stored.below(GLOBAL)
                    .map(bindings -> stored(bindings, naming))
                    .orElseGet(() -> new Directory(naming, GLOBAL).read()));
            entries.addAll(new Directory(naming, PLAIN).read());
        });
        return entries;
    }

    /** What is stored, and from JNDI only what it takes JNDI to tell. */
    private static List<RawEntry> stored(Map<String, Optional<String>> bindings, Context naming) {
        Directory directory = new Directory(naming, GLOBAL);
        List<RawEntry> entries = new ArrayList<>();
        bindings.forEach((name, value) -> {
            String entry = name.substring(GLOBAL.length());
            if (value.isPresent()) {
                entries.add(BoundObject.entry(entry, value.get(), name));
            } else {
                directory.entry(entry).ifPresent(entries::add);
            }
        });
        return entries;
    }
}
