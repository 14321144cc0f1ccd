// java.util.regex: groups, greediness, lookaround, flags, replacement, splitting, errors, catastrophes.
import java.util.*;
import java.util.regex.*;
import java.util.stream.*;

public class TextRegex {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        show("groups", () -> { Matcher m = Pattern.compile("(?<year>\\d{4})-(\\d\\d)(-(\\d\\d))?").matcher("on 2024-05 and 1999-12-31"); StringBuilder b = new StringBuilder(); while (m.find()) b.append(m.group("year")).append(',').append(m.group(2)).append(',').append(m.group(4)).append(' ').append(m.start(3)).append('-').append(m.end()).append("; "); return b.toString() + m.groupCount(); });
        String[][] cases = {{"a*?b", "aaab"}, {"a*+a", "aaa"}, {"(a|ab)(c|bcd)(d*)", "abcd"}, {"(?<=x)y(?=z)", "xyz"}, {"(?<!x)y(?!z)", "ay"}, {"\\bword\\b", "a word."}, {"^b$", "a\nb\nc"}, {"(?m)^b$", "a\nb\nc"}, {"(?i)ABC", "xabcx"}, {"(?s)a.b", "a\nb"}, {"a.b", "a\nb"}, {"(\\w)\\1", "hello"}, {"[^\\p{L}]+", "ab12cd"}, {"[a-z&&[^aeiou]]+", "aeixyz"}, {"\\p{Lu}\\p{javaLowerCase}", "xAbc"}, {"(?x) a b # comment", "ab"}, {"\\Qa.b\\E", "a.b"}, {"x{2,3}", "xxxx"}, {"(?:a)(b)", "ab"}, {"\\R", "\r\n"}, {"\\X", "e\u0301x"}, {"(?>a+)b", "aab"}, {"\\G\\d", "12a3"}, {"\\h\\v", "\t\n"}, {"(?u)\\b\\w+", "\u00e9t"}, {"\\p{IsGreek}", "\u03b1"}, {"(a)?b\\1", "b"}, {"$", "a\n"}, {"\\z", "a\n"}, {"(?i)\u00e9", "\u00c9"}, {"(?iu)\u00e9", "\u00c9"}, {"\ud83d\ude00+", "\ud83d\ude00\ud83d\ude00"}, {".", "\ud83d\ude00"}};
        for (String[] c : cases) show(c[0].chars().allMatch(x -> x < 127) ? c[0] : "unicode", () -> { Matcher m = Pattern.compile(c[0]).matcher(c[1]); return m.find() ? m.start() + "-" + m.end() + " groups " + IntStream.rangeClosed(1, m.groupCount()).mapToObj(m::group).toList() + " " + m.matches() + " " + m.lookingAt() + " " + m.hitEnd() : "no match"; });
        show("replace", () -> "a1b22".replaceAll("(\\d+)", "<$1>") + " " + "aaa".replaceFirst("a", "\\$") + " " + Pattern.compile("\\d").matcher("a1b2").replaceAll(r -> "" + (char) (r.group().charAt(0) + 1)) + " " + "x.y".replaceAll(Pattern.quote("."), Matcher.quoteReplacement("$")) + " " + "ab".replaceAll("(?<n>a)", "${n}${n}") + " " + "abc".replaceAll("x*", "-"));
        show("append", () -> { Matcher m = Pattern.compile("\\d").matcher("a1b2c"); StringBuilder b = new StringBuilder(); while (m.find()) m.appendReplacement(b, "#"); return m.appendTail(b); });
        show("split", () -> Arrays.toString("a,b,,c,,".split(",")) + Arrays.toString("a,b,,c,,".split(",", -1)) + Arrays.toString("a,b,c".split(",", 2)) + Arrays.toString("abc".split("")) + Arrays.toString(",a".split(",")) + Arrays.toString("".split(",")) + Arrays.toString("a1b2".split("(?=\\d)")) + Pattern.compile("\\s+").splitAsStream(" a b  c").toList());
        show("results", () -> Pattern.compile("\\w+").matcher("one two three").results().map(r -> r.start() + r.group()).toList());
        show("predicates", () -> Stream.of("a1", "b", "1").filter(Pattern.compile("\\d").asPredicate()).toList() + " " + Stream.of("1", "12").filter(Pattern.compile("\\d").asMatchPredicate()).toList());
        show("region", () -> { Matcher m = Pattern.compile("^a$").matcher("bab").region(1, 2); boolean x = m.find(); m.useAnchoringBounds(false).reset().region(1, 2); return x + " " + m.find() + " " + m; });
        for (String bad : new String[] {"(", "a)", "[", "a{", "a{2,1}", "*a", "\\", "(?<1>a)", "\\k<n>", "(?z)", "[b-a]", "\\p{Nope}", "a**", "(?<=a+)b", "(?<n>a)(?<n>b)", "\\x{110000}"}) show(bad, () -> Pattern.compile(bad).matcher("aab").find());
        show("no match yet", () -> Pattern.compile("a").matcher("a").group());
        show("no group", () -> "a".replaceAll("a", "$1"));
        show("bad replacement", () -> "a".replaceAll("a", "\\"));
        show("deep", () -> Pattern.compile("(a|b)*c").matcher("ab".repeat(50) + "c").matches() + " " + Pattern.matches("(x+x+)+y", "x".repeat(18)) + " " + Pattern.compile("(.*,){5}").matcher("1,2,3,4,5,6,".repeat(3)).find());
        show("flags", () -> Pattern.compile("a", Pattern.CASE_INSENSITIVE | Pattern.LITERAL).flags() + " " + Pattern.compile("a.b", Pattern.LITERAL).matcher("a.b").matches() + " " + Pattern.compile("(?i)x").pattern() + " " + Pattern.compile("\\n", Pattern.COMMENTS).matcher("\n").find());
    }
}

/* expect-output:
groups: 2024,05,null -1-10; 1999,12,31 22-25; 4
a*?b: 0-4 groups [] true true false
a*+a: no match
(a|ab)(c|bcd)(d*): 0-4 groups [a, bcd, ] true true true
(?<=x)y(?=z): 1-2 groups [] false false false
(?<!x)y(?!z): 1-2 groups [] false false false
\bword\b: 2-6 groups [] false false false
^b$: no match
(?m)^b$: 2-3 groups [] false false false
(?i)ABC: 1-4 groups [] false false false
(?s)a.b: 0-3 groups [] true true false
a.b: no match
(\w)\1: 2-4 groups [l] false false false
[^\p{L}]+: 2-4 groups [] false false false
[a-z&&[^aeiou]]+: 3-6 groups [] false false false
\p{Lu}\p{javaLowerCase}: 1-3 groups [] false false false
(?x) a b # comment: 0-2 groups [] true true false
\Qa.b\E: 0-3 groups [] true true false
x{2,3}: 0-3 groups [] false true false
(?:a)(b): 0-2 groups [b] true true false
\R: 0-2 groups [] true true false
\X: 0-2 groups [] false true false
(?>a+)b: 0-3 groups [] true true false
\G\d: 0-1 groups [] false false false
\h\v: 0-2 groups [] true true false
(?u)\b\w+: no match
\p{IsGreek}: 0-1 groups [] true true false
(a)?b\1: no match
$: 1-1 groups [] false false false
\z: 2-2 groups [] false false false
unicode: no match
unicode: 0-1 groups [] true true false
unicode: 0-4 groups [] true true true
.: 0-2 groups [] true true false
replace: a<1>b<22> $aa a2b3 x$y aab -a-b-c-
append: a#b#c
split: [a, b, , c][a, b, , c, , ][a, b,c][a, b, c][, a][][a, 1b, 2][, a, b, c]
results: [0one, 4two, 8three]
predicates: [a1, 1] [1]
region: true false java.util.regex.Matcher[pattern=^a$ region=1,2 lastmatch=]
(: java.util.regex.PatternSyntaxException: Unclosed group near index 1
(
a): java.util.regex.PatternSyntaxException: Unmatched closing ')' near index 0
a)
^
[: java.util.regex.PatternSyntaxException: Unclosed character class near index 0
[
^
a{: java.util.regex.PatternSyntaxException: Illegal repetition near index 2
a{
a{2,1}: java.util.regex.PatternSyntaxException: Illegal repetition range near index 5
a{2,1}
     ^
*a: java.util.regex.PatternSyntaxException: Dangling meta character '*' near index 0
*a
^
\: java.util.regex.PatternSyntaxException: Unexpected internal error near index 1
\
(?<1>a): java.util.regex.PatternSyntaxException: capturing group name does not start with a Latin letter near index 3
(?<1>a)
   ^
\k<n>: java.util.regex.PatternSyntaxException: named capturing group <n> does not exist near index 4
\k<n>
    ^
(?z): java.util.regex.PatternSyntaxException: Unknown inline modifier near index 2
(?z)
  ^
[b-a]: java.util.regex.PatternSyntaxException: Illegal character range near index 3
[b-a]
   ^
\p{Nope}: java.util.regex.PatternSyntaxException: Unknown character property name {Nope} near index 7
\p{Nope}
       ^
a**: java.util.regex.PatternSyntaxException: Dangling meta character '*' near index 2
a**
  ^
(?<=a+)b: true
(?<n>a)(?<n>b): java.util.regex.PatternSyntaxException: Named capturing group <n> is already defined near index 11
(?<n>a)(?<n>b)
           ^
\x{110000}: java.util.regex.PatternSyntaxException: Hexadecimal codepoint is too big near index 8
\x{110000}
        ^
no match yet: java.lang.IllegalStateException: No match found
no group: java.lang.IndexOutOfBoundsException: No group 1
bad replacement: java.lang.IllegalArgumentException: character to be escaped is missing
deep: true false true
flags: 18 true (?i)x true
*/
