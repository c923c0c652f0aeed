package org.sluice.message;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.sluice.relay.Close;
import org.sluice.spi.Exchange;
import org.sluice.spi.MessageInterceptor;
import org.sluice.spi.Verdict;

/**
 * The interceptors of one relay, called one after the other. Immutable. A managed thread of the server may have no context
 * class loader, which CDI beans need, so each interceptor is called with its own class loader set.
 */
final class Interceptors {
    private final List<Named> chain;

    /** The name is read once, on the thread that opens the relay. */
    private record Named(String name, MessageInterceptor interceptor) {}

    Interceptors(List<MessageInterceptor> chain) {
        this.chain = chain.stream().map(one -> new Named(one.name(), one)).toList();
    }

    boolean isEmpty() {
        return chain.isEmpty();
    }

    /**
     * Calls the interceptors on {@code part}. Returns the first verdict that is neither pass nor replace; otherwise pass, or
     * replace with the part as the last interceptor left it.
     *
     * @throws InterceptorFault naming the interceptor that threw
     */
    <T> Verdict<T> intercept(T part, BiFunction<MessageInterceptor, T, Verdict<T>> call) throws InterceptorFault {
        T current = part;
        for (Named one : chain) {
            Verdict<T> verdict = callGuarded(one, current, call);
            if (verdict instanceof Verdict.Replace<T> replace) {
                current = replace.with();
            } else if (!(verdict instanceof Verdict.Pass<T>)) {
                return verdict;
            }
        }
        return current == part ? Verdict.pass() : Verdict.replace(current);
    }

    private static <T> Verdict<T> callGuarded(Named one, T part, BiFunction<MessageInterceptor, T, Verdict<T>> call)
            throws InterceptorFault {
        try {
            return withOwnClassLoader(one, () -> call.apply(one.interceptor(), part));
        } catch (RuntimeException | LinkageError thrown) {
            throw new InterceptorFault(one.name(), thrown);
        }
    }

    /** Tells the interceptors that the relay ends. Exceptions are only logged. */
    void closed(Exchange exchange, Close close) {
        for (Named one : chain) {
            try {
                withOwnClassLoader(one, () -> {
                    one.interceptor().closed(exchange, close.code(), close.reason());
                    return one;
                });
            } catch (RuntimeException | LinkageError thrown) {
                InterceptorFault.log(exchange.id(), one.name(), thrown);
            }
        }
    }

    private static <R> R withOwnClassLoader(Named one, Supplier<R> call) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        if (before != null) {
            return call.get();
        }
        thread.setContextClassLoader(one.interceptor().getClass().getClassLoader());
        try {
            return call.get();
        } finally {
            thread.setContextClassLoader(null);
        }
    }
}
