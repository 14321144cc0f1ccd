// Which method a lookup finds: overriding, covariance, bridges, interfaces, statics, privates; invoking them all.
import java.lang.reflect.*;
import java.util.*;

public class ReflectLookup {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static class A { public Object co() { return "A.co"; } public static String st() { return "A.st"; } String pack() { return "A.pack"; } private String priv() { return "A.priv"; } public String over(Object o) { return "A.over"; } protected void prot() { } public final int fin() { return 1; } }
    public static class B extends A implements I { public String co() { return "B.co"; } public static String st() { return "B.st"; } String pack() { return "B.pack"; } private String priv() { return "B.priv"; } public String over(String s) { return "B.over"; } public strictfp double strict() { return 0.5; } public synchronized native int nat(); }
    public interface I { default String def() { return "I.def " + hid(); } private String hid() { return "hidden"; } static String ist() { return "I.ist"; } Object co(); }
    public interface J extends I { default String def() { return "J.def"; } }
    public static class C extends B implements J { public transient volatile int f; }
    public static abstract class G<T> { public abstract T get(T t); public T[] array(T... ts) { return ts; } }
    public static class GI extends G<Integer> { public Integer get(Integer i) { return i + 1; } }
    static String invoke(Method m, Object o, Object... args) throws Exception { m.setAccessible(true); return String.valueOf(m.invoke(o, args)); }

    public static void main(String[] args) throws Throwable {
        B b = new B();
        C c = new C();
        show("virtual", () -> invoke(A.class.getMethod("co"), b) + " " + invoke(A.class.getDeclaredMethod("pack"), c) + " " + invoke(I.class.getMethod("co"), b));
        show("private is not virtual", () -> invoke(A.class.getDeclaredMethod("priv"), b) + " " + invoke(B.class.getDeclaredMethod("priv"), b));
        show("static by class", () -> invoke(A.class.getMethod("st"), b) + " " + invoke(B.class.getMethod("st"), null) + " " + invoke(C.class.getMethod("st"), null) + " " + C.class.getMethod("st").getDeclaringClass().getSimpleName());
        show("overloads", () -> invoke(B.class.getMethod("over", Object.class), b, "x") + " " + invoke(B.class.getMethod("over", String.class), b, "x"));
        show("default", () -> invoke(I.class.getMethod("def"), b) + " " + invoke(I.class.getMethod("def"), c) + " " + invoke(C.class.getMethod("def"), c) + " " + C.class.getMethod("def"));
        show("interface private", () -> invoke(I.class.getDeclaredMethod("hid"), b) + " " + Modifier.toString(I.class.getDeclaredMethod("hid").getModifiers()));
        show("interface static", () -> invoke(I.class.getMethod("ist"), null));
        show("static not inherited", () -> B.class.getMethod("ist"));
        show("bridges", () -> { StringBuilder s = new StringBuilder(); for (Class<?> k : new Class<?>[] {B.class, GI.class}) for (Method m : new TreeMap<String, Method>() {{ for (Method m : k.getDeclaredMethods()) put(m.toString(), m); }}.values()) if (m.isBridge()) s.append(m).append(" = ").append(m.getParameterCount() == 0 ? invoke(m, b) : invoke(m, new GI(), 5)).append("; "); return s; });
        show("getMethod prefers", () -> B.class.getMethod("co").getReturnType() + " " + GI.class.getMethod("get", Object.class).isBridge() + " " + GI.class.getMethod("get", Integer.class).isBridge());
        show("bridge with wrong type", () -> { try { return invoke(GI.class.getMethod("get", Object.class), new GI(), "x"); } catch (InvocationTargetException e) { return e.getCause(); } });
        show("varargs bridge", () -> GI.class.getMethod("array", Object[].class) + " " + GI.class.getMethod("array", Object[].class).isVarArgs());
        show("modifiers", () -> { StringBuilder s = new StringBuilder(); for (String n : new String[] {"fin", "prot", "strict", "nat"}) for (Class<?> k : new Class<?>[] {A.class, B.class}) for (Method m : k.getDeclaredMethods()) if (m.getName().equals(n)) s.append(Modifier.toString(m.getModifiers())).append(' ').append(Integer.toHexString(m.getModifiers())).append("; "); return s + Modifier.toString(C.class.getField("f").getModifiers()); });
        show("public ones", () -> { TreeSet<String> s = new TreeSet<>(); for (Method m : C.class.getMethods()) if (m.getDeclaringClass() != Object.class) s.add(m.getDeclaringClass().getSimpleName() + "." + m.getName() + ":" + m.getReturnType().getSimpleName()); return s; });
        show("native not there", () -> { try { return invoke(B.class.getMethod("nat"), b); } catch (InvocationTargetException e) { return e.getCause(); } });
        show("abstract", () -> { try { return invoke(G.class.getMethod("get", Object.class), new GI(), 1); } catch (InvocationTargetException e) { return e.getCause(); } });
        show("object methods of interface", () -> I.class.getMethods().length + " " + Arrays.stream(I.class.getMethods()).anyMatch(m -> m.getName().equals("hashCode")));
        show("hashCode of interface", () -> I.class.getMethod("hashCode"));
        show("of array", () -> invoke(Object.class.getMethod("getClass"), new int[0]) + " " + int[].class.getMethod("hashCode").getDeclaringClass());
        show("clone of array", () -> int[].class.getMethod("clone"));
        show("constructor as method", () -> A.class.getDeclaredMethod("<init>"));
        show("initialiser", () -> A.class.getDeclaredMethod("<clinit>"));
        show("null name", () -> A.class.getMethod(null));
        show("signature polymorphic", () -> { try { return invoke(java.lang.invoke.MethodHandle.class.getMethod("invokeExact", Object[].class), java.lang.invoke.MethodHandles.constant(int.class, 1), (Object) new Object[0]); } catch (InvocationTargetException e) { return e.getCause(); } });
        show("many invocations of each", () -> { Method[] ms = {A.class.getMethod("co"), I.class.getMethod("def"), A.class.getMethod("fin")}; int h = 0; for (int i = 0; i < 60; i++) for (Method m : ms) h = h * 31 + m.invoke(i % 2 == 0 ? b : c).hashCode(); return h; });
    }
}

/* expect-output:
virtual: B.co B.pack B.co
private is not virtual: A.priv B.priv
static by class: A.st B.st B.st B
overloads: A.over B.over
default: I.def hidden J.def J.def public default java.lang.String ReflectLookup$J.def()
interface private: hidden private
interface static: I.ist
static not inherited: java.lang.NoSuchMethodException: ReflectLookup$B.ist()
bridges: public java.lang.Object ReflectLookup$B.co() = B.co; public java.lang.Object ReflectLookup$GI.get(java.lang.Object) = 6; 
getMethod prefers: class java.lang.String true false
bridge with wrong type: java.lang.ClassCastException: class java.lang.String cannot be cast to class java.lang.Integer (java.lang.String and java.lang.Integer are in module java.base of loader 'bootstrap')
varargs bridge: public java.lang.Object[] ReflectLookup$G.array(java.lang.Object[]) true
modifiers: public final 11; protected 4; public 1; public synchronized native 121; public transient volatile
public ones: [A.fin:int, A.over:String, B.co:Object, B.co:String, B.nat:int, B.over:String, B.st:String, B.strict:double, J.def:String]
native not there: java.lang.UnsatisfiedLinkError: 'int ReflectLookup$B.nat()'
abstract: 2
object methods of interface: 3 false
hashCode of interface: java.lang.NoSuchMethodException: ReflectLookup$I.hashCode()
of array: class [I class java.lang.Object
clone of array: java.lang.NoSuchMethodException: [I.clone()
constructor as method: java.lang.NoSuchMethodException: ReflectLookup$A.<init>()
initialiser: java.lang.NoSuchMethodException: ReflectLookup$A.<clinit>()
null name: java.lang.NullPointerException
signature polymorphic: java.lang.UnsupportedOperationException: MethodHandle.invokeExact cannot be invoked reflectively
many invocations of each: -2008616242
*/
