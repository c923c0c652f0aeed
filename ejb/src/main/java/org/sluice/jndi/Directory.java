package org.sluice.jndi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.naming.Context;
import javax.naming.NameClassPair;
import javax.naming.NamingEnumeration;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.jspecify.annotations.Nullable;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.RawEntry;
import org.sluice.journal.Journal;

/**
 * Reads the entries below one context of JNDI. Names are listed and then looked up one by one, because Payara's {@code
 * listBindings} returns references instead of the objects.
 */
final class Directory {
    /** The depth of subcontexts, enough for {@code sluice/pools/chat}; also ends cycles. */
    private static final int DEEPEST = 3;

    /**
     * Names that a server itself binds below an application called sluice: the modules of the EAR, and the session bean of the
     * WAR, which has no modules (Jakarta EE 10 platform, EE.5.2.2).
     */
    private static final Set<String> OUR_OWN = Set.of("sluice-ejb", "sluice-web", "ApplicationLifecycle");

    private final Context context;
    private final String place;
    private final Map<String, RawEntry> entries = new LinkedHashMap<>();

    /**
     * @param place the name of the context, ending with a slash: {@code java:global/sluice/}
     */
    Directory(Context context, String place) {
        this.context = context;
        this.place = place;
    }

    List<RawEntry> read() {
        walk("", 1);
        for (EntryKind kind : EntryKind.values()) {
            // Some contexts do not list a subcontext, but find it by name.
            if (kind == EntryKind.SETTINGS) {
                add(kind.prefix());
            } else {
                walk(kind.prefix(), 2);
            }
        }
        named();
        return new ArrayList<>(entries.values());
    }

    /** The object bound under one name; empty if there is none. */
    Optional<RawEntry> entry(String name) {
        add(name);
        return Optional.ofNullable(entries.get(name));
    }

    /** Reads everything below a path, which is empty or ends with a slash. */
    private void walk(String path, int depth) {
        for (String name : list(path)) {
            if (isOurOwn(name)) {
                continue;
            }
            Object value = lookup(path + name).orElse(null);
            if (value instanceof Context && depth < DEEPEST) {
                walk(path + name + "/", depth + 1);
            } else if (value != null && !(value instanceof Context)) {
                put(path + name, value);
            }
        }
    }

    /** Whether the name is of an EJB, which is bound twice, the second time with {@code !} and its class. */
    private static boolean isOurOwn(String name) {
        int mark = name.indexOf('!');
        return OUR_OWN.contains(mark < 0 ? name : name.substring(0, mark));
    }

    private void named() {
        RawEntry settings = entries.get(EntryKind.SETTINGS.prefix());
        if (settings == null) {
            return;
        }
        for (EntryKind kind : EntryKind.values()) {
            String names = settings.keys().getOrDefault(kind.prefix().replace("/", ""), "");
            Stream.of(names.split(","))
                    .map(String::strip)
                    .filter(EntryKind::isName)
                    .forEach(name -> add(kind.entry(name)));
        }
    }

    private void add(String name) {
        if (!entries.containsKey(name)) {
            lookup(name).filter(found -> !(found instanceof Context)).ifPresent(found -> put(name, found));
        }
    }

    private void put(String name, Object value) {
        entries.putIfAbsent(name, BoundObject.entry(name, value, place + name));
    }

    private List<String> list(String path) {
        List<String> names = new ArrayList<>();
        try {
            NamingEnumeration<NameClassPair> pairs = context.list(withoutSlash(place + path));
            while (pairs.hasMore()) {
                names.add(relative(pairs.next().getName(), path));
            }
            pairs.close();
        } catch (NamingException | RuntimeException e) {
            missing("list", path, e);
        }
        return names;
    }

    /** The name relative to the context; some servers list whole names. */
    private String relative(String name, String path) {
        return name.startsWith(place + path) ? name.substring(place.length() + path.length()) : name;
    }

    private Optional<Object> lookup(String name) {
        try {
            return Optional.ofNullable(found(place + name));
        } catch (NamingException | RuntimeException e) {
            missing("lookup", name, e);
            return Optional.empty();
        }
    }

    @SuppressWarnings(
            "BanJNDI") // the name consists of our own prefix and a name that the server listed, never of a client's
    // text
    private @Nullable Object found(String name) throws NamingException {
        return context.lookup(name);
    }

    private void missing(String what, String path, Exception why) {
        if (why instanceof NoInitialContextException) {
            throw new IllegalStateException("the server's naming cannot be found", why);
        }
        Journal.event("jndi-nothing")
                .with("what", what)
                .with("name", place + path)
                .with("why", why)
                .trace();
    }

    private static String withoutSlash(String name) {
        return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
    }
}
