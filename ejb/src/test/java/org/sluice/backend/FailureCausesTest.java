package org.sluice.backend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.backend.AttemptFailed.Cause;
import org.sluice.transport.ConnectFailedException;

class FailureCausesTest {
    @ParameterizedTest
    @EnumSource(ConnectFailedException.Why.class)
    @DisplayName("backend R4.1 every failure of the transport maps to a cause")
    void whatever_the_transport_says_has_a_name_here(ConnectFailedException.Why why) {
        AttemptFailed failed = FailureCauses.named(new ConnectFailedException(why, "what happened", null));

        assertThat(failed.detail()).isEqualTo("what happened");
        assertThat(failed.cause().name()).endsWith(why.name());
        assertThat(failed.cause()).isNotEqualTo(Cause.SILENT);
    }
}
