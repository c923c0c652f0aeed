package org.sluice.web.operate;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

/** Everything below {@code /sluice/}: reserved for the operator, never routed to a member. */
@WebServlet("/sluice/*")
public final class Operate extends HttpServlet {
    private static final long serialVersionUID = 1L;

    private final transient Demo demo = Demo.bySystemProperty();

    /** The container makes it. */
    public Operate() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String path = Objects.requireNonNullElse(request.getPathInfo(), "");
        Optional<Asset> asset = demo.at(path);
        if ("/health/live".equals(path)) {
            response.setContentType("application/json");
            response.getWriter().write("{\"status\":\"UP\"}");
        } else if (asset.isPresent()) {
            Demo.send(asset.get(), request, response);
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
