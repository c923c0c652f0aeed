package org.sluice.wiring;

import jakarta.annotation.Priority;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.sluice.spi.MessageInterceptor;

/**
 * The interceptors there are, in the order of their {@link Priority}, and by their names: those shipped from the start, and
 * those that the web module finds as it starts, before any client knocks. Any thread.
 */
final class InterceptorBook {
    private static final Logger LOG = System.getLogger("org.sluice");

    /** As for the interceptors of CDI: where applications stand. */
    private static final int STANDARD = 2000;

    private final List<MessageInterceptor> shipped;
    private volatile Map<String, MessageInterceptor> byName;

    InterceptorBook(List<MessageInterceptor> shipped) {
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
            LOG.log(Level.ERROR, "interceptor-unusable", wrong);
        }
        Map<String, MessageInterceptor> found = ordered(all);
        byName = found;
        LOG.log(Level.INFO, "interceptors-found  names={0}", found.keySet());
    }

    private static Map<String, MessageInterceptor> ordered(List<MessageInterceptor> given) {
        Map<String, MessageInterceptor> firsts = new LinkedHashMap<>();
        given.forEach(one -> {
            if (firsts.putIfAbsent(one.name(), one) != null) {
                LOG.log(
                        Level.WARNING,
                        "interceptor-twice  name={0} unused={1}",
                        one.name(),
                        one.getClass().getName());
            }
        });
        Map<String, MessageInterceptor> ordered = new LinkedHashMap<>();
        firsts.values().stream()
                .sorted(Comparator.comparingInt(InterceptorBook::priorityOf)) // stable
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
