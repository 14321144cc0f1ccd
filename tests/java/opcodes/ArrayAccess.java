import java.util.Arrays;

/** Arrays of every element type: defaults, bounds, length, negative sizes, aliasing, clone, arraycopy with overlap. */
public class ArrayAccess {
    interface Action {
        Object run();
    }

    static void show(Action action) {
        try {
            System.out.println(action.run());
        } catch (RuntimeException e) {
            System.out.println(e);
        }
    }

    public static void main(String[] args) {
        System.out.println(Arrays.toString(new boolean[2]) + Arrays.toString(new byte[2]) + Arrays.toString(new char[0]) + Arrays.toString(new short[1])
                + Arrays.toString(new int[3]) + Arrays.toString(new long[2]) + Arrays.toString(new float[1]) + Arrays.toString(new double[1])
                + Arrays.toString(new String[2]));
        int[] a = {1, 2, 3};
        int minus = -1;
        for (int at : new int[] {-1, 3, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
            show(() -> a[at]);
            show(() -> (new byte[2])[at]);
            show(() -> new String[3].length + (new Object[0])[at].hashCode());
            show(() -> (new long[1])[at] = 5);
            show(() -> (new double[0])[at] += 1);
            show(() -> (new char[1])[at]++);
            show(() -> (new boolean[5])[at] = true);
        }
        show(() -> new int[minus]);
        show(() -> new String[minus - 1]);
        show(() -> new int[2][minus]);
        show(() -> new int[minus][2]);
        show(() -> new int[0][minus]);
        show(() -> ((int[]) null).length);
        Object[] objects = new Integer[2];
        show(() -> objects[0] = "text");
        show(() -> objects[0] = 1L);
        show(() -> objects[5] = "bounds first");
        show(() -> (objects[1] = null) + "" + (objects[0] = 3));
        Object[][] grid = new Integer[2][];
        show(() -> grid[0] = new String[0]);
        show(() -> Arrays.toString(grid[0] = new Integer[] {7}));
        Object[] asObjects = new int[2][];
        show(() -> asObjects[0] = new long[1]);
        int[] copy = a.clone();
        copy[0] = 9;
        System.out.println(a[0] + " " + copy[0] + " " + a.getClass() + " " + (a.clone().getClass() == int[].class) + " " + a.equals(copy));
        int[][] nested = {{1}, {2}};
        int[][] shallow = nested.clone();
        shallow[0][0] = 5;
        System.out.println(nested[0][0] + " " + (nested[1] == shallow[1]));
        int[] o = {0, 1, 2, 3, 4, 5, 6, 7};
        System.arraycopy(o, 0, o, 2, 5);
        System.out.println(Arrays.toString(o));
        System.arraycopy(o, 3, o, 1, 4);
        System.out.println(Arrays.toString(o));
        Object[] mixed = {1, 2, "three", 4};
        Integer[] target = new Integer[4];
        show(() -> {
            System.arraycopy(mixed, 0, target, 0, 4);
            return "not reached";
        });
        System.out.println(Arrays.toString(target));
        show(() -> { System.arraycopy(a, 0, copy, 2, 2); return ""; });
        show(() -> { System.arraycopy(a, -1, copy, 0, 1); return ""; });
        show(() -> { System.arraycopy(a, 0, copy, 0, -1); return ""; });
        show(() -> { System.arraycopy(a, 0, new long[3], 0, 1); return ""; });
        show(() -> { System.arraycopy("s", 0, copy, 0, 1); return ""; });
        show(() -> { System.arraycopy(a, 0, "s", 0, 1); return ""; });
        show(() -> { System.arraycopy(a, 0, new String[1], 0, 1); return ""; });
        show(() -> { System.arraycopy(new String[1], 0, new int[1], 0, 1); return ""; });
        show(() -> { System.arraycopy(new Object[4], 2, new String[1], 0, 2); return ""; });
        show(() -> { System.arraycopy(a, 3, copy, 3, 0); return "empty is fine"; });
        show(() -> { System.arraycopy(a, Integer.MAX_VALUE, copy, 0, Integer.MAX_VALUE); return ""; });
    }
}

/* expect-output:
[false, false][0, 0][][0][0, 0, 0][0, 0][0.0][0.0][null, null]
java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 3
java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 2
java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 0
java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 1
java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 0
java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 1
java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 5
java.lang.ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 3
java.lang.ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 2
java.lang.ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 0
java.lang.ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 1
java.lang.ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 0
java.lang.ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 1
true
java.lang.ArrayIndexOutOfBoundsException: Index -2147483648 out of bounds for length 3
java.lang.ArrayIndexOutOfBoundsException: Index -2147483648 out of bounds for length 2
java.lang.ArrayIndexOutOfBoundsException: Index -2147483648 out of bounds for length 0
java.lang.ArrayIndexOutOfBoundsException: Index -2147483648 out of bounds for length 1
java.lang.ArrayIndexOutOfBoundsException: Index -2147483648 out of bounds for length 0
java.lang.ArrayIndexOutOfBoundsException: Index -2147483648 out of bounds for length 1
java.lang.ArrayIndexOutOfBoundsException: Index -2147483648 out of bounds for length 5
java.lang.ArrayIndexOutOfBoundsException: Index 2147483647 out of bounds for length 3
java.lang.ArrayIndexOutOfBoundsException: Index 2147483647 out of bounds for length 2
java.lang.ArrayIndexOutOfBoundsException: Index 2147483647 out of bounds for length 0
java.lang.ArrayIndexOutOfBoundsException: Index 2147483647 out of bounds for length 1
java.lang.ArrayIndexOutOfBoundsException: Index 2147483647 out of bounds for length 0
java.lang.ArrayIndexOutOfBoundsException: Index 2147483647 out of bounds for length 1
java.lang.ArrayIndexOutOfBoundsException: Index 2147483647 out of bounds for length 5
java.lang.NegativeArraySizeException: -1
java.lang.NegativeArraySizeException: -2
java.lang.NegativeArraySizeException: -1
java.lang.NegativeArraySizeException: -1
java.lang.NegativeArraySizeException: -1
java.lang.NullPointerException: Cannot read the array length because "null" is null
java.lang.ArrayStoreException: java.lang.String
java.lang.ArrayStoreException: java.lang.Long
java.lang.ArrayIndexOutOfBoundsException: Index 5 out of bounds for length 2
null3
java.lang.ArrayStoreException: [Ljava.lang.String;
[7]
java.lang.ArrayStoreException: [J
1 9 class [I true false
5 true
[0, 1, 0, 1, 2, 3, 4, 7]
[0, 1, 2, 3, 4, 3, 4, 7]
java.lang.ArrayStoreException: arraycopy: element type mismatch: can not cast one of the elements of java.lang.Object[] to the type of the destination array, java.lang.Integer
[1, 2, null, null]
java.lang.ArrayIndexOutOfBoundsException: arraycopy: last destination index 4 out of bounds for int[3]
java.lang.ArrayIndexOutOfBoundsException: arraycopy: source index -1 out of bounds for int[3]
java.lang.ArrayIndexOutOfBoundsException: arraycopy: length -1 is negative
java.lang.ArrayStoreException: arraycopy: type mismatch: can not copy int[] into long[]
java.lang.ArrayStoreException: arraycopy: source type java.lang.String is not an array
java.lang.ArrayStoreException: arraycopy: destination type java.lang.String is not an array
java.lang.ArrayStoreException: arraycopy: type mismatch: can not copy int[] into object array[]
java.lang.ArrayStoreException: arraycopy: type mismatch: can not copy object array[] into int[]
java.lang.ArrayIndexOutOfBoundsException: arraycopy: last destination index 2 out of bounds for object array[1]
empty is fine
java.lang.ArrayIndexOutOfBoundsException: arraycopy: last source index 4294967294 out of bounds for int[3]
*/
