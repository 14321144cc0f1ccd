// expect-jit: deopt deopts.stress>=100000
// expect-jit: deopt loops>=1
// modes: hotspot int jit deopt

/** One loop that compiled code enters and leaves a hundred thousand times, on a stack that stays as deep as it was. */
public class RoundTrips {
    static int deepest;

    static long loop(int n, int[] table) {
        long sum = 0;
        for (int i = 0; i < n; i++) {
            sum += table[i & 7] * (long) i;
            if ((i & 0xfffff) == 0) deepest = Math.max(deepest, new Throwable().getStackTrace().length);
        }
        return sum;
    }

    public static void main(String[] args) throws Exception {
        long[] sum = new long[1];
        // A stack on which a word a round trip would not fit.
        Thread small = new Thread(null, () -> sum[0] = loop(140_000_000, new int[] {3, 1, 4, 1, 5, 9, 2, 6}), "small", 512 << 10);
        small.start();
        small.join();
        System.out.println(sum[0] + " " + deepest);
    }
}

/* expect-output:
37975000122500000 3
*/
