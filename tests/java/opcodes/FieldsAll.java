import java.util.Arrays;

/** Fields of all types: instance, static, volatile, inherited with the same name, through interfaces; objects of many layouts side by side. */
public class FieldsAll {
    static class A { byte b1 = 1; long l1 = 2; byte b2 = 3; Object o1 = "o1"; boolean z1 = true; double d1 = 4.5; short s1 = 6; }
    static class B extends A { byte b3 = 7; int i1 = 8; char c1 = 'c'; volatile long vl = 9; float f1 = 10.5f; Object o2 = "o2"; volatile boolean vz; }
    static class C extends B { byte b1 = 11; Object o1 = "shadow"; static long s = 12; final int fin; C(int x) { fin = x; } String all() { return b1 + "," + super.b1 + "," + ((A) this).b1 + "," + o1 + "," + super.o1 + "," + i1 + "," + b3 + "," + fin; } }
    static class Chain { Chain next; int v; Chain(int v, Chain n) { this.v = v; next = n; } }
    interface K { int N = 5; long L = Long.parseLong("77"); int[] ARR = {1, 2}; }
    static volatile int vs; static volatile Object vo; static transient double td = 2.5;
    static boolean sz; static byte sb; static char sc; static short ss; static int si; static long sl; static float sf; static double sd; static String st;

    public static void main(String[] args) {
        C[] cs = new C[50];
        for (int i = 0; i < cs.length; i++) {
            C c = cs[i] = new C(i);
            c.b1 = (byte) (i * 3); c.l1 = (long) i << 33; c.d1 = i / 4.0; c.s1 = (short) (i * 1000); c.i1 = -i; c.c1 = (char) ('a' + i); c.vl = Long.MIN_VALUE + i; c.f1 = i * 0.5f; c.vz = i % 2 == 1; c.o2 = "s" + i; ((A) c).b1 = (byte) -i; ((A) c).o1 = i % 3 == 0 ? null : cs[i / 2];
        }
        long h = 0;
        for (C c : cs) h = h * 31 + Arrays.asList(c.b1, c.l1, c.b2, c.z1, c.d1, c.s1, c.b3, c.i1, c.c1, c.vl, c.f1, c.vz, c.o2, ((A) c).b1, c.fin, C.s++).hashCode();
        System.out.println(h + " " + cs[7].all().replaceAll("@\\w+", "@") + " " + (((A) cs[10]).o1 == cs[5]) + " " + ((A) cs[9]).o1);
        C c = cs[3];
        c.b1 += 100; c.b1++; c.l1 |= 1; c.i1 <<= 4; c.f1 /= 0; c.d1 %= 0.3; c.c1 -= 2; c.s1 >>>= 1; c.vl--; c.o2 += "!"; c.vz ^= true; --c.b3;
        System.out.println(c.b1 + " " + c.l1 + " " + c.i1 + " " + c.f1 + " " + c.d1 + " " + c.c1 + " " + c.s1 + " " + c.vl + " " + c.o2 + " " + c.vz + " " + c.b3);
        int x = c.i1++ + ++c.i1 - c.i1-- * --c.i1;
        System.out.println(x + " " + c.i1 + " " + K.N + K.L + K.ARR[1]++ + K.ARR[1]);
        sz = !sz; sb = (byte) 200; sc += 'q'; ss = (short) 40000; si = 1 << 31; sl = ~0L >>> 1; sf = 1e-45f; sd = -1e308 * 10; st += null;
        vs++; vs += vs++ * 2; vo = vs; td *= td;
        System.out.println(sz + " " + sb + " " + sc + " " + ss + " " + si + " " + sl + " " + sf + " " + sd + " " + st + " " + vs + vo + td);
        Chain head = null;
        for (int i = 0; i < 3000; i++) head = new Chain(i, head);
        int sum = 0;
        for (Chain n = head; n != null; n = n.next) { sum = sum * 7 + n.v; if (n.v % 100 == 0 && n.next != null) n.next = n.next.next; }
        System.out.println(sum);
        FieldsAll nothing = null;
        System.out.println(nothing.vs + " " + new C(1).s + " " + ((C) null).s);
        boolean[] flags = {c.z1 & c.vz, c.z1 | c.vz, c.z1 ^ c.vz, !c.z1};
        System.out.println(Arrays.toString(flags) + (c.o1 == c.o1) + (c.o1 != ((A) c).o1));
        A[] many = {new A(), new B(), new C(1), new A() { byte extra = 5; { b1 = extra; } }};
        for (A a : many) System.out.print(a.b1 + " " + a.d1 + " " + a.o1 + " ");
        System.out.println();
    }
}

/* expect-output:
3415715603033211534 21,-7,-7,shadow,FieldsAll$C@,-7,7,7 true null
110 25769803777 -48 Infinity 0.15000000000000002 b 1500 -9223372036854775806 s3! false 6
-2302 -48 57723
true -56 q -25536 -2147483648 9223372036854775807 1.4E-45 -Infinity nullnull 336.25
954215251
3 62 62
[false, true, true, false]truetrue
1 4.5 o1 1 4.5 o1 1 4.5 o1 5 4.5 o1 
*/
