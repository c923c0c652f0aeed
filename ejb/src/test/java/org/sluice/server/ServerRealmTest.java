package org.sluice.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init") // JUnit makes the folder
class ServerRealmTest {
    private static final String PASSWORD = "changeit";
    private static final List<String> PROPERTIES = List.of(
            "javax.net.ssl.trustStore",
            "javax.net.ssl.trustStorePassword",
            "javax.net.ssl.keyStore",
            "javax.net.ssl.keyStorePassword");

    @TempDir
    static Path folder;

    private final ServerRealm realm = new ServerRealm();

    @BeforeAll
    static void two_members_and_a_server_with_two_keys() throws Exception {
        for (String alias : List.of("first", "renewed")) {
            keytool(alias, "members");
        }
        for (String alias : List.of("own", "second")) {
            keytool(alias, "server");
        }
    }

    @BeforeEach
    void the_first_member_is_trusted() throws Exception {
        trust("members", "first");
        System.setProperty("javax.net.ssl.trustStore", folder.resolve("trust").toString());
        System.setProperty("javax.net.ssl.trustStorePassword", PASSWORD);
        System.setProperty("javax.net.ssl.keyStore", folder.resolve("server").toString());
        System.setProperty("javax.net.ssl.keyStorePassword", PASSWORD);
    }

    @AfterEach
    void forget() {
        PROPERTIES.forEach(System::clearProperty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    @DisplayName("server S2.2 a member that asks for a certificate gets the named key, or none, and never another one")
    void a_member_that_asks_gets_the_named_key_or_none(String protocol) throws Exception {
        try (SSLServerSocket member = member("first", protocol)) {
            assertThat(shownTo(member, "")).isEmpty();
            assertThat(shownTo(member, "second")).hasValue("CN=second");
            assertThat(shownTo(member, "own")).hasValue("CN=own");
            assertThat(shownTo(member, "missing")).isEmpty();
        }
    }

    @Test
    @DisplayName("server S2.1 a certificate that is trusted from now on counts from the next connection on")
    void what_is_renewed_counts_from_the_next_connection_on() throws Exception {
        try (SSLServerSocket member = member("renewed", "TLSv1.3")) {
            assertThatThrownBy(() -> shownTo(member, "")).isInstanceOf(SSLException.class);
            SSLContext before = realm.context("");
            assertThat(realm.context("")).isSameAs(before);

            trust("members", "renewed");
            assertThat(shownTo(member, "")).isEmpty();
        }
    }

    @Test
    @DisplayName("server S2.1 files that are just being written leave what was there before")
    void files_that_are_just_being_written_leave_what_was_there() throws Exception {
        SSLContext before = realm.context("second");
        Path store = Files.writeString(folder.resolve("half"), "half");
        System.setProperty("javax.net.ssl.keyStore", store.toString());
        assertThat(realm.context("second")).isSameAs(before);
        assertThatThrownBy(() -> new ServerRealm().context("second")).isInstanceOf(IllegalStateException.class);
    }

    /** The subject the member saw, if it saw one. */
    private Optional<String> shownTo(SSLServerSocket member, String clientKey) throws Exception {
        CompletableFuture<Optional<String>> seen = CompletableFuture.supplyAsync(() -> accept(member));
        try (SSLSocket client = (SSLSocket) realm.context(clientKey)
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), member.getLocalPort())) {
            client.startHandshake();
            assertThat(client.getInputStream().read()).isEqualTo('!');
        }
        return seen.get();
    }

    private static Optional<String> accept(SSLServerSocket member) {
        try (SSLSocket socket = (SSLSocket) member.accept()) {
            socket.startHandshake();
            socket.getOutputStream().write('!');
            return Optional.of(((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName());
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It asks for a certificate, and takes any and none. */
    private SSLServerSocket member(String alias, String protocol) throws Exception {
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        KeyStore all = KeyStore.getInstance(folder.resolve("members").toFile(), PASSWORD.toCharArray());
        char[] password = PASSWORD.toCharArray();
        own.setKeyEntry(alias, all.getKey(alias, password), password, all.getCertificateChain(alias));
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own, password);
        KeyStore clients = KeyStore.getInstance(folder.resolve("server").toFile(), password);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String client : List.of("own", "second")) {
            trusted.setCertificateEntry(client, clients.getCertificate(client));
        }
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        TrustManager[] managers = trust.getTrustManagers();
        context.init(keys.getKeyManagers(), managers, null);
        SSLServerSocket member = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        member.setEnabledProtocols(new String[] {protocol});
        member.setWantClientAuth(true);
        return member;
    }

    /** Makes {@code alias} of {@code store} the only one that is trusted. */
    private static void trust(String store, String alias) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                alias,
                KeyStore.getInstance(folder.resolve(store).toFile(), PASSWORD.toCharArray())
                        .getCertificate(alias));
        Path file = folder.resolve("trust");
        long before = file.toFile().lastModified();
        try (OutputStream out = Files.newOutputStream(file)) {
            trusted.store(out, PASSWORD.toCharArray());
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(before + 10_000)); // two writes may fall into one tick
    }

    private static void keytool(String alias, String store) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1", "-alias", alias, "-dname", "CN=" + alias));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore"));
        command.add(folder.resolve(store).toString());
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }
}
