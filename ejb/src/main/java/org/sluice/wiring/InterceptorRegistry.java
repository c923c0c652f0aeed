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
 * The interceptors there are, in the order of their {@link Priority}, and by their names: those shipped from the start, and
 * those that the web module finds as it starts, before any client connects. Any thread.
 */
final class InterceptorRegistry {
    /** As for the interceptors of CDI: where applications stand. */
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

    /** Of two with one name the first counts, in the order: shipped, beans, services. */
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

    /** The annotation may stand on a class above: a bean can come as a proxy, which is a class below it. */
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
