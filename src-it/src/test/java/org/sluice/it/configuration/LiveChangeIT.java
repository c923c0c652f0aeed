package org.sluice.it.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.sluice.it.kit.Address;
import org.sluice.it.kit.HandshakeRequest;
import org.sluice.it.kit.HttpAnswer;
import org.sluice.it.kit.MembersPage;
import org.sluice.it.kit.RawClient;
import org.sluice.it.kit.Results;
import org.sluice.it.kit.ScriptedMember;
import org.sluice.it.server.Apart;
import org.sluice.it.server.Kind;
import org.sluice.it.server.Management;
import org.sluice.it.server.OwnServer;

/**
 * A server of its own is told again and again, by its own management, while many sessions live in it and clients come all the
 * time. The order is that of a story: what comes first is what needs nothing that others leave behind, and last what a server
 * must be restarted after.
 */
@ResourceLock(Apart.OWN_SERVER)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class LiveChangeIT {
    private static final boolean LONG = Boolean.getBoolean("sluice.long");
    private static final int SESSIONS = 500;

    /** Those that talk while members are restarted, and over how long each member's are told to go. */
    private static final int CHATTY = LONG ? 300 : 30;

    private static final Duration CHATTY_SPREAD = LONG ? Duration.ofSeconds(5) : Duration.ofMillis(500);

    private static final Duration RELOAD = Duration.ofMillis(250);
    private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration DRAIN_SPREAD = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration QUEUE_TIMEOUT = Duration.ofSeconds(80);

    private final ScriptedMember stays = ScriptedMember.plain(0);
    private final ScriptedMember leaves = ScriptedMember.plain(0);
    private final ScriptedMember comes = ScriptedMember.plain(0);
    private final OwnServer own;
    private final Management management;
    private final Address front;
    private final Map<String, String> chat = new LinkedHashMap<>();

    private List<String> refusal = List.of();
    private int statusBefore;
    private LiveClients crowd;
    private Visitors visitors;

    LiveChangeIT() throws IOException {
        own = OwnServer.start(
                "words",
                Map.of(
                        "sluice.settings",
                        "reload-interval=" + RELOAD.toMillis() + "ms",
                        "sluice.rules.talk",
                        "path=/talk/*; pool=chat; relay=messages"));
        management = own.management();
        front = Address.plain(own.server().httpPort());
        chat.put("members", members(stays, leaves));
        chat.put("policy", "round-robin");
        chat.put("drain-timeout", DRAIN_TIMEOUT.toSeconds() + "s");
        chat.put("drain-spread", DRAIN_SPREAD.toSeconds() + "s");
    }

    @BeforeAll
    void start_at_the_second_attempt() throws IOException {
        management.create("pools/chat", chat);
        management.create("rules/chat", Map.of("path", "/chat/*", "pool", "chat"));
        management.setProperty("sluice.pools.narrow", narrow());
        management.setProperty("sluice.rules.narrow", "path=/narrow/*; pool=narrow");
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("members", "nobody");
        wrong.put("retries", "-1");
        wrong.put("polcy", "random");
        management.create("pools/wrong", wrong);
        own.deployInVain();
        await().atMost(Duration.ofMinutes(2))
                .until(() -> !own.log().linesWith("config-rejected").isEmpty());
        refusal = own.log().linesWith("config-rejected");
        statusBefore = get("/sluice/health/live").statusCode();
        management.delete("pools/wrong");
        own.deploy();
        crowd = LiveClients.of(SESSIONS, front, "/chat/echo");
        visitors = new Visitors(front, "/chat/echo?token=visitor");
    }

    @AfterAll
    void stop() throws IOException {
        if (visitors != null) {
            visitors.close();
        }
        if (crowd != null) {
            crowd.close();
        }
        own.close();
        for (ScriptedMember member : List.of(stays, leaves, comes)) {
            member.close();
        }
    }

    /** W2.1, after whatever was changed. */
    @AfterEach
    void no_live_session_is_touched_and_no_handshake_fails() throws IOException {
        if (crowd.size() == 0) {
            return; // the instance was left
        }
        int served = visitors.served();
        await().atMost(Duration.ofSeconds(60)).until(() -> visitors.served() > served + 5);
        assertThat(visitors.failures()).isEmpty();
        crowd.mustBeAlive();
    }

    @Test
    @Order(1)
    @DisplayName("it.configuration W1.1 a wrong entry stops the start, and every mistake stands in the log")
    void a_wrong_entry_stops_the_start() {
        assertThat(refusal)
                .first()
                .asString()
                .contains(
                        "3 problem(s)",
                        "pools/wrong: members: nobody (expected: ws://HOST:PORT",
                        "pools/wrong: retries: -1 (expected: 0..10)",
                        "pools/wrong: polcy: random (expected: a known key; the nearest is policy)");
        assertThat(statusBefore).isNotEqualTo(200);
        assertThat(crowd.size()).isEqualTo(SESSIONS);
    }

    @Test
    @Order(2)
    @DisplayName(
            "it.configuration W1.2 a pool and a rule that are created, changed and deleted are seen by the next handshakes")
    void a_pool_and_a_rule_that_are_created_changed_and_deleted_are_seen() throws IOException {
        assertThat(status("/lobby/echo")).isEqualTo(404);
        Map<String, String> lobby = new LinkedHashMap<>(Map.of("members", members(comes)));
        Map<String, String> rule = new LinkedHashMap<>(Map.of("path", "/lobby/*", "pool", "lobby"));

        management.create("pools/lobby", lobby);
        management.create("rules/lobby", rule);
        soon().until(() -> status("/lobby/echo?token=created") == 101);
        assertThat(comes.visits("created")).isNotEmpty();

        lobby.put("members", members(stays));
        management.change("pools/lobby", lobby, "members");
        soon().until(() ->
                status("/lobby/echo?token=pool") == 101 && !stays.visits("pool").isEmpty());

        rule.put("path", "/foyer/*");
        management.change("rules/lobby", rule, "path");
        soon().until(() -> status("/foyer/echo") == 101 && status("/lobby/echo") == 404);

        management.delete("rules/lobby");
        management.delete("pools/lobby");
        soon().until(() -> status("/foyer/echo") == 404);
    }

    @Test
    @Order(3)
    @DisplayName(
            "it.configuration W1.3 system properties that are set, changed and deleted are seen by the next handshakes")
    void system_properties_that_are_set_changed_and_deleted_are_seen() {
        management.setProperty("sluice.rules.door", "path=/door/*; respond=403 closed");
        soon().until(() -> status("/door/x") == 403);

        management.setProperty("sluice.rules.door", "path=/door/*; pool=chat");
        soon().until(() -> status("/door/echo") == 101);

        management.deleteProperty("sluice.rules.door");
        soon().until(() -> status("/door/echo") == 404);
    }

    @Test
    @Order(4)
    @DisplayName(
            "it.configuration W3.1 a wrong change changes nothing, and the log and the readiness name the mistakes")
    void a_wrong_change_changes_nothing() throws IOException {
        String before = get("/sluice/health/ready").body();
        assertThat(before).matches("\\{\"status\":\"UP\",\"generation\":[0-9]+}");
        Map<String, String> wrong = new LinkedHashMap<>(chat);
        wrong.put("policy", "randon");

        management.change("pools/chat", wrong, "policy");
        String mistake = "pools/chat: policy: randon (expected: one of ";
        soon().until(() -> get("/sluice/health/ready").body().contains(mistake));
        HttpResponse<String> refused = get("/sluice/health/ready");
        assertThat(refused.statusCode()).isEqualTo(200);
        assertThat(refused.body()).startsWith(before.substring(0, before.length() - 1) + ",\"refused\":1,");
        assertThat(own.log().linesWith(mistake)).hasSize(1);
        assertThat(status("/chat/echo")).isEqualTo(101);

        management.change("pools/chat", chat, "policy");
        soon().until(() -> !get("/sluice/health/ready").body().contains("mistakes"));
    }

    @Test
    @Order(5)
    @DisplayName(
            "it.configuration W2.2 the sessions of a removed member are told to go when their time is over, one after the other")
    void the_sessions_of_a_removed_member_are_told_to_go_when_their_time_is_over() throws IOException {
        List<LiveClients.Session> leaving = crowd.partWith(leaves);
        assertThat(leaving).hasSizeBetween(SESSIONS / 2 - 5, SESSIONS / 2 + 5);
        List<CompletableFuture<LiveClients.ReceivedClose>> awaited = LiveClients.closes(leaving);

        chat.put("members", members(stays, comes));
        long before = System.nanoTime();
        management.change("pools/chat", chat, "members");
        soon().until(() -> status("/chat/echo?token=instead") == 101
                && !comes.visits("instead").isEmpty());
        int seen = leaves.visits("visitor").size();
        List<LiveClients.ReceivedClose> closes =
                awaited.stream().map(CompletableFuture::join).toList();

        assertThat(closes).allSatisfy(closeState -> {
            assertThat(closeState.code()).isEqualTo(1012);
            assertThat(closeState.reason()).isEqualTo("drain");
        });
        long first = closes.stream()
                .mapToLong(LiveClients.ReceivedClose::atNanos)
                .min()
                .orElseThrow();
        long last = closes.stream()
                .mapToLong(LiveClients.ReceivedClose::atNanos)
                .max()
                .orElseThrow();
        assertThat(Duration.ofNanos(first - before)).isGreaterThanOrEqualTo(DRAIN_TIMEOUT);
        // Each sweep, twice a second, tells a share.
        assertThat(Duration.ofNanos(last - first)).isBetween(Duration.ofMillis(300), Duration.ofSeconds(4));
        assertThat(leaves.visits("visitor")).hasSize(seen);
    }

    @Test
    @Order(6)
    @DisplayName(
            "it.configuration W2.3 members whose entries say drain, one after the other, are restarted under chatty sessions: no acknowledged"
                    + " message is lost, none is told anything but 1012, no handshake fails")
    void members_are_restarted_one_after_the_other() throws IOException {
        Set<String> journal = ConcurrentHashMap.newKeySet();
        List<ScriptedMember> members = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            members.add(writingDown(0, journal));
        }
        Map<String, String> rolling = new LinkedHashMap<>();
        rolling.put("members", members(members));
        rolling.put("drain-timeout", "0");
        rolling.put("drain-spread", CHATTY_SPREAD.toMillis() + "ms");
        management.create("pools/rolling", rolling);
        management.create("rules/rolling", Map.of("path", "/rolling/*", "pool", "rolling"));
        soon().until(() -> status("/rolling/journal") == 101);
        try (ChattySessions chatty = new ChattySessions(CHATTY, front, "/rolling/journal")) {
            long began = System.nanoTime();
            for (int i = 0; i < members.size(); i++) {
                restart(i, members, rolling, journal);
            }
            int before = chatty.acknowledged();
            await().atMost(PATIENCE).until(() -> chatty.acknowledged() > before + 10 * CHATTY);
            assertThat(chatty.failures()).isEmpty();
            assertThat(chatty.endings()).containsOnlyKeys("1012 drain");
            assertThat(chatty.fewestMoves()).isPositive();
            assertThat(chatty.lost(journal)).isEmpty();
            Results.note(
                    Kind.current().qualifier(),
                    "rolling restart: %d chatty sessions, 3 members in %d ms, %d messages acknowledged, lost %d; told %s; failed %d"
                            .formatted(
                                    CHATTY,
                                    (System.nanoTime() - began) / 1_000_000,
                                    chatty.acknowledged(),
                                    chatty.lost(journal).size(),
                                    chatty.endings(),
                                    chatty.failures().size()));
        } finally {
            for (ScriptedMember member : members) {
                member.close();
            }
        }
    }

    /** Drains it, ends it when nobody is on it any more, and lets another one serve in its place. */
    private void restart(int which, List<ScriptedMember> members, Map<String, String> pool, Set<String> journal)
            throws IOException {
        MembersPage page = new MembersPage(front);
        int port = members.get(which).port();
        String address = "ws://127.0.0.1:" + port;
        pool.put("members", members(members).replace(address, address + " drain"));
        management.change("pools/rolling", pool, "members");
        await("the member to be left")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> page.member("rolling", port)
                        .filter(MembersPage.Seen::isLeft)
                        .isPresent());
        members.get(which).close();
        members.set(which, writingDown(port, journal));
        pool.put("members", members(members));
        management.change("pools/rolling", pool, "members");
        await("the member to serve")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> page.member("rolling", port)
                        .filter(MembersPage.Seen::serves)
                        .isPresent());
    }

    private static ScriptedMember writingDown(int port, Set<String> journal) throws IOException {
        ScriptedMember member = ScriptedMember.plain(port);
        member.script("/rolling/journal", ChattySessions.writingDown(journal));
        return member;
    }

    @Test
    @Order(7)
    @DisplayName(
            "it.configuration W2.3 a member whose entry says drain takes nobody new, sessions of messages end with 1012, and without the word it serves")
    void a_member_whose_entry_says_drain_is_left() throws IOException {
        List<CompletableFuture<LiveClients.ReceivedClose>> awaited;
        // These carry messages; the crowd above carries frames.
        try (LiveClients busy = LiveClients.inTurn(20, front, "/talk/echo")) {
            List<LiveClients.Session> leaving = busy.partWith(comes);
            assertThat(leaving).isNotEmpty(); // about half: visitors take turns in between
            awaited = LiveClients.closes(leaving);
            chat.put("members", members(stays, comes) + " drain");
            management.change("pools/chat", chat, "members");
            awaited.stream().map(CompletableFuture::join).forEach(closeState -> assertThat(closeState.code())
                    .isEqualTo(1012));
            int seen = comes.visits("visitor").size();
            busy.mustBeAlive();
            assertThat(comes.visits("visitor")).hasSize(seen);
        }
        chat.put("members", members(stays, comes));
        management.change("pools/chat", chat, "members");
        soon().until(() -> status("/chat/echo?token=served-again") == 101
                && !comes.visits("served-again").isEmpty());
    }

    @Test
    @Order(8)
    @DisplayName("it.configuration W4.1 the examples of server-config work, also when they are run again")
    void the_examples_of_server_config_work() throws IOException {
        Path examples = Path.of(System.getProperty("sluice.it.root"), "server-config", folder(), "pools");
        management.run(examples);
        soon().until(() -> status("/example/closed") == 403);
        long generation = generation();

        management.run(examples);
        soon().until(() -> status("/example/closed") == 403);
        // On a busy machine each of the three entries may be away for long enough to be missed, and found again.
        assertThat(generation()).isBetween(generation, generation + 6);
        assertThat(get("/sluice/health/ready").body()).doesNotContain("mistakes");
    }

    @Test
    @Order(9)
    @DisplayName(
            "it.configuration W2.4 while the instance is drained it is not ready, refuses everybody with 503, and ends sessions with 1001")
    void while_the_instance_is_drained_it_takes_nobody() throws IOException {
        visitors.close();
        List<CompletableFuture<LiveClients.ReceivedClose>> awaited = LiveClients.closes(crowd.partWithAll());

        management.setProperty("sluice.settings", "reload-interval=" + RELOAD.toMillis() + "ms; drain=true");
        soon().until(() -> status("/chat/echo") == 503);
        HttpResponse<String> ready = get("/sluice/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("drained");
        assertThat(awaited.stream().map(CompletableFuture::join).toList())
                .allSatisfy(closeState -> assertThat(closeState.code()).isEqualTo(1001));

        management.setProperty("sluice.settings", "reload-interval=" + RELOAD.toMillis() + "ms");
        soon().until(() -> status("/chat/echo") == 101);
        assertThat(get("/sluice/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(10)
    @DisplayName("it.configuration W1.4 an edit and a removal in the console of WildFly are seen without a reload")
    void an_edit_and_a_removal_in_the_console_of_wildfly_are_seen_without_a_reload() {
        assumeTrue(Kind.current() == Kind.WILDFLY);
        management.create("rules/console", Map.of("path", "/edited/*", "respond", "403 closed"));
        soon().until(() -> status("/edited/x") == 403);

        own.editInConsole("rules/console", Map.of("path", "/edited/*", "respond", "410 gone"));
        assertThat(own.state()).isEqualTo("reload-required");
        soon().until(() -> status("/edited/x") == 410);

        own.removeInConsole("rules/console");
        soon().until(() -> status("/edited/x") == 404);
    }

    @Test
    @Order(11)
    @DisplayName(
            "it.configuration A3.4 a client that waits in line when the application is undeployed hears 503 soon, not at the end of its wait")
    void a_client_that_waits_in_line_when_the_application_is_undeployed_hears_503() throws IOException {
        Queue<HttpAnswer> answers = new ConcurrentLinkedQueue<>();
        try (RawClient inside = RawClient.open(front, "/narrow/echo")) {
            List<CompletableFuture<Void>> coming = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                coming.add(CompletableFuture.runAsync(() -> answers.add(handshakeOn("/narrow/echo"))));
            }
            // There is one place in the line: when one has been refused, the other one waits.
            await().atMost(PATIENCE).until(() -> answers.size() == 1);
            long began = System.nanoTime();
            own.undeploy();
            coming.forEach(CompletableFuture::join);
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(QUEUE_TIMEOUT.dividedBy(4));
            assertThat(inside.readClose().closeCode()).hasValue(1001);
        }
        assertThat(answers)
                .extracting(answer -> answer.status() + " " + answer.body().replaceAll("(?s)[^A-Z_].*", ""))
                .containsExactly("503 FULL", "503 STOPPING");
    }

    private HttpAnswer handshakeOn(String target) {
        try (RawClient client = RawClient.connect(front).waitLimits(QUEUE_TIMEOUT)) {
            return client.handshake(HandshakeRequest.on(target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String narrow() {
        String seconds = QUEUE_TIMEOUT.toSeconds() + "s";
        return "members=" + members(stays) + "; max-connections=1; queue=1; queue-timeout=" + seconds
                + "; handshake-budget=" + seconds;
    }

    /** W1.2: as soon as it has to be. */
    private static ConditionFactory soon() {
        return await("the change").atMost(RELOAD.plusSeconds(2)).pollInterval(Duration.ofMillis(50));
    }

    private int status(String target) throws IOException {
        try (RawClient client = RawClient.connect(front)) {
            return client.handshake(HandshakeRequest.on(target)).status();
        }
    }

    private long generation() throws IOException {
        return Long.parseLong(get("/sluice/health/ready").body().replaceAll(".*\"generation\":([0-9]+).*", "$1"));
    }

    private HttpResponse<String> get(String path) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(own.server().http(path)).build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static String folder() {
        return switch (Kind.current()) {
            case PAYARA_MICRO -> "payara-micro";
            case PAYARA_SERVER -> "payara";
            case WILDFLY -> "wildfly";
        };
    }

    private static String members(ScriptedMember... members) {
        return members(List.of(members));
    }

    private static String members(List<ScriptedMember> members) {
        return members.stream()
                .map(member -> "ws://127.0.0.1:" + member.port())
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
    }
}
