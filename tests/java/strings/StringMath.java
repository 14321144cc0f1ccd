// Math, StrictMath, BigInteger, BigDecimal, Random streams: exact results.
import java.math.*;
import java.util.*;
import java.util.stream.*;

public class StringMath {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        double[] v = {0.0, -0.0, 0.5, -0.5, 1, -1.5, 2.5, 1e10, 1e-10, 700, -800, Double.MAX_VALUE, Double.NaN, Double.POSITIVE_INFINITY};
        for (double d : v) show("" + d, () -> StrictMath.sin(d) + " " + StrictMath.exp(d) + " " + StrictMath.log(d) + " " + Math.sqrt(d) + " " + Math.cbrt(d) + " " + Math.rint(d) + " " + Math.floor(d) + " " + Math.ceil(d) + " " + StrictMath.pow(d, 3) + " " + StrictMath.atan2(d, 2) + " " + Math.signum(d) + " " + Math.nextUp(d) + " " + Math.getExponent(d) + " " + Math.abs(d) + " " + StrictMath.tanh(d) + " " + StrictMath.log1p(d) + " " + Math.IEEEremainder(d, 3) + " " + d % 3 + " " + Math.scalb(d, 2) + " " + Math.fma(d, 2, 1));
        show("integers", () -> Math.floorMod(-7, 3) + " " + Math.floorDiv(-7, 3) + " " + -7 / 3 + " " + -7 % 3 + " " + Math.multiplyHigh(Long.MAX_VALUE, 7) + " " + Math.abs(Integer.MIN_VALUE) + " " + Integer.MIN_VALUE / -1 + " " + Math.hypot(3, 4) + " " + Math.max(-0.0, 0.0) + " " + Math.min(Double.NaN, 1) + " " + Math.toDegrees(Math.PI));
        show("exact add", () -> Math.addExact(Integer.MAX_VALUE, 1));
        show("exact multiply", () -> Math.multiplyExact(Long.MAX_VALUE, 2L));
        show("exact int", () -> Math.toIntExact(1L << 31));
        show("negate", () -> Math.negateExact(Integer.MIN_VALUE));
        show("divide", () -> 1 % 0);
        BigInteger a = new BigInteger("123456789012345678901234567890"), b = BigInteger.TWO.pow(200).subtract(BigInteger.ONE);
        show("big", () -> a.multiply(b).mod(BigInteger.valueOf(1_000_000_007)) + " " + b.divide(a) + " " + b.gcd(a) + " " + a.modPow(b, BigInteger.valueOf(997)) + " " + b.bitLength() + " " + a.negate().shiftRight(10) + " " + a.and(b.not()) + " " + a.xor(BigInteger.TEN).toString(36) + " " + b.sqrt() + " " + a.modInverse(BigInteger.valueOf(997)) + " " + new BigInteger("-ff", 16) + " " + BigInteger.valueOf(97).isProbablePrime(20) + " " + BigInteger.valueOf(100).nextProbablePrime() + " " + Arrays.toString(a.negate().toByteArray()) + " " + a.doubleValue() + " " + a.longValue() + " " + a.hashCode());
        show("factorial", () -> { BigInteger f = BigInteger.ONE; for (int i = 2; i <= 300; i++) f = f.multiply(BigInteger.valueOf(i)); return f.bitLength() + " " + f.toString().hashCode() + " " + f.getLowestSetBit(); });
        show("large multiply", () -> { BigInteger x = BigInteger.ONE.shiftLeft(6000).subtract(BigInteger.valueOf(12345)); return x.multiply(x).equals(x.pow(2)) + " " + x.multiply(x).hashCode() + " " + x.pow(3).divide(x.pow(2)).equals(x); });
        show("big zero", () -> a.divide(BigInteger.ZERO));
        show("big exact", () -> a.longValueExact());
        show("bad big", () -> new BigInteger("12x"));
        BigDecimal c = new BigDecimal("10.250"), d = new BigDecimal("-3");
        show("decimal", () -> c.add(d) + " " + c.multiply(d) + " " + c.divide(d, 5, RoundingMode.HALF_UP) + " " + c.divide(d, MathContext.DECIMAL64) + " " + c.remainder(d) + " " + c.scale() + " " + c.precision() + " " + c.stripTrailingZeros() + " " + c.setScale(1, RoundingMode.HALF_EVEN) + " " + c.movePointLeft(4) + " " + c.pow(3) + " " + c.compareTo(new BigDecimal("10.25")) + c.equals(new BigDecimal("10.25")) + " " + new BigDecimal("1E+5").toPlainString() + " " + new BigDecimal("123E-10").toEngineeringString() + " " + new BigDecimal(0.1) + " " + BigDecimal.valueOf(0.1) + " " + new BigDecimal("2").sqrt(new MathContext(30)) + " " + c.unscaledValue() + " " + c.ulp() + " " + c.round(new MathContext(2)) + " " + c.hashCode() + " " + Arrays.toString(c.divideAndRemainder(d)));
        show("endless", () -> BigDecimal.ONE.divide(new BigDecimal(3)));
        show("rounding needed", () -> c.setScale(1));
        show("decimal int", () -> c.intValueExact());
        show("bad decimal", () -> new BigDecimal("1..2"));
        show("NaN", () -> new BigDecimal(Double.NaN));
        Random r = new Random(42);
        show("random", () -> r.nextInt() + " " + r.nextInt(100) + " " + r.nextLong() + " " + r.nextDouble() + " " + r.nextFloat() + " " + r.nextBoolean() + " " + r.nextGaussian() + " " + r.nextInt(5, 10) + " " + r.ints(3, 0, 50).boxed().toList() + " " + r.doubles(2).boxed().toList());
        show("bytes", () -> { byte[] x = new byte[5]; new Random(1).nextBytes(x); return Arrays.toString(x); });
        show("bound", () -> r.nextInt(0));
        show("splittable", () -> { SplittableRandom s = new SplittableRandom(7), t = s.split(); return s.nextInt() + " " + t.nextLong() + " " + s.ints(2, 0, 9).boxed().toList(); });
        show("generators", () -> java.util.random.RandomGeneratorFactory.of("L64X128MixRandom").create(5).nextLong() + " " + java.util.random.RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(5).nextInt());
        show("shuffle", () -> { List<Integer> l = IntStream.range(0, 10).boxed().collect(Collectors.toList()); Collections.shuffle(l, new Random(3)); return l; });
    }
}

/* expect-output:
0.0: 0.0 1.0 -Infinity 0.0 0.0 0.0 0.0 0.0 0.0 0.0 0.0 4.9E-324 -1023 0.0 0.0 0.0 0.0 0.0 0.0 1.0
-0.0: -0.0 1.0 -Infinity -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 -0.0 4.9E-324 -1023 0.0 -0.0 -0.0 -0.0 -0.0 -0.0 1.0
0.5: 0.479425538604203 1.6487212707001282 -0.6931471805599453 0.7071067811865476 0.7937005259840998 0.0 0.0 1.0 0.125 0.24497866312686414 1.0 0.5000000000000001 -1 0.5 0.46211715726000974 0.4054651081081644 0.5 0.5 2.0 2.0
-0.5: -0.479425538604203 0.6065306597126334 NaN NaN -0.7937005259840998 -0.0 -1.0 -0.0 -0.125 -0.24497866312686414 -1.0 -0.49999999999999994 -1 0.5 -0.46211715726000974 -0.6931471805599453 -0.5 -0.5 -2.0 0.0
1.0: 0.8414709848078965 2.7182818284590455 0.0 1.0 1.0 1.0 1.0 1.0 1.0 0.4636476090008061 1.0 1.0000000000000002 0 1.0 0.7615941559557649 0.6931471805599453 1.0 1.0 4.0 3.0
-1.5: -0.9974949866040544 0.22313016014842982 NaN NaN -1.1447142425533319 -2.0 -2.0 -1.0 -3.375 -0.6435011087932844 -1.0 -1.4999999999999998 0 1.5 -0.9051482536448664 NaN -1.5 -1.5 -6.0 -2.0
2.5: 0.5984721441039564 12.182493960703473 0.9162907318741551 1.5811388300841898 1.3572088082974532 2.0 2.0 3.0 15.625 0.8960553845713439 1.0 2.5000000000000004 1 2.5 0.9866142981514303 1.252762968495368 -0.5 2.5 10.0 6.0
1.0E10: -0.4875060250875107 Infinity 23.025850929940457 100000.0 2154.4346900318837 1.0E10 1.0E10 1.0E10 1.0E30 1.5707963265948965 1.0 1.0000000000000002E10 33 1.0E10 1.0 23.025850930040455 1.0 1.0 4.0E10 2.0000000001E10
1.0E-10: 1.0E-10 1.0000000001 -23.025850929940457 1.0E-5 4.641588833612779E-4 0.0 0.0 1.0 1.0E-30 5.0E-11 1.0 1.0000000000000002E-10 -34 1.0E-10 1.0E-10 9.999999999500001E-11 1.0E-10 1.0E-10 4.0E-10 1.0000000002
700.0: 0.5439705233633756 1.0142320547350045E304 6.551080335043404 26.457513110645905 8.879040017426007 700.0 700.0 700.0 3.43E8 1.567939191712254 1.0 700.0000000000001 9 700.0 1.0 6.55250788703459 1.0 1.0 2800.0 1401.0
-800.0: -0.8939696481970214 0.0 NaN NaN -9.283177667225559 -800.0 -800.0 -800.0 -5.12E8 -1.5682963320032104 -1.0 -799.9999999999999 9 800.0 -1.0 NaN 1.0 -2.0 -3200.0 -1599.0
1.7976931348623157E308: 0.004961954789184062 Infinity 709.782712893384 1.3407807929942596E154 5.643803094122362E102 1.7976931348623157E308 1.7976931348623157E308 1.7976931348623157E308 Infinity 1.5707963267948966 1.0 Infinity 1023 1.7976931348623157E308 1.0 709.782712893384 -1.0 2.0 Infinity Infinity
NaN: NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN NaN 1024 NaN NaN NaN NaN NaN NaN NaN
Infinity: NaN Infinity Infinity Infinity Infinity Infinity Infinity Infinity Infinity 1.5707963267948966 1.0 Infinity 1024 Infinity 1.0 Infinity NaN NaN Infinity Infinity
integers: 2 -3 -2 -1 3 -2147483648 -2147483648 5.0 0.0 NaN 180.0
exact add: java.lang.ArithmeticException: integer overflow
exact multiply: java.lang.ArithmeticException: long overflow
exact int: java.lang.ArithmeticException: integer overflow
negate: java.lang.ArithmeticException: integer overflow
divide: java.lang.ArithmeticException: / by zero
big: 990308783 13016198275643605724396922916799 465 797 200 -120563270519868827051986883 0 byw97um9s91dlz68tso 1267650600228229401496703205375 135 -255 true 101 [-2, 113, 22, -16, 9, 60, -116, 31, 17, -79, -64, -11, 46] 1.2345678901234568E29 -4362896299872285998 1915528825
factorial: 2042 612769754 296
large multiply: true 709792720 true
big zero: java.lang.ArithmeticException: BigInteger divide by zero
big exact: java.lang.ArithmeticException: BigInteger out of long range
bad big: java.lang.NumberFormatException: For input string: "12x"
decimal: 7.250 -30.750 -3.41667 -3.416666666666667 1.250 3 5 10.25 10.2 0.0010250 1076.890625000 0false 100000 12.3E-9 0.1000000000000000055511151231257827021181583404541015625 0.1 1.41421356237309504880168872421 10250 0.001 10 317753 [-3.000, 1.250]
endless: java.lang.ArithmeticException: Non-terminating decimal expansion; no exact representable decimal result.
rounding needed: java.lang.ArithmeticException: Rounding necessary
decimal int: java.lang.ArithmeticException: Rounding necessary
bad decimal: java.lang.NumberFormatException: Character array contains more than one decimal point.
NaN: java.lang.NumberFormatException: Infinite or NaN
random: -1170105035 63 -5843495416241995736 0.30871945533265976 0.27707845 true 0.2809776380727795 6 [42, 26, 32] [0.46365357580915334, 0.7829017787900358]
bytes: [115, -43, 26, -69, -40]
bound: java.lang.IllegalArgumentException: bound must be positive
splittable: 1568770107 -330404800768858770 [6, 0]
generators: -1161021577759448323 1627198933
shuffle: [6, 5, 1, 3, 8, 7, 9, 0, 2, 4]
*/
