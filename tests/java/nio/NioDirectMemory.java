// Direct memory has a limit; unreachable buffers give theirs back; the error's words.
// vm-options: -XX:MaxDirectMemorySize=8m
import java.nio.ByteBuffer;
import java.util.*;

public class NioDirectMemory {
    public static void main(String[] args) throws Exception {
        long total = 0;
        for (int i = 0; i < 40; i++) {
            ByteBuffer b = ByteBuffer.allocateDirect(1 << 20);
            b.putInt(b.capacity() - 4, i);
            total += b.getInt(b.capacity() - 4);
        }
        System.out.println("40 dropped buffers of 1 MB went through 8 MB " + total);
        List<ByteBuffer> held = new ArrayList<>();
        try {
            while (true) held.add(ByteBuffer.allocateDirect(1 << 20));
        } catch (OutOfMemoryError e) {
            System.out.println(held.size() + " " + e.getMessage());
        }
        for (int i = 0; i < held.size(); i++) held.get(i).put(0, (byte) i);
        int sum = 0;
        for (ByteBuffer b : held) sum += b.get(0) + b.get(1 << 19);
        System.out.println(sum);
        held.subList(2, held.size()).clear();
        ByteBuffer large = ByteBuffer.allocateDirect(5 << 20);
        System.out.println(large.capacity() + " " + held.get(1).get(0));
        try {
            ByteBuffer.allocateDirect(9 << 20);
        } catch (OutOfMemoryError e) {
            System.out.println(e.getMessage().replaceAll("reserved: [0-9]+", "reserved: N").replaceAll("allocated: [0-9]+", "allocated: N"));
        }
        ByteBuffer slice = large.slice(1 << 20, 16);
        large = null;
        System.gc();
        slice.putLong(0, 77);
        System.gc();
        System.out.println("a slice keeps the memory " + slice.getLong(0));
        for (var pool : java.lang.management.ManagementFactory.getPlatformMXBeans(java.lang.management.BufferPoolMXBean.class)) {
            if (pool.getName().equals("direct")) System.out.println(pool.getName() + " " + (pool.getCount() >= 3) + " " + (pool.getTotalCapacity() >= 7 << 20) + " " + (pool.getMemoryUsed() >= 7 << 20));
        }
        java.lang.ref.Reference.reachabilityFence(held);
        java.lang.ref.Reference.reachabilityFence(slice);
    }
}

/* expect-output:
40 dropped buffers of 1 MB went through 8 MB 780
8 Cannot reserve 1048576 bytes of direct buffer memory (allocated: 8388608, limit: 8388608)
28
5242880 1
Cannot reserve 9437184 bytes of direct buffer memory (allocated: N, limit: 8388608)
a slice keeps the memory 77
direct true true true
*/
