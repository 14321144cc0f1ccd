import support.ClassBuilder;
import support.Loader;
import support.Show;

/** Selection in made classes: several defaults of which one is most specific, abstract and default side by side, loops over many interfaces. */
public class ItableConflicts {
    static final int P = 1, PS = 9, SUPER = 0x20, FACE = 0x601;
    static final String SIG = "()Ljava/lang/String;";

    static ClassBuilder face(String name, String says, String... supers) {
        ClassBuilder b = new ClassBuilder(52, FACE, name, "java/lang/Object", supers);
        return says == null ? b : says.isEmpty() ? b.method(0x401, "m", SIG) : b.method(P, "m", SIG, 1, 1, "ldc string " + says, "areturn");
    }

    static ClassBuilder cls(String name, String parent, String says, String... faces) {
        ClassBuilder b = new ClassBuilder(52, P | SUPER, name, parent, faces).constructor(parent);
        return says == null ? b : b.method(P, "m", SIG, 1, 1, "ldc string " + says, "areturn");
    }

    static void run(String title, String receiver, String[] faces, ClassBuilder... world) {
        for (int how = 0; how <= faces.length; how++) {
            String via = how == 0 ? receiver : faces[how - 1];
            String call = how == 0 ? "invokevirtual " + via + ".m " + SIG : "invokeinterface " + via + ".m " + SIG + " 1";
            Loader l = new Loader();
            for (ClassBuilder b : world) {
                l.add(b);
            }
            l.add(new ClassBuilder(49, P | SUPER, "r/Run", "java/lang/Object").method(PS, "run", "()Ljava/lang/Object;", 3, 0, "new " + receiver + ";; dup;; "
                    + "invokespecial " + receiver + ".<init> ()V;; " + call, "areturn"));
            Show.outcome(title + " via " + via, () -> l.call("r.Run", "run"));
        }
    }

    public static void main(String[] args) {
        run("two unrelated", "c/C", new String[] {"i/A", "i/B"}, face("i/A", "A"), face("i/B", "B"), cls("c/C", "java/lang/Object", null, "i/A", "i/B"));
        run("default and abstract", "c/C", new String[] {"i/A", "i/B"}, face("i/A", "A"), face("i/B", ""), cls("c/C", "java/lang/Object", null, "i/A", "i/B"));
        run("abstract first", "c/C", new String[] {"i/A", "i/B"}, face("i/A", ""), face("i/B", "B"), cls("c/C", "java/lang/Object", null, "i/A", "i/B"));
        run("specific hides", "c/C", new String[] {"i/A", "i/B"}, face("i/A", "A"), face("i/B", "B", "i/A"), cls("c/C", "java/lang/Object", null, "i/A", "i/B"));
        run("re-abstracted", "c/C", new String[] {"i/A", "i/B"}, face("i/A", "A"), face("i/B", "", "i/A"), cls("c/C", "java/lang/Object", null, "i/A", "i/B"));
        run("conflict resolved below", "c/D", new String[] {"i/A", "i/B"}, face("i/A", "A"), face("i/B", "B"), cls("c/C", "java/lang/Object", null, "i/A", "i/B"),
                cls("c/D", "c/C", "D"));
        run("conflict resolved by interface below", "c/D", new String[] {"i/A", "i/B", "i/AB"}, face("i/A", "A"), face("i/B", "B"), face("i/AB", "AB", "i/A", "i/B"),
                cls("c/C", "java/lang/Object", null, "i/A", "i/B"), cls("c/D", "c/C", null, "i/AB"));
        run("superclass had conflict", "c/D", new String[] {"i/A", "i/B"}, face("i/A", "A"), face("i/B", "B"), cls("c/C", "java/lang/Object", null, "i/A"),
                cls("c/D", "c/C", null, "i/B"));
        run("class method beats default", "c/D", new String[] {"i/A"}, face("i/A", "A"), cls("c/C", "java/lang/Object", "C"), cls("c/D", "c/C", null, "i/A"));
        run("default replaced in subclass", "c/D", new String[] {"i/A", "i/B"}, face("i/A", "A"), face("i/B", "B", "i/A"), cls("c/C", "java/lang/Object", null, "i/A"),
                cls("c/D", "c/C", null, "i/B"));
        ClassBuilder[] many = new ClassBuilder[41];
        String[] names = new String[40];
        for (int i = 0; i < 40; i++) {
            names[i] = "i/F" + i;
            many[i] = face(names[i], i == 37 ? "F37" : null, i > 0 ? new String[] {"i/F" + (i - 1)} : new String[0]);
        }
        many[40] = cls("c/Many", "java/lang/Object", null, names);
        run("forty interfaces", "c/Many", new String[] {"i/F39", "i/F38", "i/F37"}, many);
    }
}

/* expect-output:
two unrelated via c/C: java.lang.IncompatibleClassChangeError: Conflicting default methods: i/A.m i/B.m
two unrelated via i/A: java.lang.AbstractMethodError: Receiver class c.C does not define or inherit an implementation of the resolved method 'java.lang.String m()' of interface i.A.
two unrelated via i/B: java.lang.AbstractMethodError: Receiver class c.C does not define or inherit an implementation of the resolved method 'java.lang.String m()' of interface i.B.
default and abstract via c/C: A
default and abstract via i/A: A
default and abstract via i/B: A
abstract first via c/C: B
abstract first via i/A: B
abstract first via i/B: B
specific hides via c/C: B
specific hides via i/A: B
specific hides via i/B: B
re-abstracted via c/C: java.lang.AbstractMethodError: Method c/C.m()Ljava/lang/String; is abstract
re-abstracted via i/A: java.lang.AbstractMethodError: Receiver class c.C does not define or inherit an implementation of the resolved method 'java.lang.String m()' of interface i.A.
re-abstracted via i/B: java.lang.AbstractMethodError: Receiver class c.C does not define or inherit an implementation of the resolved method 'abstract java.lang.String m()' of interface i.B.
conflict resolved below via c/D: D
conflict resolved below via i/A: D
conflict resolved below via i/B: D
conflict resolved by interface below via c/D: AB
conflict resolved by interface below via i/A: AB
conflict resolved by interface below via i/B: AB
conflict resolved by interface below via i/AB: AB
superclass had conflict via c/D: java.lang.IncompatibleClassChangeError: Conflicting default methods: i/A.m i/B.m
superclass had conflict via i/A: java.lang.AbstractMethodError: Receiver class c.D does not define or inherit an implementation of the resolved method 'java.lang.String m()' of interface i.A.
superclass had conflict via i/B: java.lang.AbstractMethodError: Receiver class c.D does not define or inherit an implementation of the resolved method 'java.lang.String m()' of interface i.B.
class method beats default via c/D: C
class method beats default via i/A: C
default replaced in subclass via c/D: B
default replaced in subclass via i/A: B
default replaced in subclass via i/B: B
forty interfaces via c/Many: F37
forty interfaces via i/F39: F37
forty interfaces via i/F38: F37
forty interfaces via i/F37: F37
*/
