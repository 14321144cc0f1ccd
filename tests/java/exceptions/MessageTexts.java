import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Texts of the exceptions that the machine itself and the first lines of java.lang throw. */
public class MessageTexts {
    interface Action {
        Object run() throws Throwable;
    }

    static void show(Action action) {
        try {
            System.out.println("value " + action.run());
        } catch (Throwable t) {
            System.out.println(t);
        }
    }

    enum Color { RED }

    static class Base {}

    static class Derived extends Base {}

    static abstract class Shape {}

    public static void main(String[] args) {
        int zero = 0;
        show(() -> 1 / zero);
        show(() -> 1L % zero);
        show(() -> 1.0 / zero);
        show(() -> new int[2][3][zero - 4]);
        show(() -> new Object[] {1}[1]);
        show(() -> "abc".charAt(3));
        show(() -> "abc".charAt(-1));
        show(() -> "abc".substring(2, 1));
        show(() -> "abc".substring(4));
        show(() -> "abc".codePointAt(5));
        show(() -> "ab".repeat(-1));
        show(() -> new StringBuilder("x").deleteCharAt(1));
        show(() -> new StringBuilder("x").insert(2, "y"));
        show(() -> new StringBuilder("x").charAt(1));
        show(() -> (Derived) new Base());
        show(() -> (String) (Object) 1);
        show(() -> (int[]) (Object) new long[0]);
        show(() -> (Runnable) (Object) "r");
        show(() -> (Color) (Object) MessageTexts.class);
        show(() -> Integer.parseInt("12x"));
        show(() -> Integer.parseInt(""));
        show(() -> Integer.parseInt(null));
        show(() -> Integer.parseInt("99999999999"));
        show(() -> Integer.parseInt("1", 99));
        show(() -> Long.parseLong("-"));
        show(() -> Double.parseDouble("1.5.2"));
        show(() -> Double.parseDouble(" "));
        show(() -> Color.valueOf("BLUE"));
        show(() -> Color.valueOf(null));
        show(() -> Enum.valueOf((Class) String.class, "x"));
        show(() -> Class.forName("no.Such"));
        show(() -> Class.forName("[Lno.Such;"));
        show(() -> Class.forName("no/Such"));
        show(() -> Class.forName("int"));
        show(() -> Class.forName(""));
        show(() -> Shape.class.getDeclaredConstructor().newInstance());
        show(() -> Color.class.getDeclaredConstructor());
        show(() -> Runnable.class.getDeclaredConstructor());
        show(() -> MessageTexts.class.getMethod("nope", int.class, String[].class));
        show(() -> MessageTexts.class.getField("nope"));
        show(() -> new ArrayList<>(List.of(1)).get(1));
        show(() -> new ArrayList<>(-1));
        show(() -> List.of(1, 2).get(2));
        show(() -> List.of(1).add(2));
        show(() -> List.of(1, null));
        show(() -> java.util.Map.of(1, 1, 1, 2));
        show(() -> {
            List<Integer> l = new ArrayList<>(List.of(1, 2, 3));
            for (Iterator<Integer> it = l.iterator(); it.hasNext(); ) {
                l.remove(it.next());
            }
            return l;
        });
        show(() -> new ArrayList<>().iterator().next());
        show(() -> java.util.Optional.empty().get());
        show(() -> { new Object().wait(); return 0; });
        show(() -> { "x".notify(); return 0; });
        show(() -> { new Object().wait(-1); return 0; });
        show(() -> new Thread().getState() + "" + Thread.currentThread().isInterrupted());
        show(() -> { Thread t = new Thread(() -> {}); t.start(); t.join(); t.start(); return 0; });
        show(() -> Math.addExact(Integer.MAX_VALUE, 1));
        show(() -> Math.toIntExact(1L << 40));
        show(() -> Math.multiplyExact(Long.MIN_VALUE, -1L));
        show(() -> Character.toChars(-1));
        show(() -> java.util.Objects.checkIndex(3, 3));
        show(() -> java.util.Objects.requireNonNull(null, "the thing"));
        show(() -> java.lang.reflect.Array.get(new int[1], 1));
        show(() -> java.lang.reflect.Array.get("x", 1));
        show(() -> { java.lang.reflect.Array.set(new int[1], 0, "x"); return 0; });
        show(() -> { java.lang.reflect.Array.set(new int[1], 0, 1L); return 0; });
        show(() -> java.lang.reflect.Array.newInstance(void.class, 1));
        show(() -> java.lang.reflect.Array.newInstance(int.class, -1));
    }
}

/* expect-output:
java.lang.ArithmeticException: / by zero
java.lang.ArithmeticException: / by zero
value Infinity
java.lang.NegativeArraySizeException: -4
java.lang.ArrayIndexOutOfBoundsException: Index 1 out of bounds for length 1
java.lang.StringIndexOutOfBoundsException: String index out of range: 3
java.lang.StringIndexOutOfBoundsException: String index out of range: -1
java.lang.StringIndexOutOfBoundsException: begin 2, end 1, length 3
java.lang.StringIndexOutOfBoundsException: begin 4, end 3, length 3
java.lang.StringIndexOutOfBoundsException: index 5, length 3
java.lang.IllegalArgumentException: count is negative: -1
java.lang.StringIndexOutOfBoundsException: index 1, length 1
java.lang.StringIndexOutOfBoundsException: offset 2, length 1
java.lang.StringIndexOutOfBoundsException: index 1, length 1
java.lang.ClassCastException: class MessageTexts$Base cannot be cast to class MessageTexts$Derived (MessageTexts$Base and MessageTexts$Derived are in unnamed module of loader 'app')
java.lang.ClassCastException: class java.lang.Integer cannot be cast to class java.lang.String (java.lang.Integer and java.lang.String are in module java.base of loader 'bootstrap')
java.lang.ClassCastException: class [J cannot be cast to class [I ([J and [I are in module java.base of loader 'bootstrap')
java.lang.ClassCastException: class java.lang.String cannot be cast to class java.lang.Runnable (java.lang.String and java.lang.Runnable are in module java.base of loader 'bootstrap')
java.lang.ClassCastException: class java.lang.Class cannot be cast to class MessageTexts$Color (java.lang.Class is in module java.base of loader 'bootstrap'; MessageTexts$Color is in unnamed module of loader 'app')
java.lang.NumberFormatException: For input string: "12x"
java.lang.NumberFormatException: For input string: ""
java.lang.NumberFormatException: Cannot parse null string
java.lang.NumberFormatException: For input string: "99999999999"
java.lang.NumberFormatException: radix 99 greater than Character.MAX_RADIX
java.lang.NumberFormatException: For input string: "-"
java.lang.NumberFormatException: multiple points
java.lang.NumberFormatException: empty String
java.lang.IllegalArgumentException: No enum constant MessageTexts.Color.BLUE
java.lang.NullPointerException: Name is null
java.lang.IllegalArgumentException: java.lang.String is not an enum class
java.lang.ClassNotFoundException: no.Such
java.lang.ClassNotFoundException: no.Such
java.lang.ClassNotFoundException: no/Such
java.lang.ClassNotFoundException: int
java.lang.ClassNotFoundException: 
java.lang.InstantiationException
java.lang.NoSuchMethodException: MessageTexts$Color.<init>()
java.lang.NoSuchMethodException: java.lang.Runnable.<init>()
java.lang.NoSuchMethodException: MessageTexts.nope(int,[Ljava.lang.String;)
java.lang.NoSuchFieldException: nope
java.lang.IndexOutOfBoundsException: Index 1 out of bounds for length 1
java.lang.IllegalArgumentException: Illegal Capacity: -1
java.lang.IndexOutOfBoundsException: Index: 2 Size: 2
java.lang.UnsupportedOperationException
java.lang.NullPointerException
java.lang.IllegalArgumentException: duplicate key: 1
java.util.ConcurrentModificationException
java.util.NoSuchElementException
java.util.NoSuchElementException: No value present
java.lang.IllegalMonitorStateException: current thread is not owner
java.lang.IllegalMonitorStateException: current thread is not owner
java.lang.IllegalArgumentException: timeout value is negative
value NEWfalse
java.lang.IllegalThreadStateException
java.lang.ArithmeticException: integer overflow
java.lang.ArithmeticException: integer overflow
java.lang.ArithmeticException: long overflow
java.lang.IllegalArgumentException: Not a valid Unicode code point: 0xFFFFFFFF
java.lang.IndexOutOfBoundsException: Index 3 out of bounds for length 3
java.lang.NullPointerException: the thing
java.lang.ArrayIndexOutOfBoundsException
java.lang.IllegalArgumentException: Argument is not an array
java.lang.IllegalArgumentException: argument type mismatch
java.lang.IllegalArgumentException: argument type mismatch
java.lang.IllegalArgumentException
java.lang.NegativeArraySizeException: -1
*/
