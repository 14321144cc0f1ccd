/** i2b, i2c, i2s, l2i; stores into byte, short, char and boolean fields and arrays keep the low bits only; compound assignment. */
public class Narrowing {
    static byte sb;
    static short ss;
    static char sc;
    static boolean sz;
    byte b;
    short s;
    char c;
    boolean z;

    static byte toByte(int i) {
        return (byte) i;
    }

    static short toShort(int i) {
        return (short) i;
    }

    static char toChar(int i) {
        return (char) i;
    }

    public static void main(String[] args) {
        int[] values = {0, 1, -1, 127, 128, 255, 256, -128, -129, 32767, 32768, 65535, 65536, 0x12345678, 0x89ABCDEF, Integer.MIN_VALUE};
        byte[] ab = new byte[1];
        short[] as = new short[1];
        char[] ac = new char[1];
        boolean[] az = new boolean[2];
        Narrowing n = new Narrowing();
        for (int v : values) {
            ab[0] = (byte) v;
            as[0] = (short) v;
            ac[0] = (char) v;
            az[0] = (v & 1) != 0;
            n.b = sb = (byte) v;
            n.s = ss = (short) v;
            n.c = sc = (char) v;
            n.z = sz = !az[0];
            System.out.println(v + ": " + toByte(v) + " " + toShort(v) + " " + (int) toChar(v) + " | " + ab[0] + " " + as[0] + " " + (int) ac[0] + " "
                    + az[0] + " | " + n.b + " " + n.s + " " + (int) n.c + " " + n.z + " | " + sb + " " + ss + " " + (int) sc + " " + sz + " | "
                    + (byte) (char) (short) v + " " + (int) ((long) v << 4));
        }
        n.b = 120;
        n.b += 10;
        n.s = -32768;
        n.s--;
        n.c = 0;
        n.c--;
        ab[0] = 127;
        ab[0]++;
        ac[0] = 'z';
        ac[0] += 1;
        as[0] = 200;
        as[0] *= as[0];
        System.out.println(n.b + " " + n.s + " " + (int) n.c + " " + ab[0] + " " + ac[0] + " " + as[0]);
        az[0] = true;
        az[0] &= false;
        az[1] |= true;
        az[1] ^= az[0];
        System.out.println(az[0] + " " + az[1] + " " + (az[0] | az[1]) + " " + (az[0] ^ true));
        long l = 0x1_8000_0000L;
        int i = (int) l;
        i += l;
        System.out.println(i + " " + (int) (l >>> 1) + " " + (short) l + " " + (byte) (l >> 24));
        // Fields next to each other do not disturb each other.
        n.z = true;
        n.b = (byte) 0xFF;
        n.c = 0x7F7F;
        n.s = 0;
        System.out.println(n.z + " " + n.b + " " + (int) n.c + " " + n.s);
    }
}

/* expect-output:
0: 0 0 0 | 0 0 0 false | 0 0 0 true | 0 0 0 true | 0 0
1: 1 1 1 | 1 1 1 true | 1 1 1 false | 1 1 1 false | 1 16
-1: -1 -1 65535 | -1 -1 65535 true | -1 -1 65535 false | -1 -1 65535 false | -1 -16
127: 127 127 127 | 127 127 127 true | 127 127 127 false | 127 127 127 false | 127 2032
128: -128 128 128 | -128 128 128 false | -128 128 128 true | -128 128 128 true | -128 2048
255: -1 255 255 | -1 255 255 true | -1 255 255 false | -1 255 255 false | -1 4080
256: 0 256 256 | 0 256 256 false | 0 256 256 true | 0 256 256 true | 0 4096
-128: -128 -128 65408 | -128 -128 65408 false | -128 -128 65408 true | -128 -128 65408 true | -128 -2048
-129: 127 -129 65407 | 127 -129 65407 true | 127 -129 65407 false | 127 -129 65407 false | 127 -2064
32767: -1 32767 32767 | -1 32767 32767 true | -1 32767 32767 false | -1 32767 32767 false | -1 524272
32768: 0 -32768 32768 | 0 -32768 32768 false | 0 -32768 32768 true | 0 -32768 32768 true | 0 524288
65535: -1 -1 65535 | -1 -1 65535 true | -1 -1 65535 false | -1 -1 65535 false | -1 1048560
65536: 0 0 0 | 0 0 0 false | 0 0 0 true | 0 0 0 true | 0 1048576
305419896: 120 22136 22136 | 120 22136 22136 false | 120 22136 22136 true | 120 22136 22136 true | 120 591751040
-1985229329: -17 -12817 52719 | -17 -12817 52719 true | -17 -12817 52719 false | -17 -12817 52719 false | -17 -1698898192
-2147483648: 0 0 0 | 0 0 0 false | 0 0 0 true | 0 0 0 true | 0 0
-126 32767 65535 -128 { -25536
false true true true
0 -1073741824 0 -128
true -1 32639 0
*/
