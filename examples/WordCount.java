import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Counts the words of a text and prints the most frequent ones: text blocks, maps, lambdas, streams, regular expressions.
 */
public class WordCount {
    private static final String TEXT = """
            A virtual machine is a machine that is not there. The program asks the machine to add two numbers, and the
            machine, which is not there, adds them. The program asks for memory, and there is memory; the program forgets the
            memory, and the machine remembers to sweep it away. When the program is in a hurry the machine writes another
            program, faster than the first, and runs it in its place; and when the guess behind it was wrong, the machine
            puts everything back as if nothing had happened. The program never knows. That is the whole art of it: the program
            never knows.
            """;

    /** A word with its number of occurrences. */
    private record Count(String word, int times) {
        String line(int widest) {
            return String.format("%-" + widest + "s %3d %s", word, times, "*".repeat(times));
        }
    }

    public static void main(String[] args) {
        int show = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        Map<String, Integer> counts = new TreeMap<>();
        for (String word : TEXT.toLowerCase(Locale.ROOT).split("\\W+")) {
            counts.merge(word, 1, Integer::sum);
        }
        var ranked = counts.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingInt(Count::times).reversed().thenComparing(Count::word))
                .collect(Collectors.toList());
        int words = ranked.stream().mapToInt(Count::times).sum();
        int widest = ranked.stream().limit(show).mapToInt(count -> count.word().length()).max().orElse(1);
        System.out.println(words + " words, " + ranked.size() + " different ones");
        ranked.stream().limit(show).map(count -> count.line(widest)).forEach(System.out::println);
        String byLength = ranked.stream()
                .collect(Collectors.groupingBy(count -> count.word().length(), TreeMap::new, Collectors.counting()))
                .entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(" "));
        System.out.println("words by length  " + byLength);
    }
}

/* expect-output:
105 words, 53 different ones
the      15 ***************
machine   7 *******
program   7 *******
is        6 ******
and       5 *****
it        4 ****
a         3 ***
memory    3 ***
there     3 ***
asks      2 **
words by length  1:1 2:7 3:10 4:10 5:11 6:4 7:7 8:1 9:1 10:1
*/
