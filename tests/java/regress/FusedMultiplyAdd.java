/** Math.fma is rounded once, and takes no longer for operands far apart (the library computes it with thousands of digits). */
public class FusedMultiplyAdd {
    static void show(double a, double b, double c) {
        System.out.println(Math.fma(a, b, c) + " " + StrictMath.fma(a, b, c) + " " + Math.fma((float) a, (float) b, (float) c));
    }

    public static void main(String[] args) {
        show(0.1, 10, -1);
        show(1 + Math.ulp(1.0), 1 - Math.ulp(1.0), -1);
        show(Double.MAX_VALUE, 2, -Double.MAX_VALUE);
        show(Double.MIN_VALUE, 0.5, Double.MIN_VALUE);
        show(-0.0, 1, -0.0);
        show(Double.POSITIVE_INFINITY, 0, 1);
        show(Double.NaN, 1, 1);
        double sum = 0;
        for (int i = 0; i < 2000; i++) {
            sum += Math.fma(Double.MAX_VALUE, Double.MIN_VALUE * (i + 1), 1e-300 * i);
        }
        System.out.println(sum);
    }
}

/* expect-output:
5.551115123125783E-17 5.551115123125783E-17 1.4901161E-8
-4.930380657631324E-32 -4.930380657631324E-32 0.0
1.7976931348623157E308 1.7976931348623157E308 NaN
1.0E-323 1.0E-323 0.0
-0.0 -0.0 -0.0
NaN NaN NaN
NaN NaN NaN
1.7772450178199504E-9
*/
