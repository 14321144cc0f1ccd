import java.util.*;
import java.util.function.*;

/** Generic classes and methods in use: wildcards, bounded types, recursive bounds, builders, visitors, monads, type tokens, heap pollution. */
public class GenericCode {
    sealed interface Result<T> { record Ok<T>(T value) implements Result<T> {} record Err<T>(String why) implements Result<T> {}
        default <R> Result<R> then(Function<? super T, ? extends Result<? extends R>> f) { if (this instanceof Ok<T> ok) { @SuppressWarnings("unchecked") Result<R> r = (Result<R>) f.apply(ok.value()); return r; } return new Err<>(((Err<T>) this).why()); }
        default T or(T other) { return this instanceof Ok<T> ok ? ok.value() : other; } }
    static abstract class Builder<B extends Builder<B>> { final StringBuilder s = new StringBuilder(); abstract B self(); B add(Object o) { s.append(o).append(';'); return self(); } }
    static class Fancy extends Builder<Fancy> { Fancy self() { return this; } Fancy star() { s.append('*'); return this; } }
    interface Visitor<R> { R leaf(int v); R node(Tree a, Tree b); }
    interface Tree { <R> R accept(Visitor<R> v); static Tree leaf(int x) { return new Tree() { public <R> R accept(Visitor<R> v) { return v.leaf(x); } }; } static Tree node(Tree a, Tree b) { return new Tree() { public <R> R accept(Visitor<R> v) { return v.node(a, b); } }; } }
    static class Box<T> { private T[] items; int n; @SuppressWarnings("unchecked") Box() { items = (T[]) new Object[1]; } void add(T t) { if (n == items.length) items = Arrays.copyOf(items, n * 2); items[n++] = t; } T get(int i) { return items[i]; } T[] raw() { return items; } }
    static class Key<T> { final Class<T> type; Key(Class<T> t) { type = t; } }
    static class Store { final Map<Key<?>, Object> m = new HashMap<>(); <T> void put(Key<T> k, T v) { m.put(k, v); } <T> T get(Key<T> k) { return k.type.cast(m.get(k)); } }
    static <T extends Comparable<? super T>> T max(Collection<? extends T> c) { Iterator<? extends T> i = c.iterator(); T best = i.next(); while (i.hasNext()) { T t = i.next(); if (t.compareTo(best) > 0) best = t; } return best; }
    static void copy(List<? super Integer> to, List<? extends Integer> from) { for (Integer x : from) to.add(x); }
    static <A, B, C> Function<A, C> compose(Function<? super A, ? extends B> f, Function<? super B, ? extends C> g) { return a -> g.apply(f.apply(a)); }
    static <T, R> List<R> map(List<T> l, Function<? super T, ? extends R> f) { List<R> r = new ArrayList<>(); for (T t : l) r.add(f.apply(t)); return r; }
    static <T> T fold(Iterable<? extends T> l, T zero, BinaryOperator<T> f) { T r = zero; for (T t : l) r = f.apply(r, t); return r; }
    static void swapAny(List<?> l) { swapHelp(l); }
    private static <T> void swapHelp(List<T> l) { T t = l.get(0); l.set(0, l.get(1)); l.set(1, t); }
    static Result<Integer> parse(String s) { try { return new Result.Ok<>(Integer.parseInt(s)); } catch (NumberFormatException e) { return new Result.Err<>(e.getMessage()); } }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public static void main(String[] args) {
        for (String s : new String[] {"12", "x", "-3"}) System.out.print(parse(s).then(i -> i > 0 ? new Result.Ok<>("v" + i) : new Result.Err<>("negative")) + " " + parse(s).or(0) + "; ");
        System.out.println(new Fancy().add(1).star().add("x").star().s);
        Tree t = Tree.node(Tree.node(Tree.leaf(1), Tree.leaf(2)), Tree.leaf(3));
        System.out.println(t.accept(new Visitor<Integer>() { public Integer leaf(int v) { return v; } public Integer node(Tree a, Tree b) { return a.accept(this) + b.accept(this); } }) + t.<String>accept(new Visitor<>() { public String leaf(int v) { return "" + v; } public String node(Tree a, Tree b) { return "(" + a.accept(this) + b.accept(this) + ")"; } }));
        Box<String> box = new Box<>();
        for (String s : "a b c".split(" ")) box.add(s);
        System.out.println(box.get(2) + box.n);
        try { String[] bad = box.raw(); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        ((Box) box).add(5);
        try { String s = box.get(3); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        Store store = new Store();
        Key<Integer> ki = new Key<>(Integer.class); Key<String> ks = new Key<>(String.class);
        store.put(ki, 5); store.put(ks, "v"); ((Map) store.m).put(ks, 9);
        try { System.out.println(store.get(ki) + store.get(ks)); } catch (ClassCastException e) { System.out.println(e.getMessage()); }
        List<Number> nums = new ArrayList<>(List.of(1.5)); copy(nums, List.of(2, 3)); List<Object> any = new ArrayList<>(List.of("p", 2)); swapAny(any);
        System.out.println(nums + " " + any + max(List.of(3, 9, 2)) + max(Set.of("q")) + compose((Integer x) -> x + 1, x -> "n" + x).apply(4) + map(List.of("a", "bb"), String::length) + fold(List.of(1, 2, 3), 10, Integer::sum));
        Map<String, List<Map<Integer, ? extends Number>>> deep = new TreeMap<>(); deep.computeIfAbsent("k", k -> new ArrayList<>()).add(Map.of(1, 2.5)); deep.get("k").add(Map.of(2, 7L));
        double total = 0; for (var e : deep.values()) for (var m : e) for (Number n : m.values()) total += n.doubleValue();
        Comparator<Map.Entry<String, Integer>> cmp = Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey());
        System.out.println(deep + " " + total + " " + Map.of("a", 1, "b", 2, "c", 2).entrySet().stream().sorted(cmp).toList());
        Function<Integer, Function<Integer, Function<Integer, Integer>>> f3 = a -> b -> c -> a * b + c; Supplier<Supplier<String>> ss = () -> () -> "deep";
        System.out.println(f3.apply(2).apply(3).apply(4) + ss.get().get() + Optional.of(1).<Object>map(x -> x).filter(Integer.class::isInstance).isPresent());
    }
}

/* expect-output:
Ok[value=v12] 12; Err[why=For input string: "x"] 0; Err[why=negative] -3; 1;*x;*
6((12)3)
c3
class [Ljava.lang.Object; cannot be cast to class [Ljava.lang.String; ([Ljava.lang.Object; and [Ljava.lang.String; are in module java.base of loader 'bootstrap')
class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')
Cannot cast java.lang.Integer to java.lang.String
[1.5, 2, 3] [2, p]9qn5[1, 2]16
{k=[{1=2.5}, {2=7}]} 9.5 [b=2, c=2, a=1]
10deeptrue
*/
