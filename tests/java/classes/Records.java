import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Records: canonical and compact constructors, equals and hashCode of every component type, toString, generics, nesting, reflection. */
public class Records {
    record Empty() {}
    record Point(int x, int y) implements Comparable<Point> {
        static int made;
        Point { made++; if (x < 0) throw new IllegalArgumentException("x " + x); }
        Point(int both) { this(both, both); }
        double length() { return Math.sqrt(x * x + y * y); }
        public int compareTo(Point o) { return Integer.compare(x, o.x); }
        static Point origin() { return new Point(0); }
    }
    record All(boolean z, byte b, char c, short s, int i, long l, float f, double d, String t, int[] a, List<?> list) {}
    record Own(String s) {
        @Override public String s() { return s + "!"; }
        @Override public boolean equals(Object o) { return o instanceof Own own && own.s.length() == s.length(); }
        @Override public int hashCode() { return s.length(); }
        @Override public String toString() { return "own " + s; }
    }
    record Pair<A, B extends Comparable<B>>(A first, B second) { static <T> Pair<T, Integer> of(T t) { return new Pair<>(t, 1); } }
    record Normal(String text, int... rest) { Normal { text = text.trim(); rest = rest.clone(); } }
    record Tree(Tree left, int value, Tree right) { int sum() { return value + (left == null ? 0 : left.sum()) + (right == null ? 0 : right.sum()); } }
    record Floats(float f, double d) {}
    @interface Tag { String value(); }
    record Annotated(@Tag("a") int a, @Deprecated String b) {}

    public static void main(String[] args) throws Exception {
        Point p = new Point(3, 4);
        System.out.println(p + " " + p.x() + p.y + " " + p.length() + " " + p.equals(new Point(3, 4)) + p.equals(new Point(4, 3)) + p.equals(null) + p.equals("x") + " " + p.hashCode() + " "
                + Point.made + " " + new Point(7) + Point.origin() + " " + p.compareTo(new Point(5)));
        try { new Point(-1, 0); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
        System.out.println(new Empty() + " " + new Empty().equals(new Empty()) + " " + new Empty().hashCode());
        int[] arr = {1};
        All a = new All(true, (byte) -1, 'c', (short) 2, 3, 1L << 40, 1.5f, -0.0, "t", arr, List.of(1, "x"));
        All b = new All(true, (byte) -1, 'c', (short) 2, 3, 1L << 40, 1.5f, 0.0, "t", arr, List.of(1, "x"));
        All c = new All(true, (byte) -1, 'c', (short) 2, 3, 1L << 40, 1.5f, -0.0, new String("t"), arr, Arrays.asList(1, "x"));
        System.out.println(a.toString().replaceAll("@\\w+", "@") + " " + a.equals(b) + a.equals(c) + (a.hashCode() == c.hashCode()));
        System.out.println(new All(false, (byte) 0, 'a', (short) 0, 0, 0, Float.NaN, Double.NaN, null, null, null));
        System.out.println(new Floats(Float.NaN, -0.0).equals(new Floats(Float.NaN, -0.0)) + " " + new Floats(0f, 0).equals(new Floats(-0f, 0)) + " " + new Floats(1, 2).hashCode());
        Own o = new Own("abc");
        System.out.println(o + o.s() + o.equals(new Own("xyz")) + o.hashCode());
        System.out.println(Pair.of("k") + " " + new Pair<>(null, 2.5).hashCode() + " " + new Pair<>(p, "z").first().x());
        int[] rest = {1, 2};
        Normal n = new Normal("  t ", rest);
        rest[0] = 9;
        System.out.println(n.text() + n.rest()[0] + n.rest().length + new Normal("x").rest().length);
        System.out.println(new Tree(new Tree(null, 1, null), 2, new Tree(null, 3, new Tree(null, 4, null))).sum() + " " + new Tree(new Tree(null, 1, null), 2, null));
        record Local(int v) { int doubled() { return v * 2; } }
        System.out.println(new Local(21).doubled() + " " + new Local(1) + Local.class.isLocalClass());
        for (RecordComponent rc : All.class.getRecordComponents()) System.out.print(rc + "|" + rc.getAccessor().invoke(a).getClass().getSimpleName() + " ");
        System.out.println();
        RecordComponent[] an = Annotated.class.getRecordComponents();
        System.out.println(an[1].isAnnotationPresent(Deprecated.class) + " " + Annotated.class.getDeclaredMethod("b").isAnnotationPresent(Deprecated.class) + " "
                + Pair.class.getRecordComponents()[1].getGenericType() + " " + Pair.class.isRecord() + Records.class.isRecord() + " " + Point.class.getSuperclass());
        var f = Point.class.getDeclaredField("x");
        f.setAccessible(true);
        try { f.set(p, 5); } catch (IllegalAccessException e) { System.out.println(e.getMessage()); }
        Object q = new Point(1, 2);
        if (q instanceof Point pt && pt.x() < pt.y()) System.out.println("pattern " + pt.y());
    }
}

/* expect-output:
Point[x=3, y=4] 34 5.0 truefalsefalsefalse 97 3 Point[x=7, y=7]Point[x=0, y=0] -1
x -1
Empty[] true 0
All[z=true, b=-1, c=c, s=2, i=3, l=1099511627776, f=1.5, d=-0.0, t=t, a=[I@, list=[1, x]] falsetruetrue
All[z=false, b=0, c=a, s=0, i=0, l=0, f=NaN, d=NaN, t=null, a=null, list=null]
true false -260046848
own abcabc!true3
Pair[first=k, second=1] 1074003968 3
t120
10 Tree[left=Tree[left=null, value=1, right=null], value=2, right=null]
42 Local[v=1]true
boolean z|Boolean byte b|Byte char c|Character short s|Short int i|Integer long l|Long float f|Float double d|Double java.lang.String t|String int[] a|int[] java.util.List list|List12 
false true B truefalse class java.lang.Record
Can not set final int field Records$Point.x to java.lang.Integer
pattern 2
*/
