package org.sluice.jndi;

import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.naming.Context;
import javax.naming.NameClassPair;
import javax.naming.NameNotFoundException;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;

/**
 * A naming context that answers as the servers were seen to: names are listed with the class of a reference, subcontexts
 * are listed by their first part, what is not bound is a {@link NameNotFoundException}.
 */
final class FakeDirectory {
    private final Map<String, Object> bound = new LinkedHashMap<>();
    private boolean listable = true;
    private boolean reachable = true;

    FakeDirectory bind(String name, Object value) {
        bound.put(name, value);
        return this;
    }

    FakeDirectory unlistable() {
        listable = false;
        return this;
    }

    FakeDirectory unreachable() {
        reachable = false;
        return this;
    }

    /** Only {@code list} and {@code lookup} may be called. */
    Context context() {
        return (Context) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Context.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "list" -> list(arguments[0].toString());
                    case "lookup" -> lookup(arguments[0].toString());
                    case "toString" -> "fake";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private Object lookup(String name) throws NamingException {
        mustBeReachable();
        Object value = bound.get(name);
        if (value != null) {
            return value;
        }
        if (bound.keySet().stream().anyMatch(other -> other.startsWith(name + "/"))) {
            return context();
        }
        throw new NameNotFoundException(name);
    }

    private void mustBeReachable() throws NamingException {
        if (!reachable) {
            throw new NoInitialContextException("no factory");
        }
    }

    private NamingEnumeration<NameClassPair> list(String name) throws NamingException {
        mustBeReachable();
        Set<String> names = new LinkedHashSet<>();
        bound.keySet().stream()
                .filter(other -> other.startsWith(name + "/"))
                .map(other -> other.substring(name.length() + 1).split("/", -1)[0])
                .forEach(names::add);
        if (!listable || names.isEmpty()) {
            throw new NameNotFoundException(name);
        }
        return new Names(names.iterator());
    }

    private record Names(Iterator<String> names) implements NamingEnumeration<NameClassPair> {
        @Override
        public NameClassPair next() {
            return new NameClassPair(names.next(), "javax.naming.Reference");
        }

        @Override
        public boolean hasMore() {
            return names.hasNext();
        }

        @Override
        public void close() {}

        @Override
        public boolean hasMoreElements() {
            return hasMore();
        }

        @Override
        public NameClassPair nextElement() {
            return next();
        }
    }
}
