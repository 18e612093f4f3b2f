package dev.replywise.agent;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** The files of the archive within the packaged jar, read from its layout without the agent's own reader. */
final class InnerFiles {
    private InnerFiles() {}

    static Map<String, byte[]> read() throws IOException {
        byte[] archive;
        try (JarFile jar = new JarFile(ChildJvm.AGENT.toFile());
                InputStream in = jar.getInputStream(jar.getEntry("inst/agent.bin"))) {
            archive = in.readAllBytes();
        }
        Map<String, byte[]> files = new TreeMap<>();
        DataInputStream table = new DataInputStream(new ByteArrayInputStream(archive));
        int count = table.readInt();
        for (int i = 0; i < count; i++) {
            int hash = table.readInt();
            DataInputStream file =
                    new DataInputStream(new ByteArrayInputStream(archive, table.readInt(), table.readInt()));
            int length = table.readInt();
            String name = file.readUTF();
            byte[] content = new InflaterInputStream(file, new Inflater(true)).readAllBytes();
            if (name.hashCode() != hash || content.length != length || files.put(name, content) != null) {
                throw new IOException(name + " is not as the table says");
            }
        }
        return files;
    }
}
