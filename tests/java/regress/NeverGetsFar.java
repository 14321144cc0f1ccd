// vm-options: -XX:Tier3CompileThreshold=2000
/** A method that always throws in its first lines: what stands behind has never run, so that all of its code leads out of it. */
public class NeverGetsFar {
    static class Late { static int value = 5; }
    static int count;
    static double keep = 1.5;

    static double always(int[] a, int i) {
        count += i;
        keep = keep * 1.0000001 % 7;
        int v = a[Integer.MIN_VALUE];
        return Late.value + v + keep;
    }

    public static void main(String[] args) {
        int caught = 0;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            try {
                always(new int[3], 1);
            } catch (ArrayIndexOutOfBoundsException e) {
                caught++;
                if (i == 0) text.append(e.getMessage()).append(' ').append(e.getStackTrace()[0].getMethodName()).append('\n');
            }
        }
        System.out.print(text);
        System.out.println(caught + " " + count + " " + (keep > 0));
    }
}

/* expect-output:
Index -2147483648 out of bounds for length 3 always
20000 20000 true
*/
