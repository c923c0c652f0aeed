package org.sluice.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.it.server.Log;
import org.sluice.it.server.SluiceIT;
import org.sluice.it.server.TrustAll;

class DeploymentIT extends SluiceIT {
    private final HttpClient client =
            HttpClient.newBuilder().sslContext(TrustAll.context()).build();

    @Test
    @DisplayName("it R1.1 the application is alive on the plain listener")
    void the_application_is_alive_on_the_plain_listener() throws Exception {
        var answer = get("http", "/sluice/health/live");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    @DisplayName("it R1.1 the application is alive on the TLS listener")
    void the_application_is_alive_on_the_tls_listener() throws Exception {
        assertThat(get("https", "/sluice/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("it R1.1 the log says once that it started, in which version and in which server")
    void the_log_says_once_that_it_started() {
        assertThat(Log.current().linesWith("sluice-started"))
                .singleElement()
                .asString()
                .containsPattern("version=\\d+\\.\\d+\\.\\d+\\S* server=\"[^\"]+\"");
    }

    @Test
    @DisplayName("it R1.2 an unknown path of the operator is not found")
    void an_unknown_path_of_the_operator_is_not_found() throws Exception {
        assertThat(get("http", "/sluice/nobody").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String scheme, String path) throws IOException, InterruptedException {
        var uri = scheme.equals("https") ? server.https(path) : server.http(path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
