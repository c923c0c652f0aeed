package org.sluice.web.accept;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * The door every client knocks at. The longest path prefix wins, so {@code /sluice/*} stays with the operator; the
 * pattern is {@code /*} and not {@code /}, because the server's own {@code *.jsp} servlet would win over the latter.
 */
@WebServlet("/*")
public final class FrontDoor extends HttpServlet {
    private static final long serialVersionUID = 1L;

    /** The container makes it. */
    public FrontDoor() {}

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        response.setContentType("text/plain");
        response.setCharacterEncoding("UTF-8");
        response.getWriter()
                .write("No pool is configured: bind java:global/sluice/pools/default or sluice/pools/default in JNDI,"
                        + " or set the system property sluice.members\n");
    }
}
