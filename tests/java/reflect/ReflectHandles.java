// Reflection meets method handles: unreflect, reveal, lookups of private members, proxies of interfaces.
import java.lang.invoke.*;
import java.lang.reflect.*;
import java.util.*;

public class ReflectHandles {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e.toString().replaceAll("@[0-9a-f]{5,}", "@N"));
        }
    }

    private int secret = 3;
    private static String hush(String s) { return s + "!"; }
    private ReflectHandles(int n) { secret = n; }
    public ReflectHandles() { }
    public interface Twice { int twice(int x); }
    static int doubled(int x) { return 2 * x; }

    public static void main(String[] args) throws Throwable {
        MethodHandles.Lookup l = MethodHandles.lookup();
        show("unreflect", () -> (String) l.unreflect(ReflectHandles.class.getDeclaredMethod("hush", String.class)).invokeExact("x"));
        show("getter", () -> (int) l.unreflectGetter(ReflectHandles.class.getDeclaredField("secret")).invoke(new ReflectHandles(8)));
        show("setter", () -> { ReflectHandles r = new ReflectHandles(); l.unreflectSetter(ReflectHandles.class.getDeclaredField("secret")).invoke(r, 5); return r.secret; });
        show("constructor", () -> ((ReflectHandles) l.unreflectConstructor(ReflectHandles.class.getDeclaredConstructor(int.class)).invoke(9)).secret);
        show("var handle", () -> { VarHandle v = l.unreflectVarHandle(ReflectHandles.class.getDeclaredField("secret")); ReflectHandles r = new ReflectHandles(); return v.compareAndSet(r, 3, 4) + " " + v.get(r) + " " + v.varType() + " " + v.coordinateTypes(); });
        show("reveal", () -> { MethodHandleInfo i = l.revealDirect(l.findStatic(ReflectHandles.class, "hush", MethodType.methodType(String.class, String.class))); return i + " " + i.getReferenceKind() + " " + i.reflectAs(Method.class, l) + " " + Modifier.toString(i.getModifiers()); });
        show("reveal refused", () -> l.revealDirect(MethodHandles.constant(int.class, 1)));
        show("public lookup", () -> MethodHandles.publicLookup().unreflect(ReflectHandles.class.getDeclaredMethod("hush", String.class)));
        show("final setter", () -> l.unreflectSetter(Integer.class.getField("MAX_VALUE")));
        show("interface of a handle", () -> { Twice t = MethodHandleProxies.asInterfaceInstance(Twice.class, l.findStatic(ReflectHandles.class, "doubled", MethodType.methodType(int.class, int.class))); return t.twice(21) + " " + MethodHandleProxies.isWrapperInstance(t) + " " + MethodHandleProxies.wrapperInstanceTarget(t).type(); });
        show("not one method", () -> MethodHandleProxies.asInterfaceInstance(List.class, MethodHandles.constant(int.class, 1)));
        show("wrong type", () -> (String) l.unreflect(ReflectHandles.class.getDeclaredMethod("hush", String.class)).invoke(5));
        show("exact", () -> { Object o = l.unreflect(ReflectHandles.class.getDeclaredMethod("hush", String.class)).invokeExact((Object) "x"); return o; });
        show("arguments", () -> l.unreflect(ReflectHandles.class.getDeclaredMethod("doubled", int.class)).invokeWithArguments(List.of(4)) + " " + l.unreflect(Math.class.getMethod("max", int.class, int.class)).invokeWithArguments((byte) 3, 'a'));
        show("varargs", () -> (String) l.unreflect(String.class.getMethod("format", String.class, Object[].class)).invoke("%s-%s", 1, "b"));
        show("bound", () -> (int) l.bind("text", "length", MethodType.methodType(int.class)).invokeExact());
        show("caller sensitive", () -> (Class<?>) l.unreflect(Class.class.getMethod("forName", String.class)).invoke("ReflectHandles"));
        show("lookup modes", () -> l.lookupModes() + " " + l.in(String.class).lookupModes() + " " + l.dropLookupMode(MethodHandles.Lookup.PRIVATE) + " " + l.in(String.class).hasFullPrivilegeAccess());
    }
}

/* expect-output:
unreflect: x!
getter: 8
setter: 5
constructor: 9
var handle: true 4 int [class ReflectHandles]
reveal: invokeStatic ReflectHandles.hush:(String)String 6 private static java.lang.String ReflectHandles.hush(java.lang.String) private static
reveal refused: java.lang.IllegalArgumentException: not a direct method handle
public lookup: java.lang.IllegalAccessException: member is private: ReflectHandles.hush[Ljava.lang.Object;@N/invokeStatic, from public Lookup
final setter: java.lang.IllegalAccessException: static final field has no write access: java.lang.Integer.MAX_VALUE/int/putStatic, from class ReflectHandles (unnamed module @N)
interface of a handle: 42 true (int)int
not one method: java.lang.IllegalArgumentException: not a single-method interface: java.util.List
wrong type: java.lang.invoke.WrongMethodTypeException: cannot convert MethodHandle(String)String to (int)String
exact: java.lang.invoke.WrongMethodTypeException: expected (String)String but found (Object)Object
arguments: 8 97
varargs: 1-b
bound: 4
caller sensitive: class ReflectHandles
lookup modes: 95 1 ReflectHandles/package false
*/
