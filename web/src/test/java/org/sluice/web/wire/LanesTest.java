package org.sluice.web.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.undertow.unheard.OtherConnection;
import jakarta.servlet.http.WebConnection;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.config.WireChoice;

class LanesTest {
    private final Lines lines = new Lines();
    private final Lanes lanes = new Lanes(lines);

    /** Of a server that nobody here knows; nothing of it may be called. */
    private final WebConnection unknown = (WebConnection) Proxy.newProxyInstance(
            LanesTest.class.getClassLoader(), new Class<?>[] {WebConnection.class}, (proxy, method, arguments) -> {
                throw new AssertionError(method);
            });

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "EXPRESS"})
    @DisplayName(
            "W4.1 on an unknown server every connection goes the portable way, untouched, and the log says so once")
    void on_an_unknown_server_every_connection_goes_the_portable_way(WireChoice choice) {
        assertThat(lanes.exit(unknown, choice)).isNull();
        assertThat(lanes.exit(unknown, choice)).isNull();
        assertThat(lines.told).singleElement().asString().startsWith("wire-portable  why=no express lane is known");
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "EXPRESS"})
    @DisplayName("W4.1 on a server that is built differently it goes there too, and the log names what is missing")
    void on_a_server_that_is_built_differently_it_goes_there_too(WireChoice choice) {
        assertThat(lanes.exit(new OtherConnection(), choice)).isNull();
        assertThat(lines.told).singleElement().asString().contains("built differently", "OtherConnection.channel");
    }

    @Test
    @DisplayName("W4.2 the portable way that was asked for is nothing to tell")
    void the_portable_way_that_was_asked_for_is_nothing_to_tell() {
        assertThat(lanes.exit(unknown, WireChoice.PORTABLE)).isNull();
        assertThat(lines.told).isEmpty();
    }

    @Test
    @DisplayName("W4.1 a version of the line that was proven will do, another one only if the operator insists")
    void a_version_of_the_line_that_was_proven_will_do() throws LaneClosed {
        Proven proven = new Proven("Undertow", "2.3");
        proven.check("2.3.99.Final", false);
        proven.check("3.0.0.Final", true);
        assertThatThrownBy(() -> proven.check("2.30.0.Final", false))
                .isInstanceOf(LaneClosed.class)
                .hasMessage("Undertow 2.30.0.Final was never tried (expected: 2.3.x)");
    }

    /** Keeps what is logged. */
    private static final class Lines implements System.Logger {
        final List<String> told = new ArrayList<>();

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String line, @Nullable Throwable thrown) {
            told.add(line);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String line, @Nullable Object... parameters) {
            told.add(line);
        }
    }
}
