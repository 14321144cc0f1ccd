import support.ClassBuilder;
import support.Loader;
import support.Show;

/** Loading of superclasses: circles, final and sealed ones, interfaces in the wrong place, missing ones, overriding final methods. */
public class Supers {
    static final int P = 1, SUPER = 0x20, INTERFACE = 0x600;

    static ClassBuilder cls(String name, String parent, String... faces) {
        return new ClassBuilder(52, P | SUPER, name, parent, faces);
    }

    static ClassBuilder face(String name, String... faces) {
        return new ClassBuilder(52, P | INTERFACE, name, "java/lang/Object", faces);
    }

    static void load(String title, String name, ClassBuilder... builders) {
        Loader l = new Loader();
        for (ClassBuilder b : builders) {
            l.add(b);
        }
        Show.outcome(title, () -> l.loadClass(name).getSuperclass());
        Show.outcome(title + " again", () -> Class.forName(name, true, l).getSuperclass());
    }

    public sealed interface Closed permits Allowed {}

    public static final class Allowed implements Closed {}

    public sealed static class ClosedClass permits Last {}

    public static final class Last extends ClosedClass {}

    public record Rec(int x) {}

    public enum En { A }

    public static void main(String[] args) {
        load("self", "s.A", cls("s/A", "s/A"));
        load("circle", "s.A", cls("s/A", "s/B"), cls("s/B", "s/C"), cls("s/C", "s/A"));
        load("interface circle", "s.I", face("s/I", "s/J"), face("s/J", "s/I"));
        load("mixed circle", "s.A", cls("s/A", "java/lang/Object", "s/I"), face("s/I", "s/J"), face("s/J", "s/I"));
        load("missing super", "s.A", cls("s/A", "s/None"));
        load("missing interface", "s.A", cls("s/A", "java/lang/Object", "s/None"));
        load("final super", "s.A", cls("s/A", "java/lang/String"));
        load("enum super", "s.A", cls("s/A", "Supers$En"));
        load("record super", "s.A", cls("s/A", "Supers$Rec"));
        load("interface as super", "s.A", cls("s/A", "java/lang/Runnable"));
        load("class as interface", "s.A", cls("s/A", "java/lang/Object", "java/lang/Thread"));
        load("interface with super", "s.I", new ClassBuilder(52, P | INTERFACE, "s/I", "java/lang/Thread"));
        load("array as super", "s.A", cls("s/A", "[Ljava/lang/Object;"));
        load("sealed interface", "s.A", cls("s/A", "java/lang/Object", "Supers$Closed"));
        load("sealed class", "s.A", cls("s/A", "Supers$ClosedClass"));
        load("sealed interface by interface", "s.I", face("s/I", "Supers$Closed"));
        load("package-private super", "s.A", cls("s/A", "java/lang/AbstractStringBuilder"));
        load("not exported super", "s.A", cls("s/A", "jdk/internal/misc/VM"));
        load("not exported interface", "s.A", cls("s/A", "java/lang/Object", "jdk/internal/misc/VM$BufferPool"));
        load("final method", "s.B", cls("s/A", "java/lang/Object").method(P | 0x10, "m", "()V", 0, 1, "return"),
                cls("s/B", "s/A").method(P, "m", "()V", 0, 1, "return"));
        load("final static", "s.B", cls("s/A", "java/lang/Object").method(P | 0x18, "m", "()V", 0, 0, "return"),
                cls("s/B", "s/A").method(P, "m", "()V", 0, 1, "return"));
        load("final private", "s.B", cls("s/A", "java/lang/Object").method(2 | 0x10, "m", "()V", 0, 1, "return"),
                cls("s/B", "s/A").method(P, "m", "()V", 0, 1, "return"));
        load("final package-private elsewhere", "t.B", cls("s/A", "java/lang/Object").method(0x10, "m", "()V", 0, 1, "return"),
                cls("t/B", "s/A").method(P, "m", "()V", 0, 1, "return"));
        load("final in Object", "s.A", cls("s/A", "java/lang/Object").method(P, "getClass", "()Ljava/lang/Class;", 1, 1, "aconst_null;; areturn"));
        load("Enum directly", "s.A", cls("s/A", "java/lang/Enum"));
        load("Record directly", "s.A", cls("s/A", "java/lang/Record"));
        Show.outcome("sealed reflection", () -> java.util.Arrays.toString(ClosedClass.class.getPermittedSubclasses()) + Closed.class.isSealed()
                + Allowed.class.isSealed());
    }
}

/* expect-output:
self: java.lang.ClassCircularityError: s/A
self again: java.lang.ClassCircularityError: s/A
circle: java.lang.ClassCircularityError: s/A
circle again: java.lang.ClassCircularityError: s/A
interface circle: java.lang.ClassCircularityError: s/I
interface circle again: java.lang.ClassCircularityError: s/I
mixed circle: java.lang.ClassCircularityError: s/I
mixed circle again: java.lang.ClassCircularityError: s/I
missing super: java.lang.NoClassDefFoundError: s/None <- java.lang.ClassNotFoundException: s.None
missing super again: java.lang.NoClassDefFoundError: s/None <- java.lang.ClassNotFoundException: s.None
missing interface: java.lang.NoClassDefFoundError: s/None <- java.lang.ClassNotFoundException: s.None
missing interface again: java.lang.NoClassDefFoundError: s/None <- java.lang.ClassNotFoundException: s.None
final super: java.lang.IncompatibleClassChangeError: class s.A cannot inherit from final class java.lang.String
final super again: java.lang.IncompatibleClassChangeError: class s.A cannot inherit from final class java.lang.String
enum super: java.lang.IncompatibleClassChangeError: class s.A cannot inherit from final class Supers$En
enum super again: java.lang.IncompatibleClassChangeError: class s.A cannot inherit from final class Supers$En
record super: java.lang.IncompatibleClassChangeError: class s.A cannot inherit from final class Supers$Rec
record super again: java.lang.IncompatibleClassChangeError: class s.A cannot inherit from final class Supers$Rec
interface as super: java.lang.IncompatibleClassChangeError: class s.A has interface java.lang.Runnable as super class
interface as super again: java.lang.IncompatibleClassChangeError: class s.A has interface java.lang.Runnable as super class
class as interface: java.lang.IncompatibleClassChangeError: class s.A can not implement java.lang.Thread, because it is not an interface (java.lang.Thread is in module java.base of loader 'bootstrap')
class as interface again: java.lang.IncompatibleClassChangeError: class s.A can not implement java.lang.Thread, because it is not an interface (java.lang.Thread is in module java.base of loader 'bootstrap')
interface with super: java.lang.ClassFormatError: Interfaces must have java.lang.Object as superclass in class file s/I
interface with super again: java.lang.ClassFormatError: Interfaces must have java.lang.Object as superclass in class file s/I
array as super: java.lang.ClassFormatError: Bad superclass name in class file s/A
array as super again: java.lang.ClassFormatError: Bad superclass name in class file s/A
sealed interface: java.lang.IncompatibleClassChangeError: class s.A cannot implement sealed interface Supers$Closed
sealed interface again: java.lang.IncompatibleClassChangeError: class s.A cannot implement sealed interface Supers$Closed
sealed class: java.lang.IncompatibleClassChangeError: class s.A cannot inherit from sealed class Supers$ClosedClass
sealed class again: java.lang.IncompatibleClassChangeError: class s.A cannot inherit from sealed class Supers$ClosedClass
sealed interface by interface: java.lang.IncompatibleClassChangeError: class s.I cannot extend sealed interface Supers$Closed
sealed interface by interface again: java.lang.IncompatibleClassChangeError: class s.I cannot extend sealed interface Supers$Closed
package-private super: java.lang.IllegalAccessError: class s.A cannot access its abstract superclass java.lang.AbstractStringBuilder (s.A is in unnamed module of loader 'test' @HASH; java.lang.AbstractStringBuilder is in module java.base of loader 'bootstrap')
package-private super again: java.lang.IllegalAccessError: class s.A cannot access its abstract superclass java.lang.AbstractStringBuilder (s.A is in unnamed module of loader 'test' @HASH; java.lang.AbstractStringBuilder is in module java.base of loader 'bootstrap')
not exported super: java.lang.IllegalAccessError: superclass access check failed: class s.A (in unnamed module @0xADDRESS) cannot access class jdk.internal.misc.VM (in module java.base) because module java.base does not export jdk.internal.misc to unnamed module @0xADDRESS
not exported super again: java.lang.IllegalAccessError: superclass access check failed: class s.A (in unnamed module @0xADDRESS) cannot access class jdk.internal.misc.VM (in module java.base) because module java.base does not export jdk.internal.misc to unnamed module @0xADDRESS
not exported interface: java.lang.IllegalAccessError: superinterface check failed: class s.A (in unnamed module @0xADDRESS) cannot access class jdk.internal.misc.VM$BufferPool (in module java.base) because module java.base does not export jdk.internal.misc to unnamed module @0xADDRESS
not exported interface again: java.lang.IllegalAccessError: superinterface check failed: class s.A (in unnamed module @0xADDRESS) cannot access class jdk.internal.misc.VM$BufferPool (in module java.base) because module java.base does not export jdk.internal.misc to unnamed module @0xADDRESS
final method: java.lang.IncompatibleClassChangeError: class s.B overrides final method s.A.m()V
final method again: java.lang.IncompatibleClassChangeError: class s.B overrides final method s.A.m()V
final static: class s.A
final static again: class s.A
final private: class s.A
final private again: class s.A
final package-private elsewhere: class s.A
final package-private elsewhere again: class s.A
final in Object: java.lang.IncompatibleClassChangeError: class s.A overrides final method java.lang.Object.getClass()Ljava/lang/Class;
final in Object again: java.lang.IncompatibleClassChangeError: class s.A overrides final method java.lang.Object.getClass()Ljava/lang/Class;
Enum directly: class java.lang.Enum
Enum directly again: class java.lang.Enum
Record directly: class java.lang.Record
Record directly again: class java.lang.Record
sealed reflection: [class Supers$Last]truefalse
*/
