import java.lang.invoke.*;
import support.ClassBuilder;
import support.Loader;
import support.Show;

/** invokedynamic by hand: bootstrap arguments, mutable call sites, errors of bootstraps and what later calls see. */
public class IndyMade {
    static int calls;
    static MutableCallSite mutable;

    public static int one() { return 1; }
    public static int two() { return 2; }
    public static String join(String a, int b, long c, double d) { return a + b + c + d; }

    public static CallSite boot(MethodHandles.Lookup l, String name, MethodType type, Object... extra) throws Throwable {
        calls++;
        switch (name) {
            case "constant": return new ConstantCallSite(MethodHandles.constant(int.class, 40 + extra.length));
            case "mutable": return mutable = new MutableCallSite(l.findStatic(IndyMade.class, "one", type));
            case "join": return new ConstantCallSite(l.findStatic(IndyMade.class, "join", type));
            case "wrongType": return new ConstantCallSite(MethodHandles.constant(String.class, "s"));
            case "null": return null;
            case "throws": throw new IllegalStateException("bootstrap " + calls);
            case "error": throw new StackOverflowError("by hand");
            case "extra": return new ConstantCallSite(MethodHandles.constant(int.class, java.util.Arrays.toString(extra).length()));
            case "target": return new ConstantCallSite(MethodHandles.throwException(int.class, RuntimeException.class).bindTo(new RuntimeException("from target")));
            default: throw new AssertionError(name);
        }
    }

    public static Object notCallSite(MethodHandles.Lookup l, String name, MethodType type) { return "a string"; }
    public static CallSite fewer(MethodHandles.Lookup l, String name) { return null; }
    public static CallSite typed(MethodHandles.Lookup l, String name, MethodType type, int a, String b, Class<?> c, MethodType d, MethodHandle e, long f, double g, float h) {
        return new ConstantCallSite(MethodHandles.constant(int.class, (a + b + c + d + e + f + g + h).length()));
    }

    public static void main(String[] args) throws Throwable {
        String me = "IndyMade", sig = "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;";
        String cs = "Ljava/lang/invoke/CallSite;";
        ClassBuilder b = new ClassBuilder(52, 0x21, "IndyMade$Made", "java/lang/Object");
        int handle = b.methodHandle(6, 10, me, "boot", sig + "[Ljava/lang/Object;)" + cs);
        int plain = b.bootstrap(handle), extra = b.bootstrap(handle, b.integer(1), b.string("two"), b.type("[J"), b.doubleFloating(4));
        int odd = b.bootstrap(b.methodHandle(6, 10, me, "notCallSite", sig + ")Ljava/lang/Object;"));
        int fewer = b.bootstrap(b.methodHandle(6, 10, me, "fewer", "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;)" + cs));
        int missing = b.bootstrap(b.methodHandle(6, 10, me, "nope", sig + ")" + cs));
        String typedSig = sig + "ILjava/lang/String;Ljava/lang/Class;Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;JDF)" + cs;
        int typedHandle = b.methodHandle(6, 10, me, "typed", typedSig);
        int typed = b.bootstrap(typedHandle, b.integer(7), b.string("s"), b.type(me), b.methodType("(I)V"), b.methodHandle(6, 10, me, "one", "()I"), b.longInteger(8), b.doubleFloating(1.5), b.floating(2));
        int badArgs = b.bootstrap(typedHandle, b.string("not an int"), b.string("s"), b.type(me), b.methodType("(I)V"), b.methodHandle(6, 10, me, "one", "()I"), b.longInteger(8), b.doubleFloating(1.5), b.floating(2));
        Object[][] cases = {{"constant", plain}, {"mutable", plain}, {"wrongType", plain}, {"null", plain}, {"throws", plain}, {"error", plain}, {"extra", extra}, {"target", plain},
            {"odd", odd}, {"fewer", fewer}, {"missing", missing}, {"typed", typed}, {"badArgs", badArgs}};
        for (Object[] c : cases) {
            b.method(9, (String) c[0], "()I", 2, 0, "invokedynamic " + c[1] + " " + c[0] + " ()I", "ireturn");
        }
        b.method(9, "join", "()Ljava/lang/String;", 8, 0, "ldc string j;; iconst_2;; ldc2_w long 3;; ldc2_w double 4.5;; invokedynamic " + plain
                + " join (Ljava/lang/String;IJD)Ljava/lang/String;", "areturn");
        b.method(9, "twoSites", "()I", 2, 0, "invokedynamic " + plain + " constant ()I", "invokedynamic " + plain + " constant ()I", "iadd", "ireturn");
        Loader loader = new Loader().add(b);
        for (Object[] c : cases) {
            Show.outcome((String) c[0], () -> loader.call("IndyMade$Made", (String) c[0]));
            int before = calls;
            Show.outcome((String) c[0] + " again", () -> loader.call("IndyMade$Made", (String) c[0]));
            System.out.println("  bootstraps " + calls + " " + (calls - before));
        }
        mutable.setTarget(MethodHandles.lookup().findStatic(IndyMade.class, "two", MethodType.methodType(int.class)));
        MutableCallSite.syncAll(new MutableCallSite[] {mutable});
        Show.outcome("mutable changed", () -> loader.call("IndyMade$Made", "mutable"));
        Show.outcome("mutable wrong type", () -> { mutable.setTarget(MethodHandles.constant(long.class, 1L)); return 0; });
        Show.outcome("join", () -> loader.call("IndyMade$Made", "join"));
        Show.outcome("twoSites", () -> loader.call("IndyMade$Made", "twoSites"));
        System.out.println(calls);
        VolatileCallSite v = new VolatileCallSite(MethodType.methodType(int.class, int.class));
        Show.outcome("no target yet", () -> (int) v.dynamicInvoker().invokeExact(5));
        v.setTarget(MethodHandles.identity(int.class));
        Show.outcome("target", () -> (int) v.dynamicInvoker().invokeExact(5) + " " + v.type() + " " + v.getTarget().type());
        Show.outcome("constant set", () -> { new ConstantCallSite(MethodHandles.constant(int.class, 1)).setTarget(MethodHandles.constant(int.class, 2)); return 0; });
    }
}

/* expect-output:
constant: 40
constant again: 40
  bootstraps 1 0
mutable: 1
mutable again: 1
  bootstraps 2 0
wrongType: java.lang.BootstrapMethodError: CallSite bootstrap method initialization exception <- java.lang.invoke.WrongMethodTypeException: MethodHandle()String should be of type ()int
wrongType again: java.lang.BootstrapMethodError: CallSite bootstrap method initialization exception
  bootstraps 3 0
null: java.lang.BootstrapMethodError: CallSite bootstrap method initialization exception <- java.lang.ClassCastException: CallSite bootstrap method failed to produce an instance of CallSite
null again: java.lang.BootstrapMethodError: CallSite bootstrap method initialization exception
  bootstraps 4 0
throws: java.lang.BootstrapMethodError: bootstrap method initialization exception <- java.lang.IllegalStateException: bootstrap 5
throws again: java.lang.BootstrapMethodError: bootstrap method initialization exception
  bootstraps 5 0
error: java.lang.StackOverflowError: by hand
error again: java.lang.StackOverflowError: by hand
  bootstraps 7 1
extra: 23
extra again: 23
  bootstraps 8 0
target: java.lang.RuntimeException: from target
target again: java.lang.RuntimeException: from target
  bootstraps 9 0
odd: java.lang.BootstrapMethodError: bootstrap method initialization exception <- java.lang.ClassCastException: Cannot cast java.lang.String to java.lang.invoke.CallSite
odd again: java.lang.BootstrapMethodError: bootstrap method initialization exception
  bootstraps 9 0
fewer: java.lang.BootstrapMethodError: bootstrap method initialization exception <- java.lang.invoke.WrongMethodTypeException: cannot convert MethodHandle(Lookup,String)CallSite to (Lookup,String,MethodType)Object
fewer again: java.lang.BootstrapMethodError: bootstrap method initialization exception
  bootstraps 9 0
missing: java.lang.NoSuchMethodError: 'java.lang.invoke.CallSite IndyMade.nope(java.lang.invoke.MethodHandles$Lookup, java.lang.String, java.lang.invoke.MethodType)'
missing again: java.lang.NoSuchMethodError: 'java.lang.invoke.CallSite IndyMade.nope(java.lang.invoke.MethodHandles$Lookup, java.lang.String, java.lang.invoke.MethodType)'
  bootstraps 9 0
typed: 49
typed again: 49
  bootstraps 9 0
badArgs: java.lang.BootstrapMethodError: bootstrap method initialization exception <- java.lang.ClassCastException: class java.lang.String cannot be cast to class java.lang.Number (java.lang.String and java.lang.Number are in module java.base of loader 'bootstrap')
badArgs again: java.lang.BootstrapMethodError: bootstrap method initialization exception
  bootstraps 9 0
mutable changed: 2
mutable wrong type: java.lang.invoke.WrongMethodTypeException: MethodHandle()long should be of type ()int
join: j234.5
twoSites: 80
12
no target yet: java.lang.IllegalStateException: uninitialized call site
target: 5 (int)int (int)int
constant set: java.lang.UnsupportedOperationException
*/
