package org.sluice.message;

import org.sluice.journal.Journal;

/** An interceptor threw an exception. */
final class InterceptorFault extends Exception {
    private static final long serialVersionUID = 1L;
    private final String name;

    InterceptorFault(String name, Throwable thrown) {
        super(name, thrown);
        this.name = name;
    }

    /** The name of the interceptor. */
    String interceptor() {
        return name;
    }

    static void log(String relay, String interceptor, Throwable thrown) {
        Journal.event("interceptor-failed")
                .with("relay", relay)
                .with("interceptor", interceptor)
                .because(thrown)
                .error();
    }
}
