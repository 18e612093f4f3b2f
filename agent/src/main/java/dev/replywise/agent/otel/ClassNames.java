package dev.replywise.agent.otel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Makes a class file use other classes by changing names in its constant pool (JVMS §4.4). Names of methods and fields
 * hold no slash, so nothing but class names, descriptors and signatures can match. Stateless.
 */
final class ClassNames {
    private static final int UTF8 = 1;

    private ClassNames() {}

    /**
     * A class file that names other classes.
     *
     * @param from the beginning of internal names, with slashes
     * @param to what stands there afterwards
     * @throws IllegalArgumentException if it is no class file
     */
    static byte[] replace(byte[] classFile, String from, String to) {
        try {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length + 256);
            DataOutputStream out = new DataOutputStream(bytes);
            out.writeLong(in.readLong());
            int count = in.readUnsignedShort();
            out.writeShort(count);
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                if (tag == UTF8) {
                    out.writeUTF(in.readUTF().replace(from, to));
                } else {
                    copy(in, out, sizeOf(tag));
                    // A long or double takes two places.
                    i += tag == 5 || tag == 6 ? 1 : 0;
                }
            }
            copy(in, out, in.available());
            return bytes.toByteArray();
        } catch (IOException damaged) {
            throw new IllegalArgumentException("no class file", damaged);
        }
    }

    private static int sizeOf(int tag) throws IOException {
        switch (tag) {
            case 7:
            case 8:
            case 16:
            case 19:
            case 20:
                return 2;
            case 15:
                return 3;
            case 3:
            case 4:
            case 9:
            case 10:
            case 11:
            case 12:
            case 17:
            case 18:
                return 4;
            case 5:
            case 6:
                return 8;
            default:
                throw new IOException("constant of kind " + tag);
        }
    }

    private static void copy(DataInputStream in, DataOutputStream out, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        out.write(bytes);
    }
}
