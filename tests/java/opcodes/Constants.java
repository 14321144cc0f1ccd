/** ldc, ldc_w, ldc2_w of every kind of constant javac writes, bipush and sipush, and constants that need exact bits. */
public class Constants {
    static final int FOLDED = 3 * 7 + (1 << 20);
    static final String JOINED = "a" + 1 + 'c' + 2.5 + true + null + 7L;
    static final long BIG = Long.MAX_VALUE - 1;

    public static void main(String[] args) {
        int[] i = {-1, 0, 1, 2, 3, 4, 5, 6, -2, 127, 128, -128, -129, 255, 32767, 32768, -32768, -32769, 65536, Integer.MAX_VALUE,
            Integer.MIN_VALUE, 0xCAFEBABE, 0b1010, 0777, 1_000_000};
        for (int x : i) {
            System.out.print(x + " ");
        }
        System.out.println();
        long[] l = {0L, 1L, 2L, -1L, 5L, 32768L, 0x7FFFFFFFFFFFFFFFL, 0x8000000000000000L, 0xFFFFFFFFL, 1L << 53, 0777L};
        for (long x : l) {
            System.out.print(x + " ");
        }
        System.out.println();
        float[] f = {0f, 1f, 2f, -0f, 3f, 1e-45f, 3.4028235e38f, 0x1.8p1f, 1.17549435E-38f, Float.NaN, 1f / 3};
        for (float x : f) {
            System.out.print(x + "=" + Integer.toHexString(Float.floatToIntBits(x)) + " ");
        }
        System.out.println();
        double[] d = {0d, 1d, -0d, 2d, 4.9e-324, 1.7976931348623157e308, 0x1p-1074, 1d / 3, Math.PI, 2.2250738585072014E-308, 1e23, 2e-3};
        for (double x : d) {
            System.out.print(x + "=" + Long.toHexString(Double.doubleToLongBits(x)) + " ");
        }
        System.out.println();
        System.out.println(FOLDED + " " + JOINED + " " + BIG + " " + "x".length() + ("ab" == "a" + "b") + (JOINED == "a1c2.5truenull7"));
        Class<?>[] classes = {int.class, void.class, String.class, int[].class, String[][].class, Constants.class, Runnable.class, long[][][].class};
        for (Class<?> c : classes) {
            System.out.print(c.getName() + " ");
        }
        System.out.println();
        String controls = "\0\1\t\n\u007f\u0080\u00ff\u0100\uffff\ud83d\ude00\ud800";
        for (char c : controls.toCharArray()) {
            System.out.print((int) c + " ");
        }
        System.out.println(controls.length());
        char c1 = 'A', c2 = '\uffff', c3 = '\377', c4 = 0;
        byte b = -128;
        short s = -32768;
        System.out.println(c1 + " " + (int) c2 + " " + (int) c3 + " " + (int) c4 + " " + b + " " + s);
        String long1 = "0123456789".repeat(3);
        System.out.println(long1 == long1.intern() ? "same" : "other");
        System.out.println("" + Integer.MAX_VALUE + Long.MIN_VALUE + Float.MIN_VALUE + Double.MAX_VALUE + Character.MAX_VALUE.length());
    }

    static class Character {
        static final String MAX_VALUE = "shadow";
    }
}

/* expect-output:
-1 0 1 2 3 4 5 6 -2 127 128 -128 -129 255 32767 32768 -32768 -32769 65536 2147483647 -2147483648 -889275714 10 511 1000000 
0 1 2 -1 5 32768 9223372036854775807 -9223372036854775808 4294967295 9007199254740992 511 
0.0=0 1.0=3f800000 2.0=40000000 -0.0=80000000 3.0=40400000 1.4E-45=1 3.4028235E38=7f7fffff 3.0=40400000 1.17549435E-38=800000 NaN=7fc00000 0.33333334=3eaaaaab 
0.0=0 1.0=3ff0000000000000 -0.0=8000000000000000 2.0=4000000000000000 4.9E-324=1 1.7976931348623157E308=7fefffffffffffff 4.9E-324=1 0.3333333333333333=3fd5555555555555 3.141592653589793=400921fb54442d18 2.2250738585072014E-308=10000000000000 9.999999999999999E22=44b52d02c7e14af6 0.002=3f60624dd2f1a9fc 
1048597 a1c2.5truenull7 9223372036854775806 1truefalse
int void java.lang.String [I [[Ljava.lang.String; Constants java.lang.Runnable [[[J 
0 1 9 10 127 128 255 256 65535 55357 56832 55296 12
A 65535 255 0 -128 -32768
same
2147483647-92233720368547758081.4E-451.7976931348623157E3086
*/
