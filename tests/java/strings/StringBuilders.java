// StringBuilder and StringBuffer: inserting, deleting, growing between encodings, capacity, errors.
import java.util.*;

public class StringBuilders {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        for (boolean shared : new boolean[] {false, true}) {
            show("kind", () -> shared ? "StringBuffer" : "StringBuilder");
            show("append", () -> { if (shared) return new StringBuffer().append(1).append('c').append(2.5).append(true).append((Object) null).append(new char[] {'x', 'y'}, 1, 1).append("abcdef", 2, 4).append(-5L).append(1.5f).appendCodePoint(0x1f600).length(); return new StringBuilder().append(1).append('c').append(2.5).append(true).append((Object) null).append(new char[] {'x', 'y'}, 1, 1).append("abcdef", 2, 4).append(-5L).append(1.5f).appendCodePoint(0x1f600).length(); });
        }
        StringBuilder b = new StringBuilder("0123456789");
        show("insert", () -> new StringBuilder("ab").insert(1, "XY").insert(0, 7).insert(5, 'z').insert(6, new char[] {'q'}).insert(0, (String) null).insert(0, 1.5).insert(2, true));
        show("delete", () -> new StringBuilder("0123456789").delete(2, 5).deleteCharAt(0).delete(5, 100) + "");
        show("replace", () -> new StringBuilder("0123456789").replace(1, 3, "abcdef").replace(0, 100, "x").replace(1, 1, "y"));
        show("reverse", () -> new StringBuilder("abc").reverse() + " " + new StringBuilder("a\ud83d\ude00\u20ac").reverse().codePointAt(1) + " " + new StringBuilder("\ude00\ud83d").reverse().codePointCount(0, 2));
        show("widening", () -> { StringBuilder s = new StringBuilder("latin"); s.append('\u20ac').setCharAt(5, 'e'); s.insert(0, "\u0416").deleteCharAt(0); return s + " " + s.length() + " " + s.toString().equals("latine"); });
        show("search", () -> b.indexOf("45") + " " + b.lastIndexOf("9") + " " + b.indexOf("x") + " " + b.indexOf("", 50) + " " + b.charAt(3) + " " + b.substring(7) + b.subSequence(0, 2));
        show("lengths", () -> { StringBuilder s = new StringBuilder(5); int c = s.capacity(); s.append("123456"); int d = s.capacity(); s.setLength(8); String t = s.toString(); s.setLength(2); s.trimToSize(); return c + " " + d + " " + (int) t.charAt(7) + " " + s + " " + s.capacity() + " " + new StringBuilder("abc").capacity() + " " + new StringBuilder().capacity(); });
        show("compare", () -> new StringBuilder("a").compareTo(new StringBuilder("b")) + " " + new StringBuilder("a").equals(new StringBuilder("a")) + " " + "ab".contentEquals(new StringBuilder("ab")) + " " + CharSequence.compare("a", new StringBuilder("\u20ac")));
        show("chars", () -> b.chars().sum() + " " + new StringBuilder("\ud83d\ude00").codePoints().sum());
        show("getChars", () -> { char[] c = new char[5]; b.getChars(2, 5, c, 1); c[0] = c[4] = '-'; return new String(c); });
        show("setCharAt", () -> { StringBuilder s = new StringBuilder("abc"); s.setCharAt(1, '\u0416'); s.setCharAt(1, 'b'); return s + " " + s.toString().hashCode(); });
        show("index", () -> b.charAt(10));
        show("negative", () -> b.charAt(-1));
        show("insert beyond", () -> b.insert(11, "x"));
        show("delete bad", () -> b.delete(5, 2));
        show("deleteCharAt end", () -> b.deleteCharAt(10));
        show("replace beyond", () -> b.replace(11, 12, "x"));
        show("setLength", () -> { b.setLength(-1); return 0; });
        show("substring", () -> b.substring(3, 11));
        show("append range", () -> b.append("abc", 2, 5));
        show("capacity", () -> new StringBuilder(-1));
        show("null text", () -> new StringBuilder((String) null));
        show("append null", () -> new StringBuilder().append((String) null).append((char[]) null));
        show("big", () -> { StringBuilder s = new StringBuilder(); for (int i = 0; i < 20000; i++) s.append(i % 1000 == 999 ? "\u00ff" : "x"); int h = s.toString().hashCode(); for (int i = 0; i < 5000; i++) s.deleteCharAt(s.length() / 2); return h + " " + s.length() + " " + s.toString().hashCode(); });
        show("still", () -> b);
    }
}

/* expect-output:
kind: StringBuilder
append: 23
kind: StringBuffer
append: 23
insert: 1.true5null7aXYbzq
delete: 15678
replace: xy
reverse: cba 128512 1
widening: latine 6 true
search: 4 9 -1 10 3 78901
lengths: 5 12 0 12 2 19 16
compare: -1 false true -8267
chars: 525 128512
getChars: -234-
setCharAt: abc 96354
index: java.lang.StringIndexOutOfBoundsException: index 10, length 10
negative: java.lang.StringIndexOutOfBoundsException: index -1, length 10
insert beyond: java.lang.StringIndexOutOfBoundsException: offset 11, length 10
delete bad: java.lang.StringIndexOutOfBoundsException: start 5, end 2, length 10
deleteCharAt end: java.lang.StringIndexOutOfBoundsException: index 10, length 10
replace beyond: java.lang.StringIndexOutOfBoundsException: start 11, end 10, length 10
setLength: java.lang.StringIndexOutOfBoundsException: String index out of range: -1
substring: java.lang.StringIndexOutOfBoundsException: start 3, end 11, length 10
append range: java.lang.IndexOutOfBoundsException: start 2, end 5, length 3
capacity: java.lang.NegativeArraySizeException: -1
null text: java.lang.NullPointerException: Cannot invoke "String.length()" because "str" is null
append null: java.lang.NullPointerException: Cannot read the array length because "str" is null
big: -1683361652 15000 1757473001
still: 0123456789
*/
