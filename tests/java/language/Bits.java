/** Bit manipulation programs: hashes, checksums, generators, packed fields, Gray codes, saturating and unsigned arithmetic, base64 by hand. */
public class Bits {
    static int crc(byte[] b) { int c = -1; for (byte x : b) { c ^= x & 0xff; for (int i = 0; i < 8; i++) c = (c >>> 1) ^ (0xEDB88320 & -(c & 1)); } return ~c; }
    static long fnv(String s) { long h = 0xcbf29ce484222325L; for (char c : s.toCharArray()) { h ^= c; h *= 0x100000001b3L; } return h; }
    static int murmur(int h) { h ^= h >>> 16; h *= 0x85ebca6b; h ^= h >>> 13; h *= 0xc2b2ae35; return h ^ h >>> 16; }
    static long xorshift(long x) { x ^= x << 13; x ^= x >>> 7; return x ^ x << 17; }
    static int adler(byte[] d) { int a = 1, b = 0; for (byte x : d) { a = (a + (x & 255)) % 65521; b = (b + a) % 65521; } return b << 16 | a; }
    static String base64(byte[] d) {
        String t = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < d.length; i += 3) {
            int v = (d[i] & 255) << 16 | (i + 1 < d.length ? (d[i + 1] & 255) << 8 : 0) | (i + 2 < d.length ? d[i + 2] & 255 : 0);
            for (int k = 0; k < 4; k++) s.append(i * 8 + k * 6 >= d.length * 8 + (k > 0 ? 0 : 0) && k > d.length - i ? '=' : t.charAt(v >> 18 - 6 * k & 63));
        }
        return s.toString();
    }
    static int saturate(int a, int b) { int r = a + b; return ((a ^ r) & (b ^ r)) < 0 ? (r >> 31) ^ Integer.MIN_VALUE : r; }
    static long pack(int a, short b, byte c, boolean d) { return (long) a << 32 | (b & 0xffffL) << 16 | (c & 0xff) << 8 | (d ? 1 : 0); }
    static int isqrt(long n) { long r = 0; for (long bit = 1L << 62; bit != 0; bit >>>= 2) if (n >= r + bit) { n -= r + bit; r = (r >>> 1) + bit; } else r >>>= 1; return (int) r; }
    static int[] sha(byte[] in) {
        int[] h = {0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0};
        byte[] m = java.util.Arrays.copyOf(in, (in.length + 72) / 64 * 64);
        m[in.length] = (byte) 128;
        for (int i = 0; i < 8; i++) m[m.length - 1 - i] = (byte) ((long) in.length * 8 >>> 8 * i);
        int[] w = new int[80];
        for (int o = 0; o < m.length; o += 64) {
            for (int i = 0; i < 16; i++) w[i] = m[o + i * 4] << 24 | (m[o + i * 4 + 1] & 255) << 16 | (m[o + i * 4 + 2] & 255) << 8 | m[o + i * 4 + 3] & 255;
            for (int i = 16; i < 80; i++) w[i] = Integer.rotateLeft(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
            int a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
            for (int i = 0; i < 80; i++) {
                int f = i < 20 ? b & c | ~b & d : i < 40 || i >= 60 ? b ^ c ^ d : b & c | b & d | c & d, k = i < 20 ? 0x5A827999 : i < 40 ? 0x6ED9EBA1 : i < 60 ? 0x8F1BBCDC : 0xCA62C1D6;
                int t = (a << 5 | a >>> 27) + f + e + k + w[i]; e = d; d = c; c = b << 30 | b >>> 2; b = a; a = t;
            }
            h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e;
        }
        return h;
    }

    public static void main(String[] args) throws Exception {
        byte[] data = "The quick brown fox jumps over the lazy dog".getBytes();
        java.util.zip.CRC32 c = new java.util.zip.CRC32();
        c.update(data);
        java.util.zip.Adler32 ad = new java.util.zip.Adler32();
        ad.update(data);
        System.out.println(Integer.toHexString(crc(data)) + " " + (c.getValue() == (crc(data) & 0xffffffffL)) + " " + Long.toHexString(fnv("hello")) + " " + murmur(12345) + " " + adler(data) + (ad.getValue() == (adler(data) & 0xffffffffL)));
        long x = 88172645463325252L;
        for (int i = 0; i < 100; i++) x = xorshift(x);
        System.out.println(x + " " + saturate(Integer.MAX_VALUE, 5) + " " + saturate(Integer.MIN_VALUE, -1) + " " + saturate(3, -9) + " " + Long.toHexString(pack(-2, (short) -3, (byte) -4, true)) + " " + isqrt(Long.MAX_VALUE) + " " + isqrt(99));
        StringBuilder hex = new StringBuilder();
        for (int v : sha(data)) hex.append(String.format("%08x", v));
        System.out.println(hex + " " + hex.toString().equals(String.format("%040x", new java.math.BigInteger(1, java.security.MessageDigest.getInstance("SHA-1").digest(data)))));
        System.out.println(base64(data).startsWith(java.util.Base64.getEncoder().encodeToString(data).substring(0, 56)) + " " + base64("abc".getBytes()));
        StringBuilder gray = new StringBuilder();
        for (int i = 0; i < 16; i++) { int g = i ^ i >> 1, back = 0; for (int b = g; b != 0; b >>= 1) back ^= b; gray.append(g).append(back == i ? "," : "!"); }
        System.out.println(gray + " " + (-17 >> 2) + (-17 >>> 28) + (-17 / 4) + (-17 & 3) + (~-17) + (5 & -5) + (5 ^ -5) + (5 | -5));
    }
}

/* expect-output:
414fa339 true a430d84680aabd0b 1011272156 1541148634true
-7793523505660668176 2147483647 -2147483648 -6 fffffffefffdfc01 -1257966797 9
2fd4e1c67a2d28fced849ee1bb76e7391b93eb12 true
true YWJj
0,1,3,2,6,7,5,4,12,13,15,14,10,11,9,8, -515-43161-2-1
*/
