package org.sluice.web.container;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Accesses members of a server's classes that its APIs do not expose; throws if the server has changed. Results are
 * cached: a look-up copies what it finds and throws once for each class on the way up, which would be most of the cost of
 * taking a connection over. Any thread.
 */
public final class Reflection {
    /** The cache; it has as many entries as there are uses of this class. */
    private static final Map<Sought, Member> FOUND = new ConcurrentHashMap<>();

    /**
     * The key of a look-up.
     *
     * @param in the class of the object that should have the member, or a neighbour of the class that should
     * @param name of a field, of a method with brackets behind it, or of a class's method
     */
    private record Sought(Class<?> in, String name, List<Class<?>> parameters) {}

    private Reflection() {}

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
        Sought sought = new Sought(target.getClass(), name, List.of());
        if (FOUND.get(sought) instanceof Field known) {
            return known;
        }
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                FOUND.put(sought, field);
                return field;
            } catch (NoSuchFieldException e) {
                // may be in a superclass
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
        Sought sought = new Sought(target.getClass(), name + "()", List.of(parameters));
        if (FOUND.get(sought) instanceof Method known) {
            return known;
        }
        for (Class<?> type = target.getClass(); type != null; type = type.getSuperclass()) {
            try {
                Method method = type.getDeclaredMethod(name, parameters);
                method.setAccessible(true);
                FOUND.put(sought, method);
                return method;
            } catch (NoSuchMethodException e) {
                // may be in a superclass
            }
        }
        throw new NoSuchMethodException(target.getClass().getName() + "." + name);
    }

    /** The result of a public static method of a class that {@code neighbour}'s class loader can load. */
    public static String version(Object neighbour, String type, String method) throws ReflectiveOperationException {
        return String.valueOf(ofClass(neighbour, type, method).invoke(null));
    }

    /**
     * A public static method of a class that {@code neighbour}'s class loader can load.
     *
     * @param parameters the names of their classes
     */
    public static Method ofClass(Object neighbour, String type, String method, String... parameters)
            throws ReflectiveOperationException {
        Sought sought = new Sought(neighbour.getClass(), type + "." + method + "()", List.of());
        if (FOUND.get(sought) instanceof Method known) {
            return known;
        }
        ClassLoader loader = neighbour.getClass().getClassLoader();
        Class<?>[] types = new Class<?>[parameters.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = Class.forName(parameters[i], false, loader);
        }
        Method found = Class.forName(type, true, loader).getMethod(method, types);
        FOUND.put(sought, found);
        return found;
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
