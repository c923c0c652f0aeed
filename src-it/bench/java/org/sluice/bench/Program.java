package org.sluice.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sluice.it.kit.Address;
import org.sluice.it.server.Ports;

/** A proxy that is a program of its own, started by us and ended by us. */
final class Program implements Target {
    private final String name;
    private final Address plain;
    private final Optional<Address> tls;
    private final Process process;

    private Program(String name, Listeners at, Path folder, List<String> command) throws IOException {
        this.name = name;
        this.plain = at.plain();
        this.tls = at.tls();
        this.process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve(name + ".log").toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end " + name));
    }

    /** Where it is to listen. */
    private record Listeners(Address plain, Optional<Address> tls) {
        static Listeners free() {
            return new Listeners(Address.plain(Ports.free()), Optional.of(Address.tls(Ports.free())));
        }

        int tlsPort() {
            return tls.orElseThrow().port();
        }
    }

    /** One worker for each core, no access log, and time limits that nothing here reaches. */
    static Program nginx(Path folder, int member) throws IOException {
        var at = Listeners.free();
        Path home = Files.createDirectories(folder.resolve("nginx"));
        Path pem = Pem.certificateAndKey(folder);
        Path configuration = write(
                home.resolve("nginx.conf"),
                """
                worker_processes auto;
                daemon off;
                user root;
                pid nginx.pid;
                error_log error.log;
                events { worker_connections 20000; }
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
                  server {
                    listen 127.0.0.1:PLAIN;
                    listen 127.0.0.1:TLS ssl;
                    ssl_protocols TLSv1.2 TLSv1.3;
                    ssl_certificate PEM;
                    ssl_certificate_key PEM;
                    location / {
                      proxy_pass http://127.0.0.1:MEMBER;
                      proxy_http_version 1.1;
                      proxy_set_header Upgrade $http_upgrade;
                      proxy_set_header Connection $connection_upgrade;
                      proxy_read_timeout 900s;
                      proxy_send_timeout 900s;
                    }
                  }
                }
                """,
                at,
                member,
                pem);
        return new Program("nginx", at, folder, List.of("nginx", "-p", home + "/", "-c", configuration.toString()));
    }

    static Program haproxy(Path folder, int member) throws IOException {
        var at = Listeners.free();
        Path configuration = write(
                folder.resolve("haproxy.cfg"),
                """
                global
                  maxconn 8000
                defaults
                  mode http
                  timeout connect 5s
                  timeout client 900s
                  timeout server 900s
                  timeout tunnel 900s
                frontend clients
                  bind 127.0.0.1:PLAIN
                  bind 127.0.0.1:TLS ssl crt PEM
                  default_backend members
                backend members
                  server one 127.0.0.1:MEMBER
                """,
                at,
                member,
                Pem.certificateAndKey(folder));
        return new Program("haproxy", at, folder, List.of("haproxy", "-db", "-f", configuration.toString()));
    }

    /** Undertow's own reverse proxy, in a JVM of its own. */
    static Program undertow(Path folder, int member) throws IOException {
        var at = new Listeners(Address.plain(Ports.free()), Optional.empty());
        return new Program(
                "undertow",
                at,
                folder,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        UndertowProxy.class.getName(),
                        Integer.toString(at.plain().port()),
                        Integer.toString(member)));
    }

    private static Path write(Path file, String text, Listeners at, int member, Path pem) throws IOException {
        return Files.writeString(
                file,
                text.replace("PLAIN", Integer.toString(at.plain().port()))
                        .replace("TLS", Integer.toString(at.tlsPort()))
                        .replace("MEMBER", Integer.toString(member))
                        .replace("PEM", pem.toString()),
                StandardCharsets.UTF_8);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Address plain() {
        return plain;
    }

    @Override
    public Optional<Address> tls() {
        return tls;
    }

    @Override
    public Optional<Processes> processes() {
        return Optional.of(new Processes(process.pid()));
    }

    @Override
    public boolean java() {
        return name.equals("undertow");
    }

    @Override
    public void close() {
        end();
    }

    private void end() {
        var children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.forEach(ProcessHandle::destroy);
    }
}
