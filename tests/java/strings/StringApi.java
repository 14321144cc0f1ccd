// String: every method at its edges, both encodings, interning, joining, comparing.
import java.util.*;
import java.util.stream.*;

public class StringApi {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + String.valueOf(action.run()).replaceAll("[^\\x00-\\x7f]", "?"));
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        String latin = "Hello, World", wide = "Gr\u00fc\u00dfe \u0416\u20ac", empty = "";
        for (String s : new String[] {latin, wide, empty, "\ud83d\ude00x"}) show("basics " + s.length(), () -> s.isEmpty() + " " + s.isBlank() + " " + s.hashCode() + " " + s.indexOf('o') + " " + s.lastIndexOf("o") + " " + s.indexOf("") + " " + s.indexOf("W", 3) + " " + s.contains("ell") + " " + s.startsWith("H") + s.endsWith("") + " " + s.codePointCount(0, s.length()) + " " + s.toUpperCase(Locale.ROOT).length() + " " + s.strip().length() + " " + s.chars().sum() + " " + s.concat("x").length() + " " + s.repeat(3).length() + " " + s.equals(new String(s.toCharArray())) + " " + (s.intern() == new String(s).intern()));
        show("search", () -> "abcabcabc".indexOf("cab") + " " + "abcabcabc".lastIndexOf("abc", 5) + " " + "abc".indexOf("abcd") + " " + "abc".indexOf("c", 99) + " " + "abc".indexOf('a', -5) + " " + "abc".lastIndexOf('c', -1) + " " + wide.indexOf('\u20ac') + " " + wide.indexOf(0x1f600) + " " + "x\ud83d\ude00".indexOf(0x1f600) + " " + latin.indexOf("\u0416") + " " + wide.indexOf("\u00fc\u00df") + " " + "aaa".lastIndexOf(""));
        show("substring", () -> latin.substring(7) + "|" + latin.substring(0, 0) + "|" + wide.substring(2, 4).length() + "|" + latin.subSequence(1, 3) + "|" + (latin.substring(0) == latin));
        show("compare", () -> "a".compareTo("b") + " " + "a".compareTo("abc") + " " + "\u0416".compareTo("z") + " " + "Z".compareTo("a") + " " + "a".compareToIgnoreCase("B") + " " + latin.regionMatches(true, 7, "WORLD", 0, 5) + latin.regionMatches(7, "world", 0, 5) + " " + latin.contentEquals(new StringBuffer(latin)) + " " + "\ud800".compareTo("\uffff"));
        show("strip", () -> "[" + " \u2003a\t ".strip() + "|" + " \u2003a ".trim().length() + "|" + "  a ".stripLeading() + "|" + " a  ".stripTrailing() + "]" + "\u2003".isBlank());
        show("lines", () -> "a\nb\r\nc\rd\n\n".lines().toList() + " " + "".lines().count() + " " + "x\n".lines().count());
        show("replace", () -> "a.b.c".replace('.', '/') + " " + "aaa".replace("aa", "b") + " " + "abc".replace("", "-") + " " + "x".replace("y", "z") + " " + wide.replace('\u20ac', 'E').length() + " " + "\u0416a".replace('\u0416', 'b'));
        show("join", () -> String.join("-", "a", "b") + String.join(",", List.of()) + String.join("/", List.of("x", "y")) + " " + Stream.of(1, 2).map(String::valueOf).collect(Collectors.joining(",", "[", "]")) + new StringJoiner("+").setEmptyValue("E"));
        show("valueOf", () -> String.valueOf((Object) null) + String.valueOf(new char[] {'a', 'b'}) + String.valueOf(1.0f) + String.valueOf('c') + String.valueOf(true) + String.copyValueOf(new char[] {'x', 'y', 'z'}, 1, 1) + new String(new int[] {0x41, 0x1f600}, 0, 2).length() + new String(new byte[] {65, 66}, 0));
        show("chars", () -> latin.charAt(4) + "" + wide.codePointAt(6) + " " + Arrays.toString(wide.getBytes(java.nio.charset.StandardCharsets.UTF_16BE)).length() + " " + wide.codePointBefore(1) + " " + new String(latin.toCharArray(), 7, 5) + " " + "a\ud83d\ude00".codePoints().boxed().toList());
        show("transform", () -> "5".<Integer>transform(Integer::parseInt) + " " + "ab".chars().mapToObj(c -> (char) c).toList() + " " + "x".describeConstable().get());
        for (Object[] bad : new Object[][] {{"charAt", -1}, {"charAt", 12}, {"substring", 13}, {"substring", -1}, {"codePointAt", 12}, {"repeat", -1}}) show(bad[0] + " " + bad[1], () -> { try { return String.class.getMethod((String) bad[0], int.class).invoke(latin, bad[1]); } catch (java.lang.reflect.InvocationTargetException e) { throw e.getCause(); } });
        show("bad range", () -> latin.substring(5, 3));
        show("bad bytes", () -> new String(new byte[3], 2, 5));
        show("bad code point", () -> new String(new int[] {0x110000}, 0, 1));
        show("null", () -> latin.concat(null));
        show("equals null", () -> latin.equals(null) + " " + latin.equalsIgnoreCase(null) + " " + "a".equals((Object) 'a'));
        show("hash zero", () -> "\0\0".hashCode() + " " + "f5a5a608".hashCode() + " " + "Aa".hashCode() + " " + "BB".hashCode() + " " + "".hashCode());
        show("concat", () -> { char c = 'x'; byte b = -1; long l = Long.MIN_VALUE; float f = 1e10f; double d = 1e-5; Object o = null; String s = null; s += "a"; s += c; s += 1 + 2; return s + b + l + f + d + o + new int[0].length + '\u20ac' + (char) (c + 1) + true + args.length; });
        show("many pieces", () -> { String s = ""; for (int i = 0; i < 250; i++) s = i + s + (char) ('a' + i % 26) + (i % 50 == 0 ? "\u0416" : ""); return s.length() + " " + s.hashCode(); });
    }
}

/* expect-output:
basics 12: false false -505841268 4 8 0 7 true truetrue 12 12 12 1096 13 36 true true
basics 8: false false 410291103 -1 -1 0 -1 false falsetrue 8 9 8 10203 9 24 true true
basics 0: true true 0 -1 -1 0 -1 false falsetrue 0 0 0 0 1 0 true true
basics 3: false false 54959989 -1 -1 0 -1 false falsetrue 2 3 3 112309 4 9 true true
search: 2 3 -1 -1 0 -1 7 -1 1 -1 2 3
substring: World||2|el|true
compare: -1 -2 924 -7 -1 truefalse true -10239
strip: [a|2|a | a]true
lines: [a, b, c, d, ] 0 1
replace: a/b/c ba -a-b-c- x 8 ba
join: a-bx/y [1,2]E
valueOf: nullab1.0ctruey3AB
chars: o1046 61 71 World [97, 128512]
transform: 5 [a, b] x
charAt -1: java.lang.StringIndexOutOfBoundsException: String index out of range: -1
charAt 12: java.lang.StringIndexOutOfBoundsException: String index out of range: 12
substring 13: java.lang.StringIndexOutOfBoundsException: begin 13, end 12, length 12
substring -1: java.lang.StringIndexOutOfBoundsException: begin -1, end 12, length 12
codePointAt 12: java.lang.StringIndexOutOfBoundsException: index 12, length 12
repeat -1: java.lang.IllegalArgumentException: count is negative: -1
bad range: java.lang.StringIndexOutOfBoundsException: begin 5, end 3, length 12
bad bytes: java.lang.StringIndexOutOfBoundsException: offset 2, count 5, length 3
bad code point: java.lang.IllegalArgumentException: 1114112
null: java.lang.NullPointerException: Cannot invoke "String.isEmpty()" because "str" is null
equals null: false false false
hash zero: 0 0 2112 2112 0
concat: nullax3-1-92233720368547758081.0E101.0E-5null0?ytrue0
many pieces: 895 -1191358726
*/
