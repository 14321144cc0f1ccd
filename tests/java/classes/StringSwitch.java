/** switch on strings: equal hash codes, empty string, fall-through, null, interning plays no part, many cases, nested. */
public class StringSwitch {
    static int collide(String s) {
        switch (s) {
            case "Aa": return 1;
            case "BB": return 2;
            case "AaAa": return 3;
            case "BBBB": return 4;
            case "AaBB": return 5;
            case "": return 6;
            case "\0": return 7;
            default: return 0;
        }
    }

    static String fall(String s) {
        String out = "";
        switch (s) {
            default: out += "d";
            case "one": out += "1";
            case "two": out += "2"; break;
            case "three": { out += "3"; }
            case "four": out += "4";
        }
        return out;
    }

    static final String CONST = "con" + "st";

    static int nested(String a, String b) {
        switch (a) {
            case CONST:
                switch (b) {
                    case "x": return 1;
                    case CONST + "!": return 2;
                }
                return 3;
            case "\u00e9": return 4;
            case "\ud83d\ude00": return 5;
            case "long long long long long long long long long long long long": return 6;
        }
        return -1;
    }

    static int sequence(String... words) {
        int total = 0;
        loop:
        for (String w : words) {
            switch (w) {
                case "skip": continue loop;
                case "stop": break loop;
                case "double": total *= 2; break;
                default: total += w.length();
            }
        }
        return total;
    }

    public static void main(String[] args) {
        System.out.println("Aa".hashCode() == "BB".hashCode());
        for (String s : new String[] {"Aa", "BB", "AaAa", "BBBB", "AaBB", "BBAa", "", "\0", "a", new String("BB"), new StringBuilder("A").append('a').toString()}) {
            System.out.print(collide(s) + " ");
        }
        System.out.println();
        for (String s : new String[] {"one", "two", "three", "four", "five", "One"}) {
            System.out.print(fall(s) + " ");
        }
        System.out.println();
        System.out.println(nested("const", "x") + " " + nested("const", "const!") + " " + nested("const", "") + " " + nested("\u00e9", "") + " "
                + nested(new String(Character.toChars(0x1F600)), "") + " " + nested("long ".repeat(12).trim(), "") + " " + nested("e", ""));
        System.out.println(sequence("ab", "skip", "c", "double", "xyz", "stop", "never"));
        String none = null;
        try {
            collide(none);
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
        Character c = 'b';
        Byte b = 3;
        switch (c) {
            case 'a': System.out.println("a"); break;
            case 'b': System.out.println("boxed b");
        }
        switch (b) {
            case 3 -> System.out.println("boxed 3");
            default -> System.out.println("none");
        }
        Integer box = null;
        try {
            switch (box) {
                case 1:
            }
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
    }
}

/* expect-output:
true
1 2 3 4 5 0 6 7 0 2 1 
12 2 34 4 d12 d12 
1 2 3 4 5 6 -1
9
Cannot invoke "String.hashCode()" because "<local1>" is null
boxed b
boxed 3
Cannot invoke "java.lang.Integer.intValue()" because "<local4>" is null
*/
