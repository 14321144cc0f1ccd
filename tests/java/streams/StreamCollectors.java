// Collectors: grouping, partitioning, maps, teeing, statistics, own collectors, parallel combination.
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class StreamCollectors {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    record Person(String name, String town, int age) { }

    public static void main(String[] args) throws Throwable {
        List<Person> people = List.of(new Person("Ann", "Rome", 30), new Person("Bob", "Oslo", 25), new Person("Cid", "Rome", 41), new Person("Dot", "Oslo", 25), new Person("Eve", "Bern", 7));
        show("groupingBy", () -> people.stream().collect(Collectors.groupingBy(Person::town, TreeMap::new, Collectors.mapping(Person::name, Collectors.toList()))));
        show("counting", () -> new TreeMap<>(people.stream().collect(Collectors.groupingBy(Person::age, Collectors.counting()))));
        show("nested", () -> people.stream().collect(Collectors.groupingBy(Person::town, TreeMap::new, Collectors.groupingBy(p -> p.age() > 28, TreeMap::new, Collectors.summingInt(Person::age)))));
        show("partitioningBy", () -> people.stream().collect(Collectors.partitioningBy(p -> p.age() > 28, Collectors.mapping(Person::name, Collectors.joining("+", "<", ">")))));
        show("toMap", () -> new TreeMap<>(people.stream().collect(Collectors.toMap(Person::town, Person::age, Integer::sum))));
        show("toMap duplicate", () -> people.stream().collect(Collectors.toMap(Person::town, Person::name)));
        show("toMap null", () -> Stream.of(1).collect(Collectors.toMap(x -> x, x -> null)));
        show("statistics", () -> people.stream().collect(Collectors.summarizingInt(Person::age)) + " " + people.stream().collect(Collectors.averagingDouble(Person::age)));
        show("teeing", () -> people.stream().collect(Collectors.teeing(Collectors.minBy(Comparator.comparing(Person::age)), Collectors.maxBy(Comparator.comparing(Person::age)), (a, b) -> a.get().name() + b.get().name())));
        show("filtering", () -> people.stream().collect(Collectors.groupingBy(Person::town, TreeMap::new, Collectors.filtering(p -> p.age() > 26, Collectors.counting()))) + " " + people.stream().collect(Collectors.groupingBy(Person::town, TreeMap::new, Collectors.flatMapping(p -> p.name().chars().mapToObj(c -> (char) c), Collectors.toCollection(TreeSet::new)))));
        show("reducing", () -> people.stream().collect(Collectors.reducing(0, Person::age, Integer::max)) + " " + people.stream().map(Person::name).collect(Collectors.reducing((a, b) -> b)).get());
        show("then", () -> people.stream().map(Person::age).collect(Collectors.collectingAndThen(Collectors.toSet(), Set::size)));
        show("unmodifiable", () -> people.stream().collect(Collectors.toUnmodifiableList()).getClass() == List.of(1, 2, 3).getClass());
        show("unmodifiable null", () -> Stream.of(1, null).collect(Collectors.toUnmodifiableList()));
        show("group by null", () -> Stream.of(1).collect(Collectors.groupingBy(x -> null)));
        show("own", () -> Stream.of("a", "b", "c").collect(Collector.of(StringBuilder::new, (b, s) -> b.insert(0, s), StringBuilder::append, StringBuilder::toString)));
        show("three functions", () -> IntStream.range(0, 5).collect(ArrayList::new, (l, x) -> l.add(x * x), ArrayList::addAll));
        for (int n : new int[] {0, 1, 7, 1000}) show("parallel " + n, () -> { List<Integer> a = IntStream.range(0, n).parallel().boxed().filter(x -> x % 3 != 0).collect(Collectors.toList()); return a.equals(IntStream.range(0, n).boxed().filter(x -> x % 3 != 0).toList()) + " " + IntStream.range(0, n).parallel().boxed().collect(Collectors.groupingBy(x -> x % 2, Collectors.summingInt(x -> x))) + " " + IntStream.range(0, n).parallel().mapToObj(Integer::toString).collect(Collectors.joining(",")).hashCode(); });
        show("parallel distinct sorted", () -> new Random(3).ints(500, 0, 40).parallel().distinct().sorted().boxed().toList().equals(IntStream.range(0, 40).boxed().toList()));
        show("parallel limit", () -> IntStream.range(0, 1000).parallel().filter(x -> x % 7 == 0).limit(4).boxed().toList());
        show("parallel takeWhile", () -> IntStream.range(0, 1000).parallel().takeWhile(x -> x < 500).count() + " " + IntStream.range(0, 1000).boxed().parallel().dropWhile(x -> x < 990).toList());
        show("unordered set", () -> new TreeSet<>(Stream.of(3, 1, 2, 3).parallel().unordered().collect(Collectors.toSet())));
        show("sequential wins", () -> IntStream.range(0, 10).parallel().sequential().isParallel());
    }
}

/* expect-output:
groupingBy: {Bern=[Eve], Oslo=[Bob, Dot], Rome=[Ann, Cid]}
counting: {7=1, 25=2, 30=1, 41=1}
nested: {Bern={false=7}, Oslo={false=50}, Rome={true=71}}
partitioningBy: {false=<Bob+Dot+Eve>, true=<Ann+Cid>}
toMap: {Bern=7, Oslo=50, Rome=71}
toMap duplicate: java.lang.IllegalStateException: Duplicate key Rome (attempted merging values Ann and Cid)
toMap null: java.lang.NullPointerException
statistics: IntSummaryStatistics{count=5, sum=128, min=7, average=25.600000, max=41} 25.6
teeing: EveCid
filtering: {Bern=0, Oslo=0, Rome=2} {Bern=[E, e, v], Oslo=[B, D, b, o, t], Rome=[A, C, d, i, n]}
reducing: 41 Eve
then: 4
unmodifiable: true
unmodifiable null: java.lang.NullPointerException
group by null: java.lang.NullPointerException: element cannot be mapped to a null key
own: cba
three functions: [0, 1, 4, 9, 16]
parallel 0: true {} 0
parallel 1: true {0=0} 48
parallel 7: true {0=12, 1=9} 796216733
parallel 1000: true {0=249500, 1=250000} -2106107662
parallel distinct sorted: true
parallel limit: [0, 7, 14, 21]
parallel takeWhile: 500 [990, 991, 992, 993, 994, 995, 996, 997, 998, 999]
unordered set: [1, 2, 3]
sequential wins: false
*/
