package org.sluice.web.payara;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GrizzlyRequestTest {
    @Test
    @DisplayName("web.wire W5.1 a path from which a session id was cut is known as long as the id still stands there")
    void a_path_is_known_as_long_as_the_id_stands_there() {
        assertThat(GrizzlyRequest.intact("/a/b", null)).isTrue();
        assertThat(GrizzlyRequest.intact("/a;jsessionid=1.node/b", "1.node/b")).isTrue();
        assertThat(GrizzlyRequest.intact("/a;v=2/bsionid=1;v=2/b", "1")).isFalse();
    }

    @Test
    @DisplayName("web.wire W5.1 of a target in absolute form the path counts")
    void of_a_target_in_absolute_form_the_path_counts() {
        assertThat(GrizzlyRequest.withoutAuthority("http://host:80/a;b=1")).isEqualTo("/a;b=1");
        assertThat(GrizzlyRequest.withoutAuthority("http://host:80")).isEqualTo("/");
        assertThat(GrizzlyRequest.withoutAuthority("/a?u=http://b/c")).isEqualTo("/a?u=http://b/c");
    }
}
