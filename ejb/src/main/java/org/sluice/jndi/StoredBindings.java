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
 * The bindings that WildFly's naming subsystem has stored, as its management shows them inside the server. They are ahead
 * of JNDI: what its console edits or removes is stored at once, but bound only after a reload, which would end every relay.
 *
 * <p>Where this management can be seen, what it has stored counts: a name in JNDI that it does not know was removed.
 */
final class StoredBindings {
    private static final String SUBSYSTEM = "jboss.as:subsystem=naming";
    private static final String KEY = "binding";

    private final MBeanServer server;

    StoredBindings(MBeanServer server) {
        this.server = server;
    }

    /**
     * By their whole names the values stored below a place; no value where it cannot be told without JNDI, as of what is
     * made by a factory.
     *
     * @param place ends with a slash
     * @return empty if there is no such management, or it does not answer
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
