package org.sluice.it.kit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;

/**
 * A request as the member received it.
 *
 * @param head every byte up to and with the empty line, as ISO 8859-1
 * @param target the request target, still encoded
 * @param query the parameters, decoded; of repeated ones the last
 */
public record Request(String head, String method, String target, HeaderLines headers, Map<String, String> query) {
    public Request {
        query = Map.copyOf(query);
    }

    static Request of(HttpHead head) {
        String[] line = head.firstLine().split(" ", 3);
        return new Request(head.raw(), line[0], line[1], head.headers(), queryOf(line[1]));
    }

    private static Map<String, String> queryOf(String target) {
        Map<String, String> query = new HashMap<>();
        int start = target.indexOf('?');
        String raw = start < 0 ? "" : target.substring(start + 1);
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                query.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    /** The path, still encoded. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    public String query(String name, String otherwise) {
        return query.getOrDefault(name, otherwise);
    }

    public int number(String name, int otherwise) {
        return query.containsKey(name) ? Integer.parseInt(query(name, "")) : otherwise;
    }

    /** A value that is no valid percent-encoding stays as it is. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value, UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
