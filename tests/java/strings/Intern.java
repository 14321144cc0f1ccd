/** String identity: literals, constants, intern, across classes; integer caches; boxing identity. */
public class Intern {
    static final String A = "shared text";
    static class Other { static final String B = "shared text"; static String make(String s) { return new String(s); } }
    interface Face { String C = "shared" + " " + "text"; }

    public static void main(String[] args) {
        String made = Other.make("shared text"), built = new StringBuilder("shared").append(" text").toString();
        System.out.println((A == Other.B) + " " + (A == Face.C) + " " + (A == made) + " " + (A == made.intern()) + " " + (built.intern() == made.intern()) + " " + A.equals(built));
        String fresh = new StringBuilder("fresh").append(System.nanoTime()).toString();
        System.out.println((fresh.intern() == fresh) + " " + (new String(fresh).intern() == fresh) + " " + (new String(fresh) == fresh));
        String empty = "";
        System.out.println((empty == "".intern()) + " " + ("a".substring(1) == empty) + " " + ("abc".substring(0) == "abc") + " " + ("abc".trim() == "abc") + " " + ("abc".replace('x', 'y') == "abc")
                + " " + ("abc".concat("") == "abc") + " " + ("abc".toString() == "abc") + " " + (String.valueOf("abc") == "abc") + " " + ("abc".repeat(1) == "abc") + " " + ("a".toLowerCase() == "a"));
        for (int i : new int[] {-129, -128, -1, 0, 127, 128}) {
            Integer x = i, y = i;
            Long l = (long) i, m = (long) i;
            Short s = (short) i, t = (short) i;
            Byte b = (byte) i, c = (byte) i;
            System.out.print((x == y) + "" + (l == m) + (s == t) + (b == c) + x.equals(y) + l.equals((long) i) + l.equals(i) + (x <= y) + " ");
        }
        System.out.println();
        for (char ch : new char[] {0, 'a', 127, 128, 0xffff}) {
            Character x = ch, y = ch;
            System.out.print((x == y) + " " + x.equals(y) + " ");
        }
        Boolean t = true, u = Boolean.parseBoolean("TRUE");
        Double d = 1.0, e = 1.0;
        System.out.println((t == u) + " " + (d == e) + " " + d.equals(e) + " " + (d <= e) + " " + Double.valueOf(0.0).equals(-0.0) + " " + Double.valueOf(Double.NaN).equals(Double.NaN));
        Integer counter = 127;
        Integer before = counter;
        counter++;
        System.out.println(counter + " " + before + " " + (counter == 128) + " " + counter.equals(128) + " " + new Object().equals(null) + " " + Integer.valueOf(127).hashCode());
        String[] words = new String[50];
        for (int i = 0; i < words.length; i++) words[i] = ("w" + i % 10).intern();
        int same = 0;
        for (String w : words) for (String v : words) if (w == v) same++;
        System.out.println(same + " " + (words[3] == "w3") + " " + ("w" + 3 == "w3"));
        System.out.println(String.class.getClassLoader() + " " + "\u0041".equals("A") + " " + ("\u0041" == "A") + " " + "tab\there".indexOf('\t') + " " + "\101\60\7".length());
    }
}

/* expect-output:
true true false true true true
true true false
true true true true true true true true true true
falsefalsefalsetruetruetruefalsetrue truetruetruetruetruetruefalsetrue truetruetruetruetruetruefalsetrue truetruetruetruetruetruefalsetrue truetruetruetruetruetruefalsetrue falsefalsefalsetruetruetruefalsetrue 
true true true true true true false true false true true false true true false true
128 127 true true false 127
250 true true
null true true 3 3
*/
