/** Calls with many arguments of mixed types: static, virtual, interface, special; results of each type dropped and used; recursion. */
public class ArgumentPassing {
    interface Op { double op(byte a, long b, float c, Object d, double e, char f, boolean g, int[] h, short i, long j); }
    static double stat(byte a, long b, float c, Object d, double e, char f, boolean g, int[] h, short i, long j) { return a + b + c + d.hashCode() + e + f + (g ? 1 : 0) + h.length + i + j; }
    double virt(byte a, long b, float c, Object d, double e, char f, boolean g, int[] h, short i, long j) { a++; b *= 2; c /= 4; e -= a; f++; g = !g; i--; j ^= b; return stat(a, b, c, d, e, f, g, h, i, j) + base; }
    final double base;
    ArgumentPassing(long a, int b, double c, String d) { base = a + b + c + d.length(); }
    static long sum20(int a, long b, int c, long d, int e, long f, int g, long h, int i, long j, int k, long l, int m, long n, int o, long p, int q, long r, int s, long t) { return a - b + c - d + e - f + g - h + i - j + k - l + m - n + o - p + q - r + s - t; }
    static int ack(int m, int n) { return m == 0 ? n + 1 : n == 0 ? ack(m - 1, 1) : ack(m - 1, ack(m, n - 1)); }
    static double mean(double... d) { double s = 0; for (double x : d) s += x; return s / d.length; }
    static boolean even(long n) { return n == 0 || odd(n - 1); }
    static boolean odd(long n) { return n != 0 && even(n - 1); }
    static String rotate(String a, long b, String c, double d, int left) { return left == 0 ? a + b + c + d : rotate(c, (long) d, a, b, left - 1); }
    static Object id(Object o) { return o; }
    static void swap(int[] a, int i, int j) { int t = a[i]; a[i] = a[j]; a[j] = t; }
    static int perms(int[] a, int k) { if (k == a.length) return a[0] * 100 + a[1] * 10 + a[2]; int s = 0; for (int i = k; i < a.length; i++) { swap(a, k, i); s = s * 3 + perms(a, k + 1); swap(a, k, i); } return s; }
    static void change(int x, int[] a, StringBuilder s, String t) { x = 99; a[0] = 99; s.append("!"); t += "!"; a = null; s = null; }

    public static void main(String[] args) {
        ArgumentPassing p = new ArgumentPassing(1L << 35, -7, 0.5, "four");
        int[] h = {1, 2};
        System.out.println(stat((byte) -1, 2, 3.5f, "d", 4.25, 'e', true, h, (short) -6, 7) + " " + p.virt((byte) 127, Long.MAX_VALUE, 1e10f, 5, -0.0, '\uffff', false, h, Short.MIN_VALUE, -1));
        Op[] ops = {ArgumentPassing::stat, p::virt, (a, b, c, d, e, f, g, x, i, j) -> a * 2 + j, new Op() { public double op(byte a, long b, float c, Object d, double e, char f, boolean g, int[] x, short i, long j) { return e + x[1]; } }};
        for (Op o : ops) System.out.print(o.op((byte) 1, 2, 3, "q", 5, '6', true, h, (short) 9, 10) + " ");
        System.out.println();
        System.out.println(sum20(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20) + " " + ack(2, 6) + " " + mean() + " " + mean(1) + " " + mean(1, 2, 4) + " " + even(1001) + odd(777) + " " + rotate("a", 5, "b", 7.9, 3));
        int x = 1;
        StringBuilder s = new StringBuilder("s");
        String t = "t";
        change(x, h, s, t);
        System.out.println(x + " " + h[0] + s + t + perms(new int[] {1, 2, 3}, 0));
        id(5); stat((byte) 1, 1, 1, 1, 1, '1', true, h, (short) 1, 1); new ArgumentPassing(1, 2, 3, "4"); "drop".length(); p.hashCode();
        long big = 0;
        for (int i = 0; i < 500; i++) big += sum20(i, big, i, 1, i, 2, i, 3, i, 4, i, 5, i, 6, i, 7, i, 8, i, 9);
        System.out.println(big + " " + (String) id(id("nested" + id(id(1)))));
        System.out.println(Math.max(Math.min(stat((byte) 1, 2, 3, 4, 5, '6', false, h, (short) 7, 8), 100), ack(1, 1)) + " " + Math.abs(p.base - 1e10 > 0 ? -1.5 : 2));
    }
}

/* expect-output:
213.75 3.68597710085E10
200.0 3.435973856725E10 12.0 7.0 
-10 15 NaN 1.0 2.3333333333333335 falsetrue b7a5.0
1 99s!t8394
4945 nested1
86.0 1.5
*/
