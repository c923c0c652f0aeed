package org.sluice.web.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undertow.other.OtherConnection;
import jakarta.servlet.http.WebConnection;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.config.WireChoice;
import org.sluice.web.container.NotTransferable;
import org.sluice.web.container.ProvenVersions;

class WireSelectionTest {
    private static final Logger LOG = Logger.getLogger("org.sluice");

    private final Lines lines = new Lines();
    private final WireSelection lanes = new WireSelection();

    @BeforeEach
    void listen() {
        LOG.addHandler(lines);
    }

    @AfterEach
    void listenNoMore() {
        LOG.removeHandler(lines);
    }

    /** Of a server that no one here knows; nothing of it may be called. */
    private final WebConnection unknown = (WebConnection) Proxy.newProxyInstance(
            WireSelectionTest.class.getClassLoader(),
            new Class<?>[] {WebConnection.class},
            (proxy, method, arguments) -> {
                throw new AssertionError(method);
            });

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "EXPRESS"})
    @DisplayName(
            "web.wire W4.1 on an unknown server every connection goes the portable way, untouched, and the log says so once")
    void on_an_unknown_server_every_connection_goes_the_portable_way(WireChoice choice) {
        assertThat(lanes.exit(unknown, choice)).isNull();
        assertThat(lanes.exit(unknown, choice)).isNull();
        assertThat(lines.told).singleElement().asString().startsWith("wire-portable  why=no express lane is known");
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "EXPRESS"})
    @DisplayName(
            "web.wire W4.1 on a server that is built differently it goes there too, and the log names what is missing")
    void on_a_server_that_is_built_differently_it_goes_there_too(WireChoice choice) {
        assertThat(lanes.exit(new OtherConnection(), choice)).isNull();
        assertThat(lines.told).singleElement().asString().contains("built differently", "OtherConnection.channel");
    }

    @Test
    @DisplayName("web.wire W4.2 the portable way logs nothing where it is configured")
    void the_portable_way_that_was_asked_for_is_nothing_to_tell() {
        assertThat(lanes.exit(unknown, WireChoice.PORTABLE)).isNull();
        assertThat(lines.told).isEmpty();
    }

    @Test
    @DisplayName(
            "web.wire W4.1 a version of the line that was proven will do, another one only if the operator insists")
    void a_version_of_the_line_that_was_proven_will_do() throws NotTransferable {
        ProvenVersions proven = new ProvenVersions("Undertow", "2.3");
        proven.check("2.3.99.Final", false);
        proven.check("3.0.0.Final", true);
        assertThatThrownBy(() -> proven.check("2.30.0.Final", false))
                .isInstanceOf(NotTransferable.class)
                .hasMessage("Undertow 2.30.0.Final was never tried (expected: 2.3.x)");
    }

    /** Keeps what is logged. */
    private static final class Lines extends Handler {
        final List<String> told = new ArrayList<>();

        @Override
        public void publish(LogRecord line) {
            told.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
