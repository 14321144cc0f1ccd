// Buffers: positions, views, orders, read-only, slices, bulk moves, comparisons, direct memory, all refusals.
import java.nio.*;
import java.util.Arrays;

public class NioBuffers {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + String.valueOf(action.run()).replaceAll("[^\\x00-\\x7f]", "?"));
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static void common(ByteBuffer b) {
        System.out.println(b.isDirect() + " " + b.hasArray() + " " + b + " " + b.order());
        b.put((byte) 1).putShort((short) 0x0203).putChar('\u0405').putInt(0x06070809).putLong(0x0a0b0c0d0e0f1011L).putFloat(1f).putDouble(2.0);
        b.flip();
        show("limit", () -> b + " " + b.remaining());
        byte[] all = new byte[b.remaining()];
        b.get(all).rewind();
        System.out.println(Arrays.toString(all));
        show("read", () -> b.get() + " " + b.getShort() + " " + (int) b.getChar() + " " + b.getInt() + " " + b.getLong() + " " + b.getFloat() + " " + b.getDouble() + " " + b.hasRemaining());
        show("underflow", b::get);
        show("little", () -> b.order(ByteOrder.LITTLE_ENDIAN).getInt(5) + " " + b.getLong(1) + " " + b.getDouble(17) + " " + b.order(ByteOrder.BIG_ENDIAN).getShort(1));
        show("index", () -> b.get(29));
        show("negative index", () -> b.getInt(-1));
        show("int at the end", () -> b.getInt(26));
        b.clear();
        show("overflow", () -> { b.position(b.limit() - 3); b.putInt(1); return 0; });
        show("bulk overflow", () -> b.put(new byte[100]));
        show("compact", () -> { b.position(2).limit(6); b.compact(); return b + " " + b.get(0); });
        show("mark", () -> { b.position(3).mark().position(7).reset(); return b.position(); });
        show("mark lost", () -> { b.position(3).mark().position(1); b.reset(); return 0; });
        show("bad position", () -> b.limit(10).position(11));
        show("bad limit", () -> b.limit(1000));
        b.clear();
        ByteBuffer slice = b.slice(4, 8), dup = b.duplicate(), ro = b.asReadOnlyBuffer();
        slice.put(0, (byte) 99);
        show("slice", () -> slice + " " + b.get(4) + " " + dup.get(4) + " " + ro.get(4) + " " + slice.order());
        show("read only", () -> ro.put((byte) 1));
        show("read only array", () -> ro.hasArray() + " " + ro.isReadOnly());
        IntBuffer ints = b.asIntBuffer();
        show("ints", () -> { ints.put(0, 7).put(new int[] {8, 9}); return ints + " " + b.getInt(0) + " " + ints.get(1) + " " + ints.order(); });
        LongBuffer longs = b.order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        show("longs", () -> { longs.put(1, -2); return b.get(8) + " " + b.get(15) + " " + longs.capacity(); });
        show("doubles", () -> { DoubleBuffer d = b.asDoubleBuffer(); d.put(new double[] {1.5, -0.0}); double[] back = new double[2]; d.rewind().get(back); return Arrays.toString(back) + b.getDouble(8); });
        show("chars", () -> { CharBuffer c = b.asCharBuffer(); c.put("hi\u20ac"); return c.flip().toString() + " " + c.length() + " " + c.charAt(1) + " " + c.subSequence(1, 3); });
        show("floats and shorts", () -> { b.asFloatBuffer().put(0, 2.5f); b.asShortBuffer().put(3, (short) -1); return b.getFloat(0) + " " + b.getShort(6); });
        show("absolute bulk", () -> { byte[] x = new byte[4]; b.put(3, new byte[] {1, 2, 3, 4}, 1, 3).get(3, x, 0, 3); return Arrays.toString(x); });
        show("aligned", () -> b.alignedSlice(1).capacity() == b.capacity());
    }

    public static void main(String[] args) {
        common(ByteBuffer.allocate(40));
        common(ByteBuffer.allocateDirect(40));
        ByteBuffer wrapped = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}, 1, 3);
        show("wrap", () -> wrapped + " " + wrapped.arrayOffset() + " " + wrapped.slice().arrayOffset() + " " + wrapped.array().length);
        show("equal", () -> ByteBuffer.wrap(new byte[] {2, 3, 4}).equals(wrapped) + " " + wrapped.compareTo(ByteBuffer.wrap(new byte[] {2, 3, 5})) + " " + wrapped.mismatch(ByteBuffer.wrap(new byte[] {2, 9})) + " " + (wrapped.hashCode() == ByteBuffer.wrap(new byte[] {2, 3, 4}).hashCode()));
        show("direct equal", () -> ByteBuffer.allocateDirect(3).put(wrapped.duplicate()).flip().equals(wrapped));
        show("to itself", () -> wrapped.put(wrapped));
        show("negative", () -> ByteBuffer.allocate(-1));
        show("negative direct", () -> ByteBuffer.allocateDirect(-1));
        show("zero", () -> ByteBuffer.allocateDirect(0).capacity() + " " + ByteBuffer.allocate(0).hasRemaining());
        show("chars of text", () -> CharBuffer.wrap("text", 1, 3) + " " + CharBuffer.wrap("text").isReadOnly() + " " + CharBuffer.wrap(new char[] {'a', 'b'}).chars().sum());
        show("char put", () -> CharBuffer.wrap("text").put('x'));
        show("NaN", () -> FloatBuffer.wrap(new float[] {Float.NaN, 0f}).equals(FloatBuffer.wrap(new float[] {Float.NaN, -0f})) + " " + DoubleBuffer.wrap(new double[] {1}).compareTo(DoubleBuffer.wrap(new double[] {Double.NaN})));
        show("big direct", () -> { ByteBuffer b = ByteBuffer.allocateDirect(1 << 20); b.putLong((1 << 20) - 8, 42); long sum = 0; while (b.hasRemaining()) sum += b.getLong(); return sum; });
        show("copy between", () -> { ByteBuffer d = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder()); d.asIntBuffer().put(new int[] {1, 2, 3, 4}); IntBuffer h = IntBuffer.allocate(4).put(d.asIntBuffer()); return Arrays.toString(h.array()) + ByteOrder.nativeOrder(); });
    }
}

/* expect-output:
false true java.nio.HeapByteBuffer[pos=0 lim=40 cap=40] BIG_ENDIAN
limit: java.nio.HeapByteBuffer[pos=0 lim=29 cap=40] 29
[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 63, -128, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0]
read: 1 515 1029 101124105 723685415333072913 1.0 2.0 false
underflow: java.nio.BufferUnderflowException
little: 151521030 650777868590383874 1.358077468424E-312 515
index: java.lang.IndexOutOfBoundsException
negative index: java.lang.IndexOutOfBoundsException
int at the end: java.lang.IndexOutOfBoundsException
overflow: java.nio.BufferOverflowException
bulk overflow: java.nio.BufferOverflowException
compact: java.nio.HeapByteBuffer[pos=4 lim=40 cap=40] 3
mark: 3
mark lost: java.nio.InvalidMarkException
bad position: java.lang.IllegalArgumentException: newPosition > limit: (11 > 10)
bad limit: java.lang.IllegalArgumentException: newLimit > capacity: (1000 > 40)
slice: java.nio.HeapByteBuffer[pos=0 lim=8 cap=8] 99 99 99 BIG_ENDIAN
read only: java.nio.ReadOnlyBufferException
read only array: false true
ints: java.nio.ByteBufferAsIntBufferB[pos=2 lim=10 cap=10] 8 9 BIG_ENDIAN
longs: -2 -1 5
doubles: [1.5, -0.0]-0.0
chars: hi? 3 i i?
floats and shorts: 2.5 -1
absolute bulk: [2, 3, 4, 0]
aligned: true
true false java.nio.DirectByteBuffer[pos=0 lim=40 cap=40] BIG_ENDIAN
limit: java.nio.DirectByteBuffer[pos=0 lim=29 cap=40] 29
[1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 63, -128, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0]
read: 1 515 1029 101124105 723685415333072913 1.0 2.0 false
underflow: java.nio.BufferUnderflowException
little: 151521030 650777868590383874 1.358077468424E-312 515
index: java.lang.IndexOutOfBoundsException
negative index: java.lang.IndexOutOfBoundsException
int at the end: java.lang.IndexOutOfBoundsException
overflow: java.nio.BufferOverflowException
bulk overflow: java.nio.BufferOverflowException
compact: java.nio.DirectByteBuffer[pos=4 lim=40 cap=40] 3
mark: 3
mark lost: java.nio.InvalidMarkException
bad position: java.lang.IllegalArgumentException: newPosition > limit: (11 > 10)
bad limit: java.lang.IllegalArgumentException: newLimit > capacity: (1000 > 40)
slice: java.nio.DirectByteBuffer[pos=0 lim=8 cap=8] 99 99 99 BIG_ENDIAN
read only: java.nio.ReadOnlyBufferException
read only array: false true
ints: java.nio.DirectIntBufferS[pos=2 lim=10 cap=10] 8 9 BIG_ENDIAN
longs: -2 -1 5
doubles: [1.5, -0.0]-0.0
chars: hi? 3 i i?
floats and shorts: 2.5 -1
absolute bulk: [2, 3, 4, 0]
aligned: true
wrap: java.nio.HeapByteBuffer[pos=1 lim=4 cap=5] 0 1 5
equal: true -1 1 true
direct equal: true
to itself: java.lang.IllegalArgumentException: The source buffer is this buffer
negative: java.lang.IllegalArgumentException: capacity < 0: (-1 < 0)
negative direct: java.lang.IllegalArgumentException: capacity < 0: (-1 < 0)
zero: 0 false
chars of text: ex true 195
char put: java.nio.ReadOnlyBufferException
NaN: true -1
big direct: 42
copy between: [1, 2, 3, 4]LITTLE_ENDIAN
*/
