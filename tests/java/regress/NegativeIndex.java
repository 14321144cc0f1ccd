/** An index that is below the length may still be negative. */
public class NegativeIndex {
    static int at(int[] a, int i) {
        if (i < a.length) return a[i];
        return -1;
    }

    static int atByte(byte[] a, int i, int n) {
        int sum = 0;
        for (int k = i; k < n; k++) {
            if (k < a.length) sum += a[k];
        }
        return sum;
    }

    public static void main(String[] args) {
        int[] a = {1, 2, 3};
        byte[] b = {4, 5, 6};
        long sum = 0;
        for (int i = 0; i < 20_000; i++) sum += at(a, i & 3) + atByte(b, i & 1, 5);
        System.out.println(sum);
        for (int i : new int[] {-1, Integer.MIN_VALUE, -100_000}) {
            try {
                System.out.println(at(a, i));
            } catch (ArrayIndexOutOfBoundsException e) {
                System.out.println(e.getMessage());
            }
            try {
                System.out.println(atByte(b, i, i + 1));
            } catch (ArrayIndexOutOfBoundsException e) {
                System.out.println(e.getMessage());
            }
        }
    }
}

/* expect-output:
285000
Index -1 out of bounds for length 3
Index -1 out of bounds for length 3
Index -2147483648 out of bounds for length 3
Index -2147483648 out of bounds for length 3
Index -100000 out of bounds for length 3
Index -100000 out of bounds for length 3
*/
