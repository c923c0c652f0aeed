package org.sluice.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.sluice.bench.stock.StockEndpoint;
import org.sluice.it.kit.Address;
import org.sluice.it.server.Kind;
import org.sluice.it.server.OwnServer;

/**
 * An application in a server of its own: Sluice, or the stock way.
 *
 * @param context its context root; empty for "/"
 */
record Deployed(String name, OwnServer server, String context) implements Target {
    /** What it does by itself before it is ready; 0 shows what that is worth, with {@code bench.warmup} 0. */
    private static final String WARM_UP = System.getProperty("bench.own-warm-up", "5s");

    /** Sluice, as it is after its deployment, on a server that {@code apply} has prepared. */
    static Deployed sluice(String name, Kind kind, int member) {
        var server = OwnServer.prepared(
                kind,
                name,
                Map.of("sluice.members", "ws://127.0.0.1:" + member, "sluice.settings", "warm-up=" + WARM_UP));
        server.deploy();
        return new Deployed(name, server, "");
    }

    /** Sluice with {@code relay=messages}. */
    static Deployed messages(String name, Kind kind, int member) {
        var server = OwnServer.withThreads(
                kind, name, Map.of("sluice.members", "ws://127.0.0.1:" + member, "sluice.relay", "messages"));
        server.deploy();
        return new Deployed(name, server, "");
    }

    /** What one writes with the Jakarta API alone: an endpoint that opens a client session for each of its own. */
    static Deployed stock(String name, Kind kind, int member, Path folder) {
        var server = OwnServer.withThreads(kind, name, Map.of(StockEndpoint.MEMBER, Integer.toString(member)));
        var file = folder.resolve("stock.war");
        ShrinkWrap.create(WebArchive.class, "stock.war")
                .addPackage(StockEndpoint.class.getPackage())
                .as(ZipExporter.class)
                .exportTo(file.toFile(), true);
        server.deploy(file);
        return new Deployed(name, server, "/stock");
    }

    @Override
    public Address plain() {
        return Address.plain(server.server().httpPort());
    }

    @Override
    public Optional<Address> tls() {
        return Optional.of(Address.tls(server.server().httpsPort()));
    }

    @Override
    public Optional<Processes> processes() {
        return Optional.of(new Processes(server.pid()));
    }

    @Override
    public boolean java() {
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
