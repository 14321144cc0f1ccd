/** Static methods that need nothing but themselves; compiled at test time, run by tests/mod.rs. */
public class Kernels {
    static int fib(int n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); }

    static int collatz(int limit) {
        int best = 0;
        for (int i = 1; i < limit; i++) {
            long n = i; int steps = 0;
            while (n != 1) { n = (n & 1) == 0 ? n >> 1 : 3 * n + 1; steps++; }
            if (steps > best) best = steps;
        }
        return best;
    }

    static long longMix(long seed, int n) {
        long x = seed;
        for (int i = 0; i < n; i++) { x ^= x << 13; x ^= x >>> 7; x ^= x << 17; x += i * 31L; if (x < 0) x = ~x; }
        return x;
    }

    static double newton(double v) {
        double x = v;
        do { x = (x + v / x) / 2; } while (x * x - v > 1e-12);
        return x;
    }

    static int tableSwitch(int n) {
        switch (n) { case 0: return 10; case 1: return 11; case 2: case 3: return 23; case 7: n += 100; default: return n; }
    }

    static int lookupSwitch(int n) {
        switch (n) { case -1000000: return 1; case 5: return 2; case 77777: return 3; default: return -n; }
    }

    static int divide(int a, int b) {
        try { return a / b; } catch (Throwable t) { return -1; } finally { if (a == 99) return 77; }
    }

    static int nested(int depth) {
        if (depth == 0) return 1 / depth;
        try { return nested(depth - 1); } finally { if (depth == 3) return 3; }
    }

    static boolean narrowBoolean(int x) { return x > 3; }
    static byte narrowByte(int x) { return (byte) x; }
    static char narrowChar(int x) { return (char) x; }
    static short narrowShort(int x) { return (short) x; }

    static int compares(float a, float b, double c, double d) {
        int r = 0;
        if (a < b) r |= 1; if (a <= b) r |= 2; if (a > b) r |= 4; if (a >= b) r |= 8; if (a == b) r |= 16; if (a != b) r |= 32;
        if (c < d) r |= 64; if (c <= d) r |= 128; if (c > d) r |= 256; if (c >= d) r |= 512; if (c == d) r |= 1024; if (c != d) r |= 2048;
        return r;
    }

    static int conversions(double d, float f, long l) {
        return (int) d + (int) f + (int) l + (int) (long) d + (byte) l + (char) l + (short) l;
    }

    static int postIncrement(int i) { int a = i++ + ++i; int b = a; a = b++ * a--; return a + b * 7 + i; }

    static long parallel(long a, long b, int c) { long t = a; a = b; b = t; c += c++ - --c; return a * 3 - b + c; }

    static int sieve(int n) {
        boolean[] composite = new boolean[n];
        int count = 0;
        for (int i = 2; i < n; i++) {
            if (composite[i]) continue;
            count++;
            for (int j = i + i; j < n; j += i) composite[j] = true;
        }
        return count;
    }

    static int arrays(int n) {
        int[] a = new int[n]; long[] l = new long[n]; char[] c = new char[n]; byte[] b = new byte[n]; short[] s = new short[n];
        for (int i = 0; i < n; i++) { a[i] = i * i; l[i] += a[i] << 1; c[i] = (char) -i; b[i] = (byte) (i * 3); s[i] -= i; }
        int sum = a[3] + a.length;
        for (int i = 0; i < n; i++) sum += a[i] + (int) l[i] + c[i] + b[i] * s[i];
        return sum;
    }

    static int outOfBounds(int i) {
        int[] a = new int[3];
        try { a[i] = 1; return a[i]; } catch (Throwable t) { return -2; }
    }

    static int deep(int n) { return 1 + deep(n + 1); }

    static int overflow() { try { return deep(0); } catch (Throwable t) { return -3; } }

    static int loopDoWhile(int n) { long s = 0; double d = 0; int i = 0; do { s += i; d += 0.5; i++; } while (s < n && d < n); return (int) s + i; }

    static int remainders(int a, int b, long c, long d) { return a % b + (int) (c % d) + a / b + (int) (c / d); }

    static int shifts(int a, long b, int n) { return (a << n) ^ (a >> n) ^ (a >>> n) ^ (int) ((b << n) ^ (b >> n) ^ (b >>> n)); }
}
