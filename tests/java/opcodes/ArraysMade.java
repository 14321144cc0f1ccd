import java.util.Arrays;
import support.ClassBuilder;
import support.Loader;
import support.Show;

/** Array instructions in made code: every element type with its edge values, bounds before null element checks, newarray and anewarray kinds. */
public class ArraysMade {
    public static void main(String[] args) throws Throwable {
        String[][] kinds = {{"4", "Z", "bastore", "baload", "iconst_1", "I"}, {"8", "B", "bastore", "baload", "bipush -128", "I"}, {"5", "C", "castore", "caload", "ldc int 65535", "I"}, {"9", "S", "sastore", "saload", "sipush -32768", "I"},
            {"10", "I", "iastore", "iaload", "ldc int -2147483648", "I"}, {"11", "J", "lastore", "laload", "ldc2_w long -9223372036854775808", "J"}, {"6", "F", "fastore", "faload", "ldc float -0.0", "F"}, {"7", "D", "dastore", "daload", "ldc2_w double 4.9E-324", "D"}};
        ClassBuilder b = new ClassBuilder("ArraysMade$Made");
        for (String[] k : kinds) {
            String ret = (k[5].equals("J") ? "l" : k[5].toLowerCase()) + "return", t = k[1];
            b.method(9, "rw" + t, "()" + k[5], 6, 1, "iconst_3;; newarray " + k[0] + ";; astore_0;; aload_0;; iconst_2;; " + k[4] + ";; " + k[2] + ";; aload_0;; iconst_2;; " + k[3], ret);
            b.method(9, "zero" + t, "()" + k[5], 6, 1, "iconst_1;; newarray " + k[0] + ";; iconst_0;; " + k[3], ret);
            b.method(9, "read" + t, "([" + t + "I)" + k[5], 6, 2, "aload_0;; iload_1;; " + k[3], ret);
            b.method(9, "write" + t, "([" + t + "I)V", 6, 2, "aload_0;; iload_1;; " + k[4] + ";; " + k[2], "return");
            b.method(9, "make" + t, "(I)[" + t, 6, 1, "iload_0;; newarray " + k[0], "areturn");
        }
        b.method(9, "refs", "(I)Ljava/lang/Object;", 4, 1, "iload_0;; anewarray java/lang/String;; areturn").method(9, "arrays", "(I)Ljava/lang/Object;", 4, 1, "iload_0;; anewarray [[I;; areturn")
                .method(9, "length", "(Ljava/lang/Object;)I", 2, 1, "aload_0;; checkcast [Ljava/lang/Object;;; arraylength;; ireturn")
                .method(9, "store", "([Ljava/lang/Object;ILjava/lang/Object;)V", 3, 3, "aload_0;; iload_1;; aload_2;; aastore;; return").method(9, "load", "([Ljava/lang/Object;I)Ljava/lang/Object;", 3, 2, "aload_0;; iload_1;; aaload;; areturn")
                .method(9, "nullLoad", "()Ljava/lang/Object;", 3, 0, "aconst_null;; iconst_0;; aaload;; areturn").method(9, "nullStoreNull", "()V", 3, 0, "aconst_null;; iconst_0;; aconst_null;; aastore;; return");
        Class<?> made = new Loader().add(b).loadClass("ArraysMade$Made");
        for (String[] k : kinds) {
            String t = k[1];
            Class<?> array = Class.forName("[" + t);
            Object three = java.lang.reflect.Array.newInstance(array.getComponentType(), 3);
            StringBuilder s = new StringBuilder(t + ": " + made.getMethod("rw" + t).invoke(null) + " " + made.getMethod("zero" + t).invoke(null) + " " + made.getMethod("make" + t, int.class).invoke(null, 2).getClass().getName());
            for (int at : new int[] {-1, 0, 2, 3, Integer.MIN_VALUE}) {
                for (String op : new String[] {"write", "read"}) {
                    try { s.append(' ').append(made.getMethod(op + t, array, int.class).invoke(null, three, at)); } catch (java.lang.reflect.InvocationTargetException e) { s.append(" [").append(e.getCause().getMessage()).append(']'); }
                }
            }
            try { made.getMethod("read" + t, array, int.class).invoke(null, null, 0); } catch (java.lang.reflect.InvocationTargetException e) { s.append(' ').append(e.getCause().getMessage()); }
            try { made.getMethod("make" + t, int.class).invoke(null, -7); } catch (java.lang.reflect.InvocationTargetException e) { s.append(' ').append(e.getCause().getMessage()); }
            System.out.println(s);
        }
        Object[] strings = (Object[]) made.getMethod("refs", int.class).invoke(null, 2);
        var store = made.getMethod("store", Object[].class, int.class, Object.class);
        var load = made.getMethod("load", Object[].class, int.class);
        System.out.println(strings.getClass() + " " + made.getMethod("arrays", int.class).invoke(null, 1).getClass() + " " + made.getMethod("length", Object.class).invoke(null, (Object) strings));
        Object[][] calls = {{strings, 0, "ok"}, {strings, 1, null}, {strings, 0, 5}, {strings, 9, 5}, {null, 0, "x"}, {new Object[1], 0, strings}, {new int[1][], 0, new int[2]}, {new int[1][], 0, new long[2]}, {new Object[1][], 0, new String[1]}, {new Object[1][], 0, new int[1]}, {new Comparable[1], 0, 5}, {new Cloneable[1], 0, new int[0]}, {new java.io.Serializable[1], 0, new Object()}};
        for (Object[] c : calls) {
            Show.outcome((c[0] == null ? "null" : c[0].getClass().getSimpleName()) + " " + c[1], () -> {
                try { store.invoke(null, c); return c[0] == null ? "?" : ((Object[]) c[0])[(int) c[1]] == c[2]; } catch (java.lang.reflect.InvocationTargetException e) { throw e.getCause(); }
            });
        }
        Show.outcome("load", () -> load.invoke(null, strings, 0) + " " + load.invoke(null, strings, 1));
        for (String n : new String[] {"nullLoad", "nullStoreNull"}) Show.outcome(n, () -> { try { return made.getMethod(n).invoke(null); } catch (java.lang.reflect.InvocationTargetException e) { throw e.getCause(); } });
        for (int n : new int[] {0, -1, Integer.MIN_VALUE}) Show.outcome("refs " + n, () -> { try { return Arrays.toString((Object[]) made.getMethod("refs", int.class).invoke(null, n)); } catch (java.lang.reflect.InvocationTargetException e) { throw e.getCause(); } });
    }
}

/* expect-output:
Z: 1 0 [Z  [Index -1 out of bounds for length 3]  [Index -1 out of bounds for length 3] null 1 null 1  [Index 3 out of bounds for length 3]  [Index 3 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3] Cannot load from byte/boolean array because "<parameter1>" is null -7
B: -128 0 [B  [Index -1 out of bounds for length 3]  [Index -1 out of bounds for length 3] null -128 null -128  [Index 3 out of bounds for length 3]  [Index 3 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3] Cannot load from byte/boolean array because "<parameter1>" is null -7
C: 65535 0 [C  [Index -1 out of bounds for length 3]  [Index -1 out of bounds for length 3] null 65535 null 65535  [Index 3 out of bounds for length 3]  [Index 3 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3] Cannot load from char array because "<parameter1>" is null -7
S: -32768 0 [S  [Index -1 out of bounds for length 3]  [Index -1 out of bounds for length 3] null -32768 null -32768  [Index 3 out of bounds for length 3]  [Index 3 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3] Cannot load from short array because "<parameter1>" is null -7
I: -2147483648 0 [I  [Index -1 out of bounds for length 3]  [Index -1 out of bounds for length 3] null -2147483648 null -2147483648  [Index 3 out of bounds for length 3]  [Index 3 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3] Cannot load from int array because "<parameter1>" is null -7
J: -9223372036854775808 0 [J  [Index -1 out of bounds for length 3]  [Index -1 out of bounds for length 3] null -9223372036854775808 null -9223372036854775808  [Index 3 out of bounds for length 3]  [Index 3 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3] Cannot load from long array because "<parameter1>" is null -7
F: -0.0 0.0 [F  [Index -1 out of bounds for length 3]  [Index -1 out of bounds for length 3] null -0.0 null -0.0  [Index 3 out of bounds for length 3]  [Index 3 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3] Cannot load from float array because "<parameter1>" is null -7
D: 4.9E-324 0.0 [D  [Index -1 out of bounds for length 3]  [Index -1 out of bounds for length 3] null 4.9E-324 null 4.9E-324  [Index 3 out of bounds for length 3]  [Index 3 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3]  [Index -2147483648 out of bounds for length 3] Cannot load from double array because "<parameter1>" is null -7
class [Ljava.lang.String; class [[[I 2
String[] 0: true
String[] 1: true
String[] 0: java.lang.ArrayStoreException: java.lang.Integer
String[] 9: java.lang.ArrayIndexOutOfBoundsException: Index 9 out of bounds for length 2
null 0: java.lang.NullPointerException: Cannot store to object array because "<parameter1>" is null
Object[] 0: true
int[][] 0: true
int[][] 0: java.lang.ArrayStoreException: [J
Object[][] 0: true
Object[][] 0: java.lang.ArrayStoreException: [I
Comparable[] 0: true
Cloneable[] 0: true
Serializable[] 0: java.lang.ArrayStoreException: java.lang.Object
load: ok null
nullLoad: java.lang.NullPointerException: Cannot load from object array because "null" is null
nullStoreNull: java.lang.NullPointerException: Cannot store to object array because "null" is null
refs 0: []
refs -1: java.lang.NegativeArraySizeException: -1
refs -2147483648: java.lang.NegativeArraySizeException: -2147483648
*/
