package org.sluice.config;

import java.util.List;
import java.util.Optional;

/**
 * Who may see and use the console.
 *
 * @param addresses only for {@link Mode#ADDRESSES}
 */
public record OperateAccess(Mode mode, List<Cidr> addresses) {
    /** By what somebody is let in. */
    public enum Mode {
        /** By being on this machine. */
        LOOPBACK,
        /** By a role of the server's realm. */
        ROLE,
        /** By the address. */
        ADDRESSES
    }

    static final Kind<OperateAccess> KIND = Kind.pointing(
            "loopback, role, or one or more, each " + Cidr.KIND.expected(),
            (text, complaint) -> switch (text) {
                case "loopback" -> Optional.of(new OperateAccess(Mode.LOOPBACK, List.of()));
                case "role" -> Optional.of(new OperateAccess(Mode.ROLE, List.of()));
                default ->
                    Kind.listOf(Cidr.KIND).parse(text, complaint).map(list -> new OperateAccess(Mode.ADDRESSES, list));
            },
            OperateAccess::toString);

    public OperateAccess {
        addresses = List.copyOf(addresses);
        if ((mode == Mode.ADDRESSES) == addresses.isEmpty()) {
            throw new IllegalArgumentException("operate.access: " + addresses);
        }
    }

    @Override
    public String toString() {
        return switch (mode) {
            case LOOPBACK -> "loopback";
            case ROLE -> "role";
            case ADDRESSES -> Kind.listOf(Cidr.KIND).print(addresses);
        };
    }
}
