package org.sluice.web.operate;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sluice.wiring.ApplicationLifecycle;

/** Everything below {@code /sluice/}: reserved for the operator, never routed to a member. */
@WebServlet("/sluice/*")
public final class Operate extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient DemoPage demo = DemoPage.bySystemProperty();

    @Inject
    private transient @Nullable ApplicationLifecycle life;

    /** Called by the container. */
    public Operate() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "");
        Optional<Asset> asset = demo.at(path);
        if ("/health/live".equals(path)) {
            json(response, "{\"status\":\"UP\"}");
        } else if ("/health/ready".equals(path)) {
            ApplicationLifecycle application = Objects.requireNonNull(life);
            boolean details = isLocal(request);
            ReadinessAnswer ready = ReadinessAnswer.of(application.readiness(), details);
            boolean members = details && "members".equals(request.getQueryString());
            response.setStatus(ready.status());
            json(response, members ? ready.with(application.members()).json() : ready.json());
        } else if (asset.isPresent()) {
            DemoPage.send(asset.get(), request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }

    private static void json(HttpServletResponse response, String text) throws IOException {
        response.setContentType("application/json");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Cache-Control", "no-store");
        response.getWriter().write(text);
    }

    /** Whether the request comes from this machine; servers give literal addresses, which are not looked up. */
    private static boolean isLocal(HttpServletRequest request) throws UnknownHostException {
        return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
    }
}
