package org.sluice.config;

import java.util.Set;

/**
 * Keys that are read and checked, but that nothing acts on yet: whoever sets one is warned, and the table of keys says so.
 * When the capability is there, its line here goes.
 */
final class NotYetActing {
    static final Set<Key<?>> KEYS = Set.of(
            TimeKeys.REQUEST_TIMEOUT,
            SizeKeys.MAX_BODY,
            RuleKeys.ORIGINS,
            RuleKeys.ALLOW,
            RuleKeys.DENY,
            ListenerKeys.TRUSTED_PROXIES,
            ListenerKeys.CONNECTIONS_PER_SOURCE,
            ListenerKeys.HANDSHAKES_PER_SECOND,
            ListenerKeys.MAX_CONNECTIONS,
            SettingsKeys.MAX_RELAYS,
            SettingsKeys.OPERATE_ACCESS,
            SettingsKeys.OPERATE_PORT);

    private NotYetActing() {}
}
