package org.sluice.message;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** An interceptor threw. */
final class InterceptorFault extends Exception {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = System.getLogger("org.sluice");

    private final String name;

    InterceptorFault(String name, Throwable thrown) {
        super(name, thrown);
        this.name = name;
    }

    /** Which one. */
    String interceptor() {
        return name;
    }

    static void log(String relay, String interceptor, Throwable thrown) {
        LOG.log(Level.ERROR, "interceptor-failed  relay=" + relay + " interceptor=" + interceptor, thrown);
    }
}
