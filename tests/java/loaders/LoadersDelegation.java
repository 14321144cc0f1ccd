// User-defined loaders: delegation, parent-last, two classes of one name, casts between them, statics of their own.
import java.io.InputStream;
import java.util.*;

public class LoadersDelegation {
    public static class Payload {
        public static int count;
        static { System.out.println("  initialised by " + name(Payload.class.getClassLoader())); }
        public int next() { return ++count; }
        public Object partner() { return new Partner(); }
    }
    public static class Partner { }

    /** Defines some classes itself, asks its parent for the rest. */
    static class Own extends ClassLoader {
        final String prefix;
        final List<String> asked = new ArrayList<>();
        Own(String name, ClassLoader parent, String prefix) { super(name, parent); this.prefix = prefix; }

        @Override protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            asked.add(name);
            synchronized (getClassLoadingLock(name)) {
                Class<?> c = findLoadedClass(name);
                if (c == null && name.startsWith(prefix)) c = findClass(name);
                return c != null ? c : super.loadClass(name, resolve);
            }
        }

        @Override protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (java.io.IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    public static String name(ClassLoader loader) { return loader == null ? "boot" : loader.getName(); }

    public static void main(String[] args) throws Exception {
        ClassLoader app = LoadersDelegation.class.getClassLoader();
        Own one = new Own("one", app, "LoadersDelegation$Pa");
        Own two = new Own("two", app, "LoadersDelegation$Pa");
        Class<?> a = one.loadClass("LoadersDelegation$Payload");
        Class<?> b = Class.forName("LoadersDelegation$Payload", false, two);
        System.out.println((a == b) + " " + (a == Payload.class) + " " + a.getName().equals(b.getName()) + " " + (a == one.loadClass(a.getName())));
        Object x = a.getConstructor().newInstance(), y = b.getConstructor().newInstance();
        new Payload().next();
        a.getMethod("next").invoke(x);
        System.out.println(a.getMethod("next").invoke(x) + " " + b.getMethod("next").invoke(y) + " " + Payload.count);
        System.out.println(name(a.getMethod("partner").invoke(x).getClass().getClassLoader()) + " " + name(b.getMethod("partner").invoke(y).getClass().getClassLoader()));
        System.out.println(one.asked);
        System.out.println(two.asked);
        try {
            Payload p = (Payload) x;
        } catch (ClassCastException e) {
            System.out.println(e.getMessage().replaceAll("@[0-9a-f]+", "@N"));
        }
        try {
            Object[] array = (Object[]) java.lang.reflect.Array.newInstance(a, 1);
            array[0] = y;
        } catch (ArrayStoreException e) {
            System.out.println(e);
        }
        System.out.println(java.lang.reflect.Array.newInstance(a, 2, 2).getClass().getClassLoader() == one);
        System.out.println(a.isInstance(y) + " " + a.isInstance(x) + " " + a.isAssignableFrom(b));
        System.out.println(a.getPackage() + "| " + (a.getPackage() == b.getPackage()) + " " + a.getModule().isNamed() + " " + (a.getModule() == one.getUnnamedModule())
                + " " + (a.getModule() == b.getModule()));
        System.out.println(name(app) + " " + name(app.getParent()) + " " + app.getParent().getParent() + " " + name(ClassLoader.getSystemClassLoader())
                + " " + name(Thread.currentThread().getContextClassLoader()) + " " + name(java.sql.Date.class.getClassLoader()) + " " + name(String.class.getClassLoader()));
        System.out.println(one.toString().replaceAll("[0-9a-f]+$", "N") + " " + new ClassLoader() { }.getName() + " " + (new ClassLoader() { }.getParent() == app)
                + " " + new ClassLoader(null) { }.getParent());
        for (String absent : new String[] {"LoadersDelegation$Parrot", "absent.Other", "", "java.lang.Absent", "a/b"}) {
            try {
                System.out.println(one.loadClass(absent));
            } catch (Throwable e) {
                System.out.println(absent + ": " + e.getClass().getName() + " " + (e instanceof NullPointerException ? "" : e.getMessage()));
            }
        }
        System.out.println(new ClassLoader(null) { }.loadClass("java.util.List") + " " + Class.forName("java.util.List", true, null).getClassLoader());
        try {
            new ClassLoader(null) { }.loadClass("LoadersDelegation");
        } catch (ClassNotFoundException e) {
            System.out.println(e);
        }
    }
}

/* expect-output:
false false true true
  initialised by one
  initialised by two
  initialised by app
2 1 1
one two
[LoadersDelegation$Payload, java.lang.Object, LoadersDelegation$Payload, java.lang.System, java.lang.Class, LoadersDelegation, java.lang.invoke.StringConcatFactory, java.io.PrintStream, LoadersDelegation$Partner]
[LoadersDelegation$Payload, java.lang.Object, java.lang.System, java.lang.Class, LoadersDelegation, java.lang.invoke.StringConcatFactory, java.io.PrintStream, LoadersDelegation$Partner]
class LoadersDelegation$Payload cannot be cast to class LoadersDelegation$Payload (LoadersDelegation$Payload is in unnamed module of loader 'one' @N; LoadersDelegation$Payload is in unnamed module of loader 'app')
java.lang.ArrayStoreException: LoadersDelegation$Payload
true
false true false
package | false false true false
app platform null app app platform boot
LoadersDelegation$Own@N null true null
LoadersDelegation$Parrot: java.lang.NullPointerException 
absent.Other: java.lang.NullPointerException 
: java.lang.NullPointerException 
java.lang.Absent: java.lang.NullPointerException 
a/b: java.lang.NullPointerException 
interface java.util.List null
java.lang.ClassNotFoundException: LoadersDelegation
*/
