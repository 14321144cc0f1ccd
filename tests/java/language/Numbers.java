/** Wrapper classes and Math corner cases in one table: parsing, printing, bits, overflow, unsigned, rounding. */
public class Numbers {
    public static void main(String[] args) {
        int[] is = {0, 1, -1, 42, Integer.MAX_VALUE, Integer.MIN_VALUE, 0x0F0F0F0F};
        for (int i : is) {
            System.out.println(i + " " + Integer.toHexString(i) + " " + Integer.toOctalString(i) + " " + Integer.toBinaryString(i) + " " + Integer.toString(i, 36) + " "
                    + Integer.toUnsignedString(i) + " " + Integer.bitCount(i) + " " + Integer.numberOfLeadingZeros(i) + " " + Integer.numberOfTrailingZeros(i) + " " + Integer.reverse(i)
                    + " " + Integer.reverseBytes(i) + " " + Integer.highestOneBit(i) + " " + Integer.lowestOneBit(i) + " " + Integer.rotateLeft(i, 7) + " " + Integer.signum(i) + " "
                    + Math.abs(i) + " " + Integer.hashCode(i) + " " + Integer.compareUnsigned(i, 5) + " " + Integer.divideUnsigned(i, 10) + " " + Integer.remainderUnsigned(i, 7));
        }
        long[] ls = {0, -1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, 0x0123456789ABCDEFL};
        for (long l : ls) {
            System.out.println(l + " " + Long.toHexString(l) + " " + Long.toString(l, 7) + " " + Long.toUnsignedString(l) + " " + Long.bitCount(l) + " " + Long.numberOfLeadingZeros(l) + " "
                    + Long.numberOfTrailingZeros(l) + " " + Long.reverse(l) + " " + Long.reverseBytes(l) + " " + Long.highestOneBit(l) + " " + Long.rotateRight(l, 13) + " " + Long.hashCode(l)
                    + " " + Math.abs(l) + " " + Long.divideUnsigned(l, 1000) + " " + Math.multiplyHigh(l, l) + " " + Long.compareUnsigned(l, -2) + " " + (int) l + " " + (l >>> 60));
        }
        String[] exact = {"add", "sub", "mul", "neg", "inc", "abs"};
        for (String op : exact) {
            for (long x : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 5}) {
                try {
                    System.out.print(switch (op) { case "add" -> Math.addExact(x, 1); case "sub" -> Math.subtractExact(x, 1); case "mul" -> Math.multiplyExact(x, -1);
                        case "neg" -> Math.negateExact(x); case "inc" -> Math.incrementExact((int) (x >> 32)); default -> Math.absExact(x); } + " ");
                } catch (ArithmeticException e) {
                    System.out.print("[" + e.getMessage() + "] ");
                }
            }
        }
        System.out.println();
        for (double d : new double[] {0.5, 1.5, 2.5, -0.5, -1.5, 0.49999999999999994, 4503599627370497.5, 1e18, Double.NaN, Double.NEGATIVE_INFINITY}) {
            System.out.print(Math.round(d) + " " + Math.round((float) d) + " " + Math.rint(d) + " " + Math.floor(d) + " " + Math.ceil(d) + " " + (long) d + " " + Math.getExponent(d) + " " + Math.ulp(d) + "; ");
        }
        System.out.println();
        System.out.println(Math.floorDiv(-7, 3) + " " + Math.floorMod(-7, 3) + " " + Math.floorMod(-7L, 3) + " " + Math.hypot(3, 4) + " " + Math.cbrt(27) + " " + Math.pow(2, -1074) + " " + Math.pow(-8, 1.0 / 3)
                + " " + Math.pow(0, 0) + " " + Math.pow(1, Double.NaN) + " " + Math.atan2(0.0, -0.0) + " " + Math.toDegrees(Math.PI) + " " + Math.log10(1000) + " " + Math.expm1(0) + " " + Math.nextDown(0.0));
        System.out.println(Float.toHexString(1.1f) + " " + Double.toHexString(-0.1) + " " + Double.toHexString(Double.MIN_VALUE) + " " + Float.intBitsToFloat(0x7f800001) + " " + Double.longBitsToDouble(0xFFF0000000000000L)
                + " " + Float.floatToIntBits(-0f) + " " + Double.compare(0.0, -0.0) + " " + Float.compare(Float.NaN, 1) + " " + Double.hashCode(-0.0) + " " + Float.hashCode(1.5f) + " " + Double.isFinite(1 / 0.0) + " " + Float.MIN_NORMAL);
        System.out.println(Byte.toUnsignedInt((byte) -1) + " " + Short.reverseBytes((short) 0x1234) + " " + Short.toUnsignedLong((short) -1) + " " + Character.getNumericValue('z') + " " + Character.digit('f', 16) + " " + Character.forDigit(11, 16)
                + " " + Boolean.logicalXor(true, false) + " " + Boolean.hashCode(true) + " " + Byte.valueOf("-128") + " " + Short.parseShort("7f", 16) + " " + Long.decode("-0x80") + " " + Integer.decode("#ff") + " " + Integer.decode("010") + " " + Character.reverseBytes('\u1234') + 0);
        System.out.println(new java.math.BigInteger("123456789012345678901234567890").pow(3).mod(java.math.BigInteger.valueOf(1000000007)) + " " + new java.math.BigDecimal("1").divide(new java.math.BigDecimal("7"), 30, java.math.RoundingMode.HALF_EVEN)
                + " " + new java.math.BigDecimal(0.1) + " " + java.math.BigInteger.ONE.shiftLeft(200).bitLength() + " " + new java.math.BigInteger("-ff", 16).and(java.math.BigInteger.valueOf(0x1234)));
        System.out.println(new java.util.Random(42).nextInt() + " " + new java.util.Random(42).nextGaussian() + " " + new java.util.Random(7).ints(5, 0, 100).boxed().toList() + " " + new java.util.SplittableRandom(3).nextLong());
    }
}

/* expect-output:
0 0 0 0 0 0 0 32 32 0 0 0 0 0 0 0 0 -1 0 0
1 1 1 1 1 1 1 31 0 -2147483648 16777216 1 1 128 1 1 1 -1 0 1
-1 ffffffff 37777777777 11111111111111111111111111111111 -1 4294967295 32 0 0 -1 -1 -2147483648 1 -1 -1 1 -1 1 429496729 3
42 2a 52 101010 16 42 3 26 1 1409286144 704643072 32 2 5376 1 42 42 1 4 0
2147483647 7fffffff 17777777777 1111111111111111111111111111111 zik0zj 2147483647 31 1 0 -2 -129 1073741824 1 -65 1 2147483647 2147483647 1 214748364 1
-2147483648 80000000 20000000000 10000000000000000000000000000000 -zik0zk 2147483648 1 0 31 1 128 -2147483648 -2147483648 64 -1 -2147483648 -2147483648 1 214748364 2
252645135 f0f0f0f 1703607417 1111000011110000111100001111 46f28f 252645135 16 4 0 -252645136 252645135 134217728 1 -2021161081 1 252645135 252645135 1 25264513 1
0 0 0 0 0 64 64 0 0 0 0 0 0 0 0 -1 0 0
-1 ffffffffffffffff -1 18446744073709551615 64 0 0 -1 -1 -9223372036854775808 -1 0 1 18446744073709551 0 1 -1 15
1099511627776 10000000000 142302631426552 1099511627776 1 23 40 8388608 65536 1099511627776 134217728 256 1099511627776 1099511627 65536 -1 0 0
9223372036854775807 7fffffffffffffff 22341010611245052052300 9223372036854775807 63 1 0 -2 -129 4611686018427387904 -1125899906842625 -2147483648 9223372036854775807 9223372036854775 4611686018427387903 -1 -1 7
-9223372036854775808 8000000000000000 -22341010611245052052301 9223372036854775808 1 0 63 1 128 -9223372036854775808 1125899906842624 -2147483648 -9223372036854775808 9223372036854775 4611686018427387904 -1 0 8
81985529216486895 123456789abcdef 101226656005511246646 81985529216486895 32 7 0 -597899502893742976 -1167088121787636991 72057594037927936 8032179943414451550 -2004318072 81985529216486895 81985529216486 364380129851052 -1 -1985229329 0
[long overflow] -9223372036854775807 6 9223372036854775806 [long overflow] 4 -9223372036854775807 [long overflow] -5 -9223372036854775807 [long overflow] -5 [integer overflow] -2147483647 1 9223372036854775807 [Overflow to represent absolute value of Long.MIN_VALUE] 5 
1 1 0.0 0.0 1.0 0 -1 1.1102230246251565E-16; 2 2 2.0 1.0 2.0 1 0 2.220446049250313E-16; 3 3 2.0 2.0 3.0 2 1 4.440892098500626E-16; 0 0 -0.0 -1.0 -0.0 0 -1 1.1102230246251565E-16; -1 -1 -2.0 -2.0 -1.0 -1 0 2.220446049250313E-16; 0 1 0.0 0.0 1.0 0 -2 5.551115123125783E-17; 4503599627370498 2147483647 4.503599627370498E15 4.503599627370498E15 4.503599627370498E15 4503599627370498 52 1.0; 1000000000000000000 2147483647 1.0E18 1.0E18 1.0E18 1000000000000000000 59 128.0; 0 0 NaN NaN NaN 0 1024 NaN; -9223372036854775808 -2147483648 -Infinity -Infinity -Infinity -9223372036854775808 1024 Infinity; 
-3 2 2 5.0 3.0 4.9E-324 NaN 1.0 NaN 3.141592653589793 180.0 3.0 0.0 -4.9E-324
0x1.19999ap0 -0x1.999999999999ap-4 0x0.0000000000001p-1022 NaN -Infinity -2147483648 1 1 -2147483648 1069547520 false 1.17549435E-38
255 13330 65535 35 15 b true 1231 -128 127 -128 255 8 㐒0
747628427 0.142857142857142857142857142857 0.1000000000000000055511151231257827021181583404541015625 201 4608
-1170105035 1.1419053154730547 [36, 64, 85, 44, 80] 2092789425003139053
*/
