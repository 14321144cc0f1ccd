import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import support.Show;

/** VarHandles on array elements of every type, views of byte arrays and byte buffers in both orders, adapted handles, bounds and alignment. */
public class VarArrays {
    public static void main(String[] args) throws Throwable {
        VarHandle ints = MethodHandles.arrayElementVarHandle(int[].class), longs = MethodHandles.arrayElementVarHandle(long[].class), strings = MethodHandles.arrayElementVarHandle(String[].class), objects = MethodHandles.arrayElementVarHandle(Object[].class);
        VarHandle bytes = MethodHandles.arrayElementVarHandle(byte[].class), bools = MethodHandles.arrayElementVarHandle(boolean[].class), chars = MethodHandles.arrayElementVarHandle(char[].class), shorts = MethodHandles.arrayElementVarHandle(short[].class), doubles = MethodHandles.arrayElementVarHandle(double[].class), floats = MethodHandles.arrayElementVarHandle(float[].class);
        int[] a = {1, 2, 3};
        System.out.println((int) ints.get(a, 1) + " " + (int) ints.getAndAdd(a, 1, 5) + " " + ints.compareAndSet(a, 1, 7, 70) + " " + a[1] + " " + (int) ints.getAndBitwiseXor(a, 2, -1) + " " + a[2] + " " + (int) ints.compareAndExchangeAcquire(a, 0, 1, 9) + a[0]);
        long[] l = new long[2];
        longs.setVolatile(l, 1, Long.MIN_VALUE);
        System.out.println((long) longs.getAndAddAcquire(l, 1, -1L) + " " + l[1] + " " + longs.weakCompareAndSetPlain(l, 0, 5L, 6L));
        byte[] b = {0, 127, -128, 5};
        short[] s = {1, -1};
        char[] c = {'a', '\uffff'};
        boolean[] z = {true, false};
        System.out.println((byte) bytes.getAndAdd(b, 1, (byte) 1) + " " + b[1] + " " + bytes.compareAndSet(b, 2, (byte) -128, (byte) 1) + " " + b[0] + b[2] + b[3] + " " + (short) shorts.getAndBitwiseAnd(s, 1, (short) 0xFF) + s[1] + s[0] + " " + (int) (char) chars.getAndAdd(c, 1, (char) 2) + "," + (int) c[1] + c[0]
                + " " + (boolean) bools.getAndBitwiseOr(z, 1, true) + z[1] + z[0] + " " + bools.compareAndSet(z, 0, true, false) + z[0]);
        double[] d = {1.5, -0.0};
        float[] f = {2.5f};
        System.out.println((double) doubles.getAndAdd(d, 0, 1.0) + " " + d[0] + " " + doubles.compareAndSet(d, 1, 0.0, 9.0) + " " + doubles.compareAndSet(d, 1, -0.0, 9.0) + " " + (float) floats.getAndSet(f, 0, 3f) + f[0]);
        String[] t = {"x", null};
        System.out.println(strings.compareAndSet(t, 1, null, "set") + " " + t[1] + " " + (String) strings.getAndSet(t, 0, "y") + " " + strings.getVolatile(t, 0));
        Show.outcome("bounds", () -> (int) ints.get(a, 3));
        Show.outcome("negative", () -> { ints.setVolatile(a, -1, 0); return 0; });
        Show.outcome("null array", () -> (int) ints.get((int[]) null, 0));
        Show.outcome("wrong array", () -> (int) ints.get((Object) l, 0));
        Show.outcome("array store", () -> { objects.set((Object[]) new Integer[1], 0, (Object) "s"); return 0; });
        Show.outcome("array store cas", () -> objects.compareAndSet((Object[]) new Integer[1], 0, (Object) null, (Object) "s"));
        Show.outcome("subclass array", () -> { objects.set((Object[]) t, 0, (Object) "viaObject"); return t[0]; });
        Show.outcome("no array", () -> MethodHandles.arrayElementVarHandle(String.class));

        byte[] raw = new byte[17];
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            VarHandle vi = MethodHandles.byteArrayViewVarHandle(int[].class, order), vl = MethodHandles.byteArrayViewVarHandle(long[].class, order), vs = MethodHandles.byteArrayViewVarHandle(short[].class, order);
            VarHandle vc = MethodHandles.byteArrayViewVarHandle(char[].class, order), vf = MethodHandles.byteArrayViewVarHandle(float[].class, order), vd = MethodHandles.byteArrayViewVarHandle(double[].class, order);
            java.util.Arrays.fill(raw, (byte) 0);
            vi.set(raw, 1, 0x01020304);
            vs.set(raw, 6, (short) 0xA0B0);
            vl.set(raw, 8, 0x1122334455667788L);
            StringBuilder hex = new StringBuilder(order + " ");
            for (byte x : raw) hex.append(Integer.toHexString(x & 0xff)).append('.');
            System.out.println(hex + " " + Integer.toHexString((int) vi.get(raw, 3)) + " " + Long.toHexString((long) vl.get(raw, 9)) + " " + (int) (char) vc.get(raw, 8) + " " + (float) vf.get(raw, 2) + " " + (double) vd.get(raw, 8));
            Show.outcome("view bounds", () -> (int) vi.get(raw, 14));
            Show.outcome("view negative", () -> (long) vl.get(raw, -1));
            Show.outcome("view unsupported", () -> vs.compareAndSet(raw, 0, (short) 0, (short) 1));
            ByteBuffer direct = ByteBuffer.allocateDirect(32), heap = ByteBuffer.allocate(32);
            VarHandle bi = MethodHandles.byteBufferViewVarHandle(int[].class, order), bl = MethodHandles.byteBufferViewVarHandle(long[].class, order), bd = MethodHandles.byteBufferViewVarHandle(double[].class, order);
            bi.set(direct, 3, 77);
            System.out.println((int) bi.getAndAdd(direct, 8, 5) + " " + (int) bi.getVolatile(direct, 8) + " " + (int) bi.get(direct, 3) + " " + bl.compareAndSet(direct, 16, 0L, 99L) + (long) bl.getAcquire(direct, 16) + " " + direct.get(16) + direct.get(23) + " " + bd.compareAndSet(direct, 24, 0.0, 2.5) + (double) bd.get(direct, 24));
            bl.set(heap, 1, 0x0102030405060708L);
            System.out.println(heap.get(1) + "" + heap.get(8) + " " + heap.position());
            Show.outcome("misaligned", () -> (int) bi.getVolatile(direct, 9));
            Show.outcome("read only", () -> { bi.set(heap.asReadOnlyBuffer(), 0, 1); return 0; });
            Show.outcome("buffer bounds", () -> (long) bl.get(direct, 25));
        }
        System.out.println(MethodHandles.varHandleInvoker(VarHandle.AccessMode.GET, ints.accessModeType(VarHandle.AccessMode.GET)).invoke(ints, a, 2) + " " + (int) MethodHandles.varHandleExactInvoker(VarHandle.AccessMode.GET_AND_ADD, ints.accessModeType(VarHandle.AccessMode.GET_AND_ADD)).invokeExact(ints, a, 2, 4) + " " + a[2]);
    }
}

/* expect-output:
2 2 true 70 3 -4 19
-9223372036854775808 9223372036854775807 false
127 -128 true 015 -12551 65535,1a falsetruetrue truefalse
1.5 2.5 false true 2.53.0
true set x y
bounds: java.lang.ArrayIndexOutOfBoundsException: Index 3 out of bounds for length 3
negative: java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 3
null array: java.lang.NullPointerException: Cannot load from int array because "array" is null
wrong array: java.lang.ClassCastException: class [J cannot be cast to class [I ([J and [I are in module java.base of loader 'bootstrap')
array store: java.lang.ArrayStoreException: java.lang.String
array store cas: java.lang.ArrayStoreException
subclass array: viaObject
no array: java.lang.IllegalArgumentException: not an array: class java.lang.String
BIG_ENDIAN 0.1.2.3.4.0.a0.b0.11.22.33.44.55.66.77.88.0. 30400a0 2233445566778800 4386 9.625508E-38 3.841412024471731E-226
view bounds: java.lang.ArrayIndexOutOfBoundsException: Index 14 out of bounds for length 14
view negative: java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 10
view unsupported: java.lang.UnsupportedOperationException
0 5 77 true99 099 true2.5
18 0
misaligned: java.lang.IllegalStateException: Misaligned access at index: 9
read only: java.nio.ReadOnlyBufferException
buffer bounds: java.lang.IndexOutOfBoundsException: Index 25 out of bounds for length 25
LITTLE_ENDIAN 0.4.3.2.1.0.b0.a0.88.77.66.55.44.33.22.11.0. b0000102 11223344556677 30600 9.2557E-41 3.841412024471731E-226
view bounds: java.lang.ArrayIndexOutOfBoundsException: Index 14 out of bounds for length 14
view negative: java.lang.ArrayIndexOutOfBoundsException: Index -1 out of bounds for length 10
view unsupported: java.lang.UnsupportedOperationException
0 5 77 true99 990 true2.5
81 0
misaligned: java.lang.IllegalStateException: Misaligned access at index: 9
read only: java.nio.ReadOnlyBufferException
buffer bounds: java.lang.IndexOutOfBoundsException: Index 25 out of bounds for length 25
-4 -4 0
*/
