package support;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Class files written by hand, for what javac cannot be made to write: old versions, jsr and ret, dynamic constants, broken code.
 *
 * <p>Methods are text in the mnemonics of the JVMS, see {@link Assembler}. Below version 50 no stack maps are needed; from 50 on
 * the code must be free of branches, or state its frames itself.
 */
public final class ClassBuilder {
    public static final int PUBLIC = 1, PRIVATE = 2, PROTECTED = 4, STATIC = 8, FINAL = 0x10, SUPER = 0x20, SYNCHRONIZED = 0x20;
    public static final int VOLATILE = 0x40, BRIDGE = 0x40, VARARGS = 0x80, NATIVE = 0x100, INTERFACE = 0x200, ABSTRACT = 0x400;

    private final Map<String, Integer> indexes = new LinkedHashMap<>();
    private final ByteArrayOutputStream pool = new ByteArrayOutputStream();
    private int poolCount = 1;
    private final int major, access, self, parent;
    private final int[] interfaces;
    private final List<byte[]> fields = new ArrayList<>(), methods = new ArrayList<>(), attributes = new ArrayList<>();
    private final List<int[]> bootstraps = new ArrayList<>();
    private final String name;

    public ClassBuilder(int major, int access, String name, String parent, String... interfaces) {
        this.major = major;
        this.access = access;
        this.name = name;
        self = type(name);
        this.parent = parent == null ? 0 : type(parent);
        this.interfaces = new int[interfaces.length];
        for (int i = 0; i < interfaces.length; i++) {
            this.interfaces[i] = type(interfaces[i]);
        }
    }

    /** A public class of version 49 that extends Object: the old verifier, no stack maps. */
    public ClassBuilder(String name) {
        this(49, PUBLIC | SUPER, name, "java/lang/Object");
    }

    public String binaryName() {
        return name.replace('/', '.');
    }

    // The constant pool: each method answers the index of an equal constant.

    public int utf8(String text) {
        return constant("utf8 " + text, 1, out -> {
            out.writeByte(1);
            out.writeUTF(text);
        });
    }

    public int integer(int value) {
        return constant("int " + value, 1, out -> {
            out.writeByte(3);
            out.writeInt(value);
        });
    }

    public int floating(float value) {
        return constant("float " + Float.floatToRawIntBits(value), 1, out -> {
            out.writeByte(4);
            out.writeFloat(value);
        });
    }

    public int longInteger(long value) {
        return constant("long " + value, 2, out -> {
            out.writeByte(5);
            out.writeLong(value);
        });
    }

    public int doubleFloating(double value) {
        return constant("double " + Double.doubleToRawLongBits(value), 2, out -> {
            out.writeByte(6);
            out.writeDouble(value);
        });
    }

    public int type(String internalName) {
        return reference(7, utf8(internalName));
    }

    public int string(String text) {
        return reference(8, utf8(text));
    }

    public int nameAndType(String member, String descriptor) {
        return references(12, utf8(member), utf8(descriptor));
    }

    /** Tag 9 field, 10 method, 11 method of an interface. */
    public int member(int tag, String owner, String member, String descriptor) {
        return references(tag, type(owner), nameAndType(member, descriptor));
    }

    /** Kind 1-4: fields; 5-8: methods; 9: method of an interface; {@code tag} is that of the member constant. */
    public int methodHandle(int kind, int tag, String owner, String member, String descriptor) {
        int target = member(tag, owner, member, descriptor);
        return constant("handle " + kind + " " + target, 1, out -> {
            out.writeByte(15);
            out.writeByte(kind);
            out.writeShort(target);
        });
    }

    public int methodType(String descriptor) {
        return reference(16, utf8(descriptor));
    }

    /** Tag 17: dynamic constant; 18: invokedynamic. */
    public int dynamic(int tag, int bootstrap, String member, String descriptor) {
        int target = nameAndType(member, descriptor);
        return constant("dynamic " + tag + " " + bootstrap + " " + target, 1, out -> {
            out.writeByte(tag);
            out.writeShort(bootstrap);
            out.writeShort(target);
        });
    }

    /** Adds a bootstrap method and answers its number. */
    public int bootstrap(int handle, int... arguments) {
        int[] row = new int[arguments.length + 1];
        row[0] = handle;
        System.arraycopy(arguments, 0, row, 1, arguments.length);
        bootstraps.add(row);
        return bootstraps.size() - 1;
    }

    // Members.

    public ClassBuilder field(int flags, String member, String descriptor) {
        fields.add(bytes(out -> member(out, flags, member, descriptor, null)));
        return this;
    }

    /** A field with a ConstantValue. */
    public ClassBuilder field(int flags, String member, String descriptor, int constant) {
        int attribute = utf8("ConstantValue");
        fields.add(bytes(out -> member(out, flags, member, descriptor, bytes(body -> {
            body.writeShort(attribute);
            body.writeInt(2);
            body.writeShort(constant);
        }))));
        return this;
    }

    /** A method without code. */
    public ClassBuilder method(int flags, String member, String descriptor) {
        methods.add(bytes(out -> member(out, flags, member, descriptor, null)));
        return this;
    }

    /** A method with code: lines of {@link Assembler}. */
    public ClassBuilder method(int flags, String member, String descriptor, int maxStack, int maxLocals, String... lines) {
        Assembler assembler = new Assembler(this, maxStack, maxLocals);
        for (String line : lines) {
            for (String instruction : line.split(";; ")) {
                assembler.line(instruction.trim());
            }
        }
        byte[] code = assembler.finish();
        methods.add(bytes(out -> member(out, flags, member, descriptor, code)));
        return this;
    }

    /** A public constructor without arguments. */
    public ClassBuilder constructor(String superName) {
        return method(PUBLIC, "<init>", "()V", 1, 1, "aload_0", "invokespecial " + superName + ".<init> ()V", "return");
    }

    /** An attribute of the class. */
    public ClassBuilder attribute(String attribute, byte[] content) {
        int index = utf8(attribute);
        attributes.add(bytes(out -> {
            out.writeShort(index);
            out.writeInt(content.length);
            out.write(content);
        }));
        return this;
    }

    public byte[] bytes() {
        if (!bootstraps.isEmpty()) {
            attribute("BootstrapMethods", bytes(out -> {
                out.writeShort(bootstraps.size());
                for (int[] row : bootstraps) {
                    out.writeShort(row[0]);
                    out.writeShort(row.length - 1);
                    for (int i = 1; i < row.length; i++) {
                        out.writeShort(row[i]);
                    }
                }
            }));
            bootstraps.clear();
        }
        return bytes(out -> {
            out.writeInt(0xCAFEBABE);
            out.writeShort(0);
            out.writeShort(major);
            out.writeShort(poolCount);
            pool.writeTo(out);
            out.writeShort(access);
            out.writeShort(self);
            out.writeShort(parent);
            out.writeShort(interfaces.length);
            for (int index : interfaces) {
                out.writeShort(index);
            }
            for (List<byte[]> part : List.of(fields, methods, attributes)) {
                out.writeShort(part.size());
                for (byte[] one : part) {
                    out.write(one);
                }
            }
        });
    }

    private void member(DataOutputStream out, int flags, String member, String descriptor, byte[] attribute) throws IOException {
        out.writeShort(flags);
        out.writeShort(utf8(member));
        out.writeShort(utf8(descriptor));
        out.writeShort(attribute == null ? 0 : 1);
        if (attribute != null) {
            out.write(attribute);
        }
    }

    private int reference(int tag, int target) {
        return constant("reference " + tag + " " + target, 1, out -> {
            out.writeByte(tag);
            out.writeShort(target);
        });
    }

    private int references(int tag, int first, int second) {
        return constant("references " + tag + " " + first + " " + second, 1, out -> {
            out.writeByte(tag);
            out.writeShort(first);
            out.writeShort(second);
        });
    }

    private int constant(String key, int slots, Writer content) {
        Integer known = indexes.get(key);
        if (known != null) {
            return known;
        }
        byte[] written = bytes(content);
        pool.write(written, 0, written.length);
        indexes.put(key, poolCount);
        poolCount += slots;
        return poolCount - slots;
    }

    interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    static byte[] bytes(Writer content) {
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        try {
            content.write(new DataOutputStream(buffer));
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
        return buffer.toByteArray();
    }
}
