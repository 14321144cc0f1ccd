/** What a loop asks of an object that is null now and then, and only if it is not, may not be asked in front of the loop. */
public class TestedInLoop {
    static int test(Object o, int[] a, int n) {
        int sum = 0;
        for (int i = 1; i < n; i *= 2) {
            if (o != null && o.getClass() == Object.class) sum += 3;
            if (a != null) sum += a.length;
        }
        return sum;
    }

    public static void main(String[] args) {
        long sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += test((i & 1) == 0 ? null : new Object(), (i & 2) == 0 ? null : new int[i & 7], 100);
        }
        System.out.println(sum); // expect: 525000
    }
}
