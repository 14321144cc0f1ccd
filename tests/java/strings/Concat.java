/** String concatenation of every type, constants, nulls, side effects, many operands, compound assignment, chars and arrays. */
public class Concat {
    static int calls;
    static String say(String s) { calls++; return s; }
    static class Obj { public String toString() { return "Obj" + ++calls; } }
    static class NullString { public String toString() { return null; } }
    static final String C = "const" + 1 + true;
    String field = "f";
    static String[] arr = {"a", null};

    public static void main(String[] args) {
        byte b = -1; short s = 2; char c = 'c'; int i = 3; long l = 4L; float f = 1.5f; double d = -2.5; boolean z = true; String t = "t", n = null;
        Object o = new Obj(), none = null;
        System.out.println("" + b + s + c + i + l + f + d + z + t + n + o + none);
        System.out.println(b + s + "|" + (char) (c + 1) + (c + 1) + "|" + i + l + "|" + (i + l) + "|" + f + d + "|" + -d + "|" + !z);
        System.out.println('a' + 'b' + "" + 'a' + 'b' + 1 + 2 + 'c' + (1 + 2) + null + 1.0f + 1e10 + Float.NaN + Double.MIN_VALUE + -0.0 + Long.MIN_VALUE);
        System.out.println(C + (C == "const1true") + ("a" + "b" == "ab") + (t + "x" == "tx") + ((t + "x").intern() == "tx"));
        System.out.println(say("1") + calls + say("2") + calls + (calls = 50) + calls++ + ++calls);
        System.out.println(new Obj() + "," + new Obj() + new NullString() + String.valueOf(new NullString()) + "".concat("c"));
        String acc = null;
        acc += null;
        acc += 1 + 2;
        acc += 'x';
        acc += 1.5;
        acc += new char[0].length;
        acc = acc + acc;
        System.out.println(acc);
        int at = 0;
        arr[at++] += at + "!";
        arr[at] += at;
        System.out.println(arr[0] + arr[1] + at);
        Concat q = new Concat();
        q.field += q.field += "g";
        System.out.println(q.field);
        Object obj = "o";
        obj += "p" + 1;
        CharSequence cs = "cs";
        cs += "+";
        System.out.println(obj + "" + cs + new StringBuilder("sb") + new char[] {'x'}.length + Thread.State.NEW + new int[0].length + Concat.class);
        String many = "" + i + i + i + i + i + i + i + i + i + i + l + l + l + l + l + l + l + l + l + l + t + t + t + t + t + t + t + t + t + t + c + c + c + c + c + c + c + c + c + c
                + d + d + z + z + z + b + b + b + s + s + s + f + f + n + n + n;
        System.out.println(many.length() + " " + many.hashCode());
        System.out.println("tag \1 and \2 inside " + i + "\1" + t + "\2\0".length());
        String latin = "\u00e9" + c, wide = latin + '\u0416' + "z", pair = wide + "\ud83d" + '\ude00';
        System.out.println(latin.length() + " " + wide.length() + " " + pair.codePointCount(0, pair.length()) + " " + pair.hashCode() + " " + (wide + latin).indexOf('\u00e9', 2));
        try { System.out.println("x" + fail() + say("never")); } catch (IllegalStateException e) { System.out.println(e.getMessage() + calls); }
    }
    static String fail() { throw new IllegalStateException("mid"); }
}

/* expect-output:
-12c341.5-2.5truetnullObj1null
1|d100|34|7|1.5-2.5|2.5|false
195ab12c3null1.01.0E10NaN4.9E-324-0.0-9223372036854775808
const1truetruetruefalsetrue
1223505052
Obj53,Obj54nullnullc
nullnull3x1.50nullnull3x1.50
a1!null11
ffg
op1cs+sb1NEW0class Concat
87 1688296473
tag  and  inside 3t2
2 4 5 -1794862303 4
mid54
*/
