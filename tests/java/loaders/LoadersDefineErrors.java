// What defineClass refuses, and how.
import java.util.Arrays;

public class LoadersDefineErrors {
    public static class Small { }
    interface Face { }
    public static class Child extends Small implements Face { }

    static class Open extends ClassLoader {
        Open() { super(LoadersDefineErrors.class.getClassLoader()); }
        Class<?> define(String name, byte[] b, int from, int length) { return defineClass(name, b, from, length); }
        Class<?> loaded(String name) { return findLoadedClass(name); }
    }

    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e.toString().replaceAll("@[0-9a-f]{3,}", "@N") + (e.getCause() == null ? "" : " cause " + e.getCause()));
        }
    }

    static byte[] bytes(String name) throws Exception {
        return LoadersDefineErrors.class.getResourceAsStream(name + ".class").readAllBytes();
    }

    /** The class file with one UTF-8 constant replaced by another of the same length. */
    static byte[] patch(byte[] in, String from, String to) {
        String text = new String(in, java.nio.charset.StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    public static void main(String[] args) throws Exception {
        String name = "LoadersDefineErrors$Small";
        byte[] good = bytes(name);
        show("good", () -> new Open().define(name, good, 0, good.length));
        show("no name", () -> new Open().define(null, good, 0, good.length).getName());
        show("offset", () -> {
            byte[] shifted = new byte[good.length + 20];
            System.arraycopy(good, 0, shifted, 10, good.length);
            return new Open().define(name, shifted, 10, good.length).getName();
        });
        show("wrong name", () -> new Open().define("Other", good, 0, good.length));
        show("slashes", () -> new Open().define("a/b", good, 0, good.length));
        show("array name", () -> new Open().define("[La;", good, 0, good.length));
        show("java package", () -> new Open().define("java.lang.Mine", good, 0, good.length));
        show("java package in bytes", () -> { byte[] b = patch(good, "LoadersDefineErrors$Small", "java/lang/DefineErrorsSmal"); return 0; });
        show("empty", () -> new Open().define(name, new byte[0], 0, 0));
        show("bad magic", () -> { byte[] b = good.clone(); b[0] = 0; return new Open().define(name, b, 0, b.length); });
        show("truncated", () -> new Open().define(name, good, 0, good.length - 3));
        show("truncated early", () -> new Open().define(name, good, 0, 9));
        show("four bytes", () -> new Open().define(name, good, 0, 4));
        show("extra byte", () -> new Open().define(name, Arrays.copyOf(good, good.length + 1), 0, good.length + 1));
        show("future version", () -> { byte[] b = good.clone(); b[7] = 99; return new Open().define(name, b, 0, b.length); });
        show("ancient version", () -> { byte[] b = good.clone(); b[7] = 44; return new Open().define(name, b, 0, b.length); });
        show("preview of another", () -> { byte[] b = good.clone(); b[4] = b[5] = -1; b[7] = 60; return new Open().define(name, b, 0, b.length); });
        show("preview of this", () -> { byte[] b = good.clone(); b[4] = b[5] = -1; b[7] = 61; return new Open().define(name, b, 0, b.length); });
        show("bad constant tag", () -> { byte[] b = good.clone(); b[10] = 2; return new Open().define(name, b, 0, b.length); });
        show("negative length", () -> new Open().define(name, good, 0, -1));
        show("range", () -> new Open().define(name, good, 10, good.length));
        show("null bytes", () -> new Open().define(name, null, 0, 0));
        Open twice = new Open();
        show("once", () -> twice.define(name, good, 0, good.length).getName());
        show("twice", () -> twice.define(name, good, 0, good.length));
        show("loaded", () -> twice.loaded(name) + " " + twice.loaded("java.lang.String") + " " + twice.loaded("[I") + " " + twice.loaded("x"));
        show("absent superclass", () -> {
            byte[] b = patch(bytes("LoadersDefineErrors$Child"), "LoadersDefineErrors$Small", "LoadersDefineErrors$Smell");
            return new Open().define(null, b, 0, b.length);
        });
        show("own superclass", () -> {
            byte[] b = patch(bytes("LoadersDefineErrors$Child"), "LoadersDefineErrors$Small", "LoadersDefineErrors$Child");
            return new Open().define(null, b, 0, b.length);
        });
        show("interface as superclass", () -> {
            byte[] b = patch(bytes("LoadersDefineErrors$Child"), "LoadersDefineErrors$Small", "java/util/concurrent/Flow$");
            b = patch(bytes("LoadersDefineErrors$Child"), "LoadersDefineErrors$Face", "LoadersDefineErrors$Open");
            return new Open().define(null, b, 0, b.length);
        });
        show("other package of the same loader", () -> new Open().define("x.y", patch(good, "LoadersDefineErrors$Small", "LoadersDefineErrors/Small"), 0, good.length));
    }
}

/* expect-output:
good: class LoadersDefineErrors$Small
no name: LoadersDefineErrors$Small
offset: LoadersDefineErrors$Small
wrong name: java.lang.NoClassDefFoundError: Other (wrong name: LoadersDefineErrors$Small)
slashes: java.lang.NoClassDefFoundError: IllegalName: a/b
array name: java.lang.NoClassDefFoundError: IllegalName: [La;
java package: java.lang.SecurityException: Prohibited package name: java.lang
java package in bytes: 0
empty: java.lang.ClassFormatError: Truncated class file
bad magic: java.lang.ClassFormatError: Incompatible magic value 16693950 in class file LoadersDefineErrors$Small
truncated: java.lang.ClassFormatError: Truncated class file
truncated early: java.lang.ClassFormatError: Truncated class file
four bytes: java.lang.ClassFormatError: Truncated class file
extra byte: java.lang.ClassFormatError: Extra bytes at the end of class file LoadersDefineErrors$Small
future version: java.lang.UnsupportedClassVersionError: LoadersDefineErrors$Small has been compiled by a more recent version of the Java Runtime (class file version 99.0), this version of the Java Runtime only recognizes class file versions up to 61.0
ancient version: java.lang.UnsupportedClassVersionError: LoadersDefineErrors$Small (class file version 44.0) was compiled with an invalid major version
preview of another: java.lang.UnsupportedClassVersionError: LoadersDefineErrors$Small (class file version 60.65535) was compiled with preview features that are unsupported. This version of the Java Runtime only recognizes preview features for class file version 61.65535
preview of this: java.lang.UnsupportedClassVersionError: Preview features are not enabled for LoadersDefineErrors$Small (class file version 61.65535). Try running with '--enable-preview'
bad constant tag: java.lang.ClassFormatError: Unknown constant tag 2 in class file LoadersDefineErrors$Small
negative length: java.lang.ArrayIndexOutOfBoundsException
range: java.lang.ArrayIndexOutOfBoundsException: Array region 10..311 out of bounds for length 301
null bytes: java.lang.NullPointerException
once: LoadersDefineErrors$Small
twice: java.lang.LinkageError: loader LoadersDefineErrors$Open @N attempted duplicate class definition for LoadersDefineErrors$Small. (LoadersDefineErrors$Small is in unnamed module of loader LoadersDefineErrors$Open @N, parent loader 'app')
loaded: class LoadersDefineErrors$Small null null null
absent superclass: java.lang.NoClassDefFoundError: LoadersDefineErrors$Smell cause java.lang.ClassNotFoundException: LoadersDefineErrors$Smell
own superclass: java.lang.ClassCircularityError: LoadersDefineErrors$Child
interface as superclass: java.lang.IncompatibleClassChangeError: class LoadersDefineErrors$Child can not implement LoadersDefineErrors$Open, because it is not an interface (LoadersDefineErrors$Open is in unnamed module of loader 'app')
other package of the same loader: java.lang.NoClassDefFoundError: x/y (wrong name: LoadersDefineErrors/Small)
*/
