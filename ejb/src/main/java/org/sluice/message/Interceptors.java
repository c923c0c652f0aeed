package org.sluice.message;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.sluice.relay.Close;
import org.sluice.spi.Exchange;
import org.sluice.spi.MessageInterceptor;
import org.sluice.spi.Verdict;

/**
 * The interceptors of one relay, asked one after the other. Immutable. A lent thread has no context class loader, and a bean
 * cannot be called without one; so each is called with its own.
 */
final class Interceptors {
    private final List<Named> chain;

    /** Its name is asked for once, on the thread that opens the relay. */
    private record Named(String name, MessageInterceptor interceptor) {}

    Interceptors(List<MessageInterceptor> chain) {
        this.chain = chain.stream().map(one -> new Named(one.name(), one)).toList();
    }

    boolean isEmpty() {
        return chain.isEmpty();
    }

    /**
     * What becomes of {@code part}: the first verdict that is neither pass nor replace; else the part as the last one left it.
     *
     * @throws InterceptorFault naming the one that threw
     */
    <T> Verdict<T> judge(T part, BiFunction<MessageInterceptor, T, Verdict<T>> ask) throws InterceptorFault {
        T now = part;
        for (Named one : chain) {
            Verdict<T> verdict = askGuarded(one, now, ask);
            if (verdict instanceof Verdict.Replace<T> replace) {
                now = replace.with();
            } else if (!(verdict instanceof Verdict.Pass<T>)) {
                return verdict;
            }
        }
        return now == part ? Verdict.pass() : Verdict.replace(now);
    }

    private static <T> Verdict<T> askGuarded(Named one, T part, BiFunction<MessageInterceptor, T, Verdict<T>> ask)
            throws InterceptorFault {
        try {
            return atHome(one, () -> ask.apply(one.interceptor(), part));
        } catch (RuntimeException | LinkageError thrown) {
            throw new InterceptorFault(one.name(), thrown);
        }
    }

    /** The relay ends; what an interceptor throws now changes nothing any more. */
    void closed(Exchange exchange, Close close) {
        for (Named one : chain) {
            try {
                atHome(one, () -> {
                    one.interceptor().closed(exchange, close.code(), close.reason());
                    return one;
                });
            } catch (RuntimeException | LinkageError thrown) {
                InterceptorFault.log(exchange.id(), one.name(), thrown);
            }
        }
    }

    private static <R> R atHome(Named one, Supplier<R> call) {
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
