/** invokeinterface: many interfaces on one class, arrays and Object's methods through interfaces, changing receivers, generic ones. */
public class Interfaces {
    interface I0 { int f0(int x); }
    interface I1 { int f1(int x); }
    interface I2 extends I0, I1 { int f2(int x); default int all(int x) { return f0(x) + f1(x) * 10 + f2(x) * 100; } }
    interface I3 { int f3(int x); int f0(int x); }
    interface I4 extends I2, I3 { int f4(int x); }
    interface Sub extends Comparable<Sub>, java.util.function.Supplier<String>, Runnable { int rank(); default int compareTo(Sub o) { return rank() - o.rank(); } }

    static class All implements I4 {
        final int k;
        All(int k) { this.k = k; }
        public int f0(int x) { return x + k; }
        public int f1(int x) { return x * k; }
        public int f2(int x) { return x - k; }
        public int f3(int x) { return k; }
        public int f4(int x) { return f0(x) + f3(x); }
    }

    static class Half extends All implements I0, I3 { Half() { super(3); } @Override public int f0(int x) { return -x; } }
    static abstract class Partial implements I4 { public int f0(int x) { return 7; } public int f1(int x) { return 8; } }
    static class Rest extends Partial { public int f2(int x) { return 9; } public int f3(int x) { return 10; } public int f4(int x) { return 11; } }

    record S(int rank, StringBuilder log) implements Sub {
        public String get() { return "S" + rank; }
        public void run() { log.append(rank).append(','); }
    }

    enum Unit implements I0, Runnable { ONE, TWO { public int f0(int x) { return x * 2; } }; public int f0(int x) { return x; } public void run() {} }

    static int call0(I0 i, int x) { return i.f0(x); }
    static int call3(I3 i, int x) { return i.f3(x) + i.f0(x) * 1000; }

    public static void main(String[] args) {
        I4[] is = {new All(2), new Half(), new Rest(), new Rest() { @Override public int f0(int x) { return 100; } }};
        for (I4 i : is) {
            System.out.println(i.f0(5) + " " + i.f1(5) + " " + i.f2(5) + " " + i.f3(5) + " " + i.f4(5) + " " + i.all(5) + " " + call0(i, 6) + " " + call3(i, 6));
        }
        I0[] zeros = {is[0], Unit.ONE, x -> x * x, is[1], Unit.TWO, new I0() { public int f0(int x) { return -1; } }, Math::abs};
        long sum = 0;
        for (int i = 0; i < 1000; i++) {
            sum = sum * 31 + zeros[i * i % zeros.length].f0(i);
        }
        System.out.println(sum);
        StringBuilder log = new StringBuilder();
        Sub[] subs = {new S(3, log), new S(1, log), new S(2, log)};
        java.util.Arrays.sort(subs);
        for (Sub s : subs) {
            s.run();
            log.append(s.get()).append(s.equals(s)).append(s.hashCode() == s.hashCode()).append(((Object) s).toString().charAt(0));
        }
        System.out.println(log);
        CharSequence[] texts = {"abc", new StringBuilder("de"), new StringBuffer("f"), java.nio.CharBuffer.wrap("ghi")};
        for (CharSequence t : texts) {
            System.out.print(t.length() + "" + t.charAt(0) + t.subSequence(0, 1) + t + t.isEmpty() + " ");
        }
        System.out.println();
        Cloneable arrays = new int[] {1};
        java.io.Serializable ser = new String[] {"s"};
        System.out.println(((int[]) arrays).clone()[0] + ((String[]) ser)[0] + arrays.getClass().getInterfaces().length + (arrays.equals(ser)));
        I0 none = null;
        try { none.f0(1); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { ((I3) (Object) zeros[1]).f3(1); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
    }
}

/* expect-output:
7 10 3 2 9 407 8 8002
-5 15 2 3 -2 345 -6 -5997
7 8 9 10 11 987 7 7010
100 8 9 10 11 1080 100 100010
9078649285084188109
1,S1truetrueS2,S2truetrueS3,S3truetrueS
3aaabcfalse 2dddefalse 1ffffalse 3ggghifalse 
1s2false
Cannot invoke "Interfaces$I0.f0(int)" because "<local10>" is null
class Interfaces$Unit cannot be cast to class Interfaces$I3 (Interfaces$Unit and Interfaces$I3 are in unnamed module of loader 'app')
*/
