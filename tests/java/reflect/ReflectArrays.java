// java.lang.reflect.Array: creation, access with widening, every refusal with its text.
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.concurrent.Callable;

public class ReflectArrays {
    static void show(String name, Callable<?> call) {
        try {
            Object value = call.call();
            System.out.println(name + ": " + (value != null && value.getClass().isArray() ? Arrays.deepToString(new Object[] {value}).replace((char) 0, (char) 48) : value));
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static Callable<?> set(Object array, int index, Object value) {
        return () -> { Array.set(array, index, value); return array; };
    }

    public static void main(String[] args) {
        Class<?>[] primitives = {boolean.class, byte.class, char.class, short.class, int.class, long.class, float.class, double.class};
        for (Class<?> type : primitives) {
            Object array = Array.newInstance(type, 2);
            show(type + "[2]", () -> array.getClass() + " " + Array.getLength(array) + " " + (Array.get(array, 1) instanceof Character c ? (int) c : Array.get(array, 1)));
            show("  set byte", set(array, 0, (byte) 65));
            show("  set int", set(array, 0, 66));
            show("  set char", set(array, 0, 'C'));
            show("  set boolean", set(array, 0, true));
            show("  setDouble", () -> { Array.setDouble(array, 1, 1.5); return array; });
            show("  setShort", () -> { Array.setShort(array, 1, (short) 7); return array; });
            show("  getInt", () -> Array.getInt(array, 0));
            show("  getDouble", () -> Array.getDouble(array, 0));
            show("  getBoolean", () -> Array.getBoolean(array, 0));
        }
        int[] ints = {1, 2, 3};
        Object[] objects = {"a", 2};
        show("index", () -> Array.get(ints, 3));
        show("negative index", () -> Array.get(objects, -1));
        show("set out of range", set(ints, 7, 1));
        show("wrong object", set(new String[1], 0, 5));
        show("null into int", set(ints, 0, null));
        show("null into String", set(new String[] {"x"}, 0, null));
        show("getInt of Object[]", () -> Array.getInt(objects, 1));
        show("not an array", () -> Array.get("text", 0));
        show("length of text", () -> Array.getLength("text"));
        show("length of null", () -> Array.getLength(null));
        show("null", () -> Array.get(null, 0));
        show("set null", set(null, 0, 1));
        show("negative size", () -> Array.newInstance(int.class, -1));
        show("void", () -> Array.newInstance(void.class, 1));
        show("null type", () -> Array.newInstance(null, 1));
        show("multi", () -> Array.newInstance(int.class, 2, 0, 3).getClass() + " " + ((int[][][]) Array.newInstance(int.class, 2, 2, 1))[1][1][0]);
        show("multi of arrays", () -> Array.newInstance(String[].class, 1, 2).getClass());
        show("multi negative", () -> Array.newInstance(int.class, 1, -2));
        show("no dimensions", () -> Array.newInstance(int.class));
        show("256 dimensions", () -> Array.newInstance(int.class, new int[256]));
        show("255 dimensions", () -> Array.newInstance(int.class, new int[255]).getClass().getName().length());
        show("too deep", () -> Array.newInstance(Array.newInstance(int.class, new int[255]).getClass(), 1));
        show("void dimensions", () -> Array.newInstance(void.class, 1, 2));
    }
}

/* expect-output:
boolean[2]: class [Z 2 false
  set byte: java.lang.IllegalArgumentException: argument type mismatch
  set int: java.lang.IllegalArgumentException: argument type mismatch
  set char: java.lang.IllegalArgumentException: argument type mismatch
  set boolean: [[true, false]]
  setDouble: java.lang.IllegalArgumentException: argument type mismatch
  setShort: java.lang.IllegalArgumentException: argument type mismatch
  getInt: java.lang.IllegalArgumentException: argument type mismatch
  getDouble: java.lang.IllegalArgumentException: argument type mismatch
  getBoolean: true
byte[2]: class [B 2 0
  set byte: [[65, 0]]
  set int: java.lang.IllegalArgumentException: argument type mismatch
  set char: java.lang.IllegalArgumentException: argument type mismatch
  set boolean: java.lang.IllegalArgumentException: argument type mismatch
  setDouble: java.lang.IllegalArgumentException: argument type mismatch
  setShort: java.lang.IllegalArgumentException: argument type mismatch
  getInt: 65
  getDouble: 65.0
  getBoolean: java.lang.IllegalArgumentException: argument type mismatch
char[2]: class [C 2 0
  set byte: java.lang.IllegalArgumentException: argument type mismatch
  set int: java.lang.IllegalArgumentException: argument type mismatch
  set char: [[C, 0]]
  set boolean: java.lang.IllegalArgumentException: argument type mismatch
  setDouble: java.lang.IllegalArgumentException: argument type mismatch
  setShort: java.lang.IllegalArgumentException: argument type mismatch
  getInt: 67
  getDouble: 67.0
  getBoolean: java.lang.IllegalArgumentException: argument type mismatch
short[2]: class [S 2 0
  set byte: [[65, 0]]
  set int: java.lang.IllegalArgumentException: argument type mismatch
  set char: java.lang.IllegalArgumentException: argument type mismatch
  set boolean: java.lang.IllegalArgumentException: argument type mismatch
  setDouble: java.lang.IllegalArgumentException: argument type mismatch
  setShort: [[65, 7]]
  getInt: 65
  getDouble: 65.0
  getBoolean: java.lang.IllegalArgumentException: argument type mismatch
int[2]: class [I 2 0
  set byte: [[65, 0]]
  set int: [[66, 0]]
  set char: [[67, 0]]
  set boolean: java.lang.IllegalArgumentException: argument type mismatch
  setDouble: java.lang.IllegalArgumentException: argument type mismatch
  setShort: [[67, 7]]
  getInt: 67
  getDouble: 67.0
  getBoolean: java.lang.IllegalArgumentException: argument type mismatch
long[2]: class [J 2 0
  set byte: [[65, 0]]
  set int: [[66, 0]]
  set char: [[67, 0]]
  set boolean: java.lang.IllegalArgumentException: argument type mismatch
  setDouble: java.lang.IllegalArgumentException: argument type mismatch
  setShort: [[67, 7]]
  getInt: java.lang.IllegalArgumentException: argument type mismatch
  getDouble: 67.0
  getBoolean: java.lang.IllegalArgumentException: argument type mismatch
float[2]: class [F 2 0.0
  set byte: [[65.0, 0.0]]
  set int: [[66.0, 0.0]]
  set char: [[67.0, 0.0]]
  set boolean: java.lang.IllegalArgumentException: argument type mismatch
  setDouble: java.lang.IllegalArgumentException: argument type mismatch
  setShort: [[67.0, 7.0]]
  getInt: java.lang.IllegalArgumentException: argument type mismatch
  getDouble: 67.0
  getBoolean: java.lang.IllegalArgumentException: argument type mismatch
double[2]: class [D 2 0.0
  set byte: [[65.0, 0.0]]
  set int: [[66.0, 0.0]]
  set char: [[67.0, 0.0]]
  set boolean: java.lang.IllegalArgumentException: argument type mismatch
  setDouble: [[67.0, 1.5]]
  setShort: [[67.0, 7.0]]
  getInt: java.lang.IllegalArgumentException: argument type mismatch
  getDouble: 67.0
  getBoolean: java.lang.IllegalArgumentException: argument type mismatch
index: java.lang.ArrayIndexOutOfBoundsException
negative index: java.lang.ArrayIndexOutOfBoundsException
set out of range: java.lang.ArrayIndexOutOfBoundsException
wrong object: java.lang.IllegalArgumentException: array element type mismatch
null into int: java.lang.IllegalArgumentException
null into String: [[null]]
getInt of Object[]: java.lang.IllegalArgumentException: Argument is not an array of primitive type
not an array: java.lang.IllegalArgumentException: Argument is not an array
length of text: java.lang.IllegalArgumentException: Argument is not an array
length of null: java.lang.NullPointerException
null: java.lang.NullPointerException
set null: java.lang.NullPointerException
negative size: java.lang.NegativeArraySizeException: -1
void: java.lang.IllegalArgumentException
null type: java.lang.NullPointerException
multi: class [[[I 0
multi of arrays: class [[[Ljava.lang.String;
multi negative: java.lang.NegativeArraySizeException: -2
no dimensions: java.lang.IllegalArgumentException
256 dimensions: java.lang.IllegalArgumentException
255 dimensions: 256
too deep: java.lang.IllegalArgumentException
void dimensions: java.lang.IllegalArgumentException
*/
