package org.sluice.wiring;

import jakarta.annotation.Priority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.sluice.journal.Journal;
import org.sluice.spi.MessageInterceptor;

/**
 * The deployed interceptors by name, in the order of their {@link Priority}: those shipped with Sluice, and those that the web
 * module finds at its start, before any client connects. Any thread.
 */
final class InterceptorRegistry {
    /** The default priority: as for interceptors of CDI, that of applications. */
    private static final int STANDARD = 2000;

    private final List<MessageInterceptor> shipped;
    private volatile Map<String, MessageInterceptor> byName;

    InterceptorRegistry(List<MessageInterceptor> shipped) {
        this.shipped = List.copyOf(shipped);
        this.byName = ordered(shipped);
    }

    Map<String, MessageInterceptor> byName() {
        return byName;
    }

    /** Adds interceptors. Of two with the same name the first is used, in the order: shipped, beans, services. */
    void add(Iterable<MessageInterceptor> beans, ClassLoader services) {
        List<MessageInterceptor> all = new ArrayList<>(shipped);
        beans.forEach(all::add);
        try {
            ServiceLoader.load(MessageInterceptor.class, services).forEach(all::add);
        } catch (ServiceConfigurationError wrong) {
            Journal.event("interceptor-unusable").because(wrong).error();
        }
        Map<String, MessageInterceptor> found = ordered(all);
        byName = found;
        Journal.event("interceptors-found").with("names", found.keySet()).info();
    }

    private static Map<String, MessageInterceptor> ordered(List<MessageInterceptor> given) {
        Map<String, MessageInterceptor> firsts = new LinkedHashMap<>();
        given.forEach(one -> {
            if (firsts.putIfAbsent(one.name(), one) != null) {
                Journal.event("interceptor-twice")
                        .with("name", one.name())
                        .with("unused", one.getClass().getName())
                        .warn();
            }
        });
        Map<String, MessageInterceptor> ordered = new LinkedHashMap<>();
        firsts.values().stream()
                .sorted(Comparator.comparingInt(InterceptorRegistry::priorityOf)) // stable
                .forEach(one -> ordered.put(one.name(), one));
        return ordered;
    }

    /** Looks at superclasses, too: a bean may be a proxy, which is a subclass of the annotated class. */
    private static int priorityOf(MessageInterceptor one) {
        for (Class<?> type = one.getClass(); type != null; type = type.getSuperclass()) {
            Priority priority = type.getAnnotation(Priority.class);
            if (priority != null) {
                return priority.value();
            }
        }
        return STANDARD;
    }
}
