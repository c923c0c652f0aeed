package org.sluice.web.payara;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;
import org.sluice.transport.EstablishedTls;
import org.sluice.web.container.DetachedEngine;
import org.sluice.web.container.NotTransferable;
import org.sluice.web.container.Reflection;

/**
 * The TLS of a connection of Grizzly's, and every place where bytes of it can wait outside its engine. Seen in Grizzly 4.0.2, while
 * a request is on its thread and the selector does not look:
 *
 * <ul>
 *   <li>Half a record stands in the state of the filter chain, at the place of the TLS filter, before the next filter is called. No other
 *       filter may have left anything there.
 *   <li>Whole records were decrypted at once, and are the request's content.
 *   <li>Ciphertext to be sent is in the queue of the connection, which must be empty.
 * </ul>
 */
final class GrizzlyTls {
    private static final String UTILS = "org.glassfish.grizzly.ssl.SSLUtils";
    private static final String CONNECTION = "org.glassfish.grizzly.Connection";
    private static final String OPERATION = "org.glassfish.grizzly.filterchain.FilterChainContext$Operation";
    private static final String FILTER = "org.glassfish.grizzly.ssl.SSLBaseFilter";

    private final Object context;
    private final SSLEngine engine;
    private final Field place;
    /** Where half a record waits; null if there is none. */
    private final @Nullable Object remainder;

    private GrizzlyTls(Object context, @Nullable Object remainder)
            throws ReflectiveOperationException, NotTransferable {
        this.context = context;
        this.remainder = remainder;
        place = Reflection.declared(context, "sslEngine");
        engine = DetachedEngine.transferable((SSLEngine) Reflection.field(context, "sslEngine"));
    }

    /** Of {@code grizzly}, a connection; null if it has none. On its request's thread; nothing is changed. */
    static @Nullable GrizzlyTls of(Object grizzly) throws ReflectiveOperationException, NotTransferable {
        if (Reflection.ofClass(grizzly, UTILS, "getSSLEngine", CONNECTION).invoke(null, grizzly) == null) {
            return null;
        }
        Object context = Reflection.ofClass(grizzly, UTILS, "getSslConnectionContext", CONNECTION)
                .invoke(null, grizzly);
        SelectionKey key = (SelectionKey) Reflection.field(grizzly, "selectionKey");
        if (key.interestOps() != 0) {
            throw NotTransferable.forThis("the server still reads");
        }
        Object states = Reflection.field(grizzly, "processorStateStorage");
        if (isThere(context, "lastInputBuffer")
                || isThere(context, "newConnectionFilterChain")
                || isThere(states, "processorStatesMap")) {
            throw NotTransferable.forThis("its TLS has more filters or buffers than are known");
        }
        return new GrizzlyTls(context, isThere(states, "singleProcessorState") ? remainder(states) : null);
    }

    private static boolean isThere(Object target, String field) throws ReflectiveOperationException {
        return Reflection.declared(target, field).get(target) != null;
    }

    private static @Nullable Object remainder(Object states) throws ReflectiveOperationException, NotTransferable {
        Object single = Reflection.field(states, "singleProcessorState");
        Object chain = Reflection.field(single, "processor");
        int filter = tlsFilter(chain);
        int reading = reading(chain);
        Object rows = Reflection.field(Reflection.field(single, "state"), "state");
        Object found = null;
        for (int operation = 0; operation < Array.getLength(rows); operation++) {
            Object row = Array.get(rows, operation);
            for (int index = 0; index < Array.getLength(row); index++) {
                Object element = Array.get(row, index);
                if (element == null || !Reflection.declared(element, "isValid").getBoolean(element)) {
                    continue;
                }
                if (operation != reading || index != filter) {
                    throw NotTransferable.forThis("a filter of the server has kept something");
                }
                found = element;
            }
        }
        if (found != null) {
            Method unused = Reflection.method(Reflection.field(found, "state"), "get", byte[].class);
        }
        return found;
    }

    private static int tlsFilter(Object chain) throws ReflectiveOperationException, NotTransferable {
        List<?> filters = (List<?>) Reflection.field(chain, "filters");
        for (int i = 0; i < filters.size(); i++) {
            for (Class<?> type = filters.get(i).getClass(); type != null; type = type.getSuperclass()) {
                if (type.getName().equals(FILTER)) {
                    return i;
                }
            }
        }
        throw NotTransferable.forThis("its TLS is in no filter that is known");
    }

    private static int reading(Object chain) throws ReflectiveOperationException, NotTransferable {
        Object[] operations = Class.forName(OPERATION, true, chain.getClass().getClassLoader())
                .getEnumConstants();
        for (int i = 0; i < operations.length; i++) {
            if (operations[i].toString().equals("READ")) {
                return i;
            }
        }
        throw NotTransferable.forThis("its filters do not read");
    }

    /** Takes engine and half a record away from the server. */
    EstablishedTls take() throws ReflectiveOperationException {
        byte[] half = new byte[0];
        Object from = remainder;
        if (from != null) {
            Object buffer = Reflection.field(from, "state");
            half = new byte[(Integer) Reflection.follow(buffer, "remaining")];
            Reflection.method(buffer, "get", byte[].class).invoke(buffer, (Object) half);
            Reflection.declared(from, "isValid").setBoolean(from, false);
        }
        place.set(context, new DetachedEngine(engine));
        return new EstablishedTls(engine, ByteBuffer.wrap(half));
    }
}
