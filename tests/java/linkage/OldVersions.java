import support.ClassBuilder;
import support.Loader;
import support.Show;

/** What each class file version may do: ldc of classes, method handles, default methods, private interface calls, condy, nests. */
public class OldVersions {
    static void run(String title, int[] versions, java.util.function.Function<Integer, ClassBuilder> make) {
        StringBuilder s = new StringBuilder(title + ":");
        for (int v : versions) {
            String outcome;
            try {
                outcome = String.valueOf(new Loader().add(make.apply(v)).call("o.V", "run"));
            } catch (Throwable t) {
                outcome = t.getClass().getSimpleName() + " " + String.valueOf(t.getMessage()).split("\n")[0];
            }
            s.append("\n  ").append(v).append(' ').append(Show.stable(outcome));
        }
        System.out.println(s);
    }

    static ClassBuilder cls(int v) { return new ClassBuilder(v, 0x21, "o/V", "java/lang/Object"); }

    public static void main(String[] args) {
        int[] all = {45, 46, 48, 49, 50, 51, 52, 53, 55, 61};
        run("plain", all, v -> cls(v).method(9, "run", "()I", 1, 0, "iconst_3", "ireturn"));
        run("ldc class", all, v -> cls(v).method(9, "run", "()Ljava/lang/Object;", 1, 0, "ldc class o/V", "areturn"));
        run("ldc method type", all, v -> cls(v).method(9, "run", "()Ljava/lang/Object;", 1, 0, "ldc type (I)V", "areturn"));
        run("invokedynamic", all, v -> {
            ClassBuilder b = cls(v);
            int bsm = b.bootstrap(b.methodHandle(6, 10, "OldVersions", "boot", "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;"));
            return b.method(9, "run", "()I", 1, 0, "invokedynamic " + bsm + " x ()I", "ireturn");
        });
        run("dynamic constant", all, v -> {
            ClassBuilder b = cls(v);
            int bsm = b.bootstrap(b.methodHandle(6, 10, "OldVersions", "constant", "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)Ljava/lang/Object;"));
            return b.method(9, "run", "()Ljava/lang/Object;", 1, 0, "ldc index " + b.dynamic(17, bsm, "c", "Ljava/lang/Object;"), "areturn");
        });
        run("static of an interface", all, v -> cls(v).method(9, "run", "()Ljava/lang/Object;", 2, 0, "ldc string x", "invokestatic interface java/util/List.of (Ljava/lang/Object;)Ljava/util/List;", "areturn"));
        run("default method", all, v -> new ClassBuilder(v, 0x601, "o/V", "java/lang/Object").method(1, "d", "()V", 0, 1, "return").method(9, "run", "()I", 1, 0, "iconst_1", "ireturn"));
        run("private interface method", all, v -> new ClassBuilder(v, 0x601, "o/V", "java/lang/Object").method(2, "d", "()V", 0, 1, "return").method(9, "run", "()I", 1, 0, "iconst_1", "ireturn"));
        run("odd member names", all, v -> cls(v).method(9, "a-b c", "()I", 1, 0, "iconst_4", "ireturn").method(9, "run", "()I", 1, 0, ".bytes 4 172"));
        run("strictfp", all, v -> cls(v).method(0x809, "run", "()I", 1, 0, "iconst_5", "ireturn"));
        run("no ACC_SUPER", all, v -> new ClassBuilder(v, 1, "o/V", "java/lang/Object").method(9, "run", "()I", 1, 0, "iconst_5", "ireturn"));
        run("jsr", all, v -> cls(v).method(9, "run", "()I", 1, 1, "jsr S", "iconst_5", "ireturn", "S:", "astore_0", "ret 0"));
    }

    public static java.lang.invoke.CallSite boot(java.lang.invoke.MethodHandles.Lookup l, String n, java.lang.invoke.MethodType t) {
        return new java.lang.invoke.ConstantCallSite(java.lang.invoke.MethodHandles.constant(int.class, 9));
    }

    public static Object constant(java.lang.invoke.MethodHandles.Lookup l, String n, Class<?> t) { return n + "!"; }
}

/* expect-output:
plain:
  45 3
  46 3
  48 3
  49 3
  50 3
  51 3
  52 3
  53 3
  55 3
  61 3
ldc class:
  45 VerifyError (class: o/V, method: run signature: ()Ljava/lang/Object;) Illegal type in constant pool
  46 VerifyError (class: o/V, method: run signature: ()Ljava/lang/Object;) Illegal type in constant pool
  48 VerifyError (class: o/V, method: run signature: ()Ljava/lang/Object;) Illegal type in constant pool
  49 class o.V
  50 class o.V
  51 class o.V
  52 class o.V
  53 class o.V
  55 class o.V
  61 class o.V
ldc method type:
  45 ClassFormatError Class file version does not support constant tag 16 in class file o/V
  46 ClassFormatError Class file version does not support constant tag 16 in class file o/V
  48 ClassFormatError Class file version does not support constant tag 16 in class file o/V
  49 ClassFormatError Class file version does not support constant tag 16 in class file o/V
  50 ClassFormatError Class file version does not support constant tag 16 in class file o/V
  51 (int)void
  52 (int)void
  53 (int)void
  55 (int)void
  61 (int)void
invokedynamic:
  45 ClassFormatError Class file version does not support constant tag 15 in class file o/V
  46 ClassFormatError Class file version does not support constant tag 15 in class file o/V
  48 ClassFormatError Class file version does not support constant tag 15 in class file o/V
  49 ClassFormatError Class file version does not support constant tag 15 in class file o/V
  50 ClassFormatError Class file version does not support constant tag 15 in class file o/V
  51 9
  52 9
  53 9
  55 9
  61 9
dynamic constant:
  45 ClassFormatError Class file version does not support constant tag 15 in class file o/V
  46 ClassFormatError Class file version does not support constant tag 15 in class file o/V
  48 ClassFormatError Class file version does not support constant tag 15 in class file o/V
  49 ClassFormatError Class file version does not support constant tag 15 in class file o/V
  50 ClassFormatError Class file version does not support constant tag 15 in class file o/V
  51 ClassFormatError Class file version does not support constant tag 17 in class file o/V
  52 ClassFormatError Class file version does not support constant tag 17 in class file o/V
  53 ClassFormatError Class file version does not support constant tag 17 in class file o/V
  55 c!
  61 c!
static of an interface:
  45 VerifyError (class: o/V, method: run signature: ()Ljava/lang/Object;) Illegal type in constant pool
  46 VerifyError (class: o/V, method: run signature: ()Ljava/lang/Object;) Illegal type in constant pool
  48 VerifyError (class: o/V, method: run signature: ()Ljava/lang/Object;) Illegal type in constant pool
  49 VerifyError (class: o/V, method: run signature: ()Ljava/lang/Object;) Illegal type in constant pool
  50 VerifyError Illegal type at constant pool entry 12 in class o.V
  51 VerifyError Illegal type at constant pool entry 12 in class o.V
  52 [x]
  53 [x]
  55 [x]
  61 [x]
default method:
  45 ClassFormatError Method d in class o/V has illegal modifiers: 0x1
  46 ClassFormatError Method d in class o/V has illegal modifiers: 0x1
  48 ClassFormatError Method d in class o/V has illegal modifiers: 0x1
  49 ClassFormatError Method d in class o/V has illegal modifiers: 0x1
  50 ClassFormatError Method d in class o/V has illegal modifiers: 0x1
  51 ClassFormatError Method d in class o/V has illegal modifiers: 0x1
  52 1
  53 1
  55 1
  61 1
private interface method:
  45 ClassFormatError Method d in class o/V has illegal modifiers: 0x2
  46 ClassFormatError Method d in class o/V has illegal modifiers: 0x2
  48 ClassFormatError Method d in class o/V has illegal modifiers: 0x2
  49 ClassFormatError Method d in class o/V has illegal modifiers: 0x2
  50 ClassFormatError Method d in class o/V has illegal modifiers: 0x2
  51 ClassFormatError Method d in class o/V has illegal modifiers: 0x2
  52 1
  53 1
  55 1
  61 1
odd member names:
  45 ClassFormatError Illegal method name "a-b c" in class o/V
  46 ClassFormatError Illegal method name "a-b c" in class o/V
  48 ClassFormatError Illegal method name "a-b c" in class o/V
  49 1
  50 1
  51 1
  52 1
  53 1
  55 1
  61 1
strictfp:
  45 5
  46 5
  48 5
  49 5
  50 5
  51 5
  52 5
  53 5
  55 5
  61 5
no ACC_SUPER:
  45 5
  46 5
  48 5
  49 5
  50 5
  51 5
  52 5
  53 5
  55 5
  61 5
jsr:
  45 5
  46 5
  48 5
  49 5
  50 5
  51 VerifyError Bad instruction: a8
  52 VerifyError Bad instruction: a8
  53 VerifyError Bad instruction: a8
  55 VerifyError Bad instruction: a8
  61 VerifyError Bad instruction: a8
*/
