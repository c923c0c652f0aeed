package org.sluice.config;

import java.time.Duration;

/**
 * What holds for the whole balancer. Each value is in the range of its key in {@link SettingsKeys}.
 *
 * @param ioThreads 0 = as many as cores
 * @param handshakesMaxPending 0 = what heap, descriptors and request threads allow
 * @param maxRelays 0 = what heap and file descriptors allow
 * @param frameTimeout without one byte inside a frame
 * @param auditSample in percent
 * @param operatePort 0 = every listener
 * @param drain whether the whole instance is to be left
 */
public record Settings(
        int ioThreads,
        Duration reloadInterval,
        int handshakesMaxPending,
        int maxRelays,
        Duration frameTimeout,
        int auditSample,
        WireChoice wire,
        OperateAccess operateAccess,
        int operatePort,
        boolean drain) {

    /** What holds when nothing is said. */
    public static final Settings STANDARD = of(Values.none());

    /** Checks every value.
     *
     * @throws IllegalArgumentException naming the first key whose value is out of range
     */
    public Settings {
        SettingsKeys.IO_THREADS.check(ioThreads);
        SettingsKeys.RELOAD_INTERVAL.check(reloadInterval);
        SettingsKeys.HANDSHAKES_MAX_PENDING.check(handshakesMaxPending);
        SettingsKeys.MAX_RELAYS.check(maxRelays);
        SettingsKeys.FRAME_TIMEOUT.check(frameTimeout);
        SettingsKeys.AUDIT_SAMPLE.check(auditSample);
        SettingsKeys.OPERATE_PORT.check(operatePort);
    }

    static Settings of(Values values) {
        return new Settings(
                values.or(SettingsKeys.IO_THREADS),
                values.or(SettingsKeys.RELOAD_INTERVAL),
                values.or(SettingsKeys.HANDSHAKES_MAX_PENDING),
                values.or(SettingsKeys.MAX_RELAYS),
                values.or(SettingsKeys.FRAME_TIMEOUT),
                values.or(SettingsKeys.AUDIT_SAMPLE),
                values.or(SettingsKeys.WIRE),
                values.or(SettingsKeys.OPERATE_ACCESS),
                values.or(SettingsKeys.OPERATE_PORT),
                values.or(SettingsKeys.DRAIN));
    }
}
