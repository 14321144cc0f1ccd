// sun.misc.Unsafe through reflection: memory off the heap, fields, CAS, allocateInstance and what it refuses, throwException.
import java.lang.reflect.Field;
import sun.misc.Unsafe;

public class ReflectUnsafe {
    static class Node { int i = 5; long l = 6; Object o = "seven"; volatile int v = 8; byte b = 9; boolean z = true; static int shared = 10; double d = 2.5; char c = 'x'; short s = -4; float f = 1.25f; }
    static abstract class Abs { }
    static class Loud { static { System.out.println("Loud is initialised"); } int x = 3; }

    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        Field theUnsafe = Unsafe.class.getDeclaredField("theUnsafe");
        theUnsafe.setAccessible(true);
        Unsafe u = (Unsafe) theUnsafe.get(null);
        Node node = new Node();
        long i = u.objectFieldOffset(Node.class.getDeclaredField("i"));
        long l = u.objectFieldOffset(Node.class.getDeclaredField("l"));
        long o = u.objectFieldOffset(Node.class.getDeclaredField("o"));
        long v = u.objectFieldOffset(Node.class.getDeclaredField("v"));
        show("cas", () -> u.compareAndSwapInt(node, i, 5, 50) + " " + u.compareAndSwapInt(node, i, 5, 51) + " " + node.i);
        show("cas long", () -> u.compareAndSwapLong(node, l, 6, 60) + " " + u.compareAndSwapLong(node, l, 6, 61) + " " + node.l);
        show("cas object", () -> u.compareAndSwapObject(node, o, "seven", "seventy") + " " + u.compareAndSwapObject(node, o, "x", "y") + " " + node.o);
        show("get and add", () -> u.getAndAddInt(node, v, 3) + " " + node.v + " " + u.getAndSetInt(node, v, 1) + " " + u.getAndAddLong(node, l, -1) + " "
                + node.l + " " + u.getAndSetObject(node, o, "new") + " " + node.o);
        show("volatile", () -> { u.putIntVolatile(node, v, 99); u.putOrderedLong(node, l, 98); u.putObjectVolatile(node, o, "vol"); return u.getIntVolatile(node, v) + " " + u.getLongVolatile(node, l) + " " + u.getObjectVolatile(node, o); });
        show("static", () -> { Field f = Node.class.getDeclaredField("shared"); return u.getInt(u.staticFieldBase(f), u.staticFieldOffset(f)); });
        show("small", () -> u.getByte(node, u.objectFieldOffset(Node.class.getDeclaredField("b"))) + " " + u.getBoolean(node, u.objectFieldOffset(Node.class.getDeclaredField("z")))
                + " " + u.getDouble(node, u.objectFieldOffset(Node.class.getDeclaredField("d"))) + " " + u.getChar(node, u.objectFieldOffset(Node.class.getDeclaredField("c")))
                + " " + u.getShort(node, u.objectFieldOffset(Node.class.getDeclaredField("s"))) + " " + u.getFloat(node, u.objectFieldOffset(Node.class.getDeclaredField("f"))));
        long memory = u.allocateMemory(64);
        u.setMemory(memory, 64, (byte) 7);
        u.putLong(memory + 8, 0x1122334455667788L);
        u.putShort(memory + 1, (short) -2);
        u.copyMemory(memory, memory + 16, 16);
        show("off the heap", () -> Long.toHexString(u.getLong(memory + 24)) + " " + u.getShort(memory + 17) + " " + u.getByte(memory + 63) + " " + Integer.toHexString(u.getInt(memory + 9)));
        long bigger = u.reallocateMemory(memory, 4096);
        show("reallocated", () -> Long.toHexString(u.getLong(bigger + 8)));
        u.freeMemory(bigger);
        int[] array = {1, 2, 3, 4};
        byte[] bytes = new byte[16];
        show("arrays", () -> { u.copyMemory(array, u.arrayBaseOffset(int[].class), bytes, u.arrayBaseOffset(byte[].class), 16); return bytes[0] + " " + bytes[4] + " " + bytes[12] + " " + u.arrayIndexScale(long[].class) + u.arrayIndexScale(byte[].class); });
        show("scale", () -> u.getInt(array, u.arrayBaseOffset(int[].class) + 2L * u.arrayIndexScale(int[].class)) + " " + Unsafe.INVALID_FIELD_OFFSET + " " + u.addressSize());
        show("allocate", () -> ((Node) u.allocateInstance(Node.class)).i + " " + ((Node) u.allocateInstance(Node.class)).o);
        show("allocate initialises", () -> ((Loud) u.allocateInstance(Loud.class)).x);
        for (Class<?> c : new Class<?>[] {Abs.class, Runnable.class, Class.class, int[].class, int.class}) {
            show("allocate " + c, () -> u.allocateInstance(c).getClass());
        }
        show("throw", () -> { u.throwException(new java.io.IOException("sneaky")); return 0; });
        u.loadFence(); u.storeFence(); u.fullFence();
        record R(int x) { }
        show("record", () -> u.objectFieldOffset(R.class.getDeclaredField("x")));
        Runnable lambda = () -> { };
        show("negative size", () -> u.allocateMemory(-1));
        show("zero size", () -> u.allocateMemory(0));
        u.park(false, 1);
        u.unpark(Thread.currentThread());
        u.park(false, 0);
        System.out.println("parked with a permit");
    }
}

/* expect-output:
cas: true false 50
cas long: true false 60
cas object: true false seventy
get and add: 8 11 11 60 59 seventy new
volatile: 99 98 vol
static: 10
small: 9 true 2.5 x -4 1.25
off the heap: 1122334455667788 -2 7 44556677
reallocated: 1122334455667788
arrays: 1 2 4 81
scale: 3 -1 8
allocate: 0 null
Loud is initialised
allocate initialises: 0
allocate class ReflectUnsafe$Abs: java.lang.InstantiationException: ReflectUnsafe$Abs
allocate interface java.lang.Runnable: java.lang.InstantiationException: java.lang.Runnable
allocate class java.lang.Class: java.lang.IllegalAccessException: java.lang.Class
allocate class [I: java.lang.InstantiationException: [I
allocate int: java.lang.InstantiationException
throw: java.io.IOException: sneaky
record: java.lang.UnsupportedOperationException: can't get field offset on a record class: private final int ReflectUnsafe$1R.x
negative size: java.lang.IllegalArgumentException
zero size: 0
parked with a permit
*/
