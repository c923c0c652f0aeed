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

/**
 * Reads all entries of the operator, from JNDI, WildFly's management and system properties. Keeps no state between two reads.
 */
public final class OperatorEntries {
    private static final String GLOBAL = "java:global/sluice/";
    private static final String PLAIN = "sluice/";

    private final Supplier<Optional<Context>> context;
    private final Supplier<Properties> properties;
    private final StoredBindings stored;

    /**
     * @param context gives the server's naming context at each read; empty if there is none
     * @param properties normally {@code System::getProperties}
     * @param management the MBean server where WildFly shows its stored bindings; normally the platform's
     */
    public OperatorEntries(
            Supplier<Optional<Context>> context, Supplier<Properties> properties, MBeanServer management) {
        this.context = context;
        this.properties = properties;
        this.stored = new StoredBindings(management);
    }

    /**
     * Reads all entries, each name once. Missing contexts are not errors.
     *
     * @throws IllegalStateException if the naming context cannot be reached although it should exist, so that the entries are
     *     unknown
     */
    public List<RawEntry> read() {
        Thread reader = Thread.currentThread();
        ClassLoader before = reader.getContextClassLoader();
        // Servers find their naming by the context class loader. A managed thread may have none, and the class path,
        // which is
        // used instead, is empty in Payara Micro.
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

    /** The stored bindings, and from JNDI only those whose values the store does not show. */
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
