// Hidden classes by Lookup.defineHiddenClass, class data, nestmates, Lookup.defineClass, teleporting lookups.
import java.lang.invoke.*;
import java.lang.invoke.MethodHandles.Lookup;
import java.util.*;

public class LoadersHidden {
    static class Template {
        static int made;
        private final int n = ++made;
        public String toString() { return "template " + n + " " + getClass().isHidden(); }
        static Object data() throws Throwable { return MethodHandles.classData(MethodHandles.lookup(), "_", List.class); }
        static Object first() throws Throwable { return MethodHandles.classDataAt(MethodHandles.lookup(), "_", String.class, 0); }
    }
    private static String secret() { return "secret of the nest"; }
    static class Mate { static String ask() { return secret(); } }

    static byte[] bytes(String name) throws Exception { return LoadersHidden.class.getResourceAsStream(name + ".class").readAllBytes(); }

    static String clean(Object o) { return String.valueOf(o).replaceAll("0x[0-9a-f]+", "0xN").replaceAll("Lambda\\$[0-9]+", "Lambda").replaceAll("@[0-9a-f]{4,}", "@N"); }

    interface Action { Object run() throws Throwable; }
    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + clean(action.run()));
        } catch (Throwable e) {
            System.out.println(name + ": " + clean(e));
        }
    }

    public static void main(String[] args) throws Throwable {
        byte[] template = bytes("LoadersHidden$Template"), mate = bytes("LoadersHidden$Mate");
        Lookup lookup = MethodHandles.lookup();
        Lookup one = lookup.defineHiddenClass(template, true), two = lookup.defineHiddenClass(template, false);
        Class<?> c = one.lookupClass();
        show("name", () -> c.getName() + " | " + c.getSimpleName() + " | " + c.getCanonicalName() + " | " + c.getTypeName() + " | " + c.descriptorString());
        show("flags", () -> c.isHidden() + " " + c.isMemberClass() + " " + c.isAnonymousClass() + " " + c.getEnclosingClass() + " " + c.getNestHost().equals(c) + " " + c.getPackageName().isEmpty());
        show("different", () -> (c == two.lookupClass()) + " " + c.equals(two.lookupClass()) + " " + (c.getClassLoader() == LoadersHidden.class.getClassLoader()));
        var maker = one.findConstructor(c, MethodType.methodType(void.class));
        show("instance", () -> maker.invoke() + " " + maker.invoke() + " " + Template.made);
        var maker2 = two.findConstructor(two.lookupClass(), MethodType.methodType(void.class));
        show("other instance", () -> maker2.invoke());
        show("by name", () -> Class.forName(c.getName()));
        show("by loader", () -> c.getClassLoader().loadClass(c.getName()));
        show("array", () -> c.arrayType().getName() + " " + c.arrayType().isHidden());
        show("cast", () -> c.cast("x"));
        show("not a nestmate", () -> { Lookup l = lookup.defineHiddenClass(mate, true); return l.findStatic(l.lookupClass(), "ask", MethodType.methodType(String.class)).invoke(); });
        show("nestmate", () -> { Lookup l = lookup.defineHiddenClass(mate, true, Lookup.ClassOption.NESTMATE); return l.findStatic(l.lookupClass(), "ask", MethodType.methodType(String.class)).invoke()
                + " " + l.lookupClass().getNestHost().getName() + " " + l.lookupClass().isNestmateOf(LoadersHidden.class); });
        show("strong", () -> lookup.defineHiddenClass(mate, false, Lookup.ClassOption.STRONG).lookupClass().getName());
        Lookup data = lookup.defineHiddenClassWithClassData(template, List.of("zero", "one"), true);
        show("class data", () -> data.findStatic(data.lookupClass(), "data", MethodType.methodType(Object.class)).invoke());
        show("class data at", () -> data.findStatic(data.lookupClass(), "first", MethodType.methodType(Object.class)).invoke());
        show("no class data", () -> one.findStatic(c, "data", MethodType.methodType(Object.class)).invoke());
        show("final fields", () -> { var f = c.getDeclaredField("n"); f.setAccessible(true); f.set(maker.invoke(), 9); return "set"; });
        show("members", () -> new TreeSet<>(Arrays.stream(c.getDeclaredMethods()).map(m -> m.getName()).toList()));
        show("weak lookup", () -> lookup.dropLookupMode(Lookup.PRIVATE).defineHiddenClass(template, true));
        show("bad bytes", () -> lookup.defineHiddenClass(new byte[10], true));
        show("defineClass again", () -> lookup.defineClass(template));
        show("in private lookup", () -> MethodHandles.privateLookupIn(Mate.class, lookup).findStatic(Mate.class, "ask", MethodType.methodType(String.class)).invoke());
        show("private lookup in java.base", () -> MethodHandles.privateLookupIn(String.class, lookup).toString());
        show("of a lambda", () -> { Runnable r = () -> { }; return r.getClass().isHidden() + " " + r.getClass().isSynthetic() + " " + clean(r.getClass().getName()) + " " + r.getClass().getNestHost().getName(); });
        show("reuse of one lambda", () -> { Set<Class<?>> all = new HashSet<>(); for (int i = 0; i < 3; i++) { Runnable r = () -> { }; all.add(r.getClass()); } return all.size(); });
    }
}

/* expect-output:
name: java.lang.IncompatibleClassChangeError: LoadersHidden and LoadersHidden$Template/0xN disagree on InnerClasses attribute
flags: java.lang.IncompatibleClassChangeError: LoadersHidden and LoadersHidden$Template/0xN disagree on InnerClasses attribute
different: false false true
instance: template 1 true template 2 true 0
other instance: template 1 true
by name: java.lang.ClassNotFoundException: LoadersHidden$Template/0xN
by loader: java.lang.ClassNotFoundException: LoadersHidden$Template/0xN
array: [LLoadersHidden$Template/0xN; false
cast: java.lang.ClassCastException: Cannot cast java.lang.String to LoadersHidden$Template/0xN
not a nestmate: java.lang.IllegalAccessError: class LoadersHidden$Mate/0xN tried to access private method 'java.lang.String LoadersHidden.secret()' (LoadersHidden$Mate/0xN and LoadersHidden are in unnamed module of loader 'app'), (Type LoadersHidden$Mate/0xN (loader: 'app') is not a nest member of type LoadersHidden (loader: 'app'): current type is not listed as a nest member)
nestmate: secret of the nest LoadersHidden true
strong: LoadersHidden$Mate/0xN
class data: [zero, one]
class data at: zero
no class data: null
final fields: java.lang.IllegalAccessException: Can not set final int field LoadersHidden$Template/0xN.n to java.lang.Integer
members: [data, first, toString]
weak lookup: java.lang.IllegalAccessException: LoadersHidden/package does not have full privilege access
bad bytes: java.lang.ClassFormatError: Incompatible magic value: 0
defineClass again: java.lang.LinkageError: loader 'app' attempted duplicate class definition for LoadersHidden$Template. (LoadersHidden$Template is in unnamed module of loader 'app')
in private lookup: secret of the nest
private lookup in java.base: java.lang.IllegalAccessException: module java.base does not open java.lang to unnamed module @N
of a lambda: true true LoadersHidden$$Lambda/0xN LoadersHidden
reuse of one lambda: 1
*/
