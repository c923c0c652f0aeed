package org.sluice.web.wire;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Reaches what a server has and its APIs do not show. A server that changed answers with an exception. */
public final class Reflected {
    private Reflected() {}

    /** The value of a field, of whatever visibility, of {@code target}'s class. */
    public static Object field(Object target, String name) throws ReflectiveOperationException {
        Object value = declared(target, name).get(target);
        if (value == null) {
            throw new NoSuchFieldException(target.getClass().getName() + "." + name + " is null");
        }
        return value;
    }

    /** A field of whatever visibility, of {@code target}'s class or one above it. */
    public static Field declared(Object target, String name) throws NoSuchFieldException {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field;
            } catch (NoSuchFieldException e) {
                // perhaps further up
            }
        }
        throw new NoSuchFieldException(target.getClass().getName() + "." + name);
    }

    /** Follows methods without arguments, one after the other. */
    public static Object follow(Object start, String... methods) throws ReflectiveOperationException {
        Object here = start;
        for (String method : methods) {
            here = call(here, method);
        }
        return here;
    }

    /** A method of whatever visibility, of {@code target}'s class or one above it. */
    public static Method method(Object target, String name, Class<?>... parameters) throws NoSuchMethodException {
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Method method = type.getDeclaredMethod(name, parameters);
                method.setAccessible(true);
                return method;
            } catch (NoSuchMethodException e) {
                // perhaps further up
            }
        }
        throw new NoSuchMethodException(target.getClass().getName() + "." + name);
    }

    /** What a public static method says, of a class that {@code neighbour}'s class can see. */
    static String version(Object neighbour, String type, String method) throws ReflectiveOperationException {
        return String.valueOf(Class.forName(type, true, neighbour.getClass().getClassLoader())
                .getMethod(method)
                .invoke(null));
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        try {
            Object result = method(target, method).invoke(target);
            if (result == null) {
                throw new NoSuchMethodException(target.getClass().getName() + "." + method + " gave null");
            }
            return result;
        } catch (InvocationTargetException e) {
            throw new ReflectiveOperationException(e.getCause());
        }
    }
}
