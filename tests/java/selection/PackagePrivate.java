import support.ClassBuilder;
import support.Loader;
import support.Show;

/** Package-private methods across packages: same name in another package does not override; transitive overriding; public in between. */
public class PackagePrivate {
    static final int P = 1, PS = 9, SUPER = 0x20;

    static ClassBuilder cls(String name, String parent, int access, String says) {
        ClassBuilder b = new ClassBuilder(49, P | SUPER, name, parent).constructor(parent);
        if (says != null) {
            b.method(access, "m", "()Ljava/lang/String;", 1, 1, "ldc string " + says, "areturn");
        }
        return b;
    }

    /** Calls m of a receiver through the type `via`, from a class in package `from`. */
    static void call(Loader world, String from, String via, String receiver) {
        String name = from + "/Call" + (via + receiver).replace('/', '_');
        ClassBuilder b = new ClassBuilder(49, P | SUPER, name, "java/lang/Object").method(PS, "run", "()Ljava/lang/Object;", 3, 0, "new " + receiver + ";; dup;; "
                + "invokespecial " + receiver + ".<init> ()V;; invokevirtual " + via + ".m ()Ljava/lang/String;;; areturn");
        world.add(b);
        Show.outcome("from " + from + " via " + via + " on " + receiver, () -> world.call(name.replace('/', '.'), "run"));
    }

    public static void main(String[] args) {
        System.out.println("-- a/A <- b/B <- a/C, all package-private");
        Loader l = new Loader().add(cls("a/A", "java/lang/Object", 0, "A")).add(cls("b/B", "a/A", 0, "B")).add(cls("a/C", "b/B", 0, "C"));
        for (String via : new String[] {"a/A", "b/B", "a/C"}) {
            for (String receiver : new String[] {"a/A", "b/B", "a/C"}) {
                if (via.equals("a/A") || receiver.equals("a/C") || via.equals(receiver)) {
                    call(l, "a", via, receiver);
                    call(l, "b", via, receiver);
                }
            }
        }
        System.out.println("-- a/A private-package, a/B public, b/C public");
        l = new Loader().add(cls("a/A", "java/lang/Object", 0, "A")).add(cls("a/B", "a/A", P, "B")).add(cls("b/C", "a/B", P, "C"));
        for (String receiver : new String[] {"a/A", "a/B", "b/C"}) {
            call(l, "a", "a/A", receiver);
        }
        call(l, "b", "a/B", "b/C");
        call(l, "c", "b/C", "b/C");
        System.out.println("-- a/A package, b/B public, a/C package: C overrides both or is weaker");
        l = new Loader().add(cls("a/A", "java/lang/Object", 0, "A")).add(cls("b/B", "a/A", P, "B")).add(cls("a/C", "b/B", P, "C"));
        for (String receiver : new String[] {"a/A", "b/B", "a/C"}) {
            call(l, "a", "a/A", receiver);
        }
        call(l, "b", "b/B", "a/C");
        System.out.println("-- protected from another package");
        l = new Loader().add(cls("a/A", "java/lang/Object", 4, "A")).add(cls("b/B", "a/A", 4, "B")).add(cls("b/D", "a/A", 0, null));
        call(l, "a", "a/A", "b/B");
        call(l, "b", "b/B", "b/B");
        call(l, "b", "b/D", "b/D");
        call(l, "c", "a/A", "a/A");
        System.out.println("-- same package name, two loaders");
        Loader parent = new Loader("parent", PackagePrivate.class.getClassLoader()).add(cls("a/A", "java/lang/Object", 0, "A"));
        Loader child = new Loader("child", parent).add(cls("a/B", "a/A", 0, "B"));
        call(child, "a", "a/B", "a/B");
        call(child, "a", "a/A", "a/B");
        call(parent, "a", "a/A", "a/A");
        System.out.println("-- an interface method meets a package-private one");
        l = new Loader().add(new ClassBuilder(49, 0x601, "a/I", "java/lang/Object").method(0x401, "m", "()Ljava/lang/String;"))
                .add(cls("a/A", "java/lang/Object", 0, "A")).add(new ClassBuilder(49, P | SUPER, "a/B", "a/A", "a/I").constructor("a/A"));
        Loader world = l;
        l.add(new ClassBuilder(49, P | SUPER, "a/Run", "java/lang/Object").method(PS, "run", "()Ljava/lang/Object;", 3, 0,
                "new a/B;; dup;; invokespecial a/B.<init> ()V;; invokeinterface a/I.m ()Ljava/lang/String; 1;; areturn"));
        Show.outcome("interface", () -> world.call("a.Run", "run"));
    }
}

/* expect-output:
-- a/A <- b/B <- a/C, all package-private
from a via a/A on a/A: A
from b via a/A on a/A: java.lang.IllegalAccessError: class b.Calla_Aa_A tried to access method 'java.lang.String a.A.m()' (b.Calla_Aa_A and a.A are in unnamed module of loader 'test' @HASH)
from a via a/A on b/B: A
from b via a/A on b/B: java.lang.IllegalAccessError: class b.Calla_Ab_B tried to access method 'java.lang.String a.A.m()' (b.Calla_Ab_B and a.A are in unnamed module of loader 'test' @HASH)
from a via a/A on a/C: C
from b via a/A on a/C: java.lang.IllegalAccessError: class b.Calla_Aa_C tried to access method 'java.lang.String a.A.m()' (b.Calla_Aa_C and a.A are in unnamed module of loader 'test' @HASH)
from a via b/B on b/B: java.lang.IllegalAccessError: class a.Callb_Bb_B tried to access method 'java.lang.String b.B.m()' (a.Callb_Bb_B and b.B are in unnamed module of loader 'test' @HASH)
from b via b/B on b/B: B
from a via b/B on a/C: java.lang.IllegalAccessError: class a.Callb_Ba_C tried to access method 'java.lang.String b.B.m()' (a.Callb_Ba_C and b.B are in unnamed module of loader 'test' @HASH)
from b via b/B on a/C: B
from a via a/C on a/C: C
from b via a/C on a/C: java.lang.IllegalAccessError: class b.Calla_Ca_C tried to access method 'java.lang.String a.C.m()' (b.Calla_Ca_C and a.C are in unnamed module of loader 'test' @HASH)
-- a/A private-package, a/B public, b/C public
from a via a/A on a/A: A
from a via a/A on a/B: B
from a via a/A on b/C: C
from b via a/B on b/C: C
from c via b/C on b/C: C
-- a/A package, b/B public, a/C package: C overrides both or is weaker
from a via a/A on a/A: A
from a via a/A on b/B: A
from a via a/A on a/C: C
from b via b/B on a/C: C
-- protected from another package
from a via a/A on b/B: B
from b via b/B on b/B: B
from b via b/D on b/D: java.lang.IllegalAccessError: class b.Callb_Db_D tried to access protected method 'java.lang.String a.A.m()' (b.Callb_Db_D and a.A are in unnamed module of loader 'test' @HASH)
from c via a/A on a/A: java.lang.IllegalAccessError: class c.Calla_Aa_A tried to access protected method 'java.lang.String a.A.m()' (c.Calla_Aa_A and a.A are in unnamed module of loader 'test' @HASH)
-- same package name, two loaders
from a via a/B on a/B: B
from a via a/A on a/B: java.lang.IllegalAccessError: class a.Calla_Aa_B tried to access method 'java.lang.String a.A.m()' (a.Calla_Aa_B is in unnamed module of loader 'child' @HASH; a.A is in unnamed module of loader 'parent' @HASH)
from a via a/A on a/A: A
-- an interface method meets a package-private one
interface: java.lang.IllegalAccessError: 'java.lang.String a.B.m()'
*/
