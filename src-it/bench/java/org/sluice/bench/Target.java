package org.sluice.bench;

import java.io.IOException;
import java.util.Optional;
import org.sluice.it.kit.Address;

/** Something that stands between the clients and the member, running since it was made. Closed by who made it. */
interface Target extends AutoCloseable {
    String name();

    /** Where clients connect. */
    Address plain();

    /** Its address by TLS, where it has a TLS listener. */
    Optional<Address> tls();

    /** What stands before each path; empty or with a slash in front. */
    default String context() {
        return "";
    }

    /** Whose cost is counted; empty where there is nothing in between. */
    Optional<Processes> processes();

    /** Whether it is a Java process, whose heap can be measured. */
    boolean java();

    @Override
    void close() throws IOException;
}
