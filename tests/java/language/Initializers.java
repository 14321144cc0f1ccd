import java.util.*;

/** Array and collection initialisers, double braces, static blocks with loops, final arrays, interface constants, enum tables, holder idiom. */
public class Initializers {
    static final int[] SQUARES = new int[20]; static final Map<Integer, List<Integer>> DIVISORS = new TreeMap<>(); static final int[][] PASCAL; static final String[] NAMES = {"zero", "one", null, "three"};
    static { for (int i = 0; i < SQUARES.length; i++) SQUARES[i] = i * i; for (int i = 1; i <= 12; i++) for (int j = 1; j <= i; j++) if (i % j == 0) DIVISORS.computeIfAbsent(i, k -> new ArrayList<>()).add(j); }
    static { int[][] p = new int[8][]; for (int i = 0; i < 8; i++) { p[i] = new int[i + 1]; p[i][0] = p[i][i] = 1; for (int j = 1; j < i; j++) p[i][j] = p[i - 1][j - 1] + p[i - 1][j]; } PASCAL = p; }
    static class Holder { static int made; static final Holder IT = new Holder(); Holder() { made++; } static Holder get() { return IT; } }
    static class Outer { static { LOG.append("outer "); } static class Lazy { static final String V = note("lazy "); } static String get() { return Lazy.V; } }
    static final StringBuilder LOG = new StringBuilder();
    static String note(String s) { LOG.append(s); return s; }
    interface Consts { int A = 3, B = A * 2; int[] TABLE = {A, B, A + B}; Map<String, Integer> M = Map.of("a", A); }
    enum Planet { MERCURY(3.303e+23, 2.4397e6), EARTH(5.976e+24, 6.37814e6); final double mass, radius; static final double G = 6.67300E-11; Planet(double m, double r) { mass = m; radius = r; } double gravity() { return G * mass / (radius * radius); } }
    int[] own = {1, 2, 3}; final List<String> list; { list = new ArrayList<>(); for (int i : own) list.add("e" + i); } char[][] board = {"x.o".toCharArray(), {'o', 'o', 'x'}, new char[3]}; long late = own.length * 10L;
    Initializers() { own[0] += 10; } Initializers(int n) { this(); own = new int[] {n, n}; }

    public static void main(String[] args) {
        System.out.println(SQUARES[19] + " " + DIVISORS + " " + Arrays.toString(PASCAL[7]) + " " + String.join(",", Arrays.asList(NAMES)) + Holder.get().made);
        System.out.println(LOG + "|" + Outer.get() + "|" + LOG + Outer.Lazy.V + LOG.length());
        System.out.println(Consts.B + Consts.TABLE[2] + "" + Consts.M + Planet.EARTH.gravity() + " " + Planet.values()[0].gravity());
        Initializers a = new Initializers(), b = new Initializers(7);
        System.out.println(a.own[0] + "" + b.own.length + a.list + b.list.size() + new String(a.board[1]) + (int) a.board[2][1] + a.late);
        Object[] mixed = {1, "two", 3.0, new int[] {4}, new Object[] {null, new String[][] {{"deep"}}}, 'c', null};
        System.out.println(Arrays.deepToString(mixed));
        Map<String, Set<Integer>> m = new TreeMap<>() {{ put("k", new TreeSet<>(List.of(3, 1))); put("e", Set.of()); }};
        System.out.println(m + "" + (m.getClass() == TreeMap.class) + new ArrayList<>() {{ add(1); addAll(List.of(2, 3)); }});
        int[][][] jag = {{{1}, {}}, {}, {{2, 3}, {4, 5, 6}, {}}};
        int sum = 0, depth = 0;
        for (int[][] x : jag) for (int[] y : x) { depth++; for (int z : y) sum += z; }
        long[] longs = {1, 'a', (byte) 3, Integer.MAX_VALUE}; float[] floats = {1, 2L, 'c', .5f}; char[] chars = {97, 'b', (char) 99}; byte[] bytes = {1, -1, (byte) 200, 'A'}; double[] ds = {1, 2f, 3L}; short[] ss = {'a', -5};
        System.out.println(sum + " " + depth + Arrays.toString(longs) + Arrays.toString(floats) + new String(chars) + Arrays.toString(bytes) + Arrays.toString(ds) + Arrays.toString(ss) + new int[] {5, 6}[1] + new int[][] {{7}}[0][0] + new int[0].length);
        String[] s = new String[3], t = s; t[1] = "alias";
        int[] x[] = {{1}, {2}}, y = {3};
        System.out.println(s[1] + x[1][0] + y[0] + new boolean[2][2][1].length + (new Object[] {} instanceof Object[]) + new StringBuilder().append(new char[] {'h', 'i'}).append(new char[][] {{'x'}}.length));
    }
}

/* expect-output:
361 {1=[1], 2=[1, 2], 3=[1, 3], 4=[1, 2, 4], 5=[1, 5], 6=[1, 2, 3, 6], 7=[1, 7], 8=[1, 2, 4, 8], 9=[1, 3, 9], 10=[1, 2, 5, 10], 11=[1, 11], 12=[1, 2, 3, 4, 6, 12]} [1, 7, 21, 35, 35, 21, 7, 1] zero,one,null,three1
|lazy |outer lazy lazy 11
15{a=3}9.802652743337129 3.7030267229659395
112[e1, e2, e3]3oox030
[1, two, 3.0, [4], [null, [[deep]]], c, null]
{e=[], k=[1, 3]}false[1, 2, 3]
21 5[1, 97, 3, 2147483647][1.0, 2.0, 99.0, 0.5]abc[1, -1, -56, 65][1.0, 2.0, 3.0][97, -5]670
alias232truehi1
*/
