/** Shift distances are masked to 5 or 6 bits; arithmetic and logical shifts; shifts of byte, short and char after promotion. */
public class Shifts {
    public static void main(String[] args) {
        int[] distances = {0, 1, 4, 31, 32, 33, 63, 64, 65, -1, -32, -33, Integer.MIN_VALUE};
        int[] ints = {1, -1, 0x12345678, 0x87654321, Integer.MIN_VALUE, Integer.MAX_VALUE};
        long[] longs = {1, -1, 0x123456789ABCDEF0L, 0xFEDCBA9876543210L, Long.MIN_VALUE};
        for (int d : distances) {
            StringBuilder line = new StringBuilder(d + ":");
            for (int v : ints) {
                line.append(' ').append(Integer.toHexString(v << d)).append('/').append(Integer.toHexString(v >> d)).append('/')
                        .append(Integer.toHexString(v >>> d));
            }
            System.out.println(line);
        }
        for (int d : distances) {
            StringBuilder line = new StringBuilder(d + ":");
            for (long v : longs) {
                line.append(' ').append(Long.toHexString(v << d)).append('/').append(Long.toHexString(v >> d)).append('/')
                        .append(Long.toHexString(v >>> d));
            }
            System.out.println(line);
        }
        long wide = 0x1_0000_0003L;
        System.out.println((5 << wide) + " " + (5L << wide) + " " + (-5 >>> wide) + " " + (-5L >>> wide));
        byte b = (byte) 0x80;
        short s = (short) 0x8000;
        char c = 0x8000;
        System.out.println((b >> 1) + " " + (b >>> 1) + " " + (b << 1) + " " + (s >> 1) + " " + (s >>> 1) + " " + (c >> 1) + " " + (c << 17));
        b >>>= 1;
        s >>>= 1;
        c >>>= 1;
        System.out.println(b + " " + s + " " + (int) c);
        b <<= 1;
        s <<= 3;
        c <<= 2;
        System.out.println(b + " " + s + " " + (int) c);
        int i = 0x40000000;
        i <<= 1;
        i >>= 30;
        long l = i;
        l >>>= 60;
        System.out.println(i + " " + l + " " + Integer.rotateLeft(0x80000001, 33) + " " + Long.rotateRight(1, -1) + " "
                + Integer.reverse(1) + " " + Long.numberOfTrailingZeros(0) + " " + Integer.bitCount(-1));
    }
}

/* expect-output:
0: 1/1/1 ffffffff/ffffffff/ffffffff 12345678/12345678/12345678 87654321/87654321/87654321 80000000/80000000/80000000 7fffffff/7fffffff/7fffffff
1: 2/0/0 fffffffe/ffffffff/7fffffff 2468acf0/91a2b3c/91a2b3c eca8642/c3b2a190/43b2a190 0/c0000000/40000000 fffffffe/3fffffff/3fffffff
4: 10/0/0 fffffff0/ffffffff/fffffff 23456780/1234567/1234567 76543210/f8765432/8765432 0/f8000000/8000000 fffffff0/7ffffff/7ffffff
31: 80000000/0/0 80000000/ffffffff/1 0/0/0 80000000/ffffffff/1 0/ffffffff/1 80000000/0/0
32: 1/1/1 ffffffff/ffffffff/ffffffff 12345678/12345678/12345678 87654321/87654321/87654321 80000000/80000000/80000000 7fffffff/7fffffff/7fffffff
33: 2/0/0 fffffffe/ffffffff/7fffffff 2468acf0/91a2b3c/91a2b3c eca8642/c3b2a190/43b2a190 0/c0000000/40000000 fffffffe/3fffffff/3fffffff
63: 80000000/0/0 80000000/ffffffff/1 0/0/0 80000000/ffffffff/1 0/ffffffff/1 80000000/0/0
64: 1/1/1 ffffffff/ffffffff/ffffffff 12345678/12345678/12345678 87654321/87654321/87654321 80000000/80000000/80000000 7fffffff/7fffffff/7fffffff
65: 2/0/0 fffffffe/ffffffff/7fffffff 2468acf0/91a2b3c/91a2b3c eca8642/c3b2a190/43b2a190 0/c0000000/40000000 fffffffe/3fffffff/3fffffff
-1: 80000000/0/0 80000000/ffffffff/1 0/0/0 80000000/ffffffff/1 0/ffffffff/1 80000000/0/0
-32: 1/1/1 ffffffff/ffffffff/ffffffff 12345678/12345678/12345678 87654321/87654321/87654321 80000000/80000000/80000000 7fffffff/7fffffff/7fffffff
-33: 80000000/0/0 80000000/ffffffff/1 0/0/0 80000000/ffffffff/1 0/ffffffff/1 80000000/0/0
-2147483648: 1/1/1 ffffffff/ffffffff/ffffffff 12345678/12345678/12345678 87654321/87654321/87654321 80000000/80000000/80000000 7fffffff/7fffffff/7fffffff
0: 1/1/1 ffffffffffffffff/ffffffffffffffff/ffffffffffffffff 123456789abcdef0/123456789abcdef0/123456789abcdef0 fedcba9876543210/fedcba9876543210/fedcba9876543210 8000000000000000/8000000000000000/8000000000000000
1: 2/0/0 fffffffffffffffe/ffffffffffffffff/7fffffffffffffff 2468acf13579bde0/91a2b3c4d5e6f78/91a2b3c4d5e6f78 fdb97530eca86420/ff6e5d4c3b2a1908/7f6e5d4c3b2a1908 0/c000000000000000/4000000000000000
4: 10/0/0 fffffffffffffff0/ffffffffffffffff/fffffffffffffff 23456789abcdef00/123456789abcdef/123456789abcdef edcba98765432100/ffedcba987654321/fedcba987654321 0/f800000000000000/800000000000000
31: 80000000/0/0 ffffffff80000000/ffffffffffffffff/1ffffffff 4d5e6f7800000000/2468acf1/2468acf1 3b2a190800000000/fffffffffdb97530/1fdb97530 0/ffffffff00000000/100000000
32: 100000000/0/0 ffffffff00000000/ffffffffffffffff/ffffffff 9abcdef000000000/12345678/12345678 7654321000000000/fffffffffedcba98/fedcba98 0/ffffffff80000000/80000000
33: 200000000/0/0 fffffffe00000000/ffffffffffffffff/7fffffff 3579bde000000000/91a2b3c/91a2b3c eca8642000000000/ffffffffff6e5d4c/7f6e5d4c 0/ffffffffc0000000/40000000
63: 8000000000000000/0/0 8000000000000000/ffffffffffffffff/1 0/0/0 0/ffffffffffffffff/1 0/ffffffffffffffff/1
64: 1/1/1 ffffffffffffffff/ffffffffffffffff/ffffffffffffffff 123456789abcdef0/123456789abcdef0/123456789abcdef0 fedcba9876543210/fedcba9876543210/fedcba9876543210 8000000000000000/8000000000000000/8000000000000000
65: 2/0/0 fffffffffffffffe/ffffffffffffffff/7fffffffffffffff 2468acf13579bde0/91a2b3c4d5e6f78/91a2b3c4d5e6f78 fdb97530eca86420/ff6e5d4c3b2a1908/7f6e5d4c3b2a1908 0/c000000000000000/4000000000000000
-1: 8000000000000000/0/0 8000000000000000/ffffffffffffffff/1 0/0/0 0/ffffffffffffffff/1 0/ffffffffffffffff/1
-32: 100000000/0/0 ffffffff00000000/ffffffffffffffff/ffffffff 9abcdef000000000/12345678/12345678 7654321000000000/fffffffffedcba98/fedcba98 0/ffffffff80000000/80000000
-33: 80000000/0/0 ffffffff80000000/ffffffffffffffff/1ffffffff 4d5e6f7800000000/2468acf1/2468acf1 3b2a190800000000/fffffffffdb97530/1fdb97530 0/ffffffff00000000/100000000
-2147483648: 1/1/1 ffffffffffffffff/ffffffffffffffff/ffffffffffffffff 123456789abcdef0/123456789abcdef0/123456789abcdef0 fedcba9876543210/fedcba9876543210/fedcba9876543210 8000000000000000/8000000000000000/8000000000000000
40 40 536870911 2305843009213693951
-64 2147483584 -256 -16384 2147467264 16384 0
-64 -16384 16384
-128 0 0
-2 15 3 2 -2147483648 64 32
*/
