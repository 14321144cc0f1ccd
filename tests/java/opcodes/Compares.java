/** lcmp, fcmpl, fcmpg, dcmpl, dcmpg and every conditional branch, with NaN on both sides, and the same as values. */
public class Compares {
    static String f(float a, float b) {
        return "" + (a < b ? 1 : 0) + (a <= b ? 1 : 0) + (a > b ? 1 : 0) + (a >= b ? 1 : 0) + (a == b ? 1 : 0) + (a != b ? 1 : 0);
    }

    static String d(double a, double b) {
        boolean[] r = {a < b, a <= b, a > b, a >= b, a == b, a != b, !(a < b), !(a >= b)};
        StringBuilder out = new StringBuilder();
        for (boolean x : r) {
            out.append(x ? 1 : 0);
        }
        return out.toString();
    }

    static String l(long a, long b) {
        return "" + (a < b ? 1 : 0) + (a <= b ? 1 : 0) + (a > b ? 1 : 0) + (a >= b ? 1 : 0) + (a == b ? 1 : 0) + (a != b ? 1 : 0);
    }

    static String i(int a, int b) {
        String s = "";
        if (a < b) s += "<";
        if (a <= b) s += "<=";
        if (a > b) s += ">";
        if (a >= b) s += ">=";
        if (a == b) s += "==";
        if (a != b) s += "!=";
        if (a < 0) s += " lt";
        if (a <= 0) s += " le";
        if (a > 0) s += " gt";
        if (a >= 0) s += " ge";
        if (a == 0) s += " eq";
        if (a != 0) s += " ne";
        return s;
    }

    static String refs(Object a, Object b) {
        return (a == b) + " " + (a != b) + " " + (a == null) + " " + (null != b);
    }

    public static void main(String[] args) {
        float[] fs = {Float.NaN, 0f, -0f, 1f, Float.NEGATIVE_INFINITY, Float.MIN_VALUE};
        for (float a : fs) {
            for (float b : fs) {
                System.out.print(f(a, b) + " " + d(a, b) + " " + Float.compare(a, b) + " " + Double.valueOf(a).equals((double) b) + ";");
            }
            System.out.println();
        }
        long[] ls = {0, 1, -1, 1L << 32, -(1L << 32), Long.MIN_VALUE, Long.MAX_VALUE, 0x80000000L};
        for (long a : ls) {
            for (long b : ls) {
                System.out.print(l(a, b) + " ");
            }
            System.out.println();
        }
        int[] is = {0, 5, -5, Integer.MIN_VALUE, Integer.MAX_VALUE};
        for (int a : is) {
            for (int b : is) {
                System.out.print(i(a, b) + "; ");
            }
            System.out.println();
        }
        Object o = new Object();
        System.out.println(refs(o, o) + " " + refs(o, null) + " " + refs(null, null) + " " + refs(o, "x"));
        int n = 0;
        for (double x = 0; x != 1.0 && n < 20; x += 0.1) {
            n++;
        }
        int m = 0;
        for (float x = Float.NaN; !(x >= 0) && m < 3; m++) {
        }
        System.out.println(n + " " + m);
    }
}

/* expect-output:
000001 00000111 0 true;000001 00000111 1 false;000001 00000111 1 false;000001 00000111 1 false;000001 00000111 1 false;000001 00000111 1 false;
000001 00000111 -1 false;010110 01011010 0 true;010110 01011010 1 false;110001 11000101 -1 false;001101 00110110 1 false;110001 11000101 -1 false;
000001 00000111 -1 false;010110 01011010 -1 false;010110 01011010 0 true;110001 11000101 -1 false;001101 00110110 1 false;110001 11000101 -1 false;
000001 00000111 -1 false;001101 00110110 1 false;001101 00110110 1 false;010110 01011010 0 true;001101 00110110 1 false;001101 00110110 1 false;
000001 00000111 -1 false;110001 11000101 -1 false;110001 11000101 -1 false;110001 11000101 -1 false;010110 01011010 0 true;110001 11000101 -1 false;
000001 00000111 -1 false;001101 00110110 1 false;001101 00110110 1 false;110001 11000101 -1 false;001101 00110110 1 false;010110 01011010 0 true;
010110 110001 001101 110001 001101 001101 110001 110001 
001101 010110 001101 110001 001101 001101 110001 110001 
110001 110001 010110 110001 001101 001101 110001 110001 
001101 001101 001101 010110 001101 001101 110001 001101 
110001 110001 110001 110001 010110 001101 110001 110001 
110001 110001 110001 110001 110001 010110 110001 110001 
001101 001101 001101 001101 001101 001101 010110 001101 
001101 001101 001101 110001 001101 001101 110001 010110 
<=>=== le ge eq; <<=!= le ge eq; >>=!= le ge eq; >>=!= le ge eq; <<=!= le ge eq; 
>>=!= gt ge ne; <=>=== gt ge ne; >>=!= gt ge ne; >>=!= gt ge ne; <<=!= gt ge ne; 
<<=!= lt le ne; <<=!= lt le ne; <=>=== lt le ne; >>=!= lt le ne; <<=!= lt le ne; 
<<=!= lt le ne; <<=!= lt le ne; <<=!= lt le ne; <=>=== lt le ne; <<=!= lt le ne; 
>>=!= gt ge ne; >>=!= gt ge ne; >>=!= gt ge ne; >>=!= gt ge ne; <=>=== gt ge ne; 
true false false true false true false false true false true false false true false true
20 3
*/
