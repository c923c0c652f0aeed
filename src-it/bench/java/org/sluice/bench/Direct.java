package org.sluice.bench;

import java.util.Optional;
import org.sluice.it.kit.Address;

/** Nothing in between: what clients and member cost by themselves. */
record Direct(Address plain) implements Target {
    @Override
    public String name() {
        return "direct";
    }

    @Override
    public Optional<Address> tls() {
        return Optional.empty();
    }

    @Override
    public Optional<Processes> processes() {
        return Optional.empty();
    }

    @Override
    public boolean java() {
        return false;
    }

    @Override
    public void close() {}
}
