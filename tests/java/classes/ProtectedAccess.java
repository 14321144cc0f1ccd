import support.ClassBuilder;
import support.Loader;
import support.Show;

/** Protected members across packages: through the own type, a subtype, a stranger's type; static ones; constructors; clone of arrays. */
public class ProtectedAccess {
    static final int P = 1, PS = 9, SUPER = 0x20;

    static void run(String title, String owner, String parent, String... code) {
        Loader l = new Loader();
        l.add(new ClassBuilder(49, P | SUPER, "a/Base", "java/lang/Object").method(4, "<init>", "()V", 1, 1, "aload_0", "invokespecial java/lang/Object.<init> ()V", "return").field(4, "f", "I").field(12, "s", "I")
                .method(4, "m", "()I", 1, 1, "iconst_3", "ireturn").method(12, "sm", "()I", 1, 0, "iconst_4", "ireturn"));
        l.add(new ClassBuilder(49, P | SUPER, "b/Sub", "a/Base").constructor("a/Base"));
        l.add(new ClassBuilder(49, P | SUPER, "b/Other", "a/Base").constructor("a/Base"));
        for (int version : new int[] {49, 52}) {
            ClassBuilder user = new ClassBuilder(version, P | SUPER, owner, parent).constructor(parent).method(PS, "run", "()I", 4, 1, code);
            Loader mine = new Loader("user", l).add(user);
            Show.outcome(title + " from " + owner + " (" + version + ")", () -> {
                try {
                    return mine.call(owner.replace('/', '.'), "run");
                } catch (VerifyError e) {
                    return "VerifyError " + e.getMessage().split("\n")[0];
                }
            });
        }
    }

    static String make(String type) { return "new " + type + ";; dup;; invokespecial " + type + ".<init> ()V;; "; }

    public static void main(String[] args) {
        run("own object's field", "b/User", "a/Base", make("b/User") + "getfield a/Base.f I", "ireturn");
        run("own object's method", "b/User", "a/Base", make("b/User") + "invokevirtual a/Base.m ()I", "ireturn");
        run("by own name", "b/User", "a/Base", make("b/User") + "invokevirtual b/User.m ()I", "ireturn");
        run("brother's method", "b/User", "a/Base", make("b/Other") + "invokevirtual b/Other.m ()I", "ireturn");
        run("brother's field", "b/User", "a/Base", make("b/Other") + "getfield b/Other.f I", "ireturn");
        run("base's method", "b/User", "a/Base", "aconst_null;; checkcast a/Base;; invokevirtual a/Base.m ()I", "ireturn");
        run("static method", "b/User", "a/Base", "invokestatic a/Base.sm ()I", "ireturn");
        run("static field", "b/User", "a/Base", "getstatic a/Base.s I", "ireturn");
        run("static via brother", "b/User", "a/Base", "invokestatic b/Other.sm ()I", "ireturn");
        run("constructor by new", "b/User", "a/Base", make("a/Base") + "pop", "iconst_1", "ireturn");
        run("stranger's method", "c/User", "java/lang/Object", make("b/Sub") + "invokevirtual b/Sub.m ()I", "ireturn");
        run("stranger's static", "c/User", "java/lang/Object", "invokestatic a/Base.sm ()I", "ireturn");
        run("same package, other loader", "a/User", "java/lang/Object", make("b/Sub") + "invokevirtual a/Base.m ()I", "ireturn");
        run("clone of array", "c/User", "java/lang/Object", "iconst_2;; newarray 10;; invokevirtual [I.clone ()Ljava/lang/Object;;; checkcast [I;; arraylength", "ireturn");
        run("clone of object", "c/User", "java/lang/Object", make("java/lang/Object") + "invokevirtual java/lang/Object.clone ()Ljava/lang/Object;;; pop;; iconst_1", "ireturn");
        run("clone of own", "c/User", "java/lang/Object", make("c/User") + "invokevirtual c/User.clone ()Ljava/lang/Object;;; pop;; iconst_1", "ireturn");
        run("clone of array by Object", "c/User", "java/lang/Object", "iconst_2;; newarray 10;; invokevirtual java/lang/Object.clone ()Ljava/lang/Object;;; pop;; iconst_1", "ireturn");
        run("finalize of another", "c/User", "java/lang/Object", "ldc string x;; invokevirtual java/lang/Object.finalize ()V", "iconst_1", "ireturn");
    }
}

/* expect-output:
own object's field from b/User (49): 0
own object's field from b/User (52): 0
own object's method from b/User (49): 3
own object's method from b/User (52): 3
by own name from b/User (49): 3
by own name from b/User (52): 3
brother's method from b/User (49): java.lang.IllegalAccessError: class b.User tried to access protected method 'int a.Base.m()' (b.User is in unnamed module of loader 'user' @HASH; a.Base is in unnamed module of loader 'test' @HASH)
brother's method from b/User (52): java.lang.IllegalAccessError: class b.User tried to access protected method 'int a.Base.m()' (b.User is in unnamed module of loader 'user' @HASH; a.Base is in unnamed module of loader 'test' @HASH)
brother's field from b/User (49): java.lang.IllegalAccessError: class b.User tried to access protected field a.Base.f (b.User is in unnamed module of loader 'user' @HASH; a.Base is in unnamed module of loader 'test' @HASH)
brother's field from b/User (52): java.lang.IllegalAccessError: class b.User tried to access protected field a.Base.f (b.User is in unnamed module of loader 'user' @HASH; a.Base is in unnamed module of loader 'test' @HASH)
base's method from b/User (49): VerifyError (class: b/User, method: run signature: ()I) Bad access to protected data
base's method from b/User (52): VerifyError Bad access to protected data in invokevirtual
static method from b/User (49): 4
static method from b/User (52): 4
static field from b/User (49): 0
static field from b/User (52): 0
static via brother from b/User (49): 4
static via brother from b/User (52): 4
constructor by new from b/User (49): VerifyError (class: b/User, method: run signature: ()I) Bad access to protected data
constructor by new from b/User (52): VerifyError Bad access to protected <init> method
stranger's method from c/User (49): java.lang.IllegalAccessError: class c.User tried to access protected method 'int a.Base.m()' (c.User is in unnamed module of loader 'user' @HASH; a.Base is in unnamed module of loader 'test' @HASH)
stranger's method from c/User (52): java.lang.IllegalAccessError: class c.User tried to access protected method 'int a.Base.m()' (c.User is in unnamed module of loader 'user' @HASH; a.Base is in unnamed module of loader 'test' @HASH)
stranger's static from c/User (49): java.lang.IllegalAccessError: class c.User tried to access protected method 'int a.Base.sm()' (c.User is in unnamed module of loader 'user' @HASH; a.Base is in unnamed module of loader 'test' @HASH)
stranger's static from c/User (52): java.lang.IllegalAccessError: class c.User tried to access protected method 'int a.Base.sm()' (c.User is in unnamed module of loader 'user' @HASH; a.Base is in unnamed module of loader 'test' @HASH)
same package, other loader from a/User (49): java.lang.IllegalAccessError: class a.User tried to access protected method 'int a.Base.m()' (a.User is in unnamed module of loader 'user' @HASH; a.Base is in unnamed module of loader 'test' @HASH)
same package, other loader from a/User (52): java.lang.IllegalAccessError: class a.User tried to access protected method 'int a.Base.m()' (a.User is in unnamed module of loader 'user' @HASH; a.Base is in unnamed module of loader 'test' @HASH)
clone of array from c/User (49): 2
clone of array from c/User (52): 2
clone of object from c/User (49): VerifyError (class: c/User, method: run signature: ()I) Bad access to protected data
clone of object from c/User (52): VerifyError Bad access to protected data in invokevirtual
clone of own from c/User (49): java.lang.CloneNotSupportedException: c.User
clone of own from c/User (52): java.lang.CloneNotSupportedException: c.User
clone of array by Object from c/User (49): 1
clone of array by Object from c/User (52): 1
finalize of another from c/User (49): VerifyError (class: c/User, method: run signature: ()I) Bad access to protected data
finalize of another from c/User (52): VerifyError Bad access to protected data in invokevirtual
*/
