package org.sluice.web.wire;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;

/** Reaches what a server has and the Servlet API does not show. A server that changed answers with an exception. */
final class Reflected {
    private Reflected() {}

    /** The value of a field, of whatever visibility, of {@code target}'s class. */
    static Object field(Object target, String name) throws ReflectiveOperationException {
        Field field = target.getClass().getDeclaredField(name);
        field.setAccessible(true);
        Object value = field.get(target);
        if (value == null) {
            throw new NoSuchFieldException(target.getClass().getName() + "." + name + " is null");
        }
        return value;
    }

    /** Follows public methods without arguments, one after the other. */
    static Object follow(Object start, String... methods) throws ReflectiveOperationException {
        Object here = start;
        for (String method : methods) {
            here = call(here, method);
        }
        return here;
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        try {
            Object result = target.getClass().getMethod(method).invoke(target);
            if (result == null) {
                throw new NoSuchMethodException(target.getClass().getName() + "." + method + " gave null");
            }
            return result;
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException(e.getCause());
        }
    }
}
