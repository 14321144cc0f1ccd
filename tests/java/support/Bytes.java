package support;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Compiled classes as bytes, with edits that javac would refuse: names, flags, versions. */
public final class Bytes {
    private Bytes() {}

    /** The class file of a class. */
    public static byte[] of(Class<?> type) {
        String name = type.getName();
        try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Replaces Utf8 constants: pairs of old and new text. Every pair must be found. */
    public static byte[] rename(byte[] file, String... pairs) {
        boolean[] found = new boolean[pairs.length];
        byte[] renamed = ClassBuilder.bytes(out -> {
            out.write(file, 0, 10);
            ByteBuffer in = ByteBuffer.wrap(file);
            int at = 10;
            for (int i = 1; i < u2(file, 8); i++) {
                int next = skip(file, at);
                if (file[at] == 1) {
                    String text = new String(file, at + 3, next - at - 3, StandardCharsets.UTF_8);
                    for (int p = 0; p < pairs.length; p += 2) {
                        if (text.equals(pairs[p])) {
                            text = pairs[p + 1];
                            found[p] = true;
                            break;
                        }
                    }
                    out.writeByte(1);
                    out.writeUTF(text);
                } else {
                    out.write(file, at, next - at);
                    i += file[at] == 5 || file[at] == 6 ? 1 : 0;
                }
                at = next;
            }
            out.write(file, at, in.capacity() - at);
        });
        for (int p = 0; p < pairs.length; p += 2) {
            if (!found[p]) {
                throw new IllegalArgumentException("no constant " + pairs[p]);
            }
        }
        return renamed;
    }

    /** Sets the version. */
    public static byte[] version(byte[] file, int major, int minor) {
        byte[] copy = file.clone();
        ByteBuffer.wrap(copy).putShort(4, (short) minor).putShort(6, (short) major);
        return copy;
    }

    /** Sets and clears flags of the class. */
    public static byte[] classFlags(byte[] file, int set, int clear) {
        return flags(file, poolEnd(file), set, clear);
    }

    /** Sets and clears flags of all fields and methods of that name. */
    public static byte[] memberFlags(byte[] file, String name, int set, int clear) {
        int at = poolEnd(file) + 6;
        at += 2 + 2 * u2(file, at);
        byte[] copy = file;
        boolean found = false;
        for (int part = 0; part < 2; part++) {
            int count = u2(file, at);
            at += 2;
            for (int i = 0; i < count; i++) {
                if (utf8(file, u2(file, at + 2)).equals(name)) {
                    copy = flags(copy, at, set, clear);
                    found = true;
                }
                int attributes = u2(file, at + 6);
                at += 8;
                for (int a = 0; a < attributes; a++) {
                    at += 6 + ByteBuffer.wrap(file).getInt(at + 2);
                }
            }
        }
        if (!found) {
            throw new IllegalArgumentException("no member " + name);
        }
        return copy;
    }

    /** The first {@code length} bytes. */
    public static byte[] cut(byte[] file, int length) {
        return Arrays.copyOf(file, length);
    }

    private static byte[] flags(byte[] file, int at, int set, int clear) {
        byte[] copy = file.clone();
        ByteBuffer.wrap(copy).putShort(at, (short) (u2(file, at) & ~clear | set));
        return copy;
    }

    private static String utf8(byte[] file, int index) {
        int at = 10;
        for (int i = 1; i < index; i++) {
            i += file[at] == 5 || file[at] == 6 ? 1 : 0;
            at = skip(file, at);
        }
        return new String(file, at + 3, u2(file, at + 1), StandardCharsets.UTF_8);
    }

    private static int poolEnd(byte[] file) {
        int at = 10;
        for (int i = 1; i < u2(file, 8); i++) {
            i += file[at] == 5 || file[at] == 6 ? 1 : 0;
            at = skip(file, at);
        }
        return at;
    }

    private static int skip(byte[] file, int at) {
        return at + switch (file[at]) {
            case 1 -> 3 + u2(file, at + 1);
            case 7, 8, 16, 19, 20 -> 3;
            case 15 -> 4;
            case 5, 6 -> 9;
            default -> 5;
        };
    }

    private static int u2(byte[] file, int at) {
        return (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
    }
}
