import support.ClassBuilder;
import support.Loader;
import support.Show;

/** Switches as no compiler writes them: one case, no case, all cases the default, backward targets, every alignment of the padding. */
public class SwitchesMade {
    public static void main(String[] args) throws Throwable {
        int ps = ClassBuilder.PUBLIC | ClassBuilder.STATIC;
        ClassBuilder b = new ClassBuilder("SwitchesMade$Made");
        for (int pad = 0; pad < 4; pad++) {
            StringBuilder nops = new StringBuilder();
            for (int i = 0; i < pad; i++) {
                nops.append("nop;; ");
            }
            b.method(ps, "t" + pad, "(I)I", 1, 1, nops + "iload_0", "tableswitch -1 D A B C", "A:", "bipush 10", "ireturn", "B:", "bipush 20",
                    "ireturn", "C:", "bipush 30", "ireturn", "D:", "bipush 40", "ireturn");
            b.method(ps, "l" + pad, "(I)I", 1, 1, nops + "iload_0", "lookupswitch D -1=A 0=B 1=C", "A:", "bipush 10", "ireturn", "B:", "bipush 20",
                    "ireturn", "C:", "bipush 30", "ireturn", "D:", "bipush 40", "ireturn");
        }
        b.method(ps, "empty", "(I)I", 1, 1, "iload_0", "lookupswitch D", "D:", "bipush 5", "ireturn");
        b.method(ps, "one", "(I)I", 1, 1, "iload_0", "tableswitch 7 D A", "A:", "iconst_1", "ireturn", "D:", "iconst_2", "ireturn");
        b.method(ps, "same", "(I)I", 1, 1, "iload_0", "tableswitch 0 D D D D", "D:", "iload_0", "ireturn");
        // Counts down by a switch that jumps backwards.
        b.method(ps, "back", "(I)I", 2, 2, "iconst_0", "istore_1", "TOP:", "iinc 1 1", "iload_0", "iconst_1", "isub", "istore_0", "iload_0",
                "lookupswitch TOP -100=OUT 0=OUT", "OUT:", "iload_1", "ireturn");
        b.method(ps, "deep", "(I)I", 5, 1, "bipush 100", "bipush 10", "iload_0", "tableswitch 0 D A B", "A:", "iadd", "ireturn", "B:", "isub",
                "ireturn", "D:", "imul", "ireturn");
        Loader loader = new Loader().add(b);
        Class<?> made = loader.loadClass("SwitchesMade$Made");
        for (var name : new String[] {"t0", "t1", "t2", "t3", "l0", "l1", "l2", "l3", "empty", "one", "same", "deep"}) {
            var method = made.getMethod(name, int.class);
            StringBuilder line = new StringBuilder(name + ":");
            for (int key : new int[] {Integer.MIN_VALUE, -2, -1, 0, 1, 2, 7, Integer.MAX_VALUE}) {
                line.append(' ').append(method.invoke(null, key));
            }
            System.out.println(line);
        }
        Show.outcome("back", () -> made.getMethod("back", int.class).invoke(null, 50));

        ClassBuilder unsorted = new ClassBuilder("SwitchesMade$Unsorted");
        unsorted.method(ps, "m", "()I", 1, 1, "iconst_1", "lookupswitch D 5=D 1=D", "D:", "iconst_1", "ireturn");
        Show.outcome("unsorted", () -> new Loader().add(unsorted).call("SwitchesMade$Unsorted", "m") instanceof Integer);
    }
}

/* expect-output:
t0: 40 40 10 20 30 40 40 40
t1: 40 40 10 20 30 40 40 40
t2: 40 40 10 20 30 40 40 40
t3: 40 40 10 20 30 40 40 40
l0: 40 40 10 20 30 40 40 40
l1: 40 40 10 20 30 40 40 40
l2: 40 40 10 20 30 40 40 40
l3: 40 40 10 20 30 40 40 40
empty: 5 5 5 5 5 5 5 5
one: 2 2 2 2 2 2 1 2
same: -2147483648 -2 -1 0 1 2 7 2147483647
deep: 1000 1000 1000 110 90 1000 1000 1000
back: 50
unsorted: java.lang.VerifyError: (class: SwitchesMade$Unsorted, method: m signature: ()I) Unsorted lookup switch
*/
