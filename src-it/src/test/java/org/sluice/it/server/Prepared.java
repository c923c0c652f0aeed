package org.sluice.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.sluice.it.kit.Authority;
import org.sluice.it.kit.Authority.Certificate;

/**
 * A server as {@code apply} of {@code server-config} makes it, on which the tests lay what is their own. It is made once and
 * kept from build to build, until a script, the server or the tests' authority is another one. Of several JVMs that want it at
 * once, one makes it and the others wait.
 */
final class Prepared {
    private static final String STAMP = "stamp";

    private final Kind kind;
    private final Path folder;

    private Prepared(Kind kind) {
        this.kind = kind;
        this.folder = Setting.PREPARED.path().resolve(kind.qualifier());
    }

    /** Makes it unless it is there. */
    static Prepared of(Kind kind) {
        var prepared = new Prepared(kind);
        var authority = Server.trusted(); // made without waiting for another thread
        alone(prepared.folder.resolveSibling(kind.qualifier() + ".lock"), () -> prepared.make(authority));
        return prepared;
    }

    /** What {@code apply} made: the folder of Payara Micro, the base folder of WildFly, or the home of Payara Server. */
    Path result() {
        return folder.resolve("server");
    }

    /** Runs it while no other thread and no other JVM does that with the same lock. */
    static synchronized void alone(Path lock, Runnable work) {
        Tree.folderFor(lock);
        try (FileChannel file = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = file.lock()) {
            if (held.isValid()) {
                work.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void make(Authority authority) {
        try {
            Path stamp = folder.resolve(STAMP);
            String wanted = stamp(authority);
            if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
                return;
            }
            Tree.remove(folder);
            Files.createDirectories(folder);
            Control control = control();
            control.prepareUntouched();
            try {
                new Apply(kind, control, variables(authority)).run();
            } finally {
                control.endWhatApplyStarted();
            }
            Files.writeString(stamp, wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Control control() throws IOException {
        Path log = Files.createDirectories(folder.resolve("log")).resolve("server.log");
        var server = new Server(kind, Ports.free(), Ports.free(), log);
        Path none = Files.createFile(folder.resolve("properties"));
        return switch (kind) {
            case PAYARA_MICRO -> PreparedMicro.of(server, result(), none);
            case PAYARA_SERVER ->
                new PayaraControl(new PayaraHome(
                        result(), server.httpPort(), server.httpsPort(), Ports.free(), new Properties(), log));
            case WILDFLY -> new WildFlyControl(server, Ports.free(), result(), none);
        };
    }

    /** The tests set WildFly's trusted authorities themselves, in its other way: see {@code wildfly.yml}. */
    private Map<String, String> variables(Authority authority) {
        var variables = new HashMap<>(
                Map.of("SLUICE_KEYSTORE", authority.keyStore() + "", "SLUICE_KEY_ALIAS", Certificate.GOOD.name()));
        if (kind != Kind.WILDFLY) {
            variables.put("SLUICE_TRUST", authority.pem() + "");
        }
        return variables;
    }

    /** Of all that makes a difference. */
    private String stamp(Authority authority) throws IOException {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            var scripts = Setting.ROOT.path().resolve("server-config");
            try (Stream<Path> files = Files.list(scripts.resolve(kind.scripts()))) {
                for (Path file : files.sorted().toList()) {
                    digest.update(Files.readAllBytes(file));
                }
            }
            for (Path file : List.of(scripts.resolve("stores"), authority.keyStore())) {
                digest.update(Files.readAllBytes(file));
            }
            digest.update((kind.home() + " " + folder).getBytes(UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has it", e);
        }
    }
}
