package org.sluice.jndi;

import java.util.HashMap;
import java.util.Map;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The naming subsystem of WildFly as its management shows it: one bean, and one for each binding. */
final class FakeNaming {
    private static final String SUBSYSTEM = "jboss.as:subsystem=naming";

    private final MBeanServer server;

    FakeNaming(MBeanServer server) throws JMException {
        this.server = server;
        server.registerMBean(new Bean(Map.of()), new ObjectName(SUBSYSTEM));
    }

    /** @param value null if there is none */
    void store(String name, String type, @Nullable String value) throws JMException {
        Map<String, @Nullable Object> attributes = new HashMap<>();
        attributes.put("binding-type", type);
        attributes.put("value", value);
        attributes.put("type", null);
        server.registerMBean(new Bean(attributes), new ObjectName(SUBSYSTEM + ",binding=" + ObjectName.quote(name)));
    }

    private record Bean(Map<String, @Nullable Object> attributes) implements DynamicMBean {
        @Override
        public @Nullable Object getAttribute(String name) {
            return attributes.get(name);
        }

        @Override
        public void setAttribute(Attribute attribute) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AttributeList getAttributes(String[] names) {
            throw new UnsupportedOperationException();
        }

        @Override
        public AttributeList setAttributes(AttributeList list) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Object invoke(String action, Object[] parameters, String[] signature) {
            throw new UnsupportedOperationException();
        }

        @Override
        public MBeanInfo getMBeanInfo() {
            return new MBeanInfo(getClass().getName(), "fake", null, null, null, null);
        }
    }
}
