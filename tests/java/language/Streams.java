import java.util.*;
import java.util.function.*;
import java.util.stream.*;

/** Streams and functional code as programs use them: many small lambdas, collectors, boxing, short circuits, laziness, flatMap. */
public class Streams {
    record Person(String name, int age, String city) {}

    public static void main(String[] args) {
        List<Person> people = List.of(new Person("Ann", 30, "X"), new Person("Bob", 25, "Y"), new Person("Cid", 30, "Y"), new Person("Dee", 41, "X"), new Person("Eve", 19, "Z"));
        System.out.println(people.stream().filter(p -> p.age() > 20).map(Person::name).sorted(Comparator.reverseOrder()).collect(Collectors.joining(",", "[", "]")));
        System.out.println("" + people.stream().collect(Collectors.groupingBy(Person::city, TreeMap::new, Collectors.averagingInt(Person::age))));
        System.out.println(people.stream().collect(Collectors.partitioningBy(p -> p.age() >= 30, Collectors.mapping(Person::name, Collectors.toList()))));
        System.out.println(people.stream().sorted(Comparator.comparing(Person::age).thenComparing(Person::name, Comparator.reverseOrder())).map(p -> p.name().charAt(0)).toList());
        System.out.println(people.stream().mapToInt(Person::age).summaryStatistics() + " " + people.stream().max(Comparator.comparingInt(Person::age)).map(Person::name).orElse("-"));
        System.out.println("" + IntStream.rangeClosed(1, 20).filter(i -> i % 3 == 0).mapToObj(Integer::toHexString).collect(Collectors.toCollection(ArrayDeque::new)));
        StringBuilder lazy = new StringBuilder();
        Optional<Integer> first = Stream.of(5, 6, 7, 8).peek(i -> lazy.append('p').append(i)).map(i -> { lazy.append('m').append(i); return i * i; }).filter(i -> i > 30).findFirst();
        System.out.println(first + " " + lazy);
        System.out.println(Stream.iterate(1, i -> i * 3).limit(8).reduce(0, Integer::sum) + " " + Stream.iterate(1L, i -> i < 1000, i -> i * 7).map(String::valueOf).toList() + " " + IntStream.iterate(10, i -> i - 3).takeWhile(i -> i > -5).boxed().toList());
        System.out.println("" + Stream.of("a b", "c", "d e f").flatMap(s -> Arrays.stream(s.split(" "))).collect(Collectors.toMap(Function.identity(), String::hashCode, (a, b) -> a, LinkedHashMap::new)));
        System.out.println(Stream.of(1, 2, 2, 3, 3, 3).collect(Collectors.collectingAndThen(Collectors.toCollection(TreeSet::new), NavigableSet::descendingSet)) + " " + Stream.of(3, 1, 2).sorted().skip(1).toList() + " "
                + IntStream.of(1, 2, 3).anyMatch(i -> i > 2) + IntStream.empty().allMatch(i -> false) + DoubleStream.of(1, 2).average().getAsDouble());
        Supplier<Stream<Integer>> again = () -> Stream.of(1, 2, 3, 4);
        System.out.println(again.get().collect(Collectors.teeing(Collectors.counting(), Collectors.summingInt(i -> i), (n, s) -> n + ":" + s)) + " " + again.get().mapMulti((Integer i, Consumer<Object> c) -> { if (i % 2 == 0) { c.accept(i); c.accept("x" + i); } }).toList());
        Stream<Integer> used = again.get();
        used.count();
        try { used.count(); } catch (IllegalStateException e) { System.out.println(e.getMessage()); }
        try { Stream.of("a", "a").collect(Collectors.toMap(s -> s, s -> 1)); } catch (IllegalStateException e) { System.out.println(e.getMessage()); }
        System.out.println(IntStream.range(0, 2000).parallel().map(i -> i * 7 % 13).sum() + " " + IntStream.range(0, 1000).boxed().parallel().collect(Collectors.groupingByConcurrent(i -> i % 3, Collectors.counting())));
        Function<Integer, Function<Integer, Integer>> curried = a -> b -> a * 10 + b;
        BiFunction<Integer, Integer, Integer> bi = Math::max;
        System.out.println(curried.apply(3).apply(4) + " " + bi.andThen(x -> x + 1).apply(5, 9) + " " + Function.<Integer>identity().compose((String s) -> s.length()).apply("four") + " " + Predicate.not(String::isEmpty).and(s -> s.length() < 3).or("zzzz"::equals).test("zzzz")
                + " " + UnaryOperator.<String>identity().apply("u") + " " + BinaryOperator.minBy(Comparator.<Integer>naturalOrder()).apply(3, 2) + " " + Optional.of(5).map(x -> x * 2).filter(x -> x > 20).or(() -> Optional.of(-1)).get());
        int[] fibs = IntStream.generate(new IntSupplier() { int a = 0, b = 1; public int getAsInt() { int r = a; a = b; b += r; return r; } }).limit(15).toArray();
        System.out.println(Arrays.toString(fibs) + " " + Arrays.stream(fibs, 3, 6).mapToObj(i -> "f" + i).collect(Collectors.joining()));
    }
}

/* expect-output:
[Dee,Cid,Bob,Ann]
{X=35.5, Y=27.5, Z=19.0}
{false=[Bob, Eve], true=[Ann, Cid, Dee]}
[E, B, C, A, D]
IntSummaryStatistics{count=5, sum=145, min=19, average=29.000000, max=41} Dee
[3, 6, 9, c, f, 12]
Optional[36] p5m5p6m6
3280 [1, 7, 49, 343] [10, 7, 4, 1, -2]
{a=97, b=98, c=99, d=100, e=101, f=102}
[3, 2, 1] [2, 3] truetrue1.5
4:10 [2, x2, 4, x4]
stream has already been operated upon or closed
Duplicate key a (attempted merging values 1 and 1)
11994 {0=334, 1=333, 2=333}
34 10 4 true u 2 -1
[0, 1, 1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377] f2f3f5
*/
