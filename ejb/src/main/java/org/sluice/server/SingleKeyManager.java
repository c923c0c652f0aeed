package org.sluice.server;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * A key manager with one client key, presented whichever issuers the member accepts, because the operator has chosen it.
 * Immutable.
 */
final class SingleKeyManager extends X509ExtendedKeyManager {
    private final String alias;
    private final KeyFiles.Owned owned;

    SingleKeyManager(String alias, KeyFiles.Owned owned) {
        this.alias = alias;
        this.owned = owned;
    }

    @Override
    public @Nullable String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
        return chosen(types);
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
        return chosen(types);
    }

    private @Nullable String chosen(String[] types) {
        return List.of(types).contains(owned.key().getAlgorithm()) ? alias : null;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
        return new String[] {alias};
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String of) {
        return of.equals(alias) ? owned.chain().toArray(X509Certificate[]::new) : null;
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String of) {
        return of.equals(alias) ? owned.key() : null;
    }

    /** We are the client. */
    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
        return new String[0];
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
        return null;
    }
}
