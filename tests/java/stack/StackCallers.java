// Library methods that look at their caller: Class.forName, resources, logging, atomic field updaters, lookups, DriverManager, field access.
import java.lang.invoke.*;
import java.util.*;
import java.util.concurrent.atomic.*;
import java.util.function.*;

public class StackCallers {
    volatile int updated;
    private volatile String text = "a";

    static class Other extends ClassLoader {
        Other() { super(null); }
        Class<?> define(byte[] b) { return defineClass(null, b, 0, b.length); }
    }
    public static class InOther implements Supplier<Object> {
        public Object get() {
            try {
                return Class.forName("StackCallers");
            } catch (ClassNotFoundException e) {
                return e.toString();
            }
        }
    }

    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        show("forName", () -> Class.forName("StackCallers"));
        show("forName by reflection", () -> Class.class.getMethod("forName", String.class).invoke(null, "StackCallers"));
        show("forName by handle", () -> (Class<?>) MethodHandles.lookup().findStatic(Class.class, "forName", MethodType.methodType(Class.class, String.class)).invokeExact("StackCallers"));
        show("forName by reference", () -> { Function<String, Object> f = n -> { try { return Class.forName(n); } catch (ClassNotFoundException e) { return e; } }; return f.apply("StackCallers"); });
        byte[] bytes = StackCallers.class.getResourceAsStream("StackCallers$InOther.class").readAllBytes();
        show("forName from another loader", () -> ((Supplier<?>) new Other().define(bytes).getConstructor().newInstance()).get());
        show("lookup", () -> MethodHandles.lookup());
        show("lookup by reflection", () -> MethodHandles.class.getMethod("lookup").invoke(null));
        show("lookup in lambda", () -> ((Supplier<?>) MethodHandles::lookup).get().toString().replaceAll("Lambda.*", "Lambda"));
        show("updater", () -> { AtomicIntegerFieldUpdater<StackCallers> u = AtomicIntegerFieldUpdater.newUpdater(StackCallers.class, "updated"); StackCallers s = new StackCallers(); return u.addAndGet(s, 5) + " " + u.compareAndSet(s, 5, 6) + " " + s.updated; });
        show("reference updater", () -> { var u = AtomicReferenceFieldUpdater.newUpdater(StackCallers.class, String.class, "text"); StackCallers s = new StackCallers(); return u.getAndSet(s, "b") + s.text; });
        show("updater of a private field", () -> AtomicIntegerFieldUpdater.newUpdater(Strange.class, "hidden"));
        show("updater of a long", () -> AtomicLongFieldUpdater.newUpdater(StackCallers.class, "updated"));
        show("updater not volatile", () -> AtomicIntegerFieldUpdater.newUpdater(Strange.class, "plain"));
        show("updater absent", () -> AtomicIntegerFieldUpdater.newUpdater(Strange.class, "absent"));
        show("getLogger", () -> System.getLogger("stack").getName());
        show("bundle", () -> ResourceBundle.getBundle("absent.Bundle", Locale.GERMANY));
        show("system loader", () -> ClassLoader.getSystemClassLoader() == StackCallers.class.getClassLoader());
        show("getPackage", () -> Package.getPackage("java.lang") + " " + Package.getPackage("absent"));
        show("System.load", () -> { System.load("relative.so"); return 0; });
        show("System.load absent", () -> { System.load("/absent/lib.so"); return 0; });
        show("System.loadLibrary", () -> { try { System.loadLibrary("absent"); } catch (UnsatisfiedLinkError e) { return e.getMessage().replaceAll(":.*", ":"); } return 0; });
        show("System.loadLibrary path", () -> { System.loadLibrary("a/b"); return 0; });
        show("newInstance", () -> Strange.class.newInstance());
        show("thread loader", () -> Thread.currentThread().getContextClassLoader() == StackCallers.class.getClassLoader());
        show("proxy", () -> java.lang.reflect.Proxy.getInvocationHandler(java.lang.reflect.Proxy.newProxyInstance(StackCallers.class.getClassLoader(), new Class<?>[] {Runnable.class}, (p, m, a) -> null)) != null);
        show("runFinalization", () -> { Runtime.getRuntime().runFinalization(); return "done"; });
    }
}

class Strange {
    private volatile int hidden;
    int plain;
    private Strange() { }
}

/* expect-output:
forName: class StackCallers
forName by reflection: class StackCallers
forName by handle: class StackCallers
forName by reference: class StackCallers
forName from another loader: java.lang.ClassNotFoundException: StackCallers
lookup: StackCallers
lookup by reflection: StackCallers
lookup in lambda: StackCallers$$Lambda
updater: 5 true 6
reference updater: ab
updater of a private field: java.lang.RuntimeException: java.lang.IllegalAccessException: class StackCallers cannot access a member of class Strange with modifiers "private volatile"
updater of a long: java.lang.IllegalArgumentException: Must be long type
updater not volatile: java.lang.IllegalArgumentException: Must be volatile type
updater absent: java.lang.RuntimeException: java.lang.NoSuchFieldException: absent
getLogger: stack
bundle: java.util.MissingResourceException: Can't find bundle for base name absent.Bundle, locale de_DE
system loader: true
getPackage: package java.lang null
System.load: java.lang.UnsatisfiedLinkError: Expecting an absolute path of the library: relative.so
System.load absent: java.lang.UnsatisfiedLinkError: Can't load library: /absent/lib.so
System.loadLibrary: no absent in java.library.path:
System.loadLibrary path: java.lang.UnsatisfiedLinkError: Directory separator should not appear in library name: a/b
newInstance: java.lang.IllegalAccessException: class StackCallers cannot access a member of class Strange with modifiers "private"
thread loader: true
proxy: true
runFinalization: done
*/
