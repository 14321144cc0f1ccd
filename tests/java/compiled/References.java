import java.util.ArrayList;
import java.util.List;

/**
 * References across calls, polls, allocations and exceptions of compiled code, in loops with and without calls; inlined frames in traces;
 * methods of the library that are operations.
 */
public class References {
    int[] values = {1, 2, 3};
    References next;
    static int finallyRuns;

    private int at(int i) { return values[i]; }
    private static int divide(int x, int y) { return x / y; }
    private static int deep(int x, int y) { return divide(x, y) + 1; }
    private static Object make(int n) { return new int[n]; }

    static int caught(int x, int y) {
        try {
            return deep(x, y);
        } catch (ArithmeticException e) {
            StackTraceElement[] trace = e.getStackTrace();
            return trace[0].getMethodName().equals("divide") && trace[1].getMethodName().equals("deep") && trace[2].getMethodName().equals("caught") ? -1 : -1000;
        }
    }

    static void unwinds() {
        try {
            deep(1, 0);
        } finally {
            finallyRuns++;
        }
    }

    static long acrossCalls(References r, String s) {
        long sum = 0;
        for (int i = 0; i < 3; i++) {
            Object made = make(i);
            sum += r.at(i) + s.length() + ((int[]) made).length;
            r.next = new References();
            sum += r.next.at(2);
        }
        return sum;
    }

    static long withoutCalls(int[] a, References list) {
        make(1);
        long sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * list.values[i % 3];
        for (References l = list; l != null; l = l.next) sum += l.values.length;
        return sum;
    }

    interface Shape { int sides(); }
    record Square() implements Shape { public int sides() { return 4; } }
    record Triangle() implements Shape { public int sides() { return 3; } }

    static int throughInterfaces(List<Shape> shapes) {
        int sides = 0;
        for (Shape shape : shapes) sides += shape.sides();
        return sides;
    }

    static long conditionally(References r, int n) {
        long sum = 0;
        for (int i = 0; i < n; i++) if (r != null) sum += r.values.length;
        return sum;
    }

    static int counter(int[] a, int from, int by) {
        int sum = 0;
        try {
            for (int i = from; i < a.length; i += by) sum += a[i];
        } catch (ArrayIndexOutOfBoundsException e) {
            return -sum - 1;
        }
        return sum;
    }

    public static void main(String[] args) {
        References r = new References();
        List<Shape> shapes = new ArrayList<>(List.of(new Square(), new Triangle(), new Square()));
        int[] numbers = new int[100];
        for (int i = 0; i < numbers.length; i++) numbers[i] = i;
        long sum = 0;
        int failed = 0;
        for (int i = 0; i < 500; i++) {
            sum += caught(i, i % 3) + acrossCalls(r, "abc" + i % 10) + withoutCalls(numbers, r);
            sum += throughInterfaces(shapes) + conditionally(i % 2 == 0 ? r : null, 3);
            sum += counter(numbers, i % 2 - 1 + (i % 4 == 0 ? 1 : 0), 1 + i % 2);
            try {
                unwinds();
            } catch (ArithmeticException e) {
                failed++;
            }
        }
        System.out.println(sum + " " + failed + " " + finallyRuns);
        double[] doubles = {0.0, -0.0, Double.NaN, 2.5, -1.5, 0.49999999999999994, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -1e300};
        long bits = 0;
        for (int k = 0; k < 12; k++) {
            for (double x : doubles) {
                for (double y : doubles) {
                    bits = 31 * bits + Double.doubleToLongBits(Math.floor(x) + Math.ceil(y)) + Double.doubleToLongBits(Math.rint(x));
                    bits = 31 * bits + Double.doubleToLongBits(Math.min(x, y)) + Double.doubleToLongBits(Math.max(x, y)) + Double.doubleToLongBits(Math.fma(x, y, x));
                    bits = 31 * bits + Double.doubleToLongBits(Math.sqrt(Math.abs(x))) + Float.floatToIntBits(Math.min((float) x, (float) y));
                }
            }
        }
        System.out.println(bits);
        long[] longs = {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE, 0x123456789abcdefL};
        long mixed = 0;
        for (int k = 0; k < 12; k++) {
            for (long x : longs) {
                for (long y : longs) {
                    mixed = 31 * mixed + (Math.multiplyHigh(x, y) ^ Long.reverse(x) ^ Long.reverseBytes(y) ^ Long.rotateLeft(x, (int) y) ^ Long.rotateRight(y, (int) x));
                    mixed += Long.bitCount(x) + Long.numberOfTrailingZeros(y) + Integer.rotateLeft((int) x, (int) y) + Integer.reverseBytes((int) y) + Integer.reverse((int) x);
                    mixed ^= Math.abs(x) ^ Math.abs((int) x) ^ Math.min(x, y) ^ Integer.numberOfLeadingZeros((int) x) ^ Integer.numberOfTrailingZeros((int) y) ^ Math.max((int) x, (int) y);
                }
            }
        }
        System.out.println(mixed);
    }
}

/* expect-output:
6252958 500 500
-1720938582813771520
924255959542983244
*/
