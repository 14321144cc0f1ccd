// Spliterators, iterators, Optional, Objects, functional interfaces, UUID, Base64, HexFormat.
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class CollSpliterators {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        show("split", () -> { Spliterator<Integer> s = new ArrayList<>(List.of(1, 2, 3, 4, 5, 6, 7)).spliterator(), p = s.trySplit(); StringBuilder b = new StringBuilder(); p.forEachRemaining(b::append); b.append('|'); s.tryAdvance(b::append); return b + " " + s.estimateSize() + " " + s.hasCharacteristics(Spliterator.SIZED) + s.hasCharacteristics(Spliterator.SORTED); });
        show("characteristics", () -> Integer.toHexString(List.of(1).spliterator().characteristics()) + " " + Integer.toHexString(new TreeSet<>(Set.of(1)).spliterator().characteristics()) + " " + Integer.toHexString(new HashSet<>().spliterator().characteristics()) + " " + Integer.toHexString(IntStream.range(0, 5).spliterator().characteristics()));
        show("own", () -> { Spliterator<Integer> s = new Spliterators.AbstractSpliterator<>(Long.MAX_VALUE, Spliterator.ORDERED) { int i; public boolean tryAdvance(Consumer<? super Integer> a) { if (i >= 5) return false; a.accept(i++); return true; } }; return StreamSupport.stream(s, false).map(x -> x * x).toList(); });
        show("iterator", () -> { PrimitiveIterator.OfInt i = IntStream.of(1, 2, 3).iterator(); int s = 0; while (i.hasNext()) s += i.nextInt(); return s; });
        show("Optional", () -> Optional.of(1).map(x -> x + 1).filter(x -> x > 1).or(() -> Optional.of(9)).get() + " " + Optional.empty().isPresent() + Optional.ofNullable(null) + Optional.of("x") + " " + OptionalInt.of(3) + OptionalDouble.empty().orElse(1.5) + " " + Optional.of(1).stream().count() + Optional.of(5).equals(Optional.of(5)));
        show("empty get", () -> Optional.empty().get());
        show("orElseThrow", () -> Optional.empty().orElseThrow(() -> new IllegalStateException("none")));
        show("of null", () -> Optional.of(null));
        show("Objects", () -> Objects.hash(1, "a", null) + " " + Objects.equals(null, null) + Objects.toString(null, "d") + Objects.requireNonNullElse(null, 3) + Objects.deepEquals(new int[] {1}, new int[] {1}) + " " + Objects.hashCode(null) + Objects.checkIndex(2, 3) + Objects.compare("a", "b", Comparator.naturalOrder()));
        show("require", () -> Objects.requireNonNull(null, "message"));
        show("check index", () -> Objects.checkIndex(3, 3));
        show("check range", () -> Objects.checkFromToIndex(2, 1, 5));
        show("check size", () -> Objects.checkFromIndexSize(3, 3, 5));
        show("functions", () -> Function.<Integer>identity().andThen(x -> x + 1).compose((Integer x) -> x * 2).apply(5) + " " + ((Predicate<String>) String::isEmpty).negate().or(s -> true).and(s -> s.length() > 2).test("abc") + " " + BinaryOperator.minBy(Comparator.<Integer>naturalOrder()).apply(3, 2) + " " + UnaryOperator.identity().apply("u") + " " + ((IntBinaryOperator) Math::max).applyAsInt(3, 9) + " " + Predicate.not(Objects::isNull).test(1) + " " + ((BiFunction<Integer, Integer, Integer>) Integer::sum).andThen(Object::toString).apply(1, 2) + ((Supplier<List<String>>) ArrayList::new).get() + ((Function<Integer, int[]>) int[]::new).apply(3).length);
        show("comparators", () -> { List<String> l = new ArrayList<>(List.of("b2", "a1", "b1", "a2")); l.sort(Comparator.comparing((String s) -> s.charAt(1)).reversed().thenComparing(s -> s.charAt(0), Comparator.reverseOrder())); return l; });
        show("UUID", () -> UUID.nameUUIDFromBytes("x".getBytes()) + " " + UUID.fromString("1-2-3-4-5") + " " + new UUID(1, 2).compareTo(new UUID(1, 3)) + " " + UUID.randomUUID().version() + " " + new UUID(-1, -1).hashCode());
        show("bad UUID", () -> UUID.fromString("xyz"));
        show("Base64", () -> Base64.getEncoder().encodeToString(new byte[] {-1, 0, 1, 2}) + " " + Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[] {-5, -17}) + " " + Arrays.toString(Base64.getDecoder().decode("AAEC")) + " " + Base64.getMimeEncoder().encodeToString(new byte[60]).length() + " " + Arrays.toString(Base64.getMimeDecoder().decode("AA\r\nEC")));
        show("bad Base64", () -> Base64.getDecoder().decode("A*=="));
        show("cut Base64", () -> Base64.getDecoder().decode("A"));
        show("HexFormat", () -> HexFormat.of().withUpperCase().formatHex(new byte[] {-1, 10}) + " " + HexFormat.ofDelimiter(":").withPrefix("0x").formatHex(new byte[] {1, 2}) + " " + Arrays.toString(HexFormat.of().parseHex("00ff")) + " " + HexFormat.fromHexDigits("7f") + HexFormat.isHexDigit('g'));
        show("bad hex", () -> HexFormat.of().parseHex("0g"));
        show("digests", () -> { StringBuilder b = new StringBuilder(); for (String n : new String[] {"MD5", "SHA-1", "SHA-256", "SHA3-256"}) b.append(HexFormat.of().formatHex(java.security.MessageDigest.getInstance(n).digest("abc".getBytes()), 0, 4)).append(' '); return b; });
        show("no digest", () -> java.security.MessageDigest.getInstance("NOPE"));
        show("cipher", () -> { var c = javax.crypto.Cipher.getInstance("AES/CBC/PKCS5Padding"); c.init(1, new javax.crypto.spec.SecretKeySpec(new byte[16], "AES"), new javax.crypto.spec.IvParameterSpec(new byte[16])); byte[] e = c.doFinal("secret text".getBytes()); c.init(2, new javax.crypto.spec.SecretKeySpec(new byte[16], "AES"), new javax.crypto.spec.IvParameterSpec(new byte[16])); return HexFormat.of().formatHex(e) + " " + new String(c.doFinal(e)); });
        show("mac", () -> { var m = javax.crypto.Mac.getInstance("HmacSHA256"); m.init(new javax.crypto.spec.SecretKeySpec("k".getBytes(), "x")); return HexFormat.of().formatHex(m.doFinal("d".getBytes()), 0, 6); });
        show("arrays", () -> Arrays.hashCode(new double[] {1.5, -0.0}) + " " + Arrays.compare(new int[] {1, 2}, new int[] {1, 3}) + " " + Arrays.mismatch("abc".toCharArray(), "abd".toCharArray()) + " " + Arrays.binarySearch(new long[] {1, 3, 5}, 4) + " " + Arrays.deepHashCode(new Object[] {new int[] {1}}) + " " + Arrays.equals(new int[] {1, 2, 3}, 1, 3, new int[] {2, 3}, 0, 2) + " " + Arrays.stream(new int[] {4, 5}).sum() + Arrays.asList(new int[0]).size());
        show("sorts", () -> { double[] d = {2, Double.NaN, -0.0, 0.0, -1}; Arrays.sort(d); int[] big = new Random(9).ints(1000, 0, 100).toArray(); Arrays.sort(big); byte[] by = {3, -1, 2}; Arrays.sort(by); return Arrays.toString(d) + Arrays.hashCode(big) + Arrays.toString(by); });
    }
}

/* expect-output:
split: 123|4 3 truefalse
characteristics: 4050 55 41 4555
own: [0, 1, 4, 9, 16]
iterator: 6
Optional: 2 falseOptional.emptyOptional[x] OptionalInt[3]1.5 1true
empty get: java.util.NoSuchElementException: No value present
orElseThrow: java.lang.IllegalStateException: none
of null: java.lang.NullPointerException
Objects: 33759 trued3true 02-1
require: java.lang.NullPointerException: message
check index: java.lang.IndexOutOfBoundsException: Index 3 out of bounds for length 3
check range: java.lang.IndexOutOfBoundsException: Range [2, 1) out of bounds for length 5
check size: java.lang.IndexOutOfBoundsException: Range [3, 3 + 3) out of bounds for length 5
functions: 11 true 2 u 9 true 3[]3
comparators: [b2, a2, b1, a1]
UUID: 9dd4e461-268c-3034-b5c8-564e155c67a6 00000001-0002-0003-0004-000000000005 -1 4 0
bad UUID: java.lang.IllegalArgumentException: Invalid UUID string: xyz
Base64: /wABAg== --8 [0, 1, 2] 82 [0, 1, 2]
bad Base64: java.lang.IllegalArgumentException: Illegal base64 character 2a
cut Base64: java.lang.IllegalArgumentException: Input byte[] should at least have 2 bytes for base64 bytes
HexFormat: FF0A 0x01:0x02 [0, -1] 127false
bad hex: java.lang.NumberFormatException: not a hexadecimal digit: "g" = 103
digests: 90015098 a9993e36 ba7816bf 3a985da7 
no digest: java.security.NoSuchAlgorithmException: NOPE MessageDigest not available
cipher: 037ed83031d8c08e250654d8d8856ce7 secret text
mac: e7ea21c3bcb6
arrays: 1057489857 -1 2 -3 63 true 91
sorts: [-1.0, -0.0, 0.0, 2.0, NaN]-1075218226[-1, 2, 3]
*/
