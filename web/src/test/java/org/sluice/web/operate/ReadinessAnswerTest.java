package org.sluice.web.operate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.sluice.wiring.MemberView;
import org.sluice.wiring.Readiness;

class ReadinessAnswerTest {
    private static final Readiness WITH_MISTAKES =
            new Readiness(Readiness.State.READY, 7, List.of("pools/a: path: \"\\x\" (expected: y)", "b\u0001"));

    @Test
    @DisplayName("web.operate R1.4 ready is 200 with the number of the configuration")
    void ready_is_200() {
        assertThat(ReadinessAnswer.of(new Readiness(Readiness.State.READY, 3, List.of()), true))
                .isEqualTo(new ReadinessAnswer(200, "{\"status\":\"UP\",\"generation\":3}"));
    }

    @Test
    @DisplayName("web.operate R1.4 without a configuration, or while it stops, the answer is 503 and says why")
    void not_ready_is_503() {
        assertThat(ReadinessAnswer.of(new Readiness(Readiness.State.EMPTY, 1, List.of()), true))
                .isEqualTo(new ReadinessAnswer(
                        503, "{\"status\":\"DOWN\",\"why\":\"nothing is configured\",\"generation\":1}"));
        assertThat(ReadinessAnswer.of(new Readiness(Readiness.State.STOPPED, 0, List.of()), false)
                        .status())
                .isEqualTo(503);
    }

    @Test
    @DisplayName("web.operate R1.4 a drained instance is not ready")
    void a_drained_instance_is_not_ready() {
        assertThat(ReadinessAnswer.of(new Readiness(Readiness.State.DRAINING, 2, List.of()), false))
                .isEqualTo(new ReadinessAnswer(
                        503, "{\"status\":\"DOWN\",\"why\":\"this instance is being drained\",\"generation\":2}"));
    }

    @Test
    @DisplayName("web.operate R1.4 an instance that is warming up is not ready yet")
    void an_instance_that_is_warming_up_is_not_ready() {
        assertThat(ReadinessAnswer.of(new Readiness(Readiness.State.WARMING_UP, 2, List.of()), false))
                .isEqualTo(new ReadinessAnswer(
                        503, "{\"status\":\"DOWN\",\"why\":\"this instance is warming up\",\"generation\":2}"));
    }

    @Test
    @DisplayName("web.operate R1.5 on request it lists the state of each member")
    void asked_for_the_members_it_says_how_each_one_is() {
        var member = new MemberView("chat", "ws://10.0.0.1:8080", "DOWN", "STATUS 503", "drain", 3, 1);
        assertThat(ReadinessAnswer.of(new Readiness(Readiness.State.READY, 3, List.of()), true)
                        .with(List.of(member))
                        .json())
                .isEqualTo("{\"status\":\"UP\",\"generation\":3,\"members\":[{\"pool\":\"chat\","
                        + "\"member\":\"ws://10.0.0.1:8080\",\"health\":\"DOWN\",\"reason\":\"STATUS 503\","
                        + "\"intent\":\"drain\",\"open\":3,\"pending\":1}]}");
    }

    @Test
    @DisplayName("web.operate R1.4 only this machine gets the mistakes, whatever they contain; others get their number")
    void this_machine_alone_is_told_the_mistakes() {
        assertThat(ReadinessAnswer.of(WITH_MISTAKES, true).json())
                .isEqualTo("{\"status\":\"UP\",\"generation\":7,\"refused\":2,"
                        + "\"mistakes\":[\"pools/a: path: \\\"\\\\x\\\" (expected: y)\",\"b\\u0001\"]}");
        assertThat(ReadinessAnswer.of(WITH_MISTAKES, false).json())
                .isEqualTo("{\"status\":\"UP\",\"generation\":7,\"refused\":2}");
    }
}
