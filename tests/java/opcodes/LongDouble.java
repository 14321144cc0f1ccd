/** long and double mixed with one-word values in locals, arguments, fields, returns and on the stack. */
public class LongDouble {
    long l = 1;
    int i = 2;
    double d = 3;
    byte b = 4;
    static double sd = 0.25;
    static long sl = -1;
    static Object so = "o";

    static String mix(int a, long b, Object c, double d, float e, long f, byte g, double h, char i) {
        long x = b + f;
        double y = d * h;
        Object z = c;
        a++;
        b -= a;
        return a + ":" + b + ":" + z + ":" + y + ":" + e + ":" + x + ":" + g + ":" + i + ":" + f;
    }

    long virtual(double x, int k, long y, String s) {
        l += y;
        d -= x;
        i ^= k;
        return l * s.length() + (long) d + i + b;
    }

    static double nest(double a, long b) {
        return b == 0 ? a : nest(a / 2 + b, b - 1) + (b % 2 == 0 ? a : -a);
    }

    static long swapLocals(long a, double b, long c) {
        long t = a;
        a = c;
        c = t;
        double u = b;
        b = a;
        a = (long) u;
        {
            int narrow = 5;
            a += narrow;
        }
        {
            double wide = 0.5;
            b += wide;
            int after = 1;
            c += after;
        }
        return a * 1000000 + (long) (b * 1000) + c;
    }

    public static void main(String[] args) {
        System.out.println(mix(1, 2L, "three", 4.5, 5.5f, 6L << 40, (byte) 7, 8.25, '9'));
        System.out.println(mix(-1, Long.MIN_VALUE, null, Double.MAX_VALUE, Float.NaN, -1, (byte) -7, 2, 'x'));
        LongDouble o = new LongDouble();
        System.out.println(o.virtual(0.5, 3, 1L << 33, "abc") + " " + o.l + " " + o.d + " " + o.i + " " + o.b);
        System.out.println(o.virtual(-1e18, -1, -5, "") + " " + o.l + " " + o.d + " " + o.i);
        System.out.println(nest(1.5, 9) + " " + nest(-0.0, 0));
        System.out.println(swapLocals(11, 22.5, 33) + " " + swapLocals(-1, Double.NaN, Long.MAX_VALUE));
        long[] la = new long[4];
        double[] da = {1, 2, 3};
        int k = 0;
        la[k++] = (long) (da[k] *= 2.5) + sl--;
        la[k++] += la[0] << 35 | k;
        da[k] = la[1] / 3.0 + (sd *= -2);
        System.out.println(la[0] + " " + la[1] + " " + da[1] + " " + da[2] + " " + sl + " " + sd + " " + so);
        long acc = 0;
        double dacc = 0;
        float facc = 0;
        for (long q = 0x7fffffffL - 3; q < 0x80000003L; q++) {
            acc = acc * 31 + q;
            dacc += q / 7.0;
            facc += (float) q;
        }
        System.out.println(acc + " " + dacc + " " + facc);
        System.out.println((5L > 4 ? 1.5 : 2) + " " + (sd > 0 ? 1 : 2L) + " " + (char) (sl > 5 ? 'a' : 'b') + " " + (true ? 'a' : 0) + " "
                + (false ? 1.0f : k) + " " + (true ? null : 0) + " " + (long) (int) 3.99e9 + " " + 07L * 0xFL);
        long u = 1, v = 2, w = 3;
        u = v = w += u + v;
        long p = u++ + ++u - v-- * --w;
        System.out.println(u + " " + v + " " + w + " " + p + " " + ~u + " " + -v + " " + (u & v | w ^ p));
    }
}

/* expect-output:
2:0:three:37.125:5.5:6597069766658:7:9:6597069766656
0:-9223372036854775808:null:Infinity:NaN:9223372036854775807:-7:x:-1
25769803786 8589934593 2.5 1 4
1000000000000000002 8589934588 1.0E18 -2
3.6533203125 -0.0
27033512 -9223372036849775809
4 137438953474 5.0 4.5812984490833336E10 -2 -0.5 o
1969429626860856799 2.147483647E9 1.50323855E10
1.5 2 b a 2.0 null 2147483647 105
8 5 5 -16 -9 -5 -11
*/
