package org.sluice.wiring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluice.admission.MemberDestinations;
import org.sluice.backend.Attempt;
import org.sluice.backend.MemberChecks;
import org.sluice.backend.ProbeResult;
import org.sluice.config.BodyPattern;
import org.sluice.config.HealthConfig;
import org.sluice.config.PoolConfig;
import org.sluice.handshake.Header;
import org.sluice.handshake.Headers;
import org.sluice.health.CheckResult;
import org.sluice.heartbeat.Prober;
import org.sluice.pool.Member;
import org.sluice.pool.Pool;
import org.sluice.transport.Destination;

/** Makes the health check that a pool's configuration describes. */
record PoolProber(MemberChecks checks, MemberDestinations destinations) implements Prober {
    @Override
    public Optional<CheckResult> check(Pool pool, Member member) {
        ProbeResult result = probe(pool.config(), member);
        return switch (result.verdict()) {
            case GOOD -> Optional.of(CheckResult.well());
            case BAD -> Optional.of(CheckResult.bad(result.reason()));
            case NONE -> Optional.empty();
        };
    }

    private ProbeResult probe(PoolConfig pool, Member member) {
        HealthConfig health = pool.health();
        Destination destination = destinations.destination(member.config(), pool);
        return switch (health.check()) {
            case TCP, OFF -> checks.tcp(destination, health.rhythm().timeout());
            case HTTP ->
                checks.http(health.probe().method(), attempt(pool, member, destination), wanted(health.probe()));
            case WEBSOCKET -> checks.webSocket(attempt(pool, member, destination));
        };
    }

    private static MemberChecks.Wanted wanted(HealthConfig.Probe probe) {
        return new MemberChecks.Wanted(
                status -> probe.expect().stream().anyMatch(range -> range.contains(status)),
                probe.body().map(BodyPattern::found));
    }

    private static Attempt attempt(PoolConfig pool, Member member, Destination destination) {
        HealthConfig.Rhythm rhythm = pool.health().rhythm();
        return new Attempt(
                destination,
                pool.health().probe().path(),
                headers(pool.health().probe(), member),
                rhythm.timeout(),
                rhythm.timeout(),
                pool.sizeLimits().maxHeader());
    }

    private static Headers headers(HealthConfig.Probe probe, Member member) {
        List<Header> lines = new ArrayList<>();
        lines.add(new Header("Host", member.uri().getAuthority()));
        lines.add(new Header("User-Agent", "Sluice/" + Version.current() + " (check)"));
        Headers headers = new Headers(lines);
        for (var header : probe.headers().entrySet()) {
            headers = headers.with(header.getKey(), header.getValue());
        }
        return probe.subprotocol().isPresent()
                ? headers.with("Sec-WebSocket-Protocol", probe.subprotocol().get())
                : headers;
    }
}
