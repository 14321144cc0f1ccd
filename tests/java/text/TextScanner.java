// Scanner and StringTokenizer: delimiters, radixes, locales, patterns, lines, errors.
import java.math.*;
import java.util.*;
import java.util.regex.*;

public class TextScanner {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        show("tokens", () -> new Scanner("a bb\tccc\n d").tokens().toList());
        show("numbers", () -> { Scanner s = new Scanner("1 -2 3.5 4e2 1,234 true 0x10 99999999999 ff").useLocale(Locale.US); return s.nextInt() + " " + s.nextByte() + " " + s.nextDouble() + " " + s.nextFloat() + " " + s.nextInt() + " " + s.nextBoolean() + " " + s.hasNextInt() + s.next() + " " + s.hasNextInt() + s.nextLong() + " " + s.nextInt(16) + s.hasNext(); });
        show("german", () -> new Scanner("1.234,5").useLocale(Locale.GERMANY).nextDouble());
        show("big", () -> { Scanner s = new Scanner("123456789012345678901234567890 1.5e100").useLocale(Locale.US); return s.nextBigInteger() + " " + s.nextBigDecimal(); });
        show("delimiter", () -> { Scanner s = new Scanner("a,b,,c;d").useDelimiter("[,;]"); StringBuilder b = new StringBuilder(); while (s.hasNext()) b.append('[').append(s.next()).append(']'); return b; });
        show("lines", () -> { Scanner s = new Scanner("one two\n\nthree"); String a = s.next(); return a + "|" + s.nextLine() + "|" + s.nextLine() + "|" + s.nextLine() + "|" + s.hasNextLine(); });
        show("findInLine", () -> { Scanner s = new Scanner("1 fish 2 fish red fish"); s.findInLine("(\\d+) fish (\\d+) fish (\\w+)"); MatchResult r = s.match(); return r.group(1) + r.group(2) + r.group(3) + s.next(); });
        show("skip", () -> { Scanner s = new Scanner("###x"); s.skip("#*"); return s.next(); });
        show("skip nothing", () -> new Scanner("x").skip("y"));
        show("findAll", () -> new Scanner("a1b22c").findAll("\\d+").map(MatchResult::group).toList());
        show("horizon", () -> new Scanner("abcabc").findWithinHorizon("c", 2) + new Scanner("abcabc").findWithinHorizon("c", 3));
        show("pattern", () -> { Scanner s = new Scanner("k=v x"); return s.hasNext("\\w=\\w") + s.next("\\w=\\w") + s.hasNext("\\d"); });
        show("mismatch stays", () -> { Scanner s = new Scanner("abc"); try { s.nextInt(); } catch (InputMismatchException e) { return e.getMessage() + s.next(); } return 0; });
        show("out of range", () -> new Scanner("300").nextByte());
        show("end", () -> new Scanner("").next());
        show("no line", () -> new Scanner("").nextLine());
        show("closed", () -> { Scanner s = new Scanner("x"); s.close(); return s.next(); });
        show("radix", () -> new Scanner("zz").useRadix(36).nextInt());
        show("bad radix", () -> new Scanner("1").useRadix(1));
        show("remove", () -> { new Scanner("x").remove(); return 0; });
        show("tokenizer", () -> { StringTokenizer t = new StringTokenizer("a+b-c", "+-", true); StringBuilder b = new StringBuilder().append(t.countTokens()); while (t.hasMoreTokens()) b.append('[').append(t.nextToken()).append(']'); return b; });
        show("tokenizer end", () -> new StringTokenizer(" ").nextToken());
    }
}

/* expect-output:
tokens: [a, bb, ccc, d]
numbers: 1 -2 3.5 400.0 1234 true false0x10 false99999999999 255false
german: 1234.5
big: 123456789012345678901234567890 1.5E+100
delimiter: [a][b][][c][d]
lines: one| two||three|false
findInLine: 12redfish
skip: x
skip nothing: java.util.NoSuchElementException
findAll: [1, 22]
horizon: nullc
pattern: truek=vfalse
mismatch stays: nullabc
out of range: java.util.InputMismatchException: Value out of range. Value:"300" Radix:10
end: java.util.NoSuchElementException
no line: java.util.NoSuchElementException: No line found
closed: java.lang.IllegalStateException: Scanner closed
radix: 1295
bad radix: java.lang.IllegalArgumentException: radix:1
remove: java.lang.UnsupportedOperationException
tokenizer: 5[a][+][b][-][c]
tokenizer end: java.util.NoSuchElementException
*/
