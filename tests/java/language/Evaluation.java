/** Order of evaluation: operands left to right, compound assignment, increments, short circuits, array accesses, arguments, ternaries. */
public class Evaluation {
    static StringBuilder log = new StringBuilder();
    static int v(int x) { log.append(x).append(' '); return x; }
    static boolean b(int n, boolean r) { log.append('b').append(n).append(' '); return r; }
    static int[] arr(String s, int... a) { log.append(s).append(' '); return a; }
    static Evaluation obj(Evaluation e) { log.append("obj "); return e; }
    static int fail(String s) { log.append(s).append(' '); throw new RuntimeException(s); }
    int f = 5;
    static int sf = 1;
    static void line(Object r) { System.out.println(log + "= " + r); log.setLength(0); }
    static int args(int a, int b, int c) { return a * 100 + b * 10 + c; }

    public static void main(String[] unused) {
        line(v(1) + v(2) * v(3) - v(4) / v(2));
        line(v(1) << v(2) | v(3) & ~v(4) ^ v(5));
        line(b(1, false) && b(2, true) || b(3, true) && !b(4, false));
        line(b(1, false) & b(2, true) | b(3, true) ^ b(4, false));
        line(b(1, true) ? b(2, false) ? v(1) : v(2) : v(3));
        int i = 3;
        line(i++ + i++ * --i - i-- + ~i);
        i = i++ + (i = 7) + i;
        line(i);
        i += i++ + ++i;
        line(i);
        i = 5;
        i = i-- - --i;
        line(i);
        int[] a = {10, 20, 30};
        i = 0;
        a[i] = i = 2;
        line(a[0] + " " + a[2] + " " + i);
        i = 0;
        a[i++] += a[i++] + i++;
        line(a[0] + " " + i);
        line(arr("a", 1, 2, 3)[v(1)] = arr("b", 7, 8)[v(0)] + v(9));
        line(args(v(i), i = v(1), v(i) + i++));
        try { arr("c", 1)[v(5)] = v(6); } catch (ArrayIndexOutOfBoundsException e) { line(e.getMessage()); }
        try { arr("d", 1)[v(5)] += v(6); } catch (ArrayIndexOutOfBoundsException e) { line(e.getMessage()); }
        try { ((int[]) null)[v(1)] = v(2); } catch (NullPointerException e) { line("npe"); }
        try { ((int[]) null)[v(1)] += v(2); } catch (NullPointerException e) { line("npe"); }
        try { obj(null).f = v(3); } catch (NullPointerException e) { line("npe"); }
        try { obj(null).f += v(3); } catch (NullPointerException e) { line("npe"); }
        try { v(1 / (v(1) - 1)); } catch (ArithmeticException e) { line("div"); }
        try { line(v(1) / (v(2) - 2) + fail("never")); } catch (ArithmeticException e) { line("div"); }
        try { args(v(1), fail("arg"), v(3)); } catch (RuntimeException e) { line(e.getMessage()); }
        try { new int[v(2)][v(-1)][fail("dim")].clone(); } catch (RuntimeException e) { line(e.getMessage()); }
        obj(null).sf = v(4);
        line(sf);
        Evaluation e = new Evaluation();
        e.f += e.f++ + (e = new Evaluation()).f--;
        line(e.f);
        long l = 1;
        l += l += l++ + 1.9;
        int s = 5;
        s <<= s -= 3;
        s ^= s = 9;
        short sh = 1;
        sh += 70000;
        char c = 'a';
        c += 1;
        c++;
        line(l + " " + s + " " + sh + " " + c);
        boolean p = false, q = true;
        p |= q &= b(1, true);
        q ^= p = !q;
        line(p + " " + q + " " + (p == q != p));
        int x = 1, y = 2, z = (x = y) + (y = x + 1) * (x += y);
        line(x + " " + y + " " + z);
        line("s" + v(1) + v(2) + (v(3) + v(4)) + (log.length() > 0 ? 'y' : 0));
        Object o = b(9, true) ? v(1) : "str";
        line(o instanceof Integer n && n == v(1) | b(2, false));
        line(-v(5) % v(3) + " " + v(7) / -v(2) + " " + (v(5) > v(4) == v(3) > v(2)));
    }
}

/* expect-output:
1 2 3 4 2 = 5
1 2 3 4 5 = 6
b1 b3 b4 = true
b1 b2 b3 b4 = true
b1 b2 2 = 2
= 11
= 17
= 53
= 2
= 2 30 2
= 24 3
a 1 b 0 9 = 16
3 1 1 = 312
c 5 6 = Index 5 out of bounds for length 1
d 5 = Index 5 out of bounds for length 1
1 2 = npe
1 = npe
obj 3 = npe
obj = npe
1 = div
1 2 = div
1 arg = arg
2 -1 dim = dim
obj 4 = 4
= 4
= 4 29 4465 c
b1 = false true false
= 5 3 17
1 2 3 4 = s127y
b9 1 1 b2 = true
5 3 7 2 5 4 3 2 = -2 -3 true
*/
