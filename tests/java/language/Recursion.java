import java.math.BigInteger;
import java.util.*;

/** Recursive algorithms: hanoi, permutations, subsets, queens, flood fill, parsing, memoised numbers, mutual recursion, deep but bounded. */
public class Recursion {
    static int moves;
    static void hanoi(int n, char a, char b, char c) { if (n == 0) return; hanoi(n - 1, a, c, b); moves++; hanoi(n - 1, c, b, a); }
    static int queens(int n, int row, int cols, int d1, int d2) {
        if (row == n) return 1;
        int count = 0;
        for (int free = ((1 << n) - 1) & ~(cols | d1 | d2); free != 0; free &= free - 1) { int bit = free & -free; count += queens(n, row + 1, cols | bit, (d1 | bit) << 1, (d2 | bit) >> 1); }
        return count;
    }
    static void permute(String done, String rest, List<String> out) { if (rest.isEmpty()) out.add(done); for (int i = 0; i < rest.length(); i++) permute(done + rest.charAt(i), rest.substring(0, i) + rest.substring(i + 1), out); }
    static int fill(char[][] g, int y, int x) { if (y < 0 || x < 0 || y >= g.length || x >= g[y].length || g[y][x] != '.') return 0; g[y][x] = '#'; return 1 + fill(g, y - 1, x) + fill(g, y + 1, x) + fill(g, y, x - 1) + fill(g, y, x + 1); }
    static Map<Integer, BigInteger> memo = new HashMap<>();
    static BigInteger fib(int n) { if (n < 2) return BigInteger.valueOf(n); BigInteger known = memo.get(n); if (known == null) { known = fib(n - 1).add(fib(n - 2)); memo.put(n, known); } return known; }
    static int at;
    static String text;
    static long sum() { long v = product(); while (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) v = text.charAt(at++) == '+' ? v + product() : v - product(); return v; }
    static long product() { long v = atom(); while (at < text.length() && "*/".indexOf(text.charAt(at)) >= 0) v = text.charAt(at++) == '*' ? v * atom() : v / atom(); return v; }
    static long atom() { char c = text.charAt(at++); if (c == '(') { long v = sum(); at++; return v; } if (c == '-') return -atom(); long v = c - '0'; while (at < text.length() && Character.isDigit(text.charAt(at))) v = v * 10 + text.charAt(at++) - '0'; return v; }
    static long eval(String s) { text = s; at = 0; return sum(); }
    static int gcd(int a, int b) { return b == 0 ? a : gcd(b, a % b); }
    static long power(long b, int e, long m) { if (e == 0) return 1; long h = power(b * b % m, e / 2, m); return e % 2 == 1 ? h * b % m : h; }
    static void subsets(int[] a, int i, int left, Deque<Integer> now, Set<String> out) { if (left == 0) out.add(now.toString()); if (left <= 0 || i == a.length) return; now.addLast(a[i]); subsets(a, i + 1, left - a[i], now, out); now.removeLast(); subsets(a, i + 1, left, now, out); }
    static int depth(int n) { return n == 0 ? 0 : 1 + depth(n - 1); }
    static void quick(int[] a, int lo, int hi) { if (lo >= hi) return; int p = a[(lo + hi) >>> 1], i = lo, j = hi; while (i <= j) { while (a[i] < p) i++; while (a[j] > p) j--; if (i <= j) { int t = a[i]; a[i++] = a[j]; a[j--] = t; } } quick(a, lo, j); quick(a, i, hi); }

    public static void main(String[] args) {
        hanoi(9, 'a', 'b', 'c');
        List<String> perms = new ArrayList<>();
        permute("", "abcd", perms);
        char[][] grid = {"..#..".toCharArray(), ".#.#.".toCharArray(), "..#..".toCharArray(), "#...#".toCharArray()};
        System.out.println(moves + " " + queens(6, 0, 0, 0, 0) + " " + perms.size() + perms.get(17) + " " + fill(grid, 0, 0) + fill(grid, 0, 3) + fill(grid, 1, 2) + new String(grid[1]));
        System.out.println(fib(150) + " " + eval("2+3*(4-1)/-3*(10-2*4)") + " " + eval("((((7))))-8*9") + " " + gcd(1071, 462) + " " + power(7, 1000003, 1000000007));
        Set<String> found = new TreeSet<>();
        subsets(new int[] {5, 3, 8, 2, 6, 1}, 0, 10, new ArrayDeque<>(), found);
        int[] a = new Random(3).ints(400, -500, 500).toArray();
        quick(a, 0, a.length - 1);
        boolean sorted = true;
        for (int i = 1; i < a.length; i++) sorted &= a[i - 1] <= a[i];
        System.out.println(found + " " + depth(3000) + " " + sorted + a[0] + a[399]);
        try { eval("1/0"); } catch (ArithmeticException e) { System.out.println(e.getMessage() + at); }
        try { eval("(1+"); } catch (StringIndexOutOfBoundsException e) { System.out.println(e.getMessage()); }
    }
}

/* expect-output:
511 4 24cdba 1301#####
9969216677189303386214405760200 -4 -65 21 842703477
[[3, 6, 1], [5, 3, 2], [8, 2]] 3000 true-497498
/ by zero3
String index out of range: 3
*/
