import java.util.Iterator;
import java.util.List;

/** Loops: labels, nested continue, do-while, for with many parts, for-each over arrays and iterables, unreachable ends, long counters. */
public class Loops {
    static Iterable<Integer> upTo(int n) {
        return () -> new Iterator<>() {
            int at;
            public boolean hasNext() { return at < n; }
            public Integer next() { return at++; }
        };
    }

    static int collatz(long n) { int steps = 0; while (n != 1) { n = (n & 1) == 0 ? n / 2 : 3 * n + 1; steps++; } return steps; }

    static String primes(int max) {
        StringBuilder s = new StringBuilder();
        next:
        for (int i = 2; i < max; i++) {
            for (int j = 2; j * j <= i; j++) if (i % j == 0) continue next;
            s.append(i).append(' ');
        }
        return s.toString();
    }

    static int find(int[][] grid, int wanted) {
        int at = -1;
        search:
        {
            for (int y = 0; y < grid.length; y++)
                for (int x = 0; x < grid[y].length; x++)
                    if (grid[y][x] == wanted) { at = y * 10 + x; break search; }
            return -2;
        }
        return at;
    }

    static String triple() {
        String s = "";
        a: for (int i = 0; ; i++) {
            b: do {
                c: while (true) {
                    s += i;
                    if (s.length() % 2 == 0) continue b;
                    if (s.length() % 3 == 0) break b;
                    if (s.length() > 12) break a;
                    if (s.length() % 5 == 0) continue a;
                    break c;
                }
                s += "-";
            } while (s.length() < 9);
            s += "|";
            if (s.length() > 30) return s + "!";
        }
        return s;
    }

    static long fib(int n) { long a = 0, b = 1; for (int i = 0; i < n; i++, b += a, a = b - a) {} return a; }

    public static void main(String[] args) {
        System.out.println(primes(60) + find(new int[][] {{1, 2}, {}, {3, 4, 5}}, 4) + " " + find(new int[1][1], 9) + " " + triple());
        System.out.println(fib(10) + " " + fib(90) + " " + collatz(27) + " " + collatz(837799));
        int sum = 0;
        for (int x : upTo(5)) { if (x == 2) continue; sum += x; }
        for (char c : "abc".toCharArray()) sum += c;
        for (var e : List.of(1L, 2L)) sum += e;
        for (int[] row : new int[][] {{1}, {2, 3}, {}}) for (int v : row) sum *= v;
        for (Integer boxed : new Integer[] {1, 2}) sum += boxed;
        System.out.println(sum);
        int i = 10, j;
        for (i--, j = 0; i > j; i -= 2, j++) ;
        System.out.println(i + " " + j);
        int k = 0;
        do k++; while (k < 0);
        do { if (k == 3) continue; k++; } while (k++ < 8);
        System.out.println(k);
        int[] a = {1, 2, 3};
        for (int v : a) { a[0] = 100; a = new int[] {9}; sum += v; }
        System.out.println(sum + " " + a.length);
        byte wrap = 120;
        int rounds = 0;
        while (wrap > 0) { wrap++; rounds++; }
        short down = -32760;
        for (; down < 0; down--) rounds++;
        long big = 0;
        for (long l = Integer.MAX_VALUE - 2L; l <= Integer.MAX_VALUE + 2L; l++) big ^= l;
        for (int m = Integer.MAX_VALUE - 2; m > 0; m++) big++;
        int floats = 0;
        for (float f = 0; f < 1; f += 0.1f) floats++;
        System.out.println(wrap + " " + rounds + " " + down + " " + big + " " + floats);
        List<Integer> live = new java.util.ArrayList<>(List.of(1, 2, 3, 4));
        try { for (Integer v : live) if (v == 2) live.remove(v); } catch (java.util.ConcurrentModificationException e) { System.out.println(live + " " + e.getMessage()); }
        for (Integer v : live) if (v == 3) { live.remove(v); break; }
        while (true) { if (live.isEmpty()) break; live.remove(0); }
        x: y: for (;;) { if (live.isEmpty()) break x; else continue y; }
        System.out.println(live);
    }
}

/* expect-output:
2 3 5 7 11 13 17 19 23 29 31 37 41 43 47 53 59 21 -2 0-0|122-2|3-|4|5|6|7|8|9|10|11|!
55 2880067194370816120 111 524
1833
3 3
10
1839 1
-128 17 32767 2147483648 10
[1, 3, 4] null
[]
*/
