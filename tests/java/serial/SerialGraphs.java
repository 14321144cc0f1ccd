// Serialization of object graphs: sharing, cycles, every primitive, transient, inheritance, arrays, enums, strings, reset.
import java.io.*;
import java.util.*;

public class SerialGraphs {
    enum Color { RED, GREEN { int f() { return 2; } }; int f() { return 1; } }
    static class NotSerial { int base = 5; NotSerial() { base = 7; } }
    static class Sub extends NotSerial implements Serializable { int own = 1; transient int gone = 2; static int shared = 3; private final String text = new String("t"); }
    static class All implements Serializable {
        boolean z = true; byte b = -1; short s = -2; char c = '\u20ac'; int i = Integer.MIN_VALUE; long l = Long.MAX_VALUE; float f = Float.NaN; double d = -0.0;
        Object o; int[] ints = {1, 2}; String[][] texts = {{"a", null}, {}}; transient Object t = "t"; Color color = Color.GREEN;
    }
    static class Node implements Serializable { String name; Node next; List<Node> others = new ArrayList<>(); Node(String n) { name = n; } }
    record Point(int x, Object y) implements Serializable { Point { if (x < 0) throw new IllegalArgumentException("negative"); } }

    @SuppressWarnings("unchecked")
    static <T> T copy(T o) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) { out.writeObject(o); }
        return (T) new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
    }

    static void show(String name, java.util.concurrent.Callable<?> action) {
        try {
            System.out.println(name + ": " + action.call());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Exception {
        All all = new All();
        all.o = all;
        All c = copy(all);
        System.out.println(c.z + " " + c.b + " " + c.s + " " + (int) c.c + " " + c.i + " " + c.l + " " + c.f + " " + c.d + " " + (c.o == c) + " " + Arrays.toString(c.ints) + Arrays.deepToString(c.texts) + c.t + " " + (c.color == Color.GREEN) + c.color.f());
        Sub s = new Sub();
        s.base = 99; s.own = 98; s.gone = 97;
        Sub t = copy(s);
        System.out.println(t.base + " " + t.own + " " + t.gone + " " + t.text + " " + (t.text != s.text));
        Node a = new Node("a"), b = new Node("b");
        a.next = b; b.next = a; a.others.add(a); a.others.add(b); b.others = a.others;
        Node d = copy(a);
        System.out.println(d.name + d.next.name + " " + (d.next.next == d) + " " + (d.others.get(0) == d) + " " + (d.others == d.next.others) + " " + (d != a));
        show("record", () -> copy(new Point(1, List.of(2, "three"))));
        show("record in cycle", () -> { Object[] holder = new Object[1]; Point p = new Point(1, holder); holder[0] = p; Point q = copy(p); return ((Object[]) q.y())[0]; });
        show("not serializable", () -> copy(new Object[] {1, new Object()}));
        show("field not serializable", () -> { Node n = new Node("x"); n.others = new ArrayList<>() {{ add(null); }}; return copy(n).others.size(); });
        for (Object o : new Object[] {List.of(1, 2), new TreeMap<>(Map.of("b", 1, "a", 2)), new LinkedHashSet<>(List.of("z", "y")), new ArrayDeque<>(List.of(1, 2, 3)), new HashMap<>(Map.of(1, "one")), Optional.class, int[].class, void.class, new Date(0), java.time.LocalDate.of(2020, 2, 29), java.time.ZonedDateTime.of(2020, 1, 1, 1, 1, 1, 1, java.time.ZoneId.of("Europe/Berlin")), new java.math.BigDecimal("1.50"), java.math.BigInteger.TWO.pow(100), new BitSet(), UUID.fromString("00000000-0000-0001-0000-000000000002"), Locale.CANADA_FRENCH, new StringBuilder("sb"), EnumSet.of(Color.RED), new EnumMap<>(Map.of(Color.GREEN, 1)), Collections.unmodifiableList(new ArrayList<>(List.of(1))), Arrays.asList(1, 2), Collections.emptyMap(), Color.RED, Thread.State.NEW, new IllegalStateException("m").getMessage(), 'c', (byte) 1, 1.5, java.net.URI.create("a:b"), new Random(5).nextInt()}) {
            show(o.getClass().getSimpleName(), () -> { Object x = copy(o); return x + " " + (o instanceof StringBuilder ? "" : x.equals(o)) + " " + (x.getClass() == o.getClass()); });
        }
        show("long string", () -> copy("x".repeat(70000)).length() + copy("\0\u00e9\ud83d\ude00").length());
        show("random", () -> { Random r = new Random(42); r.nextInt(); Random q = copy(r); return r.nextLong() == q.nextLong(); });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectOutputStream out = new ObjectOutputStream(bytes);
        int[] array = {1};
        out.writeObject(array); array[0] = 2; out.writeObject(array); out.writeUnshared(array); out.reset(); out.writeObject(array);
        out.writeInt(7); out.writeUTF("mixed"); out.writeObject(null); out.writeBoolean(true); out.flush();
        ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        int[] p = (int[]) in.readObject(), q = (int[]) in.readObject(), r = (int[]) in.readObject(), u = (int[]) in.readObject();
        System.out.println(p[0] + " " + (p == q) + " " + r[0] + " " + (r == p) + " " + u[0] + " " + (u == p) + " " + in.readInt() + in.readUTF() + in.readObject() + in.readBoolean());
        show("end", in::readObject);
        show("primitive where object", () -> { ObjectInputStream x = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())); x.readInt(); return 0; });
        show("bad magic", () -> new ObjectInputStream(new ByteArrayInputStream(new byte[8])));
        show("cut", () -> new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray(), 0, 20)).readObject());
        show("deep list", () -> { Node n = null; for (int i = 0; i < 150; i++) { Node m = new Node("" + i); m.next = n; n = m; } int k = 0; for (Node m = copy(n); m != null; m = m.next) k++; return k; });
    }
}

/* expect-output:
true -1 -2 8364 -2147483648 9223372036854775807 NaN -0.0 true [1, 2][[a, null], []]null true2
7 98 0 t true
ab true true true true
record: Point[x=1, y=[2, three]]
record in cycle: null
not serializable: java.io.NotSerializableException: java.lang.Object
field not serializable: 1
List12: [1, 2] true true
TreeMap: {a=2, b=1} true true
LinkedHashSet: [z, y] true true
ArrayDeque: [1, 2, 3] false true
HashMap: {1=one} true true
Class: class java.util.Optional true true
Class: class [I true true
Class: void true true
Date: Thu Jan 01 00:00:00 UTC 1970 true true
LocalDate: 2020-02-29 true true
ZonedDateTime: 2020-01-01T01:01:01.000000001+01:00[Europe/Berlin] true true
BigDecimal: 1.50 true true
BigInteger: 1267650600228229401496703205376 true true
BitSet: {} true true
UUID: 00000000-0000-0001-0000-000000000002 true true
Locale: fr_CA true true
StringBuilder: sb  true
RegularEnumSet: [RED] true true
EnumMap: {GREEN=1} true true
UnmodifiableRandomAccessList: [1] true true
ArrayList: [1, 2] true true
EmptyMap: {} true true
Color: RED true true
State: NEW true true
String: m true true
Character: c true true
Byte: 1 true true
Double: 1.5 true true
URI: a:b true true
Integer: -1157408321 true true
long string: 70004
random: true
1 true 2 false 2 false 7mixednulltrue
end: java.io.EOFException
primitive where object: java.io.EOFException
bad magic: java.io.StreamCorruptedException: invalid stream header: 00000000
cut: java.io.EOFException
deep list: 150
*/
