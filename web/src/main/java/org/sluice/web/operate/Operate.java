package org.sluice.web.operate;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Everything below {@code /sluice/}: reserved for the operator, never routed to a member. */
@WebServlet("/sluice/*")
public final class Operate extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** The container makes it. */
    public Operate() {}

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if ("/health/live".equals(request.getPathInfo())) {
            response.setContentType("application/json");
            response.getWriter().write("{\"status\":\"UP\"}");
        } else {
            response.sendError(HttpServletResponse.SC_NOT_FOUND);
        }
    }
}
