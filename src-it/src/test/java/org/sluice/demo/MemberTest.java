package org.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MemberTest {
    private final Hub hub = new Hub();
    private final Member a = Member.start("A", hub, Duration.ofSeconds(1));
    private final Member b = Member.start("B", hub, Duration.ofSeconds(1));

    @AfterEach
    void end() {
        a.close();
        b.close();
    }

    @Test
    @DisplayName("demo R2.1 a member says who it is and echoes what it was sent")
    void a_member_says_who_it_is_and_echoes() {
        try (var visitor = Visitor.at(a.address().toString())) {
            visitor.hears("\"type\":\"hello\"", "\"member\":\"A\"");
            visitor.says("{\"type\":\"echo\",\"sent\":12.5}");
            visitor.hears("\"type\":\"echo\"", "\"sent\":12.5", "\"member\":\"A\"");
        }
    }

    @Test
    @DisplayName("demo R2.2 what is said to one member is heard from all")
    void what_is_said_to_one_member_is_heard_from_all() {
        try (var one = Visitor.at(a.address().toString());
                var other = Visitor.at(b.address().toString())) {
            other.hears("hello");
            one.says("{\"type\":\"chat\",\"text\":\"good <morning>\"}");
            other.hears("\"type\":\"chat\"", "\"member\":\"A\"", "good <morning>");
            one.hears("\"type\":\"chat\"", "good <morning>");
        }
    }

    @Test
    @DisplayName("demo R2.1 a member ends a session that says what it does not know")
    void a_member_ends_a_session_that_says_what_it_does_not_know() {
        try (var visitor = Visitor.at(a.address().toString())) {
            visitor.says("not JSON");
            visitor.hears("closed 1008");
        }
    }

    @Test
    @DisplayName("demo R2.3 a stopped member resets its sessions, closes its port, and comes back on it")
    void a_stopped_member_resets_its_sessions_closes_its_port_and_comes_back() {
        try (var one = Visitor.at(a.address().toString());
                var other = Visitor.at(b.address().toString())) {
            other.hears("hello");
            one.says("{\"type\":\"stop\"}");
            one.hears("lost");
            other.hears("\"type\":\"stopped\"", "\"member\":\"A\"", "\"seconds\":1");
            assertThat(isOpen(a)).isFalse();

            other.hears("\"type\":\"back\"", "\"member\":\"A\"");
            try (var later = Visitor.at(a.address().toString())) {
                later.hears("hello", "\"member\":\"A\"");
            }
        }
    }

    private static boolean isOpen(Member member) {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), member.address().getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
