package dev.replywise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What the packaged jar holds: what an application could see of it, and whether Java 8 can read it. */
class AgentJarIT {
    private static final int JAVA_8 = 52;

    @Test
    void showsNothingToApplicationsButItsEntryClasses() throws Exception {
        List<String> visible = names().stream()
                .filter(name -> !name.endsWith("/"))
                .filter(name -> !name.startsWith("META-INF/licenses/"))
                .toList();
        assertThat(visible)
                .containsExactlyInAnyOrder(
                        "META-INF/MANIFEST.MF",
                        "META-INF/services/io.opentelemetry.javaagent.extension.AgentListener",
                        "dev/replywise/agent/extension/OtelExtension.class",
                        "inst/agent.bin",
                        "inst/exporter.zip",
                        "dev/replywise/agent/entry/Agent.class",
                        "dev/replywise/agent/entry/ArchiveAddress.class",
                        "dev/replywise/agent/entry/ArchiveAddress$1.class",
                        "dev/replywise/agent/entry/Bridge.class",
                        "dev/replywise/agent/entry/Complaint.class",
                        "dev/replywise/agent/entry/Core.class",
                        "dev/replywise/agent/entry/GivenOptions.class",
                        "dev/replywise/agent/entry/InnerArchive.class",
                        "dev/replywise/agent/entry/IsolatedClassLoader.class",
                        "dev/replywise/agent/entry/MailWatch.class",
                        "dev/replywise/agent/entry/MainWatch.class");
    }

    @Test
    void hidesEveryOtherClassInOneArchive() throws Exception {
        assertThat(InnerFiles.read().keySet())
                .contains(
                        "dev/replywise/agent/AgentStart.class",
                        "dev/replywise/reply/SmtpReply.class",
                        "net/bytebuddy/jar/asm/ClassReader.class",
                        "META-INF/services/com.fasterxml.jackson.core.JsonFactory")
                .noneMatch(name -> name.startsWith("dev/replywise/agent/entry/"));
    }

    /** The agent reads single files of it from their places. */
    @Test
    void doesNotCompressTheArchive() throws Exception {
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile())) {
            assertThat(jar.getEntry("inst/agent.bin").getMethod()).isEqualTo(ZipEntry.STORED);
        }
    }

    /** A mail library's or a logging library's own API in the jar would be a second copy beside the application's. */
    @Test
    void bringsNoApiThatBelongsToTheApplication() throws Exception {
        assertThat(InnerFiles.read().keySet())
                .noneMatch(name -> name.startsWith("org/slf4j/")
                        || name.startsWith("org/apache/logging/")
                        || name.startsWith("jakarta/")
                        || name.startsWith("javax/"));
    }

    @Test
    void bringsTheLicencesOfWhatItBrings() throws Exception {
        assertThat(names())
                .anyMatch(name -> name.matches("META-INF/licenses/byte-buddy-.*/LICENSE"))
                .anyMatch(name -> name.matches("META-INF/licenses/byte-buddy-.*/NOTICE"))
                .anyMatch(name -> name.matches("META-INF/licenses/byte-buddy-.*/ASM"))
                .anyMatch(name -> name.matches("META-INF/licenses/jackson-core-.*/LICENSE"));
    }

    @Test
    void isReadableByJava8() throws Exception {
        List<String> tooNew = new ArrayList<>();
        Map<String, byte[]> classes = InnerFiles.read();
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                classes.put(entry.getName(), jar.getInputStream(entry).readAllBytes());
            }
        }
        classes.keySet().removeIf(name -> !name.endsWith(".class"));
        assertThat(classes).isNotEmpty();
        for (Map.Entry<String, byte[]> type : classes.entrySet()) {
            int version = majorVersion(type.getKey(), type.getValue());
            if (version > JAVA_8) {
                tooNew.add(type.getKey() + " " + version);
            }
        }
        assertThat(tooNew).isEmpty();
    }

    @Test
    void saysInItsManifestWhatTheJvmNeeds() throws Exception {
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Premain-Class")).isEqualTo("dev.replywise.agent.entry.Agent");
            assertThat(attributes.getValue("Agent-Class")).isEqualTo("dev.replywise.agent.entry.Agent");
            assertThat(attributes.getValue("Main-Class")).isEqualTo("dev.replywise.agent.entry.Agent");
            assertThat(attributes.getValue("Can-Retransform-Classes")).isEqualTo("true");
            assertThat(attributes.getValue("Can-Redefine-Classes")).isEqualTo("false");
            assertThat(attributes.getValue("Multi-Release")).isEqualTo("false");
            assertThat(attributes.getValue("Boot-Class-Path")).isNull();
            assertThat(attributes.getValue("Launcher-Agent-Class")).isNull();
        }
    }

    private static List<String> names() throws IOException {
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile())) {
            return jar.stream().map(JarEntry::getName).toList();
        }
    }

    private static int majorVersion(String name, byte[] classFile) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        assertThat(in.readInt()).as(name).isEqualTo(0xCAFEBABE);
        in.readUnsignedShort();
        return in.readUnsignedShort();
    }
}
