package org.sluice.web.accept;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.sluice.handshake.Headers;

/**
 * An error answer of ours to a plain request: one line of text, or a problem (RFC 9457) for clients that ask for JSON. It names the
 * request as the log does.
 *
 * @param id of the request
 */
record ErrorBody(int status, Headers headers, String id, String sentence) {
    private static final String PROBLEM = "application/problem+json";

    /** The whole answer; nothing must be written yet. */
    void write(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean json =
                Collections.list(request.getHeaders("Accept")).stream().anyMatch(accepted -> accepted.contains("json"));
        byte[] body = (json ? problem() : sentence + " (request " + id + ")\n").getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        AnswerWriter.copy(headers, response);
        response.setHeader("Content-Type", json ? PROBLEM : "text/plain;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private String problem() {
        return "{\"status\":" + status + ",\"title\":\"" + escaped(sentence) + "\",\"instance\":\"urn:request:"
                + escaped(id) + "\"}";
    }

    /** Sentences of ours have no control characters. */
    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"");
    }
}
