// java.lang.reflect.Proxy: dispatch, primitives, exceptions, Object's methods, default methods, identity of classes.
import java.io.IOException;
import java.lang.reflect.*;
import java.util.*;

public class ReflectProxy {
    interface Math2 { int add(int a, long b); double half(double d); boolean not(boolean b); char next(char c); void nothing(); }
    interface Thrower { void checked() throws IOException; String text(String... parts); }
    interface Greeter { String name(); default String greet() { return "hello " + name(); } }
    public interface Open { default int five() { return 5; } }

    static Object make(InvocationHandler handler, Class<?>... faces) {
        return Proxy.newProxyInstance(ReflectProxy.class.getClassLoader(), faces, handler);
    }

    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e + " cause " + e.getCause());
        }
    }

    public static void main(String[] args) throws Throwable {
        Math2 math = (Math2) make((p, m, a) -> switch (m.getName()) {
            case "add" -> (Integer) a[0] + (int) (long) (Long) a[1];
            case "half" -> (Double) a[0] / 2;
            case "not" -> !(Boolean) a[0];
            case "next" -> (char) ((Character) a[0] + 1);
            default -> a == null ? "no arguments" : null;
        }, Math2.class);
        show("add", () -> math.add(2, 3L));
        show("half", () -> math.half(5));
        show("not", () -> math.not(true));
        show("next", () -> math.next('a'));
        show("nothing", () -> { math.nothing(); return "void"; });
        Math2 wrong = (Math2) make((p, m, a) -> m.getName().equals("half") ? null : "text", Math2.class);
        show("wrong type", () -> wrong.add(1, 2));
        show("null for primitive", () -> wrong.half(1));
        Thrower thrower = (Thrower) make((p, m, a) -> {
            if (m.getName().equals("checked")) throw new IOException("declared");
            throw new Exception("undeclared " + Arrays.toString((Object[]) a[0]));
        }, Thrower.class);
        show("declared", () -> { thrower.checked(); return 0; });
        show("undeclared", () -> thrower.text("a", "b"));
        show("unchecked", () -> make((p, m, a) -> { throw new ArithmeticException("x"); }, Runnable.class).hashCode());
        List<String> seen = new ArrayList<>();
        Object object = make((p, m, a) -> { seen.add(m.getDeclaringClass().getSimpleName() + "." + m.getName()); return m.getName().equals("equals") ? true : m.getName().equals("hashCode") ? (Object) 77 : "proxied"; },
                Runnable.class, Comparable.class, Comparator.class);
        show("object methods", () -> object.equals("x") + " " + object.hashCode() + " " + object);
        System.out.println(seen);
        Greeter greeter = (Greeter) make((p, m, a) -> m.isDefault() ? InvocationHandler.invokeDefault(p, m, a) : "brolga", Greeter.class);
        show("default method", greeter::greet);
        show("open default", () -> ((Open) make((p, m, a) -> InvocationHandler.invokeDefault(p, m, a), Open.class)).five());
        Class<?> one = make((p, m, a) -> null, Runnable.class, Comparable.class).getClass();
        Class<?> two = make((p, m, a) -> null, Runnable.class, Comparable.class).getClass();
        Class<?> three = make((p, m, a) -> null, Comparable.class, Runnable.class).getClass();
        System.out.println((one == two) + " " + (one == three) + " " + Proxy.isProxyClass(one) + " " + Modifier.toString(one.getModifiers()) + " "
                + one.getSuperclass() + " " + Arrays.toString(one.getInterfaces()) + " " + Proxy.isProxyClass(String.class));
        System.out.println(Modifier.toString(math.getClass().getModifiers()) + " package [" + math.getClass().getPackageName() + "] "
                + one.getPackageName() + " " + one.getModule().isNamed());
        show("handler", () -> Proxy.getInvocationHandler("x"));
        show("not an interface", () -> make((p, m, a) -> null, String.class));
        show("repeated", () -> make((p, m, a) -> null, Runnable.class, Runnable.class));
        show("null handler", () -> make(null, Runnable.class));
        show("invisible", () -> Proxy.newProxyInstance(null, new Class<?>[] {Greeter.class}, (p, m, a) -> null));
    }
}

/* expect-output:
add: 5
half: 2.5
not: false
next: b
nothing: void
wrong type: java.lang.ClassCastException: class java.lang.String cannot be cast to class java.lang.Integer (java.lang.String and java.lang.Integer are in module java.base of loader 'bootstrap') cause null
null for primitive: java.lang.NullPointerException: Cannot invoke "java.lang.Double.doubleValue()" because the return value of "java.lang.reflect.InvocationHandler.invoke(Object, java.lang.reflect.Method, Object[])" is null cause null
declared: java.io.IOException: declared cause null
undeclared: java.lang.reflect.UndeclaredThrowableException cause java.lang.Exception: undeclared [a, b]
unchecked: java.lang.ArithmeticException: x cause null
object methods: true 77 proxied
[Object.equals, Object.hashCode, Object.toString]
default method: hello brolga
open default: 5
true false true public final class java.lang.reflect.Proxy [interface java.lang.Runnable, interface java.lang.Comparable] false
final package [] jdk.proxy1 true
handler: java.lang.IllegalArgumentException: not a proxy instance cause null
not an interface: java.lang.IllegalArgumentException: java.lang.String is not an interface cause null
repeated: java.lang.IllegalArgumentException: repeated interface: java.lang.Runnable cause null
null handler: java.lang.NullPointerException cause null
invisible: java.lang.IllegalArgumentException: ReflectProxy$Greeter referenced from a method is not visible from class loader: null cause null
*/
