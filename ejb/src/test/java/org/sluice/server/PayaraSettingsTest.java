package org.sluice.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.server.ServerSettings.Listener;

@SuppressWarnings("NullAway.Init") // JUnit makes the folder
class PayaraSettingsTest {
    private static final String DOMAIN =
            """
            <domain>
              <configs>
                <config name="default-config">
                  <transports><transport name="tcp" socket-write-buffer-size="1"/></transports>
                </config>
                <config name="server-config">
                  <system-property name="TLS_PORT" value="8181"/>
                  <thread-pools><thread-pool name="http-thread-pool"%s/></thread-pools>
                  <transports><transport name="tcp"%s/></transports>
                  <network-listeners>
                    <network-listener name="http-listener-1" port="8080" protocol="http-listener-1"/>
                    <network-listener name="http-listener-2" port="${TLS_PORT}" protocol="http-listener-2" enabled="%s"/>
                    <network-listener name="admin-listener" port="4848" protocol="http-listener-2"/>
                  </network-listeners>
                  <protocols>
                    <protocol name="http-listener-1"/>
                    <protocol name="http-listener-2" security-enabled="true"><ssl cert-nickname="s1as"/></protocol>
                  </protocols>
                </config>
              </configs>
            </domain>
            """;

    @TempDir
    Path folder;

    private ServerSettings facts(String xml) throws IOException {
        Path file = Files.writeString(folder.resolve("domain.xml"), xml);
        return PayaraSettings.read(file).facts("payara", OptionalLong.empty());
    }

    @Test
    @DisplayName("server S1.1 listeners, threads and buffers are found in the server's own part of the file")
    void what_is_set_is_found() throws IOException {
        ServerSettings facts =
                facts(DOMAIN.formatted(" max-thread-pool-size=\"200\"", " socket-write-buffer-size=\"65536\"", "true"));
        assertThat(facts.requestThreads()).hasValue(200);
        assertThat(facts.writeBuffer()).hasValue(65_536);
        assertThat(facts.listeners())
                .containsExactly(
                        new Listener("http-listener-1", 8080, false, 0, false),
                        new Listener("http-listener-2", 8181, true, 0, false));
    }

    @Test
    @DisplayName("server S1.1 what the listeners make of heads is found, and judged where it hurts")
    void what_the_listeners_make_of_heads_is_found() throws IOException {
        String two = DOMAIN.formatted("", "", "true")
                .replace(
                        "<protocol name=\"http-listener-1\"/>",
                        "<protocol name=\"http-listener-1\"><http header-buffer-length-bytes=\"65536\""
                                + " max-request-headers=\"1000\" xframe-options=\"false\""
                                + " allow-payload-for-undefined-http-methods=\"true\" server-header=\"false\"/></protocol>")
                .replace("<ssl ", "<http max-request-headers=\"250\"/><ssl ");
        assertThat(facts(two).http())
                .extracting(ServerSettings.Http::found)
                .filteredOn(found -> found.startsWith("listener"))
                .containsExactlyInAnyOrder(
                        "listener http-listener-2: header-buffer-length-bytes: 8192",
                        "listener http-listener-2: max-request-headers: 250",
                        "listener http-listener-2: xframe-options: true",
                        "listener http-listener-2: allow-payload-for-undefined-http-methods: false",
                        "listener http-listener-2: server-header: true",
                        "listener http-listener-1: http2-enabled: true");
        assertThat(facts(two).http())
                .extracting(ServerSettings.Http::found)
                .contains("-Dorg.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110=true")
                .doesNotContain("-Djava.net.preferIPv4Stack=false");
    }

    @Test
    @DisplayName("server S1.1 what is not set is what Payara takes then")
    void what_is_not_set_is_the_default() throws IOException {
        ServerSettings facts = facts(DOMAIN.formatted("", "", "false"));
        assertThat(facts.requestThreads()).hasValue(5);
        assertThat(facts.writeBuffer()).hasValue(-1);
        assertThat(facts.tlsPort()).isEmpty();
    }

    @Test
    @DisplayName("server S1.2 a file that is not there, or is another, is unknown")
    void another_file_is_unknown() throws IOException {
        ServerSettings none = PayaraSettings.read(folder.resolve("none")).facts("payara", OptionalLong.empty());
        assertThat(none.requestThreads()).isEqualTo(OptionalInt.empty());
        assertThat(SettingsAdvice.warnings(none)).isEmpty();
        assertThat(SettingsAdvice.warnings(facts("<other/>"))).isEmpty();
    }
}
