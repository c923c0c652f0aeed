package org.sluice.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "permessage-deflate",
                " permessage-deflate ; server_no_context_takeover; client_max_window_bits=12",
                "Permessage-Deflate;client_max_window_bits=\"15\"",
                ", permessage-deflate ,\t,",
                "permessage-deflate; a=\"x, y; z\"",
                "permessage-deflate; a=\"quote \\\" , other\"",
                "permessage-deflate; client_max_window_bits=10, permessage-deflate"
            })
    @DisplayName("frames R4.1 permessage-deflate is known in every way it may be written")
    void deflate_is_known(String value) {
        assertThat(Extensions.accepted(List.of(value))).isEqualTo(new Extensions(true, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-webkit-deflate-frame",
                "permessage-bzip2; level=3",
                "mux",
                "; server_no_context_takeover",
                "\"permessage-deflate\"",
                "permessage deflate",
                "a=\"never ended, permessage-deflate"
            })
    @DisplayName("frames R4.1 everything else is unknown, even what cannot be read")
    void everything_else_is_unknown(String value) {
        assertThat(Extensions.accepted(List.of(value))).isEqualTo(new Extensions(false, true));
    }

    @Test
    @DisplayName("frames R4.1 several extensions are found in one value and in several")
    void several_extensions_are_found() {
        var both = new Extensions(true, true);

        assertThat(Extensions.accepted(List.of("permessage-deflate, foo"))).isEqualTo(both);
        assertThat(Extensions.accepted(List.of("foo", "permessage-deflate;x"))).isEqualTo(both);
    }

    @Test
    @DisplayName("frames R4.1 no header and an empty one accept nothing")
    void no_header_accepts_nothing() {
        assertThat(Extensions.accepted(List.of())).isEqualTo(Extensions.none());
        assertThat(Extensions.accepted(List.of("", " , "))).isEqualTo(Extensions.none());
    }
}
