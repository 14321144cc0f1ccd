import java.lang.ref.WeakReference;
import java.lang.reflect.Array;
import java.util.Arrays;

/** Native methods of which compiled code does the most by leaves: what they cannot do, and what they throw, is the method's as before. */
public class Leaves {
    static String outcome(Object from, int at, Object to, int there, int length) {
        try {
            System.arraycopy(from, at, to, there, length);
            return "done";
        } catch (RuntimeException e) {
            return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage().replaceAll("@.*", ""));
        }
    }

    static long copies(int round) {
        int[] ints = {1, 2, 3, 4, 5, 6, 7, 8};
        System.arraycopy(ints, 0, ints, 1, 7);
        System.arraycopy(ints, round & 3, ints, 4, 3);
        byte[] bytes = "some bytes".getBytes();
        byte[] more = new byte[20];
        System.arraycopy(bytes, 0, more, round & 7, bytes.length);
        String[] strings = {"a", "b", null, "d"};
        Object[] objects = new Object[6];
        System.arraycopy(strings, 0, objects, 1, 4);
        Object[] same = new Object[6];
        System.arraycopy(objects, 0, same, 0, 6);
        double[] wide = {1, 2, 3};
        System.arraycopy(wide, 1, wide, 0, 2);
        return Arrays.hashCode(ints) + 31L * Arrays.hashCode(more) + Arrays.hashCode(same) * 7L + Arrays.hashCode(wide);
    }

    static int questions(Object o, Class<?> c, WeakReference<Object> w, Object array) {
        int n = 0;
        if (c.isInstance(o)) n |= 1;
        if (c.isAssignableFrom(o.getClass())) n |= 2;
        if (c.isInterface()) n |= 4;
        if (c.isArray()) n |= 8;
        if (c.isPrimitive()) n |= 16;
        if (w.refersTo(o)) n |= 32;
        if (System.identityHashCode(o) == o.hashCode()) n |= 64;
        if (System.identityHashCode(null) == 0) n |= 128;
        return n + Array.getLength(array) * 1000;
    }

    public static void main(String[] args) {
        Object[] kept = new Object[50];
        long sum = 0;
        Object[] things = {new Object(), "text", 5, new int[3], new String[2]};
        Class<?>[] classes = {Object.class, String.class, Comparable.class, int[].class, Object[].class, int.class, CharSequence.class};
        for (int i = 0; i < 10_000; i++) {
            sum += copies(i);
            Object thing = things[i % things.length];
            sum += questions(thing, classes[i % classes.length], new WeakReference<>(things[i % 3]), i % 2 == 0 ? new int[i % 10] : kept);
            System.arraycopy(kept, 0, kept, 1, kept.length - 1); // (moves references to new objects within an old one)
            kept[0] = new int[] {i};
        }
        System.out.println(sum);
        int again = 0;
        for (int i = 0; i < kept.length; i++) again += ((int[]) kept[i])[0];
        System.out.println(again);
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 3000; i++) outcome(new int[3], 0, new int[3], 0, 3);
            System.out.println(outcome(null, 0, new int[3], 0, 1));
            System.out.println(outcome(new int[3], 0, null, 0, 1));
            System.out.println(outcome("x", 0, new int[3], 0, 1));
            System.out.println(outcome(new int[3], 0, new long[3], 0, 1));
            System.out.println(outcome(new int[3], 0, new Object[3], 0, 1));
            System.out.println(outcome(new int[3], -1, new int[3], 0, 1));
            System.out.println(outcome(new int[3], 0, new int[3], 1, 3));
            System.out.println(outcome(new int[3], 2, new int[3], 0, 2));
            System.out.println(outcome(new int[3], 0, new int[3], 0, -1));
            System.out.println(outcome(new int[3], Integer.MAX_VALUE, new int[3], 0, Integer.MAX_VALUE));
            String[] to = new String[4];
            System.out.println(outcome(new Object[] {"a", "b", 3, "d"}, 0, to, 0, 4) + " " + Arrays.toString(to));
            try { Array.getLength(things[0]); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
            try { Array.getLength(null); } catch (NullPointerException e) { System.out.println("null"); }
        }
    }
}

/* expect-output:
368376670037099
498725
NullPointerException
NullPointerException
ArrayStoreException arraycopy: source type java.lang.String is not an array
ArrayStoreException arraycopy: type mismatch: can not copy int[] into long[]
ArrayStoreException arraycopy: type mismatch: can not copy int[] into object array[]
ArrayIndexOutOfBoundsException arraycopy: source index -1 out of bounds for int[3]
ArrayIndexOutOfBoundsException arraycopy: last destination index 4 out of bounds for int[3]
ArrayIndexOutOfBoundsException arraycopy: last source index 4 out of bounds for int[3]
ArrayIndexOutOfBoundsException arraycopy: length -1 is negative
ArrayIndexOutOfBoundsException arraycopy: last source index 4294967294 out of bounds for int[3]
ArrayStoreException arraycopy: element type mismatch: can not cast one of the elements of java.lang.Object[] to the type of the destination array, java.lang.String [a, b, null, null]
Argument is not an array
null
NullPointerException
NullPointerException
ArrayStoreException arraycopy: source type java.lang.String is not an array
ArrayStoreException arraycopy: type mismatch: can not copy int[] into long[]
ArrayStoreException arraycopy: type mismatch: can not copy int[] into object array[]
ArrayIndexOutOfBoundsException arraycopy: source index -1 out of bounds for int[3]
ArrayIndexOutOfBoundsException arraycopy: last destination index 4 out of bounds for int[3]
ArrayIndexOutOfBoundsException arraycopy: last source index 4 out of bounds for int[3]
ArrayIndexOutOfBoundsException arraycopy: length -1 is negative
ArrayIndexOutOfBoundsException arraycopy: last source index 4294967294 out of bounds for int[3]
ArrayStoreException arraycopy: element type mismatch: can not cast one of the elements of java.lang.Object[] to the type of the destination array, java.lang.String [a, b, null, null]
Argument is not an array
null
NullPointerException
NullPointerException
ArrayStoreException arraycopy: source type java.lang.String is not an array
ArrayStoreException arraycopy: type mismatch: can not copy int[] into long[]
ArrayStoreException arraycopy: type mismatch: can not copy int[] into object array[]
ArrayIndexOutOfBoundsException arraycopy: source index -1 out of bounds for int[3]
ArrayIndexOutOfBoundsException arraycopy: last destination index 4 out of bounds for int[3]
ArrayIndexOutOfBoundsException arraycopy: last source index 4 out of bounds for int[3]
ArrayIndexOutOfBoundsException arraycopy: length -1 is negative
ArrayIndexOutOfBoundsException arraycopy: last source index 4294967294 out of bounds for int[3]
ArrayStoreException arraycopy: element type mismatch: can not cast one of the elements of java.lang.Object[] to the type of the destination array, java.lang.String [a, b, null, null]
Argument is not an array
null
*/
