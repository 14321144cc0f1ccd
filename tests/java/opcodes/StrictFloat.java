/** Floating point is exact everywhere since 17; strictfp changes nothing; StrictMath and Math agree where they must. */
public class StrictFloat {
    static strictfp double strict(double a, double b, double c) {
        return a * b / c - a;
    }

    static double lax(double a, double b, double c) {
        return a * b / c - a;
    }

    static strictfp float strict(float a, float b) {
        return a * b - a / b;
    }

    strictfp static class Inner {
        static double hypot(double a, double b) {
            return Math.sqrt(a * a + b * b);
        }
    }

    public static void main(String[] args) throws Exception {
        double[][] cases = {{1e308, 10, 10}, {4.9e-324, 0.5, 0.5}, {0.1, 0.2, 0.3}, {1e200, 1e200, 1e200}, {-0.0, 1, 1}, {3, 1e-310, 7}};
        for (double[] c : cases) {
            System.out.println(strict(c[0], c[1], c[2]) + " " + lax(c[0], c[1], c[2]) + " " + Inner.hypot(c[0], c[1]));
        }
        System.out.println(strict(3e38f, 2f) + " " + strict(1e-45f, 0.5f) + " " + strict(0.1f, 3f));
        System.out.println(java.lang.reflect.Modifier.toString(StrictFloat.class.getDeclaredMethod("strict", double.class, double.class, double.class)
                .getModifiers()).replace("strictfp", "").trim());
        double[] xs = {0, -0.0, 0.5, 1, -1, 2, 10, 1e-10, 1e10, 710, -746, Double.NaN, Double.POSITIVE_INFINITY, 1e22, 4.9e-324};
        for (double x : xs) {
            System.out.println(x + ": " + StrictMath.sin(x) + " " + StrictMath.exp(x) + " " + StrictMath.log(x) + " " + StrictMath.cbrt(x) + " "
                    + StrictMath.tan(x) + " " + StrictMath.pow(x, 0.5) + " " + Math.sqrt(x) + " " + Math.floor(x) + " " + Math.ceil(x) + " "
                    + Math.abs(x) + " " + Math.signum(x) + " " + Math.getExponent(x) + " " + Math.nextUp(x) + " " + Math.round(x));
        }
        System.out.println(Math.min(-0.0, 0.0) + " " + Math.max(-0.0, 0.0) + " " + Math.min(Double.NaN, 1) + " " + Math.copySign(3, -0.0) + " "
                + Math.scalb(1.5, -1074) + " " + Math.nextAfter(1f, 2) + " " + StrictMath.atan2(-0.0, -1) + " " + StrictMath.IEEEremainder(7, 2));
        float f = 0;
        for (int i = 1; i < 200; i++) {
            f += 1f / i;
        }
        double d = 0;
        for (int i = 199; i > 0; i--) {
            d += 1.0 / (i * (double) i);
        }
        System.out.println(f + " " + d);
    }
}

/* expect-output:
Infinity Infinity Infinity
-4.9E-324 -4.9E-324 0.5
-0.033333333333333326 -0.033333333333333326 0.223606797749979
Infinity Infinity Infinity
0.0 0.0 1.0
-3.0 -3.0 3.0
Infinity -2.8E-45 0.26666668
static
0.0: 0.0 1.0 -Infinity 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 -1023 4.9E-324 0
-0.0: -0.0 1.0 -Infinity -0.0 -0.0 0.0 -0.0 -0.0 -0.0 0.0 -0.0 -1023 4.9E-324 0
0.5: 0.479425538604203 1.6487212707001282 -0.6931471805599453 0.7937005259840998 0.5463024898437905 0.7071067811865476 0.7071067811865476 0.0 1.0 0.5 1.0 -1 0.5000000000000001 1
1.0: 0.8414709848078965 2.7182818284590455 0.0 1.0 1.5574077246549023 1.0 1.0 1.0 1.0 1.0 1.0 0 1.0000000000000002 1
-1.0: -0.8414709848078965 0.36787944117144233 NaN -1.0 -1.5574077246549023 NaN NaN -1.0 -1.0 1.0 -1.0 0 -0.9999999999999999 -1
2.0: 0.9092974268256817 7.38905609893065 0.6931471805599453 1.2599210498948732 -2.185039863261519 1.4142135623730951 1.4142135623730951 2.0 2.0 2.0 1.0 1 2.0000000000000004 2
10.0: -0.5440211108893698 22026.465794806718 2.302585092994046 2.154434690031884 0.6483608274590866 3.1622776601683795 3.1622776601683795 10.0 10.0 10.0 1.0 3 10.000000000000002 10
1.0E-10: 1.0E-10 1.0000000001 -23.025850929940457 4.641588833612779E-4 1.0E-10 1.0E-5 1.0E-5 0.0 1.0 1.0E-10 1.0 -34 1.0000000000000002E-10 0
1.0E10: -0.4875060250875107 Infinity 23.025850929940457 2154.4346900318837 -0.5583496378112418 100000.0 100000.0 1.0E10 1.0E10 1.0E10 1.0 33 1.0000000000000002E10 10000000000
710.0: 6.0288706691585265E-5 Infinity 6.565264970035361 8.921121404456347 6.0288706801151796E-5 26.645825188948457 26.645825188948457 710.0 710.0 710.0 1.0 9 710.0000000000001 710
-746.0: 0.9917865664060436 0.0 NaN -9.06942198073606 -7.754154446113853 NaN NaN -746.0 -746.0 746.0 -1.0 9 -745.9999999999999 -746
NaN: NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN 1024 NaN 0
Infinity: NaN Infinity Infinity Infinity NaN Infinity Infinity Infinity Infinity Infinity 1.0 1024 Infinity 9223372036854775807
1.0E22: -0.8522008497671888 Infinity 50.65687204586901 2.154434690031884E7 -1.628778225606899 1.0E11 1.0E11 1.0E22 1.0E22 1.0E22 1.0 73 1.0000000000000002E22 9223372036854775807
4.9E-324: 4.9E-324 1.0 -744.4400719213812 1.7031839360032603E-108 4.9E-324 2.2227587494850775E-162 2.2227587494850775E-162 0.0 1.0 4.9E-324 1.0 -1023 1.0E-323 0
-0.0 0.0 NaN -3.0 1.0E-323 1.0000001 -3.141592653589793 -1.0
5.873032 1.6399215460149972
*/
