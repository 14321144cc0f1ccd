import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import support.ClassBuilder;
import support.Loader;
import support.Show;

/** ldc of classes, method types, method handles of every kind, and dynamic constants, which javac does not write. */
public class ConstantsMade {
    public static int field = 5;
    public String text = "inst";

    public ConstantsMade() {}

    public static String join(String a, int b) {
        return a + b;
    }

    public String greet(String who) {
        return text + " " + who;
    }

    static int calls;

    /** Bootstrap of dynamic constants. */
    public static Object make(MethodHandles.Lookup lookup, String name, Class<?> type, Object... arguments) {
        calls++;
        if (name.equals("fail")) {
            throw new IllegalStateException("no constant for you");
        }
        return switch (type.getName()) {
            case "int" -> 42;
            case "long" -> 1L << 40;
            case "double" -> 2.5;
            case "boolean" -> true;
            default -> name + Arrays.asList(arguments) + lookup.lookupClass().getSimpleName();
        };
    }

    public static void main(String[] args) throws Throwable {
        int ps = ClassBuilder.PUBLIC | ClassBuilder.STATIC;
        String me = "ConstantsMade", object = "()Ljava/lang/Object;";
        ClassBuilder b = new ClassBuilder(55, ClassBuilder.PUBLIC | ClassBuilder.SUPER, "ConstantsMade$Made", "java/lang/Object");
        String[] handles = {"getField", "getStatic", "putField", "putStatic", "invokeVirtual", "invokeStatic", "invokeSpecial", "newInvokeSpecial",
            "invokeInterface"};
        int[] indexes = {
            b.methodHandle(1, 9, me, "text", "Ljava/lang/String;"), b.methodHandle(2, 9, me, "field", "I"),
            b.methodHandle(3, 9, me, "text", "Ljava/lang/String;"), b.methodHandle(4, 9, me, "field", "I"),
            b.methodHandle(5, 10, me, "greet", "(Ljava/lang/String;)Ljava/lang/String;"),
            b.methodHandle(6, 10, me, "join", "(Ljava/lang/String;I)Ljava/lang/String;"),
            b.methodHandle(7, 10, "java/lang/Object", "toString", "()Ljava/lang/String;"),
            b.methodHandle(8, 10, me, "<init>", "()V"), b.methodHandle(9, 11, "java/util/List", "size", "()I")};
        for (int i = 0; i < handles.length; i++) {
            b.method(ps, handles[i], object, 1, 0, "ldc index " + indexes[i], "areturn");
        }
        String bsm = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;[Ljava/lang/Object;)Ljava/lang/Object;";
        int handle = b.methodHandle(6, 10, me, "make", bsm);
        int plain = b.bootstrap(handle), rich = b.bootstrap(handle, b.integer(7), b.string("s"), b.type("[I"), b.methodType("(I)V"),
                b.longInteger(9), b.dynamic(17, plain, "inner", "Ljava/lang/Object;"));
        b.method(ps, "type", object, 1, 0, "ldc type (IJ[Ljava/lang/String;)D", "areturn");
        b.method(ps, "class", object, 1, 0, "ldc class [[Ljava/lang/String;", "areturn");
        b.method(ps, "int", "()I", 1, 0, "ldc index " + b.dynamic(17, plain, "i", "I"), "ireturn");
        b.method(ps, "long", "()J", 2, 0, "ldc2_w index " + b.dynamic(17, plain, "l", "J"), "lreturn");
        b.method(ps, "double", "()D", 2, 0, "ldc2_w index " + b.dynamic(17, plain, "d", "D"), "dreturn");
        b.method(ps, "boolean", "()Z", 1, 0, "ldc index " + b.dynamic(17, plain, "z", "Z"), "ireturn");
        b.method(ps, "object", object, 1, 0, "ldc_w index " + b.dynamic(17, rich, "o", "Ljava/lang/Object;"), "areturn");
        b.method(ps, "wrong", "()Ljava/lang/Integer;", 1, 0, "ldc_w index " + b.dynamic(17, plain, "w", "Ljava/lang/Integer;"), "areturn");
        b.method(ps, "fail", object, 1, 0, "ldc_w index " + b.dynamic(17, plain, "fail", "Ljava/lang/Object;"), "areturn");
        Loader loader = new Loader().add(b);
        for (String name : handles) {
            Show.outcome(name, () -> loader.call("ConstantsMade$Made", name));
        }
        for (String name : new String[] {"type", "class", "int", "long", "double", "boolean", "object", "object", "wrong", "fail", "fail"}) {
            Show.outcome(name, () -> loader.call("ConstantsMade$Made", name));
        }
        System.out.println(calls + " calls");
        MethodHandle join = (MethodHandle) loader.call("ConstantsMade$Made", "invokeStatic");
        System.out.println((String) join.invokeExact("n", 3) + " " + (join == loader.call("ConstantsMade$Made", "invokeStatic")));
        MethodHandle create = (MethodHandle) loader.call("ConstantsMade$Made", "newInvokeSpecial");
        ConstantsMade made = (ConstantsMade) create.invokeExact();
        ((MethodHandle) loader.call("ConstantsMade$Made", "putField")).invoke(made, "set");
        ((MethodHandle) loader.call("ConstantsMade$Made", "putStatic")).invokeExact(66);
        MethodHandle greet = (MethodHandle) loader.call("ConstantsMade$Made", "invokeVirtual");
        System.out.println(greet.invoke(made, "you") + " " + field + " " + greet.type().equals(
                MethodType.methodType(String.class, ConstantsMade.class, String.class)));
    }
}

/* expect-output:
getField: MethodHandle(ConstantsMade)String
getStatic: MethodHandle()int
putField: MethodHandle(ConstantsMade,String)void
putStatic: MethodHandle(int)void
invokeVirtual: MethodHandle(ConstantsMade,String)String
invokeStatic: MethodHandle(String,int)String
invokeSpecial: MethodHandle(ConstantsMade$Made)String
newInvokeSpecial: MethodHandle()ConstantsMade
invokeInterface: MethodHandle(List)int
type: (int,long,String[])double
class: class [[Ljava.lang.String;
int: 42
long: 1099511627776
double: 2.5
boolean: true
object: o[7, s, class [I, (int)void, 9, inner[]ConstantsMade$Made]ConstantsMade$Made
object: o[7, s, class [I, (int)void, 9, inner[]ConstantsMade$Made]ConstantsMade$Made
wrong: java.lang.BootstrapMethodError: bootstrap method initialization exception <- java.lang.ClassCastException: Cannot cast java.lang.String to java.lang.Integer
fail: java.lang.BootstrapMethodError: bootstrap method initialization exception <- java.lang.IllegalStateException: no constant for you
fail: java.lang.BootstrapMethodError: bootstrap method initialization exception <- java.lang.IllegalStateException: no constant for you
8 calls
n3 true
set you 66 true
*/
