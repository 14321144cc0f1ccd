import support.ClassBuilder;
import support.Loader;
import support.Show;

/** IncompatibleClassChangeError, AbstractMethodError, IllegalAccessError: classes where interfaces are expected and so on. */
public class WrongKinds {
    static final int P = 1, PS = 9, SUPER = 0x20, INTERFACE = 0x600;

    static Loader world() {
        Loader l = new Loader();
        l.add(new ClassBuilder(49, P | SUPER, "w/Class", "java/lang/Object").constructor("java/lang/Object")
                .method(P, "instance", "()I", 1, 1, "iconst_1", "ireturn").method(PS, "stat", "()I", 1, 0, "iconst_2", "ireturn")
                .field(P, "f", "I").field(PS, "s", "I").method(2, "hidden", "()I", 1, 1, "iconst_3", "ireturn")
                .method(0, "pack", "()I", 1, 1, "iconst_4", "ireturn").method(4, "prot", "()I", 1, 1, "iconst_5", "ireturn")
                .field(2, "hiddenField", "I").field(0x19, "FINAL", "I"));
        l.add(new ClassBuilder(52, P | INTERFACE, "w/Face", "java/lang/Object").method(0x401, "abs", "()I").method(P, "dflt", "()I", 1, 1, "iconst_5", "ireturn")
                .method(PS, "stat", "()I", 1, 0, "bipush 6", "ireturn").method(2, "priv", "()I", 1, 1, "bipush 7", "ireturn"));
        l.add(new ClassBuilder(52, P | INTERFACE, "w/Face2", "java/lang/Object").method(P, "dflt", "()I", 1, 1, "bipush 9", "ireturn"));
        l.add(new ClassBuilder(49, P | SUPER, "w/NoImpl", "java/lang/Object", "w/Face").constructor("java/lang/Object"));
        l.add(new ClassBuilder(49, P | SUPER, "w/Both", "java/lang/Object", "w/Face", "w/Face2").constructor("java/lang/Object"));
        l.add(new ClassBuilder(49, P | SUPER, "w/PrivImpl", "java/lang/Object", "w/Face").constructor("java/lang/Object")
                .method(2, "abs", "()I", 1, 1, "iconst_1", "ireturn"));
        l.add(new ClassBuilder(49, P | SUPER, "w/StatImpl", "java/lang/Object", "w/Face").constructor("java/lang/Object")
                .method(PS, "abs", "()I", 1, 0, "iconst_1", "ireturn"));
        l.add(new ClassBuilder(49, P | SUPER | 0x400, "w/Abstract", "java/lang/Object").constructor("java/lang/Object").method(0x401, "abs", "()I"));
        l.add(new ClassBuilder(49, P | SUPER, "w/Concrete", "w/Abstract").constructor("w/Abstract"));
        l.add(new ClassBuilder(49, SUPER, "w/Package", "java/lang/Object").constructor("java/lang/Object").field(PS, "s", "I"));
        return l;
    }

    static int n;

    static void run(String title, String... code) {
        String name = "u/User" + n++;
        ClassBuilder user = new ClassBuilder(52, P | SUPER, name, "w/Class").constructor("w/Class").method(PS, "run", "()Ljava/lang/Object;", 4, 2,
                String.join(";; ", code) + ";; invokestatic java/lang/Integer.valueOf (I)Ljava/lang/Integer;;; areturn");
        Show.outcome(title, () -> world().add(user).call(name.replace('/', '.'), "run"));
    }

    static String make(String type) {
        return "new " + type + ";; dup;; invokespecial " + type + ".<init> ()V";
    }

    public static void main(String[] args) {
        run("interface call of class method", make("w/Class"), "invokeinterface w/Class.instance ()I 1");
        run("virtual call of interface method", make("w/NoImpl"), "invokevirtual w/Face.dflt ()I");
        run("static call of instance", "invokestatic w/Class.instance ()I");
        run("virtual call of static", make("w/Class"), "invokevirtual w/Class.stat ()I");
        run("interface call of static", make("w/NoImpl"), "invokeinterface w/Face.stat ()I 1");
        run("static of interface by plain ref", "invokestatic w/Face.stat ()I");
        run("static of interface", "invokestatic interface w/Face.stat ()I");
        run("static of class by interface ref", "invokestatic interface w/Class.stat ()I");
        run("getfield of static", make("w/Class"), "getfield w/Class.s I");
        run("getstatic of instance", "getstatic w/Class.f I");
        run("putstatic of instance", "iconst_1", "putstatic w/Class.f I", "iconst_0");
        run("putstatic of final", "iconst_1", "putstatic w/Class.FINAL I", "iconst_0");
        run("private method", make("w/Class"), "invokevirtual w/Class.hidden ()I");
        run("private field", make("w/Class"), "getfield w/Class.hiddenField I");
        run("package method", make("w/Class"), "invokevirtual w/Class.pack ()I");
        run("private interface method", make("w/NoImpl"), "invokeinterface w/Face.priv ()I 1");
        run("package class", "getstatic w/Package.s I");
        run("new package class", make("w/Package"), "pop", "iconst_0");
        run("new abstract", make("w/Abstract"), "pop", "iconst_0");
        run("new interface", make("w/Face"), "pop", "iconst_0");
        run("not implemented", make("w/NoImpl"), "invokeinterface w/Face.abs ()I 1");
        run("not implemented, by class", make("w/NoImpl"), "invokevirtual w/NoImpl.abs ()I");
        run("default", make("w/NoImpl"), "invokeinterface w/Face.dflt ()I 1");
        run("default by class", make("w/NoImpl"), "invokevirtual w/NoImpl.dflt ()I");
        run("two defaults by class", make("w/Both"), "invokevirtual w/Both.dflt ()I");
        run("two defaults by interface", make("w/Both"), "invokeinterface w/Face.dflt ()I 1");
        run("implemented privately", make("w/PrivImpl"), "invokeinterface w/Face.abs ()I 1");
        run("implemented statically", make("w/StatImpl"), "invokeinterface w/Face.abs ()I 1");
        run("abstract class method", make("w/Concrete"), "invokevirtual w/Abstract.abs ()I");
        run("abstract by subclass", make("w/Concrete"), "invokevirtual w/Concrete.abs ()I");
        run("receiver lacks interface", make("w/Class"), "invokeinterface w/Face.abs ()I 1");
        run("no such method", make("w/Class"), "invokevirtual w/Class.nope (ILjava/lang/String;[[J)D", "pop2", "iconst_0");
        run("no such static", "iconst_1", "invokestatic w/Class.nope (I)V", "iconst_0");
        run("no such interface method", make("w/NoImpl"), "invokeinterface w/Face.nope ()I 1");
        run("no such interface static", "invokestatic interface w/Face.nope ()I");
        run("no such constructor", "new w/Class", "dup", "iconst_1", "invokespecial w/Class.<init> (I)V", "pop", "iconst_0");
        run("no such field", "getstatic w/Class.nope Lw/Face;", "pop", "iconst_0");
        run("field of other type", "getstatic w/Class.s J", "l2i");
        run("no such class", "getstatic w/None.f I");
        run("no such class in cast", "aconst_null;; checkcast w/None;; pop", "iconst_0");
        run("no such class in cast of object", make("w/Class"), "checkcast w/None;; pop", "iconst_0");
        run("no such class in new", "new w/None", "pop", "iconst_0");
        run("no such class in array", "iconst_1;; anewarray [Lw/None;", "pop", "iconst_0");
        run("no such class in ldc", "ldc class w/None", "pop", "iconst_0");
        run("no such class in parameter", "aconst_null;; invokestatic w/Class.nope (Lw/None;)V", "iconst_0");
        run("wrong case", "new W/class", "pop", "iconst_0");
    }
}

/* expect-output:
interface call of class method: java.lang.IncompatibleClassChangeError: Found class w.Class, but interface was expected
virtual call of interface method: java.lang.IncompatibleClassChangeError: Found interface w.Face, but class was expected
static call of instance: java.lang.IncompatibleClassChangeError: Expected static method 'int w.Class.instance()'
virtual call of static: java.lang.IncompatibleClassChangeError: Expecting non-static method 'int w.Class.stat()'
interface call of static: java.lang.IncompatibleClassChangeError: Expected instance not static method 'int w.Face.stat()'
static of interface by plain ref: java.lang.IncompatibleClassChangeError: Method 'int w.Face.stat()' must be InterfaceMethodref constant
static of interface: 6
static of class by interface ref: java.lang.IncompatibleClassChangeError: Method 'int w.Class.stat()' must be Methodref constant
getfield of static: java.lang.IncompatibleClassChangeError: Expected non-static field w.Class.s
getstatic of instance: java.lang.IncompatibleClassChangeError: Expected static field w.Class.f
putstatic of instance: java.lang.IncompatibleClassChangeError: Expected static field w.Class.f
putstatic of final: java.lang.IllegalAccessError: Update to static final field w.Class.FINAL attempted from a different class (u.User11) than the field's declaring class
private method: java.lang.IllegalAccessError: class u.User12 tried to access private method 'int w.Class.hidden()' (u.User12 and w.Class are in unnamed module of loader 'test' @HASH)
private field: java.lang.IllegalAccessError: class u.User13 tried to access private field w.Class.hiddenField (u.User13 and w.Class are in unnamed module of loader 'test' @HASH)
package method: java.lang.IllegalAccessError: class u.User14 tried to access method 'int w.Class.pack()' (u.User14 and w.Class are in unnamed module of loader 'test' @HASH)
private interface method: java.lang.IllegalAccessError: class u.User15 tried to access private method 'int w.Face.priv()' (u.User15 and w.Face are in unnamed module of loader 'test' @HASH)
package class: java.lang.IllegalAccessError: failed to access class w.Package from class u.User16 (w.Package and u.User16 are in unnamed module of loader 'test' @HASH)
new package class: java.lang.IllegalAccessError: failed to access class w.Package from class u.User17 (w.Package and u.User17 are in unnamed module of loader 'test' @HASH)
new abstract: java.lang.InstantiationError: w.Abstract
new interface: java.lang.InstantiationError: w.Face
not implemented: java.lang.AbstractMethodError: Receiver class w.NoImpl does not define or inherit an implementation of the resolved method 'abstract int abs()' of interface w.Face.
not implemented, by class: java.lang.AbstractMethodError: Method w/NoImpl.abs()I is abstract
default: 5
default by class: 5
two defaults by class: java.lang.IncompatibleClassChangeError: Conflicting default methods: w/Face.dflt w/Face2.dflt
two defaults by interface: java.lang.AbstractMethodError: Receiver class w.Both does not define or inherit an implementation of the resolved method 'int dflt()' of interface w.Face.
implemented privately: java.lang.AbstractMethodError: Receiver class w.PrivImpl does not define or inherit an implementation of the resolved method 'abstract int abs()' of interface w.Face.
implemented statically: java.lang.AbstractMethodError: Receiver class w.StatImpl does not define or inherit an implementation of the resolved method 'abstract int abs()' of interface w.Face.
abstract class method: java.lang.AbstractMethodError: Receiver class w.Concrete does not define or inherit an implementation of the resolved method 'abstract int abs()' of abstract class w.Abstract.
abstract by subclass: java.lang.AbstractMethodError: Receiver class w.Concrete does not define or inherit an implementation of the resolved method 'abstract int abs()' of abstract class w.Abstract.
receiver lacks interface: java.lang.IncompatibleClassChangeError: Class w.Class does not implement the requested interface w.Face
no such method: java.lang.VerifyError: Bad type on operand stack
Exception Details:
  Location:
    u/User31.run()Ljava/lang/Object; @7: invokevirtual
  Reason:
    Type 'w/Class' (current frame, stack[0]) is not assignable to '[[J'
  Current Frame:
    bci: @7
    flags: { }
    locals: { }
    stack: { 'w/Class' }
  Bytecode:
    0000000: bb00 0459 b700 08b6 000d 5803 b800 13b0
    0000010:                                        

no such static: java.lang.NoSuchMethodError: 'void w.Class.nope(int)'
no such interface method: java.lang.NoSuchMethodError: 'int w.Face.nope()'
no such interface static: java.lang.NoSuchMethodError: 'int w.Face.nope()'
no such constructor: java.lang.NoSuchMethodError: 'void w.Class.<init>(int)'
no such field: java.lang.NoSuchFieldError: nope
field of other type: java.lang.NoSuchFieldError: s
no such class: java.lang.NoClassDefFoundError: w/None <- java.lang.ClassNotFoundException: w.None
no such class in cast: 0
no such class in cast of object: java.lang.NoClassDefFoundError: w/None <- java.lang.ClassNotFoundException: w.None
no such class in new: java.lang.NoClassDefFoundError: w/None <- java.lang.ClassNotFoundException: w.None
no such class in array: java.lang.NoClassDefFoundError: [Lw/None; <- java.lang.ClassNotFoundException: w.None
no such class in ldc: java.lang.NoClassDefFoundError: w/None <- java.lang.ClassNotFoundException: w.None
no such class in parameter: java.lang.NoSuchMethodError: 'void w.Class.nope(w.None)'
wrong case: java.lang.NoClassDefFoundError: W/class <- java.lang.ClassNotFoundException: W.class
*/
