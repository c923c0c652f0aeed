package org.sluice.web.operate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The demo page and its files: a fixed list of names, read from the class path. Found only while the demo runs. Any
 * thread.
 */
final class DemoPage {
    /** The system property that turns the demo on. It is not part of the balancer's configuration. */
    private static final String SWITCH = "sluice.demo";

    private static final String SCRIPT = "text/javascript;charset=UTF-8";
    private static final String STYLE = "text/css;charset=UTF-8";

    /** By path below {@code /sluice}. The build adds {@code chart.js} there: one file of the WebJar of Chart.js. */
    private static final Map<String, Asset> ASSETS = Map.of(
            "/demo", Asset.read("index.html", "text/html;charset=UTF-8"),
            "/demo/demo.css", Asset.read("demo.css", STYLE),
            "/demo/demo.js", Asset.read("demo.js", SCRIPT),
            "/demo/members.js", Asset.read("members.js", SCRIPT),
            "/demo/trips.js", Asset.read("trips.js", SCRIPT),
            "/demo/chart.js", Asset.read("chart.js", SCRIPT));

    /** The page may load from, and open WebSockets to, its own address only, and may not be framed. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            // Revalidated each time, because the build may have changed; a 304 makes that cheap.
            "Cache-Control", "no-cache");

    private final BooleanSupplier on;

    /** A page that is found while {@code on} is true. */
    DemoPage(BooleanSupplier on) {
        this.on = on;
    }

    /** The page that is found while the system property is true. */
    static DemoPage bySystemProperty() {
        return new DemoPage(() -> Boolean.getBoolean(SWITCH));
    }

    /** The file at {@code path} below {@code /sluice}; empty if there is none, or the demo is off. */
    Optional<Asset> at(String path) {
        return on.getAsBoolean() ? Optional.ofNullable(ASSETS.get(path)) : Optional.empty();
    }

    static void send(Asset asset, HttpServletRequest request, HttpServletResponse response) throws IOException {
        HEADERS.forEach(response::setHeader);
        response.setHeader("ETag", asset.tag());
        if (asset.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
            return;
        }
        response.setContentType(asset.type());
        response.setContentLength(asset.length());
        asset.writeTo(response.getOutputStream());
    }
}
