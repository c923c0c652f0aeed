package org.sluice.web.operate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The page that shows a visitor what the balancer does, and what it is made of: a fixed list of names, read from the class
 * path. It answers only while the demo runs; to everybody else it is not there. Safe for many threads.
 */
final class DemoPage {
    /** The system property that says that the demo runs. The balancer's configuration does not know it. */
    private static final String SWITCH = "sluice.demo";

    private static final String SCRIPT = "text/javascript;charset=UTF-8";
    private static final String STYLE = "text/css;charset=UTF-8";

    /** By path below {@code /sluice}. The build puts {@code chart.js} there: one file of the WebJar of Chart.js. */
    private static final Map<String, Asset> ASSETS = Map.of(
            "/demo", Asset.read("index.html", "text/html;charset=UTF-8"),
            "/demo/demo.css", Asset.read("demo.css", STYLE),
            "/demo/demo.js", Asset.read("demo.js", SCRIPT),
            "/demo/members.js", Asset.read("members.js", SCRIPT),
            "/demo/trips.js", Asset.read("trips.js", SCRIPT),
            "/demo/chart.js", Asset.read("chart.js", SCRIPT));

    /** The page may load from this address alone, open WebSockets to it alone, and stand in no frame. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:;"
                            + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            // Asked for again each time, because another build may have come; 304 makes that cheap.
            "Cache-Control", "no-cache");

    private final BooleanSupplier on;

    /** A page that is there while {@code on} says so. */
    DemoPage(BooleanSupplier on) {
        this.on = on;
    }

    /** The page that follows the system property, live. */
    static DemoPage bySystemProperty() {
        return new DemoPage(() -> Boolean.getBoolean(SWITCH));
    }

    /** What stands at {@code path} below {@code /sluice}; empty if nothing does, or the demo is off. */
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
