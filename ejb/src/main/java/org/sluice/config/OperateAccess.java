package org.sluice.config;

import java.util.List;
import java.util.Optional;
import org.sluice.grammar.Kind;

/**
 * Which clients may use the console.
 *
 * @param addresses only for {@link Mode#ADDRESSES}
 */
public record OperateAccess(Mode mode, List<Cidr> addresses) {
    /** How access is granted. */
    public enum Mode {
        /** To clients on this machine. */
        LOOPBACK,
        /** To users with a role of the server's realm. */
        ROLE,
        /** To clients with one of the addresses. */
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
