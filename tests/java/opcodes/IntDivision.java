/** idiv, irem, ldiv, lrem at the edges: MIN / -1, signs, zero. */
public class IntDivision {
    static int[] ints = {0, 1, -1, 2, -2, 3, 7, -7, 10, 255, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MIN_VALUE + 1};
    static long[] longs = {0, 1, -1, 3, -7, 1L << 32, -(1L << 40), Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1};

    static int divide(int a, int b) {
        return a / b;
    }

    static long divide(long a, long b) {
        return a / b;
    }

    public static void main(String[] args) {
        for (int a : ints) {
            StringBuilder line = new StringBuilder(a + ":");
            for (int b : ints) {
                try {
                    line.append(' ').append(divide(a, b)).append('r').append(a % b);
                } catch (ArithmeticException e) {
                    line.append(" [").append(e.getMessage()).append(']');
                }
            }
            System.out.println(line);
        }
        for (long a : longs) {
            StringBuilder line = new StringBuilder(a + ":");
            for (long b : longs) {
                try {
                    line.append(' ').append(divide(a, b)).append('r').append(a % b);
                } catch (ArithmeticException e) {
                    line.append(" [").append(e.getMessage()).append(']');
                }
            }
            System.out.println(line);
        }
        // Constant operands may be folded or strength-reduced.
        for (int a : ints) {
            System.out.println(a / 1 + " " + a / -1 + " " + a / 2 + " " + a / -8 + " " + a / 10 + " " + a % 1 + " " + a % -1 + " " + a % 8
                    + " " + a % -10 + " " + a / Integer.MIN_VALUE + " " + a % Integer.MIN_VALUE);
        }
        try {
            System.out.println(1L % Long.parseLong("0"));
        } catch (ArithmeticException e) {
            System.out.println(e);
        }
        System.out.println(Math.floorDiv(-7, 2) + " " + Math.floorMod(-7, 2) + " " + Math.floorMod(7, -3) + " " + Integer.divideUnsigned(-1, 3)
                + " " + Long.remainderUnsigned(-1, 10) + " " + Math.multiplyHigh(Long.MIN_VALUE, Long.MIN_VALUE));
    }
}

/* expect-output:
0:  [/ by zero] 0r0 0r0 0r0 0r0 0r0 0r0 0r0 0r0 0r0 0r0 0r0 0r0
1:  [/ by zero] 1r0 -1r0 0r1 0r1 0r1 0r1 0r1 0r1 0r1 0r1 0r1 0r1
-1:  [/ by zero] -1r0 1r0 0r-1 0r-1 0r-1 0r-1 0r-1 0r-1 0r-1 0r-1 0r-1 0r-1
2:  [/ by zero] 2r0 -2r0 1r0 -1r0 0r2 0r2 0r2 0r2 0r2 0r2 0r2 0r2
-2:  [/ by zero] -2r0 2r0 -1r0 1r0 0r-2 0r-2 0r-2 0r-2 0r-2 0r-2 0r-2 0r-2
3:  [/ by zero] 3r0 -3r0 1r1 -1r1 1r0 0r3 0r3 0r3 0r3 0r3 0r3 0r3
7:  [/ by zero] 7r0 -7r0 3r1 -3r1 2r1 1r0 -1r0 0r7 0r7 0r7 0r7 0r7
-7:  [/ by zero] -7r0 7r0 -3r-1 3r-1 -2r-1 -1r0 1r0 0r-7 0r-7 0r-7 0r-7 0r-7
10:  [/ by zero] 10r0 -10r0 5r0 -5r0 3r1 1r3 -1r3 1r0 0r10 0r10 0r10 0r10
255:  [/ by zero] 255r0 -255r0 127r1 -127r1 85r0 36r3 -36r3 25r5 1r0 0r255 0r255 0r255
2147483647:  [/ by zero] 2147483647r0 -2147483647r0 1073741823r1 -1073741823r1 715827882r1 306783378r1 -306783378r1 214748364r7 8421504r127 1r0 0r2147483647 -1r0
-2147483648:  [/ by zero] -2147483648r0 -2147483648r0 -1073741824r0 1073741824r0 -715827882r-2 -306783378r-2 306783378r-2 -214748364r-8 -8421504r-128 -1r-1 1r0 1r-1
-2147483647:  [/ by zero] -2147483647r0 2147483647r0 -1073741823r-1 1073741823r-1 -715827882r-1 -306783378r-1 306783378r-1 -214748364r-7 -8421504r-127 -1r0 0r-2147483647 1r0
0:  [/ by zero] 0r0 0r0 0r0 0r0 0r0 0r0 0r0 0r0 0r0
1:  [/ by zero] 1r0 -1r0 0r1 0r1 0r1 0r1 0r1 0r1 0r1
-1:  [/ by zero] -1r0 1r0 0r-1 0r-1 0r-1 0r-1 0r-1 0r-1 0r-1
3:  [/ by zero] 3r0 -3r0 1r0 0r3 0r3 0r3 0r3 0r3 0r3
-7:  [/ by zero] -7r0 7r0 -2r-1 1r0 0r-7 0r-7 0r-7 0r-7 0r-7
4294967296:  [/ by zero] 4294967296r0 -4294967296r0 1431655765r1 -613566756r4 1r0 0r4294967296 0r4294967296 0r4294967296 0r4294967296
-1099511627776:  [/ by zero] -1099511627776r0 1099511627776r0 -366503875925r-1 157073089682r-2 -256r0 1r0 0r-1099511627776 0r-1099511627776 0r-1099511627776
9223372036854775807:  [/ by zero] 9223372036854775807r0 -9223372036854775807r0 3074457345618258602r1 -1317624576693539401r0 2147483647r4294967295 -8388607r1099511627775 1r0 0r9223372036854775807 -1r0
-9223372036854775808:  [/ by zero] -9223372036854775808r0 -9223372036854775808r0 -3074457345618258602r-2 1317624576693539401r-1 -2147483648r0 8388608r0 -1r-1 1r0 1r-1
-9223372036854775807:  [/ by zero] -9223372036854775807r0 9223372036854775807r0 -3074457345618258602r-1 1317624576693539401r0 -2147483647r-4294967295 8388607r-1099511627775 -1r0 0r-9223372036854775807 1r0
0 0 0 0 0 0 0 0 0 0 0
1 -1 0 0 0 0 0 1 1 0 1
-1 1 0 0 0 0 0 -1 -1 0 -1
2 -2 1 0 0 0 0 2 2 0 2
-2 2 -1 0 0 0 0 -2 -2 0 -2
3 -3 1 0 0 0 0 3 3 0 3
7 -7 3 0 0 0 0 7 7 0 7
-7 7 -3 0 0 0 0 -7 -7 0 -7
10 -10 5 -1 1 0 0 2 0 0 10
255 -255 127 -31 25 0 0 7 5 0 255
2147483647 -2147483647 1073741823 -268435455 214748364 0 0 7 7 0 2147483647
-2147483648 -2147483648 -1073741824 268435456 -214748364 0 0 0 -8 1 0
-2147483647 2147483647 -1073741823 268435455 -214748364 0 0 -7 -7 0 -2147483647
java.lang.ArithmeticException: / by zero
-4 1 -2 1431655765 5 4611686018427387904
*/
