// Numbers and text: parsing and printing of int, long, float, double at every edge, radix, unsigned, bits.
import java.util.*;

public class StringNumbers {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        for (int i : new int[] {0, 1, -1, 7, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 16, -255}) show("int " + i, () -> Integer.toString(i, 36) + " " + Integer.toHexString(i) + " " + Integer.toOctalString(i) + " " + Integer.toBinaryString(i) + " " + Integer.toUnsignedString(i) + " " + Integer.bitCount(i) + " " + Integer.highestOneBit(i) + " " + Integer.lowestOneBit(i) + " " + Integer.numberOfLeadingZeros(i) + " " + Integer.numberOfTrailingZeros(i) + " " + Integer.reverse(i) + " " + Integer.reverseBytes(i) + " " + Integer.rotateLeft(i, 5) + " " + Integer.signum(i) + " " + Integer.divideUnsigned(i, 3) + " " + Integer.remainderUnsigned(i, 7) + " " + Integer.compareUnsigned(i, 5) + " " + Integer.hashCode(i));
        for (long l : new long[] {0, -1, Long.MAX_VALUE, Long.MIN_VALUE, 0x123456789abcdefL}) show("long " + l, () -> Long.toString(l, 7) + " " + Long.toHexString(l) + " " + Long.toUnsignedString(l) + " " + Long.bitCount(l) + " " + Long.numberOfLeadingZeros(l) + " " + Long.reverse(l) + " " + Long.reverseBytes(l) + " " + Long.rotateRight(l, 9) + " " + Long.divideUnsigned(l, 10) + " " + Long.remainderUnsigned(l, 10) + " " + Long.hashCode(l) + " " + Long.toBinaryString(l).length());
        for (String s : new String[] {"0", "-0", "+7", "2147483647", "2147483648", "-2147483648", "-2147483649", "", "-", "+", " 1", "1 ", "0x10", "1_000", "\u0661\u0662", "z", "12a"}) show("parse [" + (s.startsWith("\u0661") ? "arabic" : s) + "]", () -> Integer.parseInt(s));
        show("radix", () -> Integer.parseInt("-ff", 16) + " " + Integer.parseInt("zz", 36) + " " + Long.parseLong("-1000000", 2) + " " + Integer.decode("-0x10") + " " + Integer.decode("#ff") + " " + Integer.decode("017") + " " + Integer.parseUnsignedInt("4294967295") + " " + Long.parseUnsignedLong("18446744073709551615") + " " + Integer.parseInt("ab12cd", 2, 4, 10));
        show("bad radix", () -> Integer.parseInt("1", 99));
        show("null", () -> Integer.parseInt(null));
        show("unsigned too large", () -> Integer.parseUnsignedInt("4294967296"));
        show("byte", () -> Byte.parseByte("128"));
        show("long", () -> Long.parseLong("9223372036854775808"));
        for (double d : new double[] {0.0, -0.0, 1, 0.1, 100, 1e7, 9999999.999, 1e-3, 9.999e-4, 123456789.123, 1e21, 1.0E22, 2e-323, Double.MIN_VALUE, Double.MIN_NORMAL, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY, 1.0 / 3, Math.PI, 4.35, 2.2250738585072011e-308, 9007199254740993.0}) show("double", () -> d + " " + Double.toHexString(d) + " " + Long.toHexString(Double.doubleToLongBits(d)) + " " + (float) d + " " + (int) d + " " + (long) d + " " + Math.round(d) + " " + Double.hashCode(d) + " " + Double.compare(d, 0));
        for (float f : new float[] {0.1f, 1e10f, 3.4028235e38f, 1.4e-45f, 16777217f, 0.3f, 1.17549435e-38f, 33554432f, 8.5f}) show("float", () -> f + " " + Float.toHexString(f) + " " + Integer.toHexString(Float.floatToIntBits(f)) + " " + (double) f + " " + Math.round(f) + " " + Math.ulp(f));
        for (String s : new String[] {"1", " 1.5e3 ", "1e400", "-1e-400", "NaN", "-Infinity", "0x1.8p1", "1d", "1.f", ".5", "5.", "e5", "", "1e", "0x1", "1,5", "infinity", "2.2250738585072012e-308", "1.7976931348623158e308", "1.7976931348623159e308", "0.500000000000000166533453693773481063544750213623046875"}) show("parse [" + s + "]", () -> Double.parseDouble(s) + " " + Float.parseFloat(s));
        show("boxes", () -> (Integer.valueOf(127) == Integer.valueOf(127)) + " " + (Integer.valueOf(128) == Integer.valueOf(128)) + " " + Integer.valueOf(5).equals(5L) + " " + new HashSet<Object>(List.of(1, 1L, 1.0, (short) 1)).size() + " " + Boolean.parseBoolean("TRUE") + Boolean.valueOf(null) + " " + Character.valueOf('a').compareTo('c') + " " + Short.toUnsignedInt((short) -1) + " " + Byte.toUnsignedLong((byte) -1) + " " + Double.valueOf(0.0).equals(-0.0) + " " + Double.valueOf(Double.NaN).equals(Double.NaN) + " " + (0.0 == -0.0));
    }
}

/* expect-output:
int 0: 0 0 0 0 0 0 0 0 32 32 0 0 0 0 0 0 -1 0
int 1: 1 1 1 1 1 1 1 1 31 0 -2147483648 16777216 32 1 0 1 -1 1
int -1: -1 ffffffff 37777777777 11111111111111111111111111111111 4294967295 32 -2147483648 1 0 0 -1 -1 -1 -1 1431655765 3 1 -1
int 7: 7 7 7 111 7 3 4 1 29 0 -536870912 117440512 224 1 2 0 1 7
int 2147483647: zik0zj 7fffffff 17777777777 1111111111111111111111111111111 2147483647 31 1073741824 1 1 0 -2 -129 -17 1 715827882 1 1 2147483647
int -2147483648: -zik0zk 80000000 20000000000 10000000000000000000000000000000 2147483648 1 -2147483648 -2147483648 0 31 1 128 16 -1 715827882 2 1 -2147483648
int 65536: 1ekg 10000 200000 10000000000000000 65536 1 65536 65536 15 16 32768 256 2097152 1 21845 2 1 65536
int -255: -73 ffffff01 37777777401 11111111111111111111111100000001 4294967041 25 -2147483648 1 0 0 -2130706433 33554431 -8129 -1 1431655680 1 1 -255
long 0: 0 0 0 0 64 0 0 0 0 0 0 1
long -1: -1 ffffffffffffffff 18446744073709551615 64 0 -1 -1 -1 1844674407370955161 5 0 64
long 9223372036854775807: 22341010611245052052300 7fffffffffffffff 9223372036854775807 63 1 -2 -129 -18014398509481985 922337203685477580 7 -2147483648 63
long -9223372036854775808: -22341010611245052052301 8000000000000000 9223372036854775808 1 0 1 128 18014398509481984 922337203685477580 8 -2147483648 64
long 81985529216486895: 101226656005511246646 123456789abcdef 81985529216486895 32 7 -597899502893742976 -1167088121787636991 -612329421335636506 8198552921648689 5 -2004318072 57
parse [0]: 0
parse [-0]: 0
parse [+7]: 7
parse [2147483647]: 2147483647
parse [2147483648]: java.lang.NumberFormatException: For input string: "2147483648"
parse [-2147483648]: -2147483648
parse [-2147483649]: java.lang.NumberFormatException: For input string: "-2147483649"
parse []: java.lang.NumberFormatException: For input string: ""
parse [-]: java.lang.NumberFormatException: For input string: "-"
parse [+]: java.lang.NumberFormatException: For input string: "+"
parse [ 1]: java.lang.NumberFormatException: For input string: " 1"
parse [1 ]: java.lang.NumberFormatException: For input string: "1 "
parse [0x10]: java.lang.NumberFormatException: For input string: "0x10"
parse [1_000]: java.lang.NumberFormatException: For input string: "1_000"
parse [arabic]: 12
parse [z]: java.lang.NumberFormatException: For input string: "z"
parse [12a]: java.lang.NumberFormatException: For input string: "12a"
radix: -255 1295 -64 -16 255 15 -1 -1 12
bad radix: java.lang.NumberFormatException: radix 99 greater than Character.MAX_RADIX
null: java.lang.NumberFormatException: Cannot parse null string
unsigned too large: java.lang.NumberFormatException: String value 4294967296 exceeds range of unsigned int.
byte: java.lang.NumberFormatException: Value out of range. Value:"128" Radix:10
long: java.lang.NumberFormatException: For input string: "9223372036854775808"
double: 0.0 0x0.0p0 0 0.0 0 0 0 0 0
double: -0.0 -0x0.0p0 8000000000000000 -0.0 0 0 0 -2147483648 -1
double: 1.0 0x1.0p0 3ff0000000000000 1.0 1 1 1 1072693248 1
double: 0.1 0x1.999999999999ap-4 3fb999999999999a 0.1 0 0 0 -1507852285 1
double: 100.0 0x1.9p6 4059000000000000 100.0 100 100 100 1079574528 1
double: 1.0E7 0x1.312dp23 416312d000000000 1.0E7 10000000 10000000 10000000 1097011920 1
double: 9999999.999 0x1.312cffff7ced9p23 416312cffff7ced9 1.0E7 9999999 9999999 10000000 -1097540586 1
double: 0.001 0x1.0624dd2f1a9fcp-10 3f50624dd2f1a9fc 0.001 0 0 0 -308163663 1
double: 9.999E-4 0x1.061e273273f09p-10 3f5061e273273f09 9.999E-4 0 0 0 1282891499 1
double: 1.23456789123E8 0x1.d6f34547df3b6p26 419d6f34547df3b6 1.23456792E8 123456789 123456789 123456789 367041666 1
double: 1.0E21 0x1.b1ae4d6e2ef5p69 444b1ae4d6e2ef50 1.0E21 2147483647 9223372036854775807 9223372036854775807 -1834355276 1
double: 1.0E22 0x1.0f0cf064dd592p73 4480f0cf064dd592 1.0E22 2147483647 9223372036854775807 9223372036854775807 1120740701 1
double: 2.0E-323 0x0.0000000000004p-1022 4 0.0 0 0 0 4 1
double: 4.9E-324 0x0.0000000000001p-1022 1 0.0 0 0 0 1 1
double: 2.2250738585072014E-308 0x1.0p-1022 10000000000000 0.0 0 0 0 1048576 1
double: 1.7976931348623157E308 0x1.fffffffffffffp1023 7fefffffffffffff Infinity 2147483647 9223372036854775807 9223372036854775807 -2146435072 1
double: NaN NaN 7ff8000000000000 NaN 0 0 0 2146959360 1
double: Infinity Infinity 7ff0000000000000 Infinity 2147483647 9223372036854775807 9223372036854775807 2146435072 1
double: 0.3333333333333333 0x1.5555555555555p-2 3fd5555555555555 0.33333334 0 0 0 1786773504 1
double: 3.141592653589793 0x1.921fb54442d18p1 400921fb54442d18 3.1415927 3 3 3 340593891 1
double: 4.35 0x1.1666666666666p2 4011666666666666 4.35 4 4 4 645332992 1
double: 2.225073858507201E-308 0x0.fffffffffffffp-1022 fffffffffffff 0.0 0 0 0 -1048576 1
double: 9.007199254740992E15 0x1.0p53 4340000000000000 9.0071993E15 2147483647 9007199254740992 9007199254740992 1128267776 1
float: 0.1 0x1.99999ap-4 3dcccccd 0.10000000149011612 0 7.4505806E-9
float: 1.0E10 0x1.2a05f2p33 501502f9 1.0E10 2147483647 1024.0
float: 3.4028235E38 0x1.fffffep127 7f7fffff 3.4028234663852886E38 2147483647 2.028241E31
float: 1.4E-45 0x0.000002p-126 1 1.401298464324817E-45 0 1.4E-45
float: 1.6777216E7 0x1.0p24 4b800000 1.6777216E7 16777216 2.0
float: 0.3 0x1.333334p-2 3e99999a 0.30000001192092896 0 2.9802322E-8
float: 1.17549435E-38 0x1.0p-126 800000 1.1754943508222875E-38 0 1.4E-45
float: 3.3554432E7 0x1.0p25 4c000000 3.3554432E7 33554432 4.0
float: 8.5 0x1.1p3 41080000 8.5 9 9.536743E-7
parse [1]: 1.0 1.0
parse [ 1.5e3 ]: 1500.0 1500.0
parse [1e400]: Infinity Infinity
parse [-1e-400]: -0.0 -0.0
parse [NaN]: NaN NaN
parse [-Infinity]: -Infinity -Infinity
parse [0x1.8p1]: 3.0 3.0
parse [1d]: 1.0 1.0
parse [1.f]: 1.0 1.0
parse [.5]: 0.5 0.5
parse [5.]: 5.0 5.0
parse [e5]: java.lang.NumberFormatException: For input string: "e5"
parse []: java.lang.NumberFormatException: empty String
parse [1e]: java.lang.NumberFormatException: For input string: "1e"
parse [0x1]: java.lang.NumberFormatException: For input string: "0x1"
parse [1,5]: java.lang.NumberFormatException: For input string: "1,5"
parse [infinity]: java.lang.NumberFormatException: For input string: "infinity"
parse [2.2250738585072012e-308]: 2.2250738585072014E-308 0.0
parse [1.7976931348623158e308]: 1.7976931348623157E308 Infinity
parse [1.7976931348623159e308]: Infinity Infinity
parse [0.500000000000000166533453693773481063544750213623046875]: 0.5000000000000002 0.5
boxes: true false false 4 truefalse -2 65535 255 false true true
*/
