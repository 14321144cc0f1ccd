// WeakHashMap, ThreadLocals of dead threads, soft references under pressure, interned strings, class values.
// vm-options: -Xmx32m
import java.lang.ref.*;
import java.util.*;

public class RefsWeakMaps {
    record Key(int n) { }

    static boolean until(java.util.function.BooleanSupplier done) throws Exception {
        for (int i = 0; i < 100 && !done.getAsBoolean(); i++) { System.gc(); Thread.sleep(1); }
        return done.getAsBoolean();
    }

    public static void main(String[] args) throws Exception {
        WeakHashMap<Key, String> map = new WeakHashMap<>();
        List<Key> held = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Key key = new Key(i);
            if (i % 4 == 0) held.add(key);
            map.put(key, "v" + i);
        }
        System.out.println("full " + map.containsKey(new Key(0)) + " " + map.get(new Key(4)));
        System.out.println("shrunk " + until(() -> map.size() == 50));
        int sum = 0;
        for (Key key : held) sum += Integer.parseInt(map.get(key).substring(1));
        System.out.println(sum + " " + map.containsKey(new Key(1)));
        held.clear();
        System.out.println("empty " + until(map::isEmpty) + " " + map);
        map.put(null, "null key");
        System.gc();
        System.out.println(map.get(null) + " " + map.size());

        // Soft references go before memory runs out.
        List<SoftReference<byte[]>> soft = new ArrayList<>();
        for (int i = 0; i < 200; i++) soft.add(new SoftReference<>(new byte[1 << 20]));
        long alive = soft.stream().filter(r -> r.get() != null).count();
        System.out.println("some soft ones went " + (alive < 32) + ", no error");
        byte[] strong = new byte[8 << 20];
        System.out.println("room for " + strong.length);
        try {
            List<byte[]> all = new ArrayList<>();
            while (true) all.add(new byte[1 << 20]);
        } catch (OutOfMemoryError e) {
            System.out.println(e.getMessage() + ", soft ones left " + soft.stream().filter(r -> r.get() != null).count());
        }

        // A thread local's value goes with the thread.
        ThreadLocal<Object> local = new ThreadLocal<>();
        WeakReference<?>[] value = new WeakReference<?>[1];
        Thread thread = new Thread(() -> { Object o = new Object(); local.set(o); value[0] = new WeakReference<>(o); });
        thread.start();
        thread.join();
        System.out.println("value gone " + until(() -> value[0].refersTo(null)));
        WeakReference<Thread> dead = new WeakReference<>(thread);
        thread = null;
        System.out.println("thread gone " + until(() -> dead.refersTo(null)));
        Object monitor = new Object();
        Thread alone = new Thread(() -> { synchronized (monitor) { try { monitor.wait(); } catch (InterruptedException e) { } } });
        alone.start();
        WeakReference<Thread> living = new WeakReference<>(alone);
        alone = null;
        for (int i = 0; i < 3; i++) System.gc();
        System.out.println("a running thread stays " + (living.get() != null));
        while (living.get().getState() != Thread.State.WAITING) Thread.sleep(1);
        synchronized (monitor) { monitor.notify(); }
        living.get().join();

        String interned = new StringBuilder("inter").append("ned ").append(args.length).toString().intern();
        System.gc();
        System.out.println("interned " + (interned == ("interned " + args.length).intern()) + " " + ("a" + "b" == "ab"));
        for (int i = 0; i < 5000; i++) ("text number " + i).intern();
        System.gc();
        System.out.println(("text number 77").intern() == "text number " + 77);
        ClassValue<int[]> values = new ClassValue<>() { int next; @Override protected int[] computeValue(Class<?> c) { return new int[] {next++}; } };
        values.get(String.class);
        values.get(Key.class);
        System.gc();
        System.out.println(values.get(String.class)[0] + " " + values.get(Key.class)[0] + " " + values.get(int.class)[0]);
        values.remove(Key.class);
        System.out.println(values.get(Key.class)[0]);
    }
}

/* expect-output:
full true v4
shrunk true
4900 false
empty true {}
null key 1
some soft ones went true, no error
room for 8388608
Java heap space, soft ones left 0
value gone true
thread gone true
a running thread stays true
interned true true
true
0 1 2
3
*/
