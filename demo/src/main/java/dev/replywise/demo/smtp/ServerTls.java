package dev.replywise.demo.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Throw-away certificates for servers on this machine, made by the JDK's {@code keytool} in a directory of their own:
 * one that is in order, one that has expired, one for another host, all from an authority that {@link #trustStore()}
 * holds, and one that nobody vouches for. Thread-safe.
 */
public final class ServerTls {
    /** Password of all stores; they protect nothing. */
    public static final String PASSWORD = "changeit";

    private final Path directory;

    private ServerTls(Path directory) {
        this.directory = directory;
    }

    /**
     * The certificates in a directory, made first where they are missing.
     *
     * @throws UncheckedIOException when {@code keytool} fails
     */
    public static ServerTls in(Path directory) {
        ServerTls tls = new ServerTls(directory);
        if (!Files.exists(tls.trustStore())) {
            tls.make();
        }
        return tls;
    }

    /** PKCS #12 store with the authority's certificate, for {@code javax.net.ssl.trustStore}. */
    public Path trustStore() {
        return directory.resolve("trust.p12");
    }

    /**
     * The server side of TLS with one certificate.
     *
     * @param certificate {@code good}, {@code expired}, {@code otherhost} or {@code untrusted}
     */
    public SSLContext context(String certificate) {
        try (InputStream in = Files.newInputStream(directory.resolve("server.p12"))) {
            KeyStore all = KeyStore.getInstance("PKCS12");
            all.load(in, PASSWORD.toCharArray());
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            one.setKeyEntry(
                    certificate,
                    all.getKey(certificate, PASSWORD.toCharArray()),
                    PASSWORD.toCharArray(),
                    all.getCertificateChain(certificate));
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(one, PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no server key " + certificate, e);
        }
    }

    private void make() {
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(directory.resolve("server.p12"));
            key("authority", "CN=Demo Authority", "-ext", "bc:c", "-validity", "30");
            String names = "san=dns:localhost,ip:127.0.0.1";
            key("good", "CN=localhost", "-signer", "authority", "-ext", names, "-validity", "30");
            key(
                    "expired",
                    "CN=localhost",
                    "-signer",
                    "authority",
                    "-ext",
                    names,
                    "-validity",
                    "2",
                    "-startdate",
                    "-9d");
            key("otherhost", "CN=mx.example.net", "-signer", "authority", "-ext", "san=dns:mx.example.net");
            key("untrusted", "CN=localhost", "-ext", names, "-validity", "30");
            Path certificate = directory.resolve("authority.crt");
            keytool(server("-exportcert", "-rfc", "-alias", "authority", "-file", certificate.toString()));
            // Moved into place when complete: a build that was stopped half-way must not leave a store that looks
            // ready.
            Path unfinished = directory.resolve("trust.p12.part");
            Files.deleteIfExists(unfinished);
            keytool(List.of(
                    "-importcert",
                    "-noprompt",
                    "-alias",
                    "authority",
                    "-file",
                    certificate.toString(),
                    "-keystore",
                    unfinished.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD));
            Files.move(unfinished, trustStore());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while making certificates", e);
        }
    }

    private void key(String alias, String name, String... more) throws IOException, InterruptedException {
        List<String> arguments = new java.util.ArrayList<>(
                server("-genkeypair", "-alias", alias, "-dname", name, "-keyalg", "EC", "-groupname", "secp256r1"));
        arguments.addAll(List.of(more));
        keytool(arguments);
    }

    private List<String> server(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                "-keystore",
                directory.resolve("server.p12").toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        return all;
    }

    private static void keytool(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.add("-J-XX:TieredStopAtLevel=1");
        command.add("-J-Xshare:auto");
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("keytool " + arguments.get(0) + ": " + output);
        }
    }
}
