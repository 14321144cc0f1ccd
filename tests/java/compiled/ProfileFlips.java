// vm-options: -Xbatch
// expect-jit: jit unstable_if at ProfileFlips.run
// expect-jit: jit class_check at ProfileFlips.run
// expect-jit: jit loops>=2

import java.util.function.IntUnaryOperator;

/** In the middle of a compiled loop the class of a receiver is another one, and later a branch goes the other way: the loop is left each time, and
 *  compiled anew. */
public class ProfileFlips {
    static class Add implements IntUnaryOperator { public int applyAsInt(int x) { return x + 3; } }
    static class Mix implements IntUnaryOperator { public int applyAsInt(int x) { return x * 31 ^ x >>> 7; } }

    static int run(int n, int flip) {
        IntUnaryOperator[] operators = {new Add(), new Mix(), new Mix(), new Mix()};
        int x = 1;
        for (int i = 0; i < n; i++) {
            if (i > 3 * flip) { x ^= i; x += 5; } else { x += i; }
            x = operators[i / flip].applyAsInt(x); // (no branch tells the interpreter before)
        }
        return x;
    }

    public static void main(String[] args) {
        System.out.println(run(400_000, 100_000));
        System.out.println(run(400_000, 100_000));
    }
}

/* expect-output:
-77161582
-77161582
*/
