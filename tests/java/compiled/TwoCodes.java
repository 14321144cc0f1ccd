// vm-options: -Xbatch
// expect-jit: jit deopts.unstable_if<=300

/** A method has two codes, its own and one that a loop enters, and both leave at the same branch: each is made anew, so that neither is left for ever. */
public class TwoCodes {
    static int sum;

    static void work(int outer) {
        for (int d = 0; d < outer; d++) {
            int c = 0;
            for (int i = 0; i < 3000; i++) c += i ^ d;
            sum += c;
        }
    }

    public static void main(String[] args) {
        for (int k = 0; k < 4000; k++) work(k % 4 + 1);
        System.out.println(sum);
    }
}

/* expect-output:
2035327040
*/
