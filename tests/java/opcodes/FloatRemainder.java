/** frem and drem truncate like C's fmod, not like IEEE remainder; signed zeros, infinities, NaN, subnormals; other float arithmetic. */
public class FloatRemainder {
    static float[] f = {0f, -0f, 1f, -1f, 5.5f, -5.5f, 3f, 0.1f, 1e10f, Float.MIN_VALUE, Float.MAX_VALUE, Float.POSITIVE_INFINITY, Float.NaN};
    static double[] d = {0d, -0d, 1d, -1d, 5.5, -5.5, 3d, 0.1, 1e300, Double.MIN_VALUE, Double.MAX_VALUE, Double.NEGATIVE_INFINITY, Double.NaN};

    public static void main(String[] args) {
        for (float a : f) {
            StringBuilder line = new StringBuilder(a + ":");
            for (float b : f) {
                line.append(' ').append(a % b);
            }
            System.out.println(line);
        }
        for (double a : d) {
            StringBuilder line = new StringBuilder(a + ":");
            for (double b : d) {
                line.append(' ').append(a % b);
            }
            System.out.println(line);
        }
        for (int i = 0; i < f.length; i++) {
            float a = f[i], b = f[(i * 5 + 3) % f.length];
            System.out.println(a + "," + b + ": " + (a + b) + " " + (a - b) + " " + (a * b) + " " + (a / b) + " " + -a);
        }
        for (int i = 0; i < d.length; i++) {
            double a = d[i], b = d[(i * 5 + 3) % d.length];
            System.out.println(a + "," + b + ": " + (a + b) + " " + (a - b) + " " + (a * b) + " " + (a / b) + " " + -a);
        }
        // Rounding to float after each operation, to double after each operation.
        float x = 16777216f;
        System.out.println((x + 1f) + 1f + " " + (x + (1f + 1f)) + " " + (0.1f + 0.2f) + " " + (0.1 + 0.2) + " " + 1e38f * 10f / 10f);
        double m = Double.MAX_VALUE;
        System.out.println(m * 2 / 2 + " " + (m + 1 - m) + " " + Double.MIN_NORMAL / 2 + " " + Double.MIN_VALUE / 2 + " " + Float.MIN_NORMAL / 3f);
        System.out.println(Math.IEEEremainder(5.5, 3) + " " + Math.fma(0.1, 10, -1) + " " + Math.fma(0.1f, 10f, -1f) + " " + Math.rint(2.5) + " "
                + Math.round(-2.5) + " " + Math.round(0.49999999999999994) + " " + Math.sqrt(-1) + " " + Math.ulp(1e10));
        System.out.println(Float.floatToRawIntBits(0f / 0f) == 0x7fc00000 | true);
        System.out.println(Integer.toHexString(Float.floatToIntBits(Float.NaN)) + " " + Long.toHexString(Double.doubleToLongBits(0d / 0d)));
    }
}

/* expect-output:
0.0: NaN NaN 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 NaN
-0.0: NaN NaN -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 NaN
1.0: NaN NaN 0.0 0.0 1.0 1.0 1.0 0.09999999 1.0 0.0 1.0 1.0 NaN
-1.0: NaN NaN -0.0 -0.0 -1.0 -1.0 -1.0 -0.09999999 -1.0 -0.0 -1.0 -1.0 NaN
5.5: NaN NaN 0.5 0.5 0.0 0.0 2.5 0.09999992 5.5 0.0 5.5 5.5 NaN
-5.5: NaN NaN -0.5 -0.5 -0.0 -0.0 -2.5 -0.09999992 -5.5 -0.0 -5.5 -5.5 NaN
3.0: NaN NaN 0.0 0.0 3.0 3.0 0.0 0.09999996 3.0 0.0 3.0 3.0 NaN
0.1: NaN NaN 0.1 0.1 0.1 0.1 0.1 0.0 0.1 0.0 0.1 0.1 NaN
1.0E10: NaN NaN 0.0 0.0 1.0 1.0 1.0 0.08839028 0.0 0.0 1.0E10 1.0E10 NaN
1.4E-45: NaN NaN 1.4E-45 1.4E-45 1.4E-45 1.4E-45 1.4E-45 1.4E-45 1.4E-45 0.0 1.4E-45 1.4E-45 NaN
3.4028235E38: NaN NaN 0.0 0.0 3.5 3.5 0.0 0.05000002 4.5169254E9 0.0 0.0 3.4028235E38 NaN
Infinity: NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN
NaN: NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN
0.0: NaN NaN 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 NaN
-0.0: NaN NaN -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 NaN
1.0: NaN NaN 0.0 0.0 1.0 1.0 1.0 0.09999999999999995 1.0 0.0 1.0 1.0 NaN
-1.0: NaN NaN -0.0 -0.0 -1.0 -1.0 -1.0 -0.09999999999999995 -1.0 -0.0 -1.0 -1.0 NaN
5.5: NaN NaN 0.5 0.5 0.0 0.0 2.5 0.0999999999999997 5.5 0.0 5.5 5.5 NaN
-5.5: NaN NaN -0.5 -0.5 -0.0 -0.0 -2.5 -0.0999999999999997 -5.5 -0.0 -5.5 -5.5 NaN
3.0: NaN NaN 0.0 0.0 3.0 3.0 0.0 0.09999999999999984 3.0 0.0 3.0 3.0 NaN
0.1: NaN NaN 0.1 0.1 0.1 0.1 0.1 0.0 0.1 0.0 0.1 0.1 NaN
1.0E300: NaN NaN 0.0 0.0 1.5 1.5 0.0 1.1215964963492975E-4 0.0 0.0 1.0E300 1.0E300 NaN
4.9E-324: NaN NaN 4.9E-324 4.9E-324 4.9E-324 4.9E-324 4.9E-324 4.9E-324 4.9E-324 0.0 4.9E-324 4.9E-324 NaN
1.7976931348623157E308: NaN NaN 0.0 0.0 3.0 3.0 2.0 0.050000000000000044 4.8623156137578274E299 0.0 0.0 1.7976931348623157E308 NaN
-Infinity: NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN
NaN: NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN
0.0,-1.0: -1.0 1.0 -0.0 -0.0 -0.0
-0.0,1.0E10: 1.0E10 -1.0E10 -0.0 -0.0 0.0
1.0,0.0: 1.0 1.0 0.0 Infinity -1.0
-1.0,-5.5: -6.5 4.5 5.5 0.18181819 1.0
5.5,3.4028235E38: 3.4028235E38 -3.4028235E38 Infinity 1.6163049E-38 -5.5
-5.5,1.0: -4.5 -6.5 -5.5 -5.5 5.5
3.0,0.1: 3.1 2.9 0.3 30.0 -3.0
0.1,NaN: NaN NaN NaN NaN -0.1
1.0E10,5.5: 1.0E10 1.0E10 5.4999998E10 1.81818176E9 -1.0E10
1.4E-45,1.4E-45: 2.8E-45 0.0 0.0 1.0 -1.4E-45
3.4028235E38,-0.0: 3.4028235E38 3.4028235E38 -0.0 -Infinity -3.4028235E38
Infinity,3.0: Infinity Infinity Infinity Infinity -Infinity
NaN,Infinity: NaN NaN NaN NaN NaN
0.0,-1.0: -1.0 1.0 -0.0 -0.0 -0.0
-0.0,1.0E300: 1.0E300 -1.0E300 -0.0 -0.0 0.0
1.0,0.0: 1.0 1.0 0.0 Infinity -1.0
-1.0,-5.5: -6.5 4.5 5.5 0.18181818181818182 1.0
5.5,1.7976931348623157E308: 1.7976931348623157E308 -1.7976931348623157E308 Infinity 3.0594765554474024E-308 -5.5
-5.5,1.0: -4.5 -6.5 -5.5 -5.5 5.5
3.0,0.1: 3.1 2.9 0.30000000000000004 30.0 -3.0
0.1,NaN: NaN NaN NaN NaN -0.1
1.0E300,5.5: 1.0E300 1.0E300 5.5E300 1.8181818181818183E299 -1.0E300
4.9E-324,4.9E-324: 1.0E-323 0.0 0.0 1.0 -4.9E-324
1.7976931348623157E308,-0.0: 1.7976931348623157E308 1.7976931348623157E308 -0.0 -Infinity -1.7976931348623157E308
-Infinity,3.0: -Infinity -Infinity -Infinity -Infinity Infinity
NaN,-Infinity: NaN NaN NaN NaN NaN
1.6777216E7 1.6777218E7 0.3 0.30000000000000004 Infinity
Infinity 0.0 1.1125369292536007E-308 0.0 3.918315E-39
-0.5 5.551115123125783E-17 1.4901161E-8 2.0 -2 0 NaN 1.9073486328125E-6
true
7fc00000 7ff8000000000000
*/
