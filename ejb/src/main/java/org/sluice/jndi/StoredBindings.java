package org.sluice.jndi;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.sluice.journal.Journal;

/**
 * The bindings stored by WildFly's naming subsystem, read from its management MBeans inside the server. They are newer than
 * JNDI: a change in the console is stored at once, but bound only after a reload, which would end every relay.
 *
 * <p>Where these MBeans exist, the stored bindings win: a name in JNDI that is not stored was removed.
 */
final class StoredBindings {
    private static final String SUBSYSTEM = "jboss.as:subsystem=naming";
    private static final String KEY = "binding";

    private final MBeanServer server;

    StoredBindings(MBeanServer server) {
        this.server = server;
    }

    /**
     * The values stored below a place, by their whole names; no value where only JNDI can give it, as for objects made by a
     * factory.
     *
     * @param place ends with a slash
     * @return empty if there are no such MBeans, or they cannot be read
     */
    Optional<Map<String, Optional<String>>> below(String place) {
        try {
            if (!server.isRegistered(new ObjectName(SUBSYSTEM))) {
                return Optional.empty();
            }
            Map<String, Optional<String>> stored = new LinkedHashMap<>();
            Set<ObjectName> bindings = server.queryNames(new ObjectName(SUBSYSTEM + "," + KEY + "=*"), null);
            for (ObjectName binding : bindings) {
                String name = nameOf(binding);
                if (name.startsWith(place)) {
                    stored.put(name, value(binding));
                }
            }
            return Optional.of(stored);
        } catch (JMException | RuntimeException e) {
            Journal.event("jndi-no-stored-bindings").because(e).debug();
            return Optional.empty();
        }
    }

    private static String nameOf(ObjectName binding) {
        String name = binding.getKeyProperty(KEY);
        return name.startsWith("\"") ? ObjectName.unquote(name) : name;
    }

    /** A simple binding without a type is a string, too. */
    private Optional<String> value(ObjectName binding) throws JMException {
        Object type = server.getAttribute(binding, "type");
        boolean text = type == null || type.equals("java.lang.String") || type.equals("String");
        boolean simple = "simple".equals(server.getAttribute(binding, "binding-type"));
        return simple && text && server.getAttribute(binding, "value") instanceof String value
                ? Optional.of(value)
                : Optional.empty();
    }
}
