import support.ClassBuilder;
import support.Loader;
import support.Show;

/** dup, dup_x1, dup_x2, dup2, dup2_x1, dup2_x2, swap, pop2 in all forms of the JVMS, with category 2 values and references. */
public class StackShuffles {
    public static void main(String[] args) throws Throwable {
        int ps = ClassBuilder.PUBLIC | ClassBuilder.STATIC;
        ClassBuilder b = new ClassBuilder("StackShuffles$Made");
        // Folds the stack of ints into one number, top first.
        String fold = "bipush 10;; imul;; iadd;; ";
        b.method(ps, "dup", "()I", 8, 0, "iconst_1;; iconst_2;; dup;; " + fold + fold + "ireturn");
        b.method(ps, "dup_x1", "()I", 8, 0, "iconst_1;; iconst_2;; dup_x1;; " + fold + fold + "ireturn");
        b.method(ps, "dup_x2", "()I", 8, 0, "iconst_1;; iconst_2;; iconst_3;; dup_x2;; " + fold + fold + fold + "ireturn");
        b.method(ps, "dup_x2 long", "()J", 9, 0, "ldc2_w long 500;; iconst_3;; dup_x2;; i2l;; lmul;; l2i;; iadd;; i2l;; lreturn");
        b.method(ps, "dup2", "()I", 8, 0, "iconst_1;; iconst_2;; dup2;; " + fold + fold + fold + "ireturn");
        b.method(ps, "dup2 long", "()J", 8, 0, "ldc2_w long 7;; dup2;; lmul;; lreturn");
        b.method(ps, "dup2_x1", "()I", 9, 0, "iconst_1;; iconst_2;; iconst_3;; dup2_x1;; " + fold + fold + fold + fold + "ireturn");
        b.method(ps, "dup2_x1 long", "()J", 9, 0, "iconst_5;; ldc2_w long 100;; dup2_x1;; l2i;; iadd;; i2l;; lsub;; lreturn");
        b.method(ps, "dup2_x2", "()I", 9, 0, "iconst_1;; iconst_2;; iconst_3;; iconst_4;; dup2_x2;; " + fold + fold + fold + fold + fold + "ireturn");
        b.method(ps, "dup2_x2 long ints", "()J", 9, 0, "iconst_4;; iconst_3;; ldc2_w long 100;; dup2_x2;; l2i;; iadd;; isub;; i2l;; ladd;; lreturn");
        b.method(ps, "dup2_x2 ints long", "()J", 9, 0,
                "ldc2_w long 100;; iconst_4;; iconst_3;; dup2_x2;; isub;; i2l;; ladd;; l2i;; iadd;; iadd;; i2l;; lreturn");
        b.method(ps, "dup2_x2 longs", "()J", 9, 0, "ldc2_w long 100;; ldc2_w long 7;; dup2_x2;; lsub;; lmul;; lreturn");
        b.method(ps, "swap", "()I", 8, 0, "iconst_5;; iconst_2;; swap;; isub;; ireturn");
        b.method(ps, "swap refs", "()Ljava/lang/String;", 8, 0, "ldc string a;; ldc string b;; swap;; "
                + "invokevirtual java/lang/String.concat (Ljava/lang/String;)Ljava/lang/String;;; areturn");
        b.method(ps, "pop2", "()I", 8, 0, "iconst_5;; ldc2_w long 1;; pop2;; iconst_1;; iconst_1;; pop2;; ireturn");
        // Copies of a local that changes afterwards keep the old value.
        b.method(ps, "old local", "(I)I", 8, 1, "iload_0;; iinc 0 5;; iload_0;; dup_x1;; iinc 0 50;; iload_0;; " + fold + fold + fold + "ireturn");
        b.method(ps, "swap locals", "(I)I", 8, 2, "iconst_3;; istore_1;; iload_0;; iload_1;; istore_0;; istore_1;; iload_0;; iload_1;; " + fold
                + "ireturn");
        b.method(ps, "store deep", "(I)I", 8, 1, "iload_0;; iload_0;; iload_0;; iconst_1;; istore_0;; iload_0;; " + fold + fold + fold + "ireturn");
        b.method(ps, "mixed", "()Ljava/lang/Object;", 9, 1, "ldc string kept;; iconst_1;; dup_x1;; pop;; swap;; pop;; sipush 1000;; newarray 10;; pop;; "
                + "new java/lang/Object;; dup;; invokespecial java/lang/Object.<init> ()V;; swap;; dup_x1;; pop2;; ldc string end;; areturn");
        Loader loader = new Loader().add(b);
        Class<?> made = loader.loadClass("StackShuffles$Made");
        for (var method : new String[] {"dup", "dup_x1", "dup_x2", "dup_x2 long", "dup2", "dup2 long", "dup2_x1", "dup2_x1 long", "dup2_x2",
            "dup2_x2 long ints", "dup2_x2 ints long", "dup2_x2 longs", "swap", "swap refs", "pop2", "mixed"}) {
            Show.outcome(method, () -> loader.call("StackShuffles$Made", method));
        }
        for (var method : new String[] {"old local", "swap locals", "store deep"}) {
            Show.outcome(method, () -> made.getMethod(method, int.class).invoke(null, 4));
        }
        int[] a = {1, 2, 3};
        int i = 0;
        a[i++] = a[i] = i = 2;
        long[] l = {5, 6};
        long x = l[0]++ + ++l[0] + l[1]-- * (l[1] += 10);
        System.out.println(a[0] + " " + a[1] + " " + a[2] + " " + i + " " + l[0] + " " + l[1] + " " + x);
    }
}

/* expect-output:
dup: 221
dup_x1: 212
dup_x2: 3213
dup_x2 long: 1503
dup2: 2121
dup2 long: 49
dup2_x1: 32132
dup2_x1 long: -5
dup2_x2: 432143
dup2_x2 long ints: 1
dup2_x2 ints long: 108
dup2_x2 longs: 651
swap: -3
swap refs: ba
pop2: 5
mixed: end
old local: 59949
swap locals: 43
store deep: 1444
2 2 3 2 7 15 102
*/
