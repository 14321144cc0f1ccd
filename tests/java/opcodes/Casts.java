import java.io.Serializable;
import java.util.List;

/** checkcast and instanceof: classes, interfaces, arrays of both, primitive arrays, null; the texts of ClassCastException. */
public class Casts {
    interface I {}

    interface J extends I {}

    static class A implements I {}

    static class B extends A implements J {}

    static final class C {}

    enum E { X { }, Y }

    record R(int x) {}

    static String name(Object o) {
        return o == null ? "null" : o.getClass().getSimpleName();
    }

    public static void main(String[] args) {
        Object[] values = {null, new A(), new B(), new C(), new A[0], new B[1], new B[0][0], new I[0], new int[0], new int[0][], new Object[0],
            new String[0], "s", 1, E.X, E.Y, new R(1), (Runnable & Serializable) () -> {}, new long[0], new I[0][], Casts.class};
        for (Object o : values) {
            System.out.println(name(o).replaceAll("Lambda.*", "Lambda") + ": " + (o instanceof A) + (o instanceof B) + (o instanceof I) + (o instanceof J)
                    + (o instanceof Object) + (o instanceof A[]) + (o instanceof I[]) + (o instanceof Object[]) + (o instanceof Object[][])
                    + (o instanceof I[][]) + (o instanceof int[]) + (o instanceof int[][]) + (o instanceof Cloneable) + (o instanceof Serializable)
                    + (o instanceof Serializable[]) + (o instanceof Cloneable[]) + (o instanceof Comparable) + (o instanceof Enum)
                    + (o instanceof Record) + (o instanceof Runnable));
        }
        String[] targets = {"A", "B", "J", "C", "A[]", "I[]", "int[]", "Object[]", "String", "List", "E", "Cloneable[]"};
        for (String target : targets) {
            StringBuilder line = new StringBuilder();
            String last = "";
            for (int i = 0; i < 17; i++) {
                Object o = values[i];
                try {
                    Object r = switch (target) {
                        case "A" -> (A) o;
                        case "B" -> (B) o;
                        case "J" -> (J) o;
                        case "C" -> (C) o;
                        case "A[]" -> (A[]) o;
                        case "I[]" -> (I[]) o;
                        case "int[]" -> (int[]) o;
                        case "Object[]" -> (Object[]) o;
                        case "String" -> (String) o;
                        case "List" -> (List<?>) o;
                        case "E" -> (E) o;
                        default -> (Cloneable[]) o;
                    };
                    line.append(r == o ? '+' : '?');
                } catch (ClassCastException e) {
                    line.append('-');
                    last = i % 3 == 0 || last.isEmpty() ? e.getMessage() : last;
                }
            }
            System.out.println(target + " " + line + " " + last);
        }
        try {
            Integer bad = (Integer) (Object) "x";
        } catch (ClassCastException e) {
            System.out.println(e.getMessage());
        }
        try {
            Object o = new int[0][0];
            String[] bad = (String[]) o;
        } catch (ClassCastException e) {
            System.out.println(e.getMessage());
        }
        try {
            C.class.cast(new A());
        } catch (ClassCastException e) {
            System.out.println(e.getMessage());
        }
        List<String> polluted = (List<String>) (List<?>) List.of(1);
        try {
            String s = polluted.get(0);
        } catch (ClassCastException e) {
            System.out.println(e.getMessage());
        }
    }
}

/* expect-output:
null: falsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalse
A: truefalsetruefalsetruefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalse
B: truetruetruetruetruefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalse
C: falsefalsefalsefalsetruefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalse
A[]: falsefalsefalsefalsetruetruetruetruefalsefalsefalsefalsetruetruefalsefalsefalsefalsefalsefalse
B[]: falsefalsefalsefalsetruetruetruetruefalsefalsefalsefalsetruetruefalsefalsefalsefalsefalsefalse
B[][]: falsefalsefalsefalsetruefalsefalsetruetruetruefalsefalsetruetruetruetruefalsefalsefalsefalse
I[]: falsefalsefalsefalsetruefalsetruetruefalsefalsefalsefalsetruetruefalsefalsefalsefalsefalsefalse
int[]: falsefalsefalsefalsetruefalsefalsefalsefalsefalsetruefalsetruetruefalsefalsefalsefalsefalsefalse
int[][]: falsefalsefalsefalsetruefalsefalsetruefalsefalsefalsetruetruetruetruetruefalsefalsefalsefalse
Object[]: falsefalsefalsefalsetruefalsefalsetruefalsefalsefalsefalsetruetruefalsefalsefalsefalsefalsefalse
String[]: falsefalsefalsefalsetruefalsefalsetruefalsefalsefalsefalsetruetruetruefalsefalsefalsefalsefalse
String: falsefalsefalsefalsetruefalsefalsefalsefalsefalsefalsefalsefalsetruefalsefalsetruefalsefalsefalse
Integer: falsefalsefalsefalsetruefalsefalsefalsefalsefalsefalsefalsefalsetruefalsefalsetruefalsefalsefalse
: falsefalsefalsefalsetruefalsefalsefalsefalsefalsefalsefalsefalsetruefalsefalsetruetruefalsefalse
E: falsefalsefalsefalsetruefalsefalsefalsefalsefalsefalsefalsefalsetruefalsefalsetruetruefalsefalse
R: falsefalsefalsefalsetruefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsefalsetruefalse
Casts$$Lambda: falsefalsefalsefalsetruefalsefalsefalsefalsefalsefalsefalsefalsetruefalsefalsefalsefalsefalsetrue
long[]: falsefalsefalsefalsetruefalsefalsefalsefalsefalsefalsefalsetruetruefalsefalsefalsefalsefalsefalse
I[][]: falsefalsefalsefalsetruefalsefalsetruetruetruefalsefalsetruetruetruetruefalsefalsefalsefalse
Class: falsefalsefalsefalsetruefalsefalsefalsefalsefalsefalsefalsefalsetruefalsefalsefalsefalsefalsefalse
A +++-------------- class Casts$E cannot be cast to class Casts$A (Casts$E and Casts$A are in unnamed module of loader 'app')
B +-+-------------- class Casts$E cannot be cast to class Casts$B (Casts$E and Casts$B are in unnamed module of loader 'app')
J +-+-------------- class Casts$E cannot be cast to class Casts$J (Casts$E and Casts$J are in unnamed module of loader 'app')
C +--+------------- class Casts$E cannot be cast to class Casts$C (Casts$E and Casts$C are in unnamed module of loader 'app')
A[] +---++----------- class Casts$E cannot be cast to class [LCasts$A; (Casts$E and [LCasts$A; are in unnamed module of loader 'app')
I[] +---++-+--------- class Casts$E cannot be cast to class [LCasts$I; (Casts$E and [LCasts$I; are in unnamed module of loader 'app')
int[] +-------+-------- class Casts$E cannot be cast to class [I (Casts$E is in unnamed module of loader 'app'; [I is in module java.base of loader 'bootstrap')
Object[] +---++++-+++----- class Casts$E cannot be cast to class [Ljava.lang.Object; (Casts$E is in unnamed module of loader 'app'; [Ljava.lang.Object; is in module java.base of loader 'bootstrap')
String +-----------+---- class Casts$E cannot be cast to class java.lang.String (Casts$E is in unnamed module of loader 'app'; java.lang.String is in module java.base of loader 'bootstrap')
List +---------------- class Casts$E cannot be cast to class java.util.List (Casts$E is in unnamed module of loader 'app'; java.util.List is in module java.base of loader 'bootstrap')
E +-------------++- class java.lang.String cannot be cast to class Casts$E (java.lang.String is in module java.base of loader 'bootstrap'; Casts$E is in unnamed module of loader 'app')
Cloneable[] +-----+--+------- class Casts$E cannot be cast to class [Ljava.lang.Cloneable; (Casts$E is in unnamed module of loader 'app'; [Ljava.lang.Cloneable; is in module java.base of loader 'bootstrap')
class java.lang.String cannot be cast to class java.lang.Integer (java.lang.String and java.lang.Integer are in module java.base of loader 'bootstrap')
class [[I cannot be cast to class [Ljava.lang.String; ([[I and [Ljava.lang.String; are in module java.base of loader 'bootstrap')
Cannot cast Casts$A to Casts$C
class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')
*/
