package dev.replywise.agent.options;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads the options file: a properties file in UTF-8. Whatever is wrong with the file as a whole is one problem. */
final class OptionsFile {
    private static final int LARGEST = 1 << 20;

    private OptionsFile() {}

    static void read(String path, OptionsReader reader) {
        try {
            Properties properties = new Properties();
            properties.load(new StringReader(text(new File(path))));
            Map<String, String> lines = new TreeMap<>();
            for (String name : properties.stringPropertyNames()) {
                lines.put(name, properties.getProperty(name, ""));
            }
            reader.file(lines);
        } catch (CharacterCodingException e) {
            ignored(path, "it is not UTF-8", reader);
        } catch (IOException e) {
            ignored(path, String.valueOf(e.getMessage()), reader);
        } catch (RuntimeException e) {
            ignored(path, "it is no properties file: " + e.getMessage(), reader);
        }
    }

    private static void ignored(String path, String why, OptionsReader reader) {
        reader.problem("options file '" + path + "' is ignored, defaults are used: " + why);
    }

    private static String text(File file) throws IOException {
        if (!file.exists()) {
            throw new IOException("there is no such file");
        }
        if (!file.isFile()) {
            throw new IOException("it is not a regular file");
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        try (InputStream in = new FileInputStream(file)) {
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                octets.write(buffer, 0, n);
                if (octets.size() > LARGEST) {
                    throw new IOException("it is larger than 1 MB");
                }
            }
        }
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(octets.toByteArray()))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
