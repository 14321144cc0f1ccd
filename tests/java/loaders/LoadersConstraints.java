// Loading constraints: two loaders that mean different classes by one name may not exchange them.
import java.util.*;

public class LoadersConstraints {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static class Shared { public String who() { return "shared"; } }
    public static class Giver { public Shared give() { return new Shared(); } public static Shared field = new Shared(); public void take(Shared s) { } }
    public static class User implements Runnable { public void run() { System.out.println("  " + new Giver().give().who()); } public static Object viaField() { return Giver.field; } }
    public static class Over extends Giver { @Override public Shared give() { return null; } }
    public interface Face { Shared make(); }
    public static class Impl implements Face { public Shared make() { return new Shared(); } }
    static class Own extends ClassLoader {
        final Set<String> mine;
        final ClassLoader other;
        final Set<String> theirs;
        Own(String name, Set<String> mine, ClassLoader other, Set<String> theirs) { super(name, LoadersConstraints.class.getClassLoader()); this.mine = mine; this.other = other; this.theirs = theirs; }
        @Override protected Class<?> loadClass(String n, boolean resolve) throws ClassNotFoundException {
            String s = n.replace("LoadersConstraints$", "");
            synchronized (this) {
                Class<?> c = findLoadedClass(n);
                if (c != null) return c;
                if (theirs.contains(s)) return other.loadClass(n);
                if (!mine.contains(s)) return super.loadClass(n, resolve);
                try (var in = LoadersConstraints.class.getResourceAsStream(n + ".class")) {
                    byte[] b = in.readAllBytes();
                    return defineClass(n, b, 0, b.length);
                } catch (java.io.IOException e) {
                    throw new ClassNotFoundException(n);
                }
            }
        }
        Object make(String s) throws Exception { return loadClass("LoadersConstraints$" + s).getConstructor().newInstance(); }
    }
    static Own base() { return new Own("base", Set.of("Giver", "Shared"), null, Set.of()); }
    static String clean(Throwable e) { return e.getClass().getSimpleName() + ": " + String.valueOf(e.getMessage()).replaceAll("@[0-9a-f]+", "@N"); }

    public static void main(String[] args) throws Throwable {
        show("same loader", () -> { ((Runnable) new Own("one", Set.of("Giver", "Shared", "User"), null, Set.of()).make("User")).run(); return "fine"; });
        show("delegating both", () -> { ((Runnable) new Own("user", Set.of("User"), base(), Set.of("Giver", "Shared")).make("User")).run(); return "fine"; });
        show("own Shared, loaded later", () -> { try { ((Runnable) new Own("user", Set.of("User", "Shared"), base(), Set.of("Giver")).make("User")).run(); return "no error"; } catch (LinkageError e) { return clean(e); } });
        show("own Shared, loaded first", () -> { Own base = base(), user = new Own("user", Set.of("User", "Shared"), base, Set.of("Giver")); base.make("Shared"); user.make("Shared"); try { ((Runnable) user.make("User")).run(); return "no error"; } catch (LinkageError e) { return clean(e); } });
        show("field", () -> { Own base = base(), user = new Own("user", Set.of("User", "Shared"), base, Set.of("Giver")); base.make("Shared"); user.make("Shared"); try { return user.loadClass("LoadersConstraints$User").getMethod("viaField").invoke(null); } catch (java.lang.reflect.InvocationTargetException e) { return clean(e.getCause()); } });
        show("overriding", () -> { Own base = base(), user = new Own("user", Set.of("Over", "Shared"), base, Set.of("Giver")); base.make("Shared"); user.make("Shared"); try { return user.make("Over").getClass().getSimpleName(); } catch (LinkageError e) { return clean(e); } });
        show("interface", () -> { Own base = new Own("base", Set.of("Face", "Shared"), null, Set.of()), user = new Own("user", Set.of("Impl", "Shared"), base, Set.of("Face")); base.make("Shared"); user.make("Shared"); try { return user.make("Impl").getClass().getSimpleName(); } catch (LinkageError e) { return clean(e); } });
        show("constraint first, class later", () -> { Own base = base(), user = new Own("user", Set.of("Over", "Shared"), base, Set.of("Giver")); base.make("Shared"); Object over = user.make("Over"); try { return user.make("Shared").getClass().getSimpleName(); } catch (LinkageError e) { return clean(e); } });
    }
}

/* expect-output:
  shared
same loader: fine
  shared
delegating both: fine
own Shared, loaded later: LinkageError: loader constraint violation: loader 'user' @N wants to load class LoadersConstraints$Shared. A different class with the same name was previously loaded by 'base' @N. (LoadersConstraints$Shared is in unnamed module of loader 'base' @N, parent loader 'app')
own Shared, loaded first: LinkageError: loader constraint violation: when resolving method 'LoadersConstraints$Shared LoadersConstraints$Giver.give()' the class loader 'user' @N of the current class, LoadersConstraints$User, and the class loader 'base' @N for the method's defining class, LoadersConstraints$Giver, have different Class objects for the type LoadersConstraints$Shared used in the signature (LoadersConstraints$User is in unnamed module of loader 'user' @N, parent loader 'app'; LoadersConstraints$Giver is in unnamed module of loader 'base' @N, parent loader 'app')
field: LinkageError: loader constraint violation: when resolving field "field" of type LoadersConstraints$Shared, the class loader 'user' @N of the current class, LoadersConstraints$User, and the class loader 'base' @N for the field's defining class, LoadersConstraints$Giver, have different Class objects for type LoadersConstraints$Shared (LoadersConstraints$User is in unnamed module of loader 'user' @N, parent loader 'app'; LoadersConstraints$Giver is in unnamed module of loader 'base' @N, parent loader 'app')
overriding: LinkageError: loader constraint violation for class LoadersConstraints$Over: when selecting overriding method 'LoadersConstraints$Shared LoadersConstraints$Over.give()' the class loader 'user' @N of the selected method's type LoadersConstraints$Over, and the class loader 'base' @N for its super type LoadersConstraints$Giver have different Class objects for the type LoadersConstraints$Shared used in the signature (LoadersConstraints$Over is in unnamed module of loader 'user' @N, parent loader 'app'; LoadersConstraints$Giver is in unnamed module of loader 'base' @N, parent loader 'app')
interface: LinkageError: loader constraint violation in interface itable initialization for class LoadersConstraints$Impl: when selecting method 'LoadersConstraints$Shared LoadersConstraints$Face.make()' the class loader 'base' @N for super interface LoadersConstraints$Face, and the class loader 'user' @N of the selected method's class, LoadersConstraints$Impl have different Class objects for the type LoadersConstraints$Shared used in the signature (LoadersConstraints$Face is in unnamed module of loader 'base' @N, parent loader 'app'; LoadersConstraints$Impl is in unnamed module of loader 'user' @N, parent loader 'app')
constraint first, class later: LinkageError: loader constraint violation: loader 'user' @N wants to load class LoadersConstraints$Shared. A different class with the same name was previously loaded by 'base' @N. (LoadersConstraints$Shared is in unnamed module of loader 'base' @N, parent loader 'app')
*/
