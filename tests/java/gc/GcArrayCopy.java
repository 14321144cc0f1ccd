// System.arraycopy and clone: overlaps, every element type, store checks with exact messages, partial effects.
import java.util.Arrays;
import java.util.concurrent.Callable;

public class GcArrayCopy {
    static void show(String name, Callable<?> action) {
        try {
            Object value = action.call();
            System.out.println(name + ": " + (value != null && value.getClass().isArray() ? Arrays.deepToString(new Object[] {value}) : value));
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static Object copy(Object from, int a, Object to, int b, int n) {
        System.arraycopy(from, a, to, b, n);
        return to;
    }

    public static void main(String[] args) {
        for (Object array : new Object[] {new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, new char[] {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9'}, new short[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9},
            new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, new boolean[] {true, false, true, true, false, false, true, false, true, true}, new String[] {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"}}) {
            show("forward", () -> copy(array, 0, array, 3, 7));
            show("backward", () -> copy(array, 5, array, 1, 5));
            show("same place", () -> copy(array, 2, array, 2, 8));
        }
        Object[] objects = {"a", "b", 3, "d"};
        String[] strings = new String[4];
        show("upcast", () -> copy(new String[] {"x", "y"}, 0, new Object[3], 1, 2));
        show("downcast", () -> copy(objects, 0, strings, 0, 2));
        show("stops at the bad one", () -> copy(objects, 0, strings, 1, 3));
        System.out.println(Arrays.toString(strings));
        show("null is fine", () -> copy(new Object[] {null, null}, 0, strings, 0, 2));
        show("interfaces", () -> copy(new Object[] {"s"}, 0, new Comparable[1], 0, 1));
        show("wrong interface", () -> copy(new Object[] {"s"}, 0, new Runnable[1], 0, 1));
        show("arrays in arrays", () -> copy(new Object[] {new int[] {1}}, 0, new int[1][], 0, 1));
        show("wrong arrays", () -> copy(new Object[] {new long[] {1}}, 0, new int[1][], 0, 1));
        show("deeper", () -> copy(new int[][][] {{{1}}}, 0, new Object[1][], 0, 1));
        show("int to long", () -> copy(new int[1], 0, new long[1], 0, 1));
        show("int to Object", () -> copy(new int[1], 0, new Object[1], 0, 1));
        show("Object to int", () -> copy(new Object[1], 0, new int[1], 0, 1));
        show("int to int[][]", () -> copy(new int[1], 0, new int[1][], 0, 0));
        show("not an array", () -> copy("x", 0, new int[1], 0, 1));
        show("to no array", () -> copy(new int[1], 0, "x", 0, 1));
        show("null from", () -> copy(null, 0, new int[1], 0, 1));
        show("null to", () -> copy(new int[1], 0, null, 0, 1));
        for (int[] bad : new int[][] {{-1, 0, 1}, {0, -1, 1}, {0, 0, -1}, {3, 0, 3}, {0, 4, 2}, {6, 0, 0}, {5, 5, 0}, {Integer.MAX_VALUE, 0, 1}, {1, 1, Integer.MAX_VALUE}}) {
            show("int " + Arrays.toString(bad), () -> copy(new int[5], bad[0], new int[5], bad[1], bad[2]));
            show("ref " + Arrays.toString(bad), () -> copy(new String[5], bad[0], new Object[5], bad[1], bad[2]));
        }
        // Clones share elements, not places.
        int[][] nested = {{1}, {2}};
        int[][] clone = nested.clone();
        clone[0] = new int[] {9};
        clone[1][0] = 8;
        show("clone", () -> nested);
        show("clone class", () -> strings.clone().getClass() + " " + (strings.clone() != strings) + " " + new boolean[0].clone().length);
        // Old arrays that get young elements.
        Object[] old = new Object[2000];
        System.gc();
        System.gc();
        Object[] young = new Object[1000];
        for (int i = 0; i < young.length; i++) young[i] = new int[] {i};
        System.arraycopy(young, 0, old, 500, 1000);
        young = null;
        System.gc();
        int sum = 0;
        for (int i = 500; i < 1500; i++) sum += ((int[]) old[i])[0];
        System.arraycopy(old, 500, old, 700, 1000);
        System.gc();
        for (int i = 700; i < 1700; i++) sum += ((int[]) old[i])[0];
        System.out.println(sum);
        show("copyOf", () -> Arrays.copyOf(new String[] {"a"}, 3, Object[].class));
        show("copyOf narrow", () -> Arrays.copyOf(new Object[] {1}, 1, String[].class));
        show("copyOfRange", () -> Arrays.copyOfRange(new int[] {1, 2, 3}, 1, 5));
        show("fill", () -> { Object[] o = new Integer[2]; Arrays.fill(o, "x"); return o; });
        show("store", () -> { Object[] o = new Number[1]; o[0] = 'c'; return o; });
        show("store array", () -> { Object[] o = new int[1][]; o[0] = new Integer[0]; return o; });
    }
}

/* expect-output:
forward: [[0, 1, 2, 0, 1, 2, 3, 4, 5, 6]]
backward: [[0, 2, 3, 4, 5, 6, 3, 4, 5, 6]]
same place: [[0, 2, 3, 4, 5, 6, 3, 4, 5, 6]]
forward: [[0, 1, 2, 0, 1, 2, 3, 4, 5, 6]]
backward: [[0, 2, 3, 4, 5, 6, 3, 4, 5, 6]]
same place: [[0, 2, 3, 4, 5, 6, 3, 4, 5, 6]]
forward: [[0, 1, 2, 0, 1, 2, 3, 4, 5, 6]]
backward: [[0, 2, 3, 4, 5, 6, 3, 4, 5, 6]]
same place: [[0, 2, 3, 4, 5, 6, 3, 4, 5, 6]]
forward: [[0, 1, 2, 0, 1, 2, 3, 4, 5, 6]]
backward: [[0, 2, 3, 4, 5, 6, 3, 4, 5, 6]]
same place: [[0, 2, 3, 4, 5, 6, 3, 4, 5, 6]]
forward: [[0, 1, 2, 0, 1, 2, 3, 4, 5, 6]]
backward: [[0, 2, 3, 4, 5, 6, 3, 4, 5, 6]]
same place: [[0, 2, 3, 4, 5, 6, 3, 4, 5, 6]]
forward: [[0.0, 1.0, 2.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]
backward: [[0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 3.0, 4.0, 5.0, 6.0]]
same place: [[0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 3.0, 4.0, 5.0, 6.0]]
forward: [[0.0, 1.0, 2.0, 0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]]
backward: [[0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 3.0, 4.0, 5.0, 6.0]]
same place: [[0.0, 2.0, 3.0, 4.0, 5.0, 6.0, 3.0, 4.0, 5.0, 6.0]]
forward: [[true, false, true, true, false, true, true, false, false, true]]
backward: [[true, true, true, false, false, true, true, false, false, true]]
same place: [[true, true, true, false, false, true, true, false, false, true]]
forward: [[0, 1, 2, 0, 1, 2, 3, 4, 5, 6]]
backward: [[0, 2, 3, 4, 5, 6, 3, 4, 5, 6]]
same place: [[0, 2, 3, 4, 5, 6, 3, 4, 5, 6]]
upcast: [[null, x, y]]
downcast: [[a, b, null, null]]
stops at the bad one: java.lang.ArrayStoreException: arraycopy: element type mismatch: can not cast one of the elements of java.lang.Object[] to the type of the destination array, java.lang.String
[a, a, b, null]
null is fine: [[null, null, b, null]]
interfaces: [[s]]
wrong interface: java.lang.ArrayStoreException: arraycopy: element type mismatch: can not cast one of the elements of java.lang.Object[] to the type of the destination array, java.lang.Runnable
arrays in arrays: [[[1]]]
wrong arrays: java.lang.ArrayStoreException: arraycopy: element type mismatch: can not cast one of the elements of java.lang.Object[] to the type of the destination array, [I
deeper: [[[[1]]]]
int to long: java.lang.ArrayStoreException: arraycopy: type mismatch: can not copy int[] into long[]
int to Object: java.lang.ArrayStoreException: arraycopy: type mismatch: can not copy int[] into object array[]
Object to int: java.lang.ArrayStoreException: arraycopy: type mismatch: can not copy object array[] into int[]
int to int[][]: java.lang.ArrayStoreException: arraycopy: type mismatch: can not copy int[] into object array[]
not an array: java.lang.ArrayStoreException: arraycopy: source type java.lang.String is not an array
to no array: java.lang.ArrayStoreException: arraycopy: destination type java.lang.String is not an array
null from: java.lang.NullPointerException
null to: java.lang.NullPointerException
int [-1, 0, 1]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: source index -1 out of bounds for int[5]
ref [-1, 0, 1]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: source index -1 out of bounds for object array[5]
int [0, -1, 1]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: destination index -1 out of bounds for int[5]
ref [0, -1, 1]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: destination index -1 out of bounds for object array[5]
int [0, 0, -1]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: length -1 is negative
ref [0, 0, -1]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: length -1 is negative
int [3, 0, 3]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: last source index 6 out of bounds for int[5]
ref [3, 0, 3]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: last source index 6 out of bounds for object array[5]
int [0, 4, 2]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: last destination index 6 out of bounds for int[5]
ref [0, 4, 2]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: last destination index 6 out of bounds for object array[5]
int [6, 0, 0]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: last source index 6 out of bounds for int[5]
ref [6, 0, 0]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: last source index 6 out of bounds for object array[5]
int [5, 5, 0]: [[0, 0, 0, 0, 0]]
ref [5, 5, 0]: [[null, null, null, null, null]]
int [2147483647, 0, 1]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: last source index 2147483648 out of bounds for int[5]
ref [2147483647, 0, 1]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: last source index 2147483648 out of bounds for object array[5]
int [1, 1, 2147483647]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: last source index 2147483648 out of bounds for int[5]
ref [1, 1, 2147483647]: java.lang.ArrayIndexOutOfBoundsException: arraycopy: last source index 2147483648 out of bounds for object array[5]
clone: [[[1], [8]]]
clone class: class [Ljava.lang.String; true 0
999000
copyOf: [[a, null, null]]
copyOf narrow: java.lang.ArrayStoreException: arraycopy: element type mismatch: can not cast one of the elements of java.lang.Object[] to the type of the destination array, java.lang.String
copyOfRange: [[2, 3, 0, 0]]
fill: java.lang.ArrayStoreException: java.lang.String
store: java.lang.ArrayStoreException: java.lang.Character
store array: java.lang.ArrayStoreException: [Ljava.lang.Integer;
*/
