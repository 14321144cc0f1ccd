import support.Bytes;
import support.ClassBuilder;
import support.Loader;
import support.Show;

/** ClassFormatError and UnsupportedClassVersionError: the texts for broken class files. */
public class BadFormats {
    static final int P = 1, PS = 9, SUPER = 0x20;

    static void define(String title, String name, byte[] file) {
        Show.outcome(title, () -> new Loader().define(name, file).getName());
    }

    static ClassBuilder cls(int version, int flags) {
        return new ClassBuilder(version, flags, "b/C", "java/lang/Object");
    }

    public static void main(String[] args) {
        byte[] good = cls(52, P | SUPER).constructor("java/lang/Object").field(1, "f", "I").method(PS, "m", "()I", 1, 0, "iconst_1", "ireturn").bytes();
        define("good", "b.C", good);
        define("no name", null, good);
        define("other name", "b.D", good);
        define("slashes", "b/C", good);
        for (int length : new int[] {0, 3, 4, 7, 9, 10, 11, 30, good.length / 2, good.length - 1}) {
            define("cut at " + length, "b.C", Bytes.cut(good, length));
        }
        define("extra", "b.C", java.util.Arrays.copyOf(good, good.length + 1));
        byte[] magic = good.clone();
        magic[0] = 0;
        define("magic", "b.C", magic);
        for (int[] v : new int[][] {{44, 0}, {45, 0}, {45, 3}, {45, 65535}, {46, 1}, {55, 5}, {56, 1}, {61, 0}, {61, 1}, {61, 65535}, {62, 0}, {62, 65535}, {100, 7},
            {0, 0}, {65535, 0}}) {
            define("version " + v[0] + "." + v[1], "b.C", Bytes.version(good, v[0], v[1]));
        }
        byte[] tag = good.clone();
        tag[10] = 2;
        define("constant tag", "b.C", tag);
        byte[] utf = Bytes.rename(good, "f", "\u0000");
        define("name with NUL", "b.C", utf);
        for (String bad : new String[] {"", "a.b", "a;b", "a[b", "a/b", "<x>", "a<b"}) {
            define("field name " + bad, "b.C", cls(52, P | SUPER).field(1, bad, "I").bytes());
            define("method name " + bad, "b.C", cls(52, P | SUPER).method(0x101, bad, "()V").bytes());
        }
        for (String bad : new String[] {"", "V", "X", "La/b", "[", "Q", "II", "L;", "()V"}) {
            define("field type " + bad, "b.C", cls(52, P | SUPER).field(1, "f", bad).bytes());
        }
        for (String bad : new String[] {"", "I", "()", "(V)V", "(I", "()VV", "(L;)V", "()[V"}) {
            define("method type " + bad, "b.C", cls(52, P | SUPER).method(0x101, "m", bad).bytes());
        }
        for (String bad : new String[] {"b//C", "", "[I", "b;C", "/b", "b.C", "[Lb/C;"}) {
            define("class name " + bad, null, new ClassBuilder(52, P | SUPER, bad, "java/lang/Object").bytes());
            define("super name " + bad, null, new ClassBuilder(52, P | SUPER, "b/C", bad).bytes());
        }
        define("no super", null, new ClassBuilder(52, P | SUPER, "b/C", null).bytes());
        define("duplicate field", "b.C", cls(52, P | SUPER).field(1, "f", "I").field(2, "f", "I").bytes());
        define("field twice, two types", "b.C", cls(52, P | SUPER).field(1, "f", "I").field(2, "f", "J").bytes());
        define("duplicate method", "b.C", cls(52, P | SUPER).method(0x101, "m", "()V").method(0x102, "m", "()V").bytes());
        define("duplicate interface", "b.C", new ClassBuilder(52, P | SUPER, "b/C", "java/lang/Object", "java/lang/Runnable", "java/lang/Runnable").bytes());
        for (int flags : new int[] {0x200, 0x210, 0x610, 0x411, 0x2600, 0x4600, 0x1000, 0x8000, 0x601}) {
            define("class flags " + Integer.toHexString(flags), "b.C", cls(52, flags).bytes());
        }
        for (int flags : new int[] {3, 7, 0x50, 6, 0x1001, 0x8000}) {
            define("field flags " + Integer.toHexString(flags), "b.C", cls(52, P | SUPER).field(flags, "f", "I").bytes());
            define("interface field flags " + Integer.toHexString(flags), "b.C", cls(52, 0x601).field(flags, "f", "I").bytes());
        }
        for (int flags : new int[] {3, 0x500, 0x410, 0x408, 0x402, 0x420, 0xC00, 0x401, 0x101, 0x1}) {
            define("method flags " + Integer.toHexString(flags), "b.C", cls(52, P | SUPER | 0x400).method(flags, "m", "()V").bytes());
            define("interface method flags " + Integer.toHexString(flags), "b.C", cls(52, 0x601).method(flags, "m", "()V").bytes());
        }
        define("init with result", "b.C", cls(52, P | SUPER).method(0x1, "<init>", "()I", 1, 1, "iconst_1", "ireturn").bytes());
        define("static init", "b.C", cls(52, P | SUPER).method(0x9, "<init>", "()V", 1, 1, "return").bytes());
        define("clinit not static", "b.C", cls(52, P | SUPER).method(0x1, "<clinit>", "()V", 1, 1, "return").bytes());
        define("clinit with argument", "b.C", cls(52, P | SUPER).method(0x8, "<clinit>", "(I)V", 1, 1, "return").bytes());
        define("init in interface", "b.C", cls(52, 0x601).method(0x1, "<init>", "()V", 1, 1, "return").bytes());
        define("native with code", "b.C", cls(52, P | SUPER).method(0x101, "m", "()V", 1, 1, "return").bytes());
        define("abstract with code", "b.C", cls(52, P | SUPER | 0x400).method(0x401, "m", "()V", 1, 1, "return").bytes());
        define("locals below arguments", "b.C", cls(52, P | SUPER).method(P, "m", "(J)V", 0, 2, "return").bytes());
        define("code twice", "b.C", cls(52, P | SUPER).attribute("SourceFile", new byte[1]).bytes());
        define("bad SourceFile", "b.C", cls(52, P | SUPER).attribute("SourceFile", new byte[] {0, 99}).bytes());
        define("bad InnerClasses", "b.C", cls(52, P | SUPER).attribute("InnerClasses", new byte[] {0, 1}).bytes());
        define("unknown attribute", "b.C", cls(52, P | SUPER).attribute("Unheard", new byte[] {0, 1, 2}).bytes());
        ClassBuilder value = cls(52, P | SUPER);
        define("constant of wrong type", "b.C", value.field(9, "f", "I", value.string("x")).bytes());
        define("java package", "java.lang.X", new ClassBuilder("java/lang/X").bytes());
        define("module-info", null, new ClassBuilder(53, 0x8000, "module-info", null).bytes());
    }
}

/* expect-output:
good: b.C
no name: b.C
other name: java.lang.NoClassDefFoundError: b/D (wrong name: b/C)
slashes: java.lang.NoClassDefFoundError: IllegalName: b/C
cut at 0: java.lang.ClassFormatError: Truncated class file
cut at 3: java.lang.ClassFormatError: Truncated class file
cut at 4: java.lang.ClassFormatError: Truncated class file
cut at 7: java.lang.ClassFormatError: Truncated class file
cut at 9: java.lang.ClassFormatError: Truncated class file
cut at 10: java.lang.ClassFormatError: Truncated class file
cut at 11: java.lang.ClassFormatError: Truncated class file
cut at 30: java.lang.ClassFormatError: Truncated class file
cut at 86: java.lang.ClassFormatError: Truncated class file
cut at 171: java.lang.ClassFormatError: Truncated class file
extra: java.lang.ClassFormatError: Extra bytes at the end of class file b/C
magic: java.lang.ClassFormatError: Incompatible magic value 16693950 in class file b/C
version 44.0: java.lang.UnsupportedClassVersionError: b/C (class file version 44.0) was compiled with an invalid major version
version 45.0: b.C
version 45.3: b.C
version 45.65535: b.C
version 46.1: b.C
version 55.5: b.C
version 56.1: java.lang.UnsupportedClassVersionError: b/C (class file version 56.1) was compiled with an invalid non-zero minor version
version 61.0: b.C
version 61.1: java.lang.UnsupportedClassVersionError: b/C (class file version 61.1) was compiled with an invalid non-zero minor version
version 61.65535: java.lang.UnsupportedClassVersionError: Preview features are not enabled for b/C (class file version 61.65535). Try running with '--enable-preview'
version 62.0: java.lang.UnsupportedClassVersionError: b/C has been compiled by a more recent version of the Java Runtime (class file version 62.0), this version of the Java Runtime only recognizes class file versions up to 61.0
version 62.65535: java.lang.UnsupportedClassVersionError: b/C has been compiled by a more recent version of the Java Runtime (class file version 62.65535), this version of the Java Runtime only recognizes class file versions up to 61.0
version 100.7: java.lang.UnsupportedClassVersionError: b/C has been compiled by a more recent version of the Java Runtime (class file version 100.7), this version of the Java Runtime only recognizes class file versions up to 61.0
version 0.0: java.lang.UnsupportedClassVersionError: b/C (class file version 0.0) was compiled with an invalid major version
version 65535.0: java.lang.UnsupportedClassVersionError: b/C has been compiled by a more recent version of the Java Runtime (class file version 65535.0), this version of the Java Runtime only recognizes class file versions up to 61.0
constant tag: java.lang.ClassFormatError: Unknown constant tag 2 in class file b/C
name with NUL: b.C
field name : java.lang.ClassFormatError: Illegal field name "" in class b/C
method name : java.lang.ClassFormatError: Illegal method name "" in class b/C
field name a.b: java.lang.ClassFormatError: Illegal field name "a.b" in class b/C
method name a.b: java.lang.ClassFormatError: Illegal method name "a.b" in class b/C
field name a;b: java.lang.ClassFormatError: Illegal field name "a;b" in class b/C
method name a;b: java.lang.ClassFormatError: Illegal method name "a;b" in class b/C
field name a[b: java.lang.ClassFormatError: Illegal field name "a[b" in class b/C
method name a[b: java.lang.ClassFormatError: Illegal method name "a[b" in class b/C
field name a/b: java.lang.ClassFormatError: Illegal field name "a/b" in class b/C
method name a/b: java.lang.ClassFormatError: Illegal method name "a/b" in class b/C
field name <x>: b.C
method name <x>: java.lang.ClassFormatError: Illegal method name "<x>" in class b/C
field name a<b: b.C
method name a<b: java.lang.ClassFormatError: Illegal method name "a<b" in class b/C
field type : java.lang.ClassFormatError: Field "f" in class b/C has illegal signature ""
field type V: java.lang.ClassFormatError: Field "f" in class b/C has illegal signature "V"
field type X: java.lang.ClassFormatError: Field "f" in class b/C has illegal signature "X"
field type La/b: java.lang.ClassFormatError: Field "f" in class b/C has illegal signature "La/b"
field type [: java.lang.ClassFormatError: Field "f" in class b/C has illegal signature "["
field type Q: java.lang.ClassFormatError: Field "f" in class b/C has illegal signature "Q"
field type II: java.lang.ClassFormatError: Field "f" in class b/C has illegal signature "II"
field type L;: java.lang.ClassFormatError: Class name is empty or contains illegal character in descriptor in class file b/C
field type ()V: java.lang.ClassFormatError: Field "f" in class b/C has illegal signature "()V"
method type : java.lang.ClassFormatError: Method "m" in class b/C has illegal signature ""
method type I: java.lang.ClassFormatError: Method "m" in class b/C has illegal signature "I"
method type (): java.lang.ClassFormatError: Method "m" in class b/C has illegal signature "()"
method type (V)V: java.lang.ClassFormatError: Method "m" in class b/C has illegal signature "(V)V"
method type (I: java.lang.ClassFormatError: Method "m" in class b/C has illegal signature "(I"
method type ()VV: java.lang.ClassFormatError: Method "m" in class b/C has illegal signature "()VV"
method type (L;)V: java.lang.ClassFormatError: Class name is empty or contains illegal character in descriptor in class file b/C
method type ()[V: java.lang.ClassFormatError: Method "m" in class b/C has illegal signature "()[V"
class name b//C: java.lang.ClassFormatError: Illegal class name "b//C" in class file <Unknown>
super name b//C: java.lang.ClassFormatError: Illegal class name "b//C" in class file <Unknown>
class name : java.lang.ClassFormatError: Illegal class name "" in class file <Unknown>
super name : java.lang.ClassFormatError: Illegal class name "" in class file <Unknown>
class name [I: java.lang.ClassFormatError: Bad class name in class file <Unknown>
super name [I: java.lang.ClassFormatError: Bad superclass name in class file b/C
class name b;C: java.lang.ClassFormatError: Illegal class name "b;C" in class file <Unknown>
super name b;C: java.lang.ClassFormatError: Illegal class name "b;C" in class file <Unknown>
class name /b: java.lang.ClassFormatError: Illegal class name "/b" in class file <Unknown>
super name /b: java.lang.ClassFormatError: Illegal class name "/b" in class file <Unknown>
class name b.C: java.lang.ClassFormatError: Illegal class name "b.C" in class file <Unknown>
super name b.C: java.lang.ClassFormatError: Illegal class name "b.C" in class file <Unknown>
class name [Lb/C;: java.lang.ClassFormatError: Bad class name in class file <Unknown>
super name [Lb/C;: java.lang.ClassFormatError: Bad superclass name in class file b/C
no super: java.lang.ClassFormatError: Invalid superclass index 0 in class file b/C
duplicate field: java.lang.ClassFormatError: Duplicate field name "f" with signature "I" in class file b/C
field twice, two types: b.C
duplicate method: java.lang.ClassFormatError: Duplicate method name "m" with signature "()V" in class file b/C
duplicate interface: java.lang.ClassFormatError: Duplicate interface name "java/lang/Runnable" in class file b/C
class flags 200: java.lang.ClassFormatError: Illegal class modifiers in class b/C: 0x200
class flags 210: java.lang.ClassFormatError: Illegal class modifiers in class b/C: 0x210
class flags 610: java.lang.ClassFormatError: Illegal class modifiers in class b/C: 0x610
class flags 411: java.lang.ClassFormatError: Illegal class modifiers in class b/C: 0x411
class flags 2600: b.C
class flags 4600: java.lang.ClassFormatError: Illegal class modifiers in class b/C: 0xADDRESS
class flags 1000: b.C
class flags 8000: b.C
class flags 601: b.C
field flags 3: java.lang.ClassFormatError: Illegal field modifiers in class b/C: 0x3
interface field flags 3: java.lang.ClassFormatError: Illegal field modifiers in class b/C: 0x3
field flags 7: java.lang.ClassFormatError: Illegal field modifiers in class b/C: 0x7
interface field flags 7: java.lang.ClassFormatError: Illegal field modifiers in class b/C: 0x7
field flags 50: java.lang.ClassFormatError: Illegal field modifiers in class b/C: 0x50
interface field flags 50: java.lang.ClassFormatError: Illegal field modifiers in class b/C: 0x50
field flags 6: java.lang.ClassFormatError: Illegal field modifiers in class b/C: 0x6
interface field flags 6: java.lang.ClassFormatError: Illegal field modifiers in class b/C: 0x6
field flags 1001: b.C
interface field flags 1001: java.lang.ClassFormatError: Illegal field modifiers in class b/C: 0xADDRESS
field flags 8000: b.C
interface field flags 8000: java.lang.ClassFormatError: Illegal field modifiers in class b/C: 0x0
method flags 3: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x3
interface method flags 3: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x3
method flags 500: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x500
interface method flags 500: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x500
method flags 410: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x410
interface method flags 410: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x410
method flags 408: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x408
interface method flags 408: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x408
method flags 402: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x402
interface method flags 402: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x402
method flags 420: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x420
interface method flags 420: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x420
method flags c00: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0xC00
interface method flags c00: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0xC00
method flags 401: b.C
interface method flags 401: b.C
method flags 101: b.C
interface method flags 101: java.lang.ClassFormatError: Method m in class b/C has illegal modifiers: 0x101
method flags 1: java.lang.ClassFormatError: Absent Code attribute in method that is not native or abstract in class file b/C
interface method flags 1: java.lang.ClassFormatError: Absent Code attribute in method that is not native or abstract in class file b/C
init with result: java.lang.ClassFormatError: Method "<init>" in class b/C has illegal signature "()I"
static init: java.lang.ClassFormatError: Method <init> in class b/C has illegal modifiers: 0x9
clinit not static: java.lang.ClassFormatError: Method <clinit> is not static in class file b/C
clinit with argument: java.lang.ClassFormatError: Method "<clinit>" in class b/C has illegal signature "(I)V"
init in interface: java.lang.ClassFormatError: Interface cannot have a method named <init>, class file b/C
native with code: java.lang.ClassFormatError: Code attribute in native or abstract methods in class file b/C
abstract with code: java.lang.ClassFormatError: Code attribute in native or abstract methods in class file b/C
locals below arguments: java.lang.ClassFormatError: Arguments can't fit into locals in class file b/C
code twice: java.lang.ClassFormatError: Wrong SourceFile attribute length in class file b/C
bad SourceFile: java.lang.ClassFormatError: Invalid SourceFile attribute at constant pool index 99 in class file b/C
bad InnerClasses: java.lang.ClassFormatError: Truncated class file
unknown attribute: b.C
constant of wrong type: java.lang.ClassFormatError: Inconsistent constant value type in class file b/C
java package: java.lang.SecurityException: Prohibited package name: java.lang
module-info: java.lang.NoClassDefFoundError: <Unknown> is not a class because access_flag ACC_MODULE is set
*/
