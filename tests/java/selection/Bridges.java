import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** Generics: bridge methods, covariant returns, erased casts, raw types, bounded types, generic varargs and exceptions. */
public class Bridges {
    static abstract class Node<T extends Comparable<T>> {
        T value;
        abstract T get(T other);
        void set(T t) { value = t; }
        Node<T> self() { return this; }
    }

    static class IntNode extends Node<Integer> {
        @Override Integer get(Integer other) { return value + other; }
        @Override void set(Integer i) { super.set(i + 1); }
        @Override IntNode self() { return this; }
    }

    static class Pair<A, B> implements Comparable<Pair<A, B>>, Cloneable {
        A a;
        B b;
        Pair(A a, B b) { this.a = a; this.b = b; }
        @Override public int compareTo(Pair<A, B> o) { return a.hashCode() - o.a.hashCode(); }
        @Override @SuppressWarnings("unchecked") public Pair<A, B> clone() {
            try { return (Pair<A, B>) super.clone(); } catch (CloneNotSupportedException e) { throw new AssertionError(e); }
        }
        <C> Pair<A, C> with(C c) { return new Pair<>(a, c); }
        static <X extends Exception> void sneak(Exception e) throws X { @SuppressWarnings("unchecked") X x = (X) e; throw x; }
    }

    interface Shape<S extends Shape<S>> { S scale(double by); double area(); }
    record Circle(double r) implements Shape<Circle> {
        public Circle scale(double by) { return new Circle(r * by); }
        public double area() { return Math.rint(3 * r * r); }
    }

    @SafeVarargs static <T> T[] array(T... ts) { return ts; }
    static <T> T[] twice(T t) { return array(t, t); }
    static <T extends Number & Comparable<T>> T max(List<? extends T> l) {
        T best = null;
        for (T t : l) if (best == null || t.compareTo(best) > 0) best = t;
        return best;
    }
    static double sum(Iterable<? extends Number> ns) { double s = 0; for (Number n : ns) s += n.doubleValue(); return s; }

    static void show(Class<?> c) {
        Method[] ms = c.getDeclaredMethods();
        Arrays.sort(ms, Comparator.comparing(Method::toString));
        for (Method m : ms) {
            System.out.println("  " + (m.isBridge() ? "bridge " : "") + (m.isSynthetic() ? "synthetic " : "") + m);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public static void main(String[] args) {
        show(IntNode.class);
        show(Pair.class);
        show(Circle.class);
        Node raw = new IntNode();
        raw.set(5);
        System.out.println(raw.value + " " + raw.get(10) + " " + raw.self().getClass().getSimpleName());
        try { raw.set("s"); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        try { raw.get(1L); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        Comparable c = new Pair<>(1, 2);
        System.out.println(c.compareTo(new Pair<>(3, 4)));
        try { c.compareTo("x"); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        Pair<String, Integer> p = new Pair<>("k", 1);
        System.out.println(p.clone().a + p.with(2.5).b + " " + new Circle(2).scale(2).area());
        try { Pair.<RuntimeException>sneak(new Exception("checked")); } catch (Exception e) { System.out.println(e); }
        System.out.println(array(1, 2).getClass() + " " + array("a", 1).getClass() + " " + Bridges.<Object>array().length);
        try { String[] s = twice("x"); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        System.out.println(max(List.of(3, 9, 4)) + " " + max(List.of(1.5, 0.5)) + " " + sum(List.of(1, 2.5, 3L)));
        Pair<List<String>, Integer> polluted = new Pair(List.of(5), 1);
        try { String s = polluted.a.get(0); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        Object fine = polluted.a.get(0);
        System.out.println(fine);
        Function<Object, ? super Integer> f = Object::hashCode;
        System.out.println(f.apply("a"));
    }
}

/* expect-output:
  Bridges$IntNode Bridges$IntNode.self()
  bridge synthetic Bridges$Node Bridges$IntNode.self()
  bridge synthetic java.lang.Comparable Bridges$IntNode.get(java.lang.Comparable)
  java.lang.Integer Bridges$IntNode.get(java.lang.Integer)
  bridge synthetic void Bridges$IntNode.set(java.lang.Comparable)
  void Bridges$IntNode.set(java.lang.Integer)
  Bridges$Pair Bridges$Pair.with(java.lang.Object)
  public Bridges$Pair Bridges$Pair.clone()
  public int Bridges$Pair.compareTo(Bridges$Pair)
  bridge synthetic public int Bridges$Pair.compareTo(java.lang.Object)
  bridge synthetic public java.lang.Object Bridges$Pair.clone() throws java.lang.CloneNotSupportedException
  static void Bridges$Pair.sneak(java.lang.Exception) throws java.lang.Exception
  public Bridges$Circle Bridges$Circle.scale(double)
  bridge synthetic public Bridges$Shape Bridges$Circle.scale(double)
  public double Bridges$Circle.area()
  public double Bridges$Circle.r()
  public final boolean Bridges$Circle.equals(java.lang.Object)
  public final int Bridges$Circle.hashCode()
  public final java.lang.String Bridges$Circle.toString()
6 16 IntNode
class java.lang.String cannot be cast to class java.lang.Integer (java.lang.String and java.lang.Integer are in module java.base of loader 'bootstrap')
class java.lang.Long cannot be cast to class java.lang.Integer (java.lang.Long and java.lang.Integer are in module java.base of loader 'bootstrap')
-2
class java.lang.String cannot be cast to class Bridges$Pair (java.lang.String is in module java.base of loader 'bootstrap'; Bridges$Pair is in unnamed module of loader 'app')
k2.5 48.0
java.lang.Exception: checked
class [Ljava.lang.Integer; class [Ljava.io.Serializable; 0
class [Ljava.lang.Object; cannot be cast to class [Ljava.lang.String; ([Ljava.lang.Object; and [Ljava.lang.String; are in module java.base of loader 'bootstrap')
9 1.5 6.5
class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')
5
97
*/
