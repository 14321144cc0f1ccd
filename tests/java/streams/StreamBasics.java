// Streams: laziness, order, every intermediate and terminal operation, primitives, errors.
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class StreamBasics {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        show("lazy", () -> { List<String> log = new ArrayList<>(); int r = Stream.of(1, 2, 3, 4).filter(x -> { log.add("f" + x); return x % 2 == 0; }).map(x -> { log.add("m" + x); return x * 10; }).findFirst().get(); return r + " " + log; });
        show("sorted is a barrier", () -> { List<String> log = new ArrayList<>(); Stream.of(3, 1, 2).peek(x -> log.add("p" + x)).sorted().peek(x -> log.add("s" + x)).limit(2).forEach(x -> log.add("e" + x)); return log; });
        show("nothing happens", () -> { int[] n = {0}; Stream.of(1).peek(x -> n[0]++); Stream.of(1, 2).peek(x -> n[0]++).count(); return n[0]; });
        show("flatMap", () -> Stream.of(List.of(1, 2), List.<Integer>of(), List.of(3)).flatMap(List::stream).toList() + " " + Stream.of(1, 2, 3).<Integer>mapMulti((x, c) -> { for (int i = 0; i < x; i++) c.accept(x); }).toList() + " " + Stream.of("ab", "c").flatMapToInt(String::chars).sum());
        show("infinite", () -> Stream.iterate(1, x -> x * 2).limit(10).toList() + " " + Stream.generate(() -> "g").limit(2).toList() + " " + Stream.iterate(1, x -> x < 50, x -> x * 3).toList() + " " + IntStream.iterate(5, x -> x - 1).takeWhile(x -> x > 0).sum());
        show("slices", () -> Stream.of(1, 2, 3, 4, 1).dropWhile(x -> x < 3).toList() + " " + Stream.of(1, 2, 3, 4, 1).takeWhile(x -> x < 3).toList() + " " + Stream.of(1, 2, 3).skip(1).limit(5).toList() + " " + Stream.of(1, 1, 2, null, null).distinct().toList() + " " + Stream.concat(Stream.of(1), Stream.of(2)).toList());
        show("match", () -> Stream.of(1, 2).anyMatch(x -> x > 1) + " " + Stream.<Integer>empty().allMatch(x -> false) + " " + Stream.of(1).noneMatch(x -> x == 1));
        show("reduce", () -> Stream.of(1, 2, 3).reduce(Integer::sum).get() + " " + Stream.of(1, 2, 3).reduce(10, (a, b) -> a * b) + " " + Stream.of("a", "bb").reduce(0, (n, s) -> n + s.length(), Integer::sum) + " " + Stream.<Integer>empty().reduce(Integer::max) + " " + Stream.of("x", "yy", "z").max(Comparator.comparing(String::length)).get() + " " + Stream.of(5).count());
        show("numbers", () -> IntStream.rangeClosed(1, 5).summaryStatistics() + " " + DoubleStream.of(1, 2, 4).average().getAsDouble() + " " + LongStream.range(0, 5).mapToObj(Long::toString).collect(Collectors.joining()) + " " + IntStream.of(3, 1, 2).boxed().sorted(Comparator.reverseOrder()).toList() + " " + IntStream.range(0, 3).asDoubleStream().sum() + " " + IntStream.empty().max() + " " + DoubleStream.of(0.1, 0.2, 0.3, 1e100, -1e100).sum());
        show("toArray", () -> Arrays.toString(Stream.of("a", "b").toArray(String[]::new)) + Stream.of(1).toArray().getClass() + Arrays.toString(IntStream.range(0, 3).map(x -> -x).toArray()));
        show("wrong array", () -> Stream.of(1, 2).toArray(String[]::new));
        show("close", () -> { List<String> log = new ArrayList<>(); try (Stream<Integer> s = Stream.of(1).onClose(() -> log.add("c1")).onClose(() -> { log.add("c2"); throw new IllegalStateException("close"); })) { s.count(); } catch (IllegalStateException e) { log.add(e.getMessage()); } return log; });
        show("used twice", () -> { Stream<Integer> s = Stream.of(1); s.count(); return s.count(); });
        show("negative limit", () -> Stream.of(1).limit(-1));
        show("null element found", () -> Stream.of((Object) null).findFirst());
        show("immutable result", () -> Stream.of(1).toList().add(2));
        show("mutable result", () -> { List<Integer> l = Stream.of(1).collect(Collectors.toList()); l.add(2); return l; });
        show("changed source", () -> { List<Integer> l = new ArrayList<>(List.of(1, 2, 3)); l.stream().forEach(x -> l.add(x)); return l; });
        show("late binding", () -> { List<Integer> l = new ArrayList<>(List.of(1)); Stream<Integer> s = l.stream(); l.add(2); return s.count(); });
        show("exception in the middle", () -> Stream.of(1, 0, 2).map(x -> 6 / x).toList());
        show("not comparable", () -> Stream.of(new Object(), new Object()).sorted().toList());
        show("builder", () -> Stream.builder().add(1).add("x").build().toList() + " " + Stream.ofNullable(null).count() + IntStream.concat(IntStream.of(1), IntStream.of(2)).sum());
        show("chars", () -> "hello".chars().filter(c -> c != 'l').mapToObj(c -> "" + (char) c).collect(Collectors.joining("-")) + " " + "a b a".split(" ").length + Arrays.stream("b a".split(" ")).sorted().toList());
        show("primes", () -> IntStream.rangeClosed(2, 200).filter(n -> IntStream.rangeClosed(2, (int) Math.sqrt(n)).noneMatch(d -> n % d == 0)).sum());
        show("iterator", () -> { Iterator<Integer> i = Stream.of(1, 2, 3).filter(x -> x != 2).iterator(); int s = i.next() + i.next(); return s + " " + i.hasNext(); });
        show("deep", () -> { Stream<Integer> s = Stream.of(1); for (int i = 0; i < 200; i++) s = s.map(x -> x + 1); return s.findAny().get(); });
    }
}

/* expect-output:
lazy: 20 [f1, f2, m2]
sorted is a barrier: [p3, p1, p2, s1, e1, s2, e2]
nothing happens: 0
flatMap: [1, 2, 3] [1, 2, 2, 3, 3, 3] 294
infinite: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512] [g, g] [1, 3, 9, 27] 15
slices: [3, 4, 1] [1, 2] [2, 3] [1, 2, null] [1, 2]
match: true true false
reduce: 6 60 3 Optional.empty yy 1
numbers: IntSummaryStatistics{count=5, sum=15, min=1, average=3.000000, max=5} 2.3333333333333335 01234 [3, 2, 1] 3.0 OptionalInt.empty 0.0
toArray: [a, b]class [Ljava.lang.Object;[0, -1, -2]
wrong array: java.lang.ArrayStoreException: java.lang.Integer
close: [c1, c2, close]
used twice: java.lang.IllegalStateException: stream has already been operated upon or closed
negative limit: java.lang.IllegalArgumentException: -1
null element found: java.lang.NullPointerException
immutable result: java.lang.UnsupportedOperationException
mutable result: [1, 2]
changed source: java.util.ConcurrentModificationException
late binding: 2
exception in the middle: java.lang.ArithmeticException: / by zero
not comparable: java.lang.ClassCastException: class java.lang.Object cannot be cast to class java.lang.Comparable (java.lang.Object and java.lang.Comparable are in module java.base of loader 'bootstrap')
builder: [1, x] 03
chars: h-e-o 3[a, b]
primes: 4227
iterator: 4 false
deep: 201
*/
