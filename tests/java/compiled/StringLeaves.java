import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What compiled code leaves to functions of the VM that go by words: strings and arrays of all lengths around a word, that differ in each place,
 * and some too long for these functions. Compared with loops of our own.
 */
public class StringLeaves {
    static int hash(byte[] bytes) {
        int hash = 0;
        for (byte b : bytes) {
            hash = 31 * hash + (b & 0xff);
        }
        return hash;
    }

    static int compare(byte[] a, byte[] b) {
        for (int i = 0; i < Math.min(a.length, b.length); i++) {
            if (a[i] != b[i]) {
                return (a[i] & 0xff) - (b[i] & 0xff);
            }
        }
        return a.length - b.length;
    }

    static void check(boolean holds, String what, int length, int at) {
        if (!holds) {
            throw new AssertionError(what + " of " + length + " at " + at);
        }
    }

    static int strings(byte[] bytes) {
        int length = bytes.length;
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        check(text.hashCode() == hash(bytes), "hashCode", length, -1);
        check(text.equals(new String(bytes, StandardCharsets.ISO_8859_1)), "equals", length, -1);
        int sum = 0;
        int step = length < 100 ? 1 : length / 2;
        for (int at = 0; at < length; at += step) {
            byte[] other = bytes.clone();
            other[at] ^= 0x80;
            String changed = new String(other, StandardCharsets.ISO_8859_1);
            check(!text.equals(changed), "equals", length, at);
            check(text.compareTo(changed) == compare(bytes, other), "compareTo", length, at);
            check(text.compareTo(text.substring(0, at)) == length - at, "compareTo", length, at);
            int first = text.indexOf(bytes[at] & 0xff);
            check(first <= at && bytes[first] == bytes[at], "indexOf", length, at);
            sum = sum * 31 + first + text.indexOf(changed.charAt(at), at) + text.indexOf('x', at - 3);
            check(Arrays.mismatch(bytes, other) == at, "mismatch", length, at);
            check(Arrays.mismatch(bytes, at, length, other, at, length) == 0, "mismatch from", length, at);
            check(Arrays.equals(bytes, 0, at, other, 0, at), "equals to", length, at);
        }
        return sum * 31 + new String(bytes, StandardCharsets.UTF_8).length();
    }

    static void numbers(int length) {
        long[] longs = new long[length];
        double[] doubles = new double[length];
        float[] floats = new float[length];
        short[] shorts = new short[length];
        boolean[] booleans = new boolean[length];
        for (int at = 0; at < length; at++) {
            long[] otherLongs = longs.clone();
            otherLongs[at] = 1L << 40;
            check(Arrays.mismatch(longs, otherLongs) == at, "longs", length, at);
            double[] otherDoubles = doubles.clone();
            otherDoubles[at] = -0.0;
            check(Arrays.mismatch(doubles, otherDoubles) == at, "doubles", length, at);
            float[] nans = floats.clone();
            nans[at] = Float.NaN;
            float[] otherNans = floats.clone();
            otherNans[at] = Float.intBitsToFloat(0x7fc00001);
            check(Arrays.mismatch(floats, nans) == at, "floats", length, at);
            check(Arrays.mismatch(nans, otherNans) == -1, "not numbers", length, at);
            short[] otherShorts = shorts.clone();
            otherShorts[at] = 1;
            check(Arrays.mismatch(shorts, otherShorts) == at, "shorts", length, at);
            check(Arrays.compare(shorts, otherShorts) < 0, "compare", length, at);
            boolean[] otherBooleans = booleans.clone();
            otherBooleans[at] = true;
            check(!Arrays.equals(booleans, otherBooleans), "booleans", length, at);
        }
        check(Arrays.equals(longs, new long[length]), "equal longs", length, -1);
    }

    static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        for (int at = 0; at < length; at++) {
            bytes[at] = (byte) (seed == 0 ? at * 37 % 120 : at * seed);
        }
        return bytes;
    }

    public static void main(String[] args) {
        int sum = 0;
        for (int round = 0; round < 3; round++) {
            for (int length = 0; length < 36; length++) {
                sum = sum * 31 + strings(bytes(length, round));
                numbers(length);
            }
        }
        sum = sum * 31 + strings(bytes((1 << 20) + 9, 7));
        for (int[] range : new int[][] {{-1, 2}, {0, 9}, {5, 4}, {8, 1}}) {
            try {
                System.out.println(Arrays.mismatch(new byte[8], range[0], range[1], new byte[8], 0, 8));
            } catch (RuntimeException e) {
                System.out.println(e);
            }
        }
        System.out.println(sum);
    }
}

/* expect-output:
java.lang.ArrayIndexOutOfBoundsException: Array index out of range: -1
java.lang.ArrayIndexOutOfBoundsException: Array index out of range: 9
java.lang.IllegalArgumentException: fromIndex(5) > toIndex(4)
java.lang.IllegalArgumentException: fromIndex(8) > toIndex(1)
614661033
*/
