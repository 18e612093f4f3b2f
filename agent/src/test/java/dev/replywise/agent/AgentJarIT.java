package dev.replywise.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What the packaged jar holds: what an application could see of it, and whether Java 8 can read it. */
class AgentJarIT {
    private static final int JAVA_8 = 52;

    @Test
    void showsNothingToApplicationsButItsEntryClasses() throws Exception {
        List<String> visible = names().stream()
                .filter(name -> !name.endsWith("/"))
                .filter(name -> !name.startsWith("inst/"))
                .filter(name -> !name.startsWith("META-INF/licenses/"))
                .toList();
        assertThat(visible)
                .containsExactlyInAnyOrder(
                        "META-INF/MANIFEST.MF",
                        "dev/replywise/agent/entry/Agent.class",
                        "dev/replywise/agent/entry/Bridge.class",
                        "dev/replywise/agent/entry/Complaint.class",
                        "dev/replywise/agent/entry/Core.class",
                        "dev/replywise/agent/entry/GivenOptions.class",
                        "dev/replywise/agent/entry/IsolatedClassLoader.class",
                        "dev/replywise/agent/entry/MailWatch.class",
                        "dev/replywise/agent/entry/MainWatch.class");
    }

    @Test
    void hidesEveryOtherClassBehindASuffix() throws Exception {
        assertThat(names()).filteredOn(name -> name.startsWith("inst/")).noneMatch(name -> name.endsWith(".class"));
        assertThat(names())
                .contains(
                        "inst/dev/replywise/agent/AgentStart.classdata",
                        "inst/dev/replywise/reply/SmtpReply.classdata",
                        "inst/net/bytebuddy/ByteBuddy.classdata",
                        "inst/META-INF/services/com.fasterxml.jackson.core.JsonFactory");
    }

    /** A mail library's or a logging library's own API in the jar would be a second copy beside the application's. */
    @Test
    void bringsNoApiThatBelongsToTheApplication() throws Exception {
        assertThat(names())
                .noneMatch(name -> name.startsWith("inst/org/slf4j/")
                        || name.startsWith("inst/org/apache/logging/")
                        || name.startsWith("inst/jakarta/")
                        || name.startsWith("inst/javax/"));
    }

    @Test
    void bringsTheLicencesOfWhatItBrings() throws Exception {
        assertThat(names())
                .anyMatch(name -> name.matches("META-INF/licenses/byte-buddy-.*/LICENSE"))
                .anyMatch(name -> name.matches("META-INF/licenses/byte-buddy-.*/NOTICE"))
                .anyMatch(name -> name.matches("META-INF/licenses/jackson-core-.*/LICENSE"));
    }

    @Test
    void isReadableByJava8() throws Exception {
        List<String> tooNew = new ArrayList<>();
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (entry.getName().endsWith(".class") || entry.getName().endsWith(".classdata")) {
                    int version = majorVersion(jar, entry);
                    if (version > JAVA_8) {
                        tooNew.add(entry.getName() + " " + version);
                    }
                }
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

    private static int majorVersion(JarFile jar, JarEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            assertThat(in.readInt()).as(entry.getName()).isEqualTo(0xCAFEBABE);
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }
}
