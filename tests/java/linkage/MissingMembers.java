import support.Bytes;
import support.Loader;
import support.Show;

/** Classes that changed after their users were compiled: members renamed, retyped, made static, private, final, abstract. */
public class MissingMembers {
    public static class Target {
        public static int staticField = 1;
        public int field = 2;
        public String text = "t";

        public static String staticMethod() {
            return "static";
        }

        public String method(int a) {
            return "instance" + a;
        }

        public Target() {}

        public Target(String s) {
            text = s;
        }
    }

    public interface Face {
        String FIELD = new String("face");

        default String dflt() {
            return "default";
        }

        static String stat() {
            return "interface static";
        }
    }

    public static class Impl implements Face {}

    public static class User {
        static Object getStatic() { return Target.staticField; }
        static Object putStatic() { return Target.staticField = 7; }
        static Object getField() { return new Target().field; }
        static Object putField() { return new Target().field = 8; }
        static Object callStatic() { return Target.staticMethod(); }
        static Object call() { return new Target().method(3); }
        static Object construct() { return new Target("x").text; }
        static Object callDefault() { return new Impl().dflt(); }
        static Object callFace() { Face f = new Impl(); return f.dflt(); }
        static Object callFaceStatic() { return Face.stat(); }
        static Object faceField() { return Impl.FIELD; }
        static Object reference() { java.util.function.Supplier<String> s = Target::staticMethod; return s.get(); }
    }

    static final String T = "MissingMembers$Target", F = "MissingMembers$Face", U = "MissingMembers$User";

    static void run(String title, byte[] target, byte[] face, String... calls) {
        System.out.println("-- " + title);
        for (String call : calls) {
            Show.outcome(call, () -> new Loader().copy(User.class, Impl.class).add(T, target == null ? Bytes.of(Target.class) : target)
                    .add(F, face == null ? Bytes.of(Face.class) : face).call(U, call));
        }
    }

    public static void main(String[] args) {
        byte[] t = Bytes.of(Target.class), f = Bytes.of(Face.class);
        String[] fields = {"getStatic", "putStatic", "getField", "putField"}, methods = {"callStatic", "call", "construct", "reference"};
        String[] faces = {"callDefault", "callFace", "callFaceStatic", "faceField"};
        run("unchanged", null, null, "getStatic", "putStatic", "getField", "putField", "callStatic", "call", "construct", "reference", "callDefault",
                "callFace", "callFaceStatic", "faceField");
        run("fields renamed", Bytes.rename(t, "staticField", "renamed1", "field", "renamed2"), null, fields);
        run("fields retyped", Bytes.rename(t, "I", "F"), null, fields);
        run("methods renamed", Bytes.rename(t, "staticMethod", "renamed1", "method", "renamed2"), null, methods);
        run("constructor retyped", Bytes.rename(t, "(Ljava/lang/String;)V", "(Ljava/lang/Object;)V"), null, "construct");
        run("static made instance", Bytes.memberFlags(Bytes.memberFlags(t, "staticField", 0, 8), "staticMethod", 0x100, 8), null,
                "getStatic", "putStatic");
        run("instance made static", Bytes.memberFlags(t, "field", 8, 0), null, "getField", "putField");
        run("private", Bytes.memberFlags(Bytes.memberFlags(Bytes.memberFlags(Bytes.memberFlags(t, "staticField", 2, 1), "staticMethod", 2, 1), "method", 2, 1),
                "<init>", 2, 1), null, "getStatic", "putStatic", "callStatic", "call", "construct", "reference");
        run("final fields", Bytes.memberFlags(Bytes.memberFlags(t, "staticField", 0x10, 0), "field", 0x10, 0), null, fields);
        run("class made package-private", Bytes.classFlags(t, 0, 1), null, "getStatic", "callStatic", "construct");
        run("class made an abstract", Bytes.classFlags(t, 0x400, 0), null, "construct", "callStatic");
        run("default renamed", null, Bytes.rename(f, "dflt", "other"), faces);
        run("interface static renamed", null, Bytes.rename(f, "stat", "other"), faces);
        run("interface field renamed", null, Bytes.rename(f, "FIELD", "OTHER"), faces);
        run("interface is package-private", null, Bytes.classFlags(f, 0, 1), faces);
    }
}

/* expect-output:
-- unchanged
getStatic: 1
putStatic: 7
getField: 2
putField: 8
callStatic: static
call: instance3
construct: x
reference: static
callDefault: default
callFace: default
callFaceStatic: interface static
faceField: face
-- fields renamed
getStatic: java.lang.NoSuchFieldError: staticField
putStatic: java.lang.NoSuchFieldError: staticField
getField: java.lang.NoSuchFieldError: field
putField: java.lang.NoSuchFieldError: field
-- fields retyped
getStatic: java.lang.NoSuchFieldError: staticField
putStatic: java.lang.NoSuchFieldError: staticField
getField: java.lang.VerifyError: Bad type on operand stack
Exception Details:
  Location:
    MissingMembers$Target.<init>()V @6: putfield
  Reason:
    Type integer (current frame, stack[1]) is not assignable to float
  Current Frame:
    bci: @6
    flags: { }
    locals: { 'MissingMembers$Target' }
    stack: { 'MissingMembers$Target', integer }
  Bytecode:
    0000000: 2ab7 0007 2a05 b500 0d2a 1213 b500 15b1
    0000010:                                        

putField: java.lang.VerifyError: Bad type on operand stack
Exception Details:
  Location:
    MissingMembers$Target.<init>()V @6: putfield
  Reason:
    Type integer (current frame, stack[1]) is not assignable to float
  Current Frame:
    bci: @6
    flags: { }
    locals: { 'MissingMembers$Target' }
    stack: { 'MissingMembers$Target', integer }
  Bytecode:
    0000000: 2ab7 0007 2a05 b500 0d2a 1213 b500 15b1
    0000010:                                        

-- methods renamed
callStatic: java.lang.NoSuchMethodError: 'java.lang.String MissingMembers$Target.staticMethod()'
call: java.lang.NoSuchMethodError: 'java.lang.String MissingMembers$Target.method(int)'
construct: x
reference: java.lang.NoSuchMethodError: 'java.lang.String MissingMembers$Target.staticMethod()'
-- constructor retyped
construct: java.lang.VerifyError: Bad type on operand stack
Exception Details:
  Location:
    MissingMembers$Target.<init>(Ljava/lang/Object;)V @17: putfield
  Reason:
    Type 'java/lang/Object' (current frame, stack[1]) is not assignable to 'java/lang/String'
  Current Frame:
    bci: @17
    flags: { }
    locals: { 'MissingMembers$Target', 'java/lang/Object' }
    stack: { 'MissingMembers$Target', 'java/lang/Object' }
  Bytecode:
    0000000: 2ab7 0007 2a05 b500 0d2a 1213 b500 152a
    0000010: 2bb5 0015 b1                           

-- static made instance
getStatic: java.lang.ClassFormatError: Code attribute in native or abstract methods in class file MissingMembers$Target
putStatic: java.lang.ClassFormatError: Code attribute in native or abstract methods in class file MissingMembers$Target
-- instance made static
getField: java.lang.IncompatibleClassChangeError: Expected non-static field MissingMembers$Target.field
putField: java.lang.IncompatibleClassChangeError: Expected non-static field MissingMembers$Target.field
-- private
getStatic: java.lang.IllegalAccessError: class MissingMembers$User tried to access private field MissingMembers$Target.staticField (MissingMembers$User and MissingMembers$Target are in unnamed module of loader 'test' @HASH), (Type MissingMembers$User (loader: 'test' @HASH) is not a nest member of type MissingMembers (loader: 'app'): types are in different packages, Type MissingMembers$Target (loader: 'test' @HASH) is not a nest member of type MissingMembers (loader: 'app'): types are in different packages)
putStatic: java.lang.IllegalAccessError: class MissingMembers$User tried to access private field MissingMembers$Target.staticField (MissingMembers$User and MissingMembers$Target are in unnamed module of loader 'test' @HASH), (Type MissingMembers$User (loader: 'test' @HASH) is not a nest member of type MissingMembers (loader: 'app'): types are in different packages, Type MissingMembers$Target (loader: 'test' @HASH) is not a nest member of type MissingMembers (loader: 'app'): types are in different packages)
callStatic: java.lang.IllegalAccessError: class MissingMembers$User tried to access private method 'java.lang.String MissingMembers$Target.staticMethod()' (MissingMembers$User and MissingMembers$Target are in unnamed module of loader 'test' @HASH), (Type MissingMembers$User (loader: 'test' @HASH) is not a nest member of type MissingMembers (loader: 'app'): types are in different packages, Type MissingMembers$Target (loader: 'test' @HASH) is not a nest member of type MissingMembers (loader: 'app'): types are in different packages)
call: java.lang.IllegalAccessError: class MissingMembers$User tried to access private method 'void MissingMembers$Target.<init>()' (MissingMembers$User and MissingMembers$Target are in unnamed module of loader 'test' @HASH), (Type MissingMembers$User (loader: 'test' @HASH) is not a nest member of type MissingMembers (loader: 'app'): types are in different packages, Type MissingMembers$Target (loader: 'test' @HASH) is not a nest member of type MissingMembers (loader: 'app'): types are in different packages)
construct: java.lang.IllegalAccessError: class MissingMembers$User tried to access private method 'void MissingMembers$Target.<init>(java.lang.String)' (MissingMembers$User and MissingMembers$Target are in unnamed module of loader 'test' @HASH), (Type MissingMembers$User (loader: 'test' @HASH) is not a nest member of type MissingMembers (loader: 'app'): types are in different packages, Type MissingMembers$Target (loader: 'test' @HASH) is not a nest member of type MissingMembers (loader: 'app'): types are in different packages)
reference: java.lang.IllegalAccessError: class MissingMembers$User tried to access private method 'java.lang.String MissingMembers$Target.staticMethod()' (MissingMembers$User and MissingMembers$Target are in unnamed module of loader 'test' @HASH), (Type MissingMembers$User (loader: 'test' @HASH) is not a nest member of type MissingMembers (loader: 'app'): types are in different packages, Type MissingMembers$Target (loader: 'test' @HASH) is not a nest member of type MissingMembers (loader: 'app'): types are in different packages)
-- final fields
getStatic: 1
putStatic: java.lang.IllegalAccessError: Update to static final field MissingMembers$Target.staticField attempted from a different class (MissingMembers$User) than the field's declaring class
getField: 2
putField: java.lang.IllegalAccessError: Update to non-static final field MissingMembers$Target.field attempted from a different class (MissingMembers$User) than the field's declaring class
-- class made package-private
getStatic: 1
callStatic: static
construct: x
-- class made an abstract
construct: java.lang.InstantiationError: MissingMembers$Target
callStatic: static
-- default renamed
callDefault: java.lang.NoSuchMethodError: 'java.lang.String MissingMembers$Impl.dflt()'
callFace: java.lang.NoSuchMethodError: 'java.lang.String MissingMembers$Face.dflt()'
callFaceStatic: interface static
faceField: face
-- interface static renamed
callDefault: default
callFace: default
callFaceStatic: java.lang.NoSuchMethodError: 'java.lang.String MissingMembers$Face.stat()'
faceField: face
-- interface field renamed
callDefault: default
callFace: default
callFaceStatic: interface static
faceField: java.lang.NoSuchFieldError: FIELD
-- interface is package-private
callDefault: default
callFace: default
callFaceStatic: interface static
faceField: face
*/
