package org.sluice.config;

import java.util.List;
import org.sluice.grammar.EntryKind;
import org.sluice.grammar.Key;
import org.sluice.grammar.KeyGroup;
import org.sluice.grammar.Kind;
import org.sluice.grammar.Texts;
import org.sluice.grammar.Values;

/** Which clients may connect: keys of rules and listeners. Immutable. */
public final class Access extends TypedValues {
    static final KeyGroup ADDRESSES = new KeyGroup("Access by address", EntryKind.RULE, EntryKind.LISTENER);

    static final KeyGroup GROUP = new KeyGroup("Rule: access", EntryKind.RULE);

    static final Key<Origins> ORIGINS = GROUP.unsupported(
            "origins", Origins.KIND, "any", "From which web origins a client may come; any = the member decides.", "");

    static final Key<List<String>> REQUIRE_ROLE = GROUP.key(
            "require-role",
            Kind.listOf(Texts.LINE),
            "The role a client must have, or one of several, in the server's realm; without credentials it is answered 401,"
                    + " without the role 403.",
            "nginx auth_basic; HAProxy http-request auth");

    /** The client must have one of these roles in the server's realm; empty = clients are not authenticated. */
    public List<String> requireRoles() {
        return values().or(REQUIRE_ROLE, List.of());
    }

    static final Key<Boolean> IDENTITY_HEADERS = GROUP.key(
            "identity-headers",
            Kind.flag(),
            "false",
            "Whether the member gets X-Sluice-User and X-Sluice-Roles; needs require-role. Never passed on from a client.",
            "oauth2-proxy X-Forwarded-User");

    public boolean identityHeaders() {
        return value(IDENTITY_HEADERS);
    }

    static final Key<List<Cidr>> ALLOW = ADDRESSES.unsupported(
            "allow", Kind.listOf(Cidr.KIND), "If given, clients of other addresses are answered 403.", "nginx allow");

    static final Key<List<Cidr>> DENY = ADDRESSES.unsupported(
            "deny",
            Kind.listOf(Cidr.KIND),
            "Clients of these addresses are answered 403; stronger than allow.",
            "nginx deny");

    /** Every client. */
    public static final Access OPEN = new Access(Values.none());

    Access(Values values) {
        super(values);
    }
}
