package org.sluice.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Ports;

@Tag("demo")
@ResourceLock(Apart.OWN_SERVER_TOO)
class DemoIT {
    @Test
    @DisplayName("demo R1.2 a taken port is named before anything is started")
    void a_taken_port_is_named_before_anything_is_started() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var demo = RunningDemo.start("taken-port", Ports.free(), taken.getLocalPort())) {
            assertThat(demo.awaitEnd()).isNotZero();
            assertThat(demo.output())
                    .contains("Port " + taken.getLocalPort() + " is taken by another program")
                    .contains("-Dsluice.https.port=")
                    .doesNotContain("Starting");
        }
    }

    @Test
    @DisplayName("demo R1.2 a port that is none is named")
    void a_port_that_is_none_is_named() throws Exception {
        try (var demo = RunningDemo.start("no-port", Ports.free(), 70000)) {
            assertThat(demo.awaitEnd()).isNotZero();
            assertThat(demo.output()).contains("sluice.https.port: 70000 (expected: a number from 1 to 65535)");
        }
    }

    @Test
    @DisplayName("demo R1.3 after SIGTERM it leaves nothing running")
    void told_to_terminate_it_leaves_nothing_running() throws Exception {
        int port = Ports.free();
        try (var demo = RunningDemo.start("terminated", port, Ports.free()).awaitReady()) {
            var children = demo.children();
            assertThat(children).isNotEmpty();

            demo.terminate();
            demo.awaitEnd();

            assertThat(children).noneMatch(ProcessHandle::isAlive);
            assertThat(answers(port)).isFalse();
        }
    }

    @Test
    @DisplayName("demo R1.3, R1.4 with the visitor's members it starts none, and ends by Enter")
    void with_the_visitors_members_it_starts_none_and_ends_by_enter() throws Exception {
        int port = Ports.free();
        var hub = new Hub();
        try (var own = Member.start("Own", hub, Duration.ofSeconds(1));
                var demo = RunningDemo.start("own-members", port, Ports.free(), "-Dsluice.members=" + own.address())
                        .awaitReady();
                var visitor = Visitor.at(demo.webSocket())) {
            visitor.hears("\"hello\"", "\"Own\"");
            assertThat(demo.output()).contains(own.address().toString()).doesNotContain("Member A");

            var children = demo.children();
            demo.pressEnter();

            assertThat(demo.awaitEnd()).isZero();
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
    }

    private static boolean answers(int port) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
