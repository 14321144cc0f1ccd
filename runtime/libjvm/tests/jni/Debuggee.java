import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntBinaryOperator;

/** What `Debugger.java` debugs: one method for each of its scenes. */
public class Debuggee {
    static String[] words = {"zero", "one", null};
    static int total = 5;
    static volatile int gate;
    static volatile long spins;
    static Lock first = new Lock("first");
    static Lock second = new Lock("second");
    static Lock third = new Lock("third");

    boolean truth = true;
    byte tiny = 1;
    char letter = 'a';
    short brief = 2;
    int number = 3;
    long wide = 4;
    float single = 5.5f;
    double real = 6.5;
    String text = "seven";
    int[] numbers = {8, 9};

    // ---- frames and locals

    int outer(int depth, String label) {
        double mine = depth * 1.5;
        int[] got = {0};
        IntBinaryOperator call = (left, right) -> {
            long kept = left + right;
            got[0] = values(true, (byte) 7, 'q', (short) 300).length();
            return (int) kept;
        };
        return call.applyAsInt(depth, 2) + (int) mine + got[0];
    }

    String values(boolean flag, byte small, char sign, short few) {
        int count = 42;
        long big = 1L << 40;
        float ratio = 1.25f;
        double exact = -2.5;
        String word = "word";
        int[] array = {1, 2, 3};
        Object nothing = null;
        for (int i = 0; i < 2; i++) {
            long square = (long) i * i;
            count += (int) square;
        }
        String all = flag + " " + small + " " + sign + " " + few + " " + count + " " + big + " " + ratio + " " + exact;
        System.out.println(all + " " + word + " " + Arrays.toString(array) + " " + nothing);
        return all;
    }

    String fields() {
        return truth + " " + tiny + " " + letter + " " + brief + " " + number + " " + wide + " " + single + " " + real + " " + text + " "
                + Arrays.toString(numbers) + " " + Arrays.toString(words) + " " + total;
    }

    // ---- steps

    static int twice(int value) {
        int result = value * 2;
        return result;
    }

    static int steps(int from) {
        int sum = 0;
        for (int i = 0; i < 2; i++) {
            sum += twice(i + from);
        }
        try {
            sum /= from - 3;
        } catch (ArithmeticException e) {
            sum = -sum;
        } finally {
            sum++;
        }
        return sum;
    }

    // ---- calls and returns

    static class Calls implements Comparable<Calls> {
        final String name;

        Calls(String name) {
            this.name = name;
        }

        boolean bool() { return true; }
        byte tiny() { return -1; }
        char sign() { return 'x'; }
        short few() { return -300; }
        int number() { return 1 << 30; }
        long wide() { return 1L << 60; }
        float single() { return 0.5f; }
        double real() { return 1e100; }
        Object nothing() { return null; }
        String[] array() { return new String[] {name}; }
        synchronized void locked() { }
        static void empty() { }

        @Override
        public int compareTo(Calls other) {
            return name.compareTo(other.name);
        }

        int fails() {
            throw new IllegalStateException(name);
        }
    }

    static void calls() {
        Comparable<Calls> calls = new Calls("calls");
        Calls all = (Calls) calls;
        System.out.println(all.bool() + " " + all.tiny() + all.sign() + all.few() + all.number() + all.wide() + all.single() + all.real());
        System.out.println(all.nothing() + all.array()[0] + calls.compareTo(all));
        all.locked();
        Calls.empty();
        try {
            all.fails();
        } catch (IllegalStateException e) {
            boolean isArray = int[].class.isArray();
            System.out.println(e.getMessage() + isArray);
        }
    }

    // ---- exceptions

    static int divide(int by) {
        try {
            return 10 / by;
        } finally {
            total++;
        }
    }

    static void exceptions() throws Exception {
        Object object = "text";
        for (int kind = 0; kind < 7; kind++) {
            try {
                switch (kind) {
                    case 0: divide(0); break;
                    case 1: object = (Integer) object; break;
                    case 2: words[3].length(); break;
                    case 3: words[0].length(); break;
                    case 4: Integer.parseInt("none"); break;
                    case 5: words = new String[-1]; break;
                    default: Debuggee.class.getDeclaredMethod("divide", int.class).invoke(null, 0);
                }
            } catch (RuntimeException | ReflectiveOperationException e) {
                System.out.println(e.getClass().getName());
            }
        }
        Thread thrower = new Thread(() -> {
            throw new IllegalStateException("uncaught");
        }, "thrower");
        thrower.setUncaughtExceptionHandler((thread, e) -> System.out.println(thread.getName() + " " + e.getMessage()));
        thrower.start();
        thrower.join();
    }

    // ---- fields

    static class Derived extends Debuggee {
        void touch() {
            wide += number++;
            text = text + truth;
            numbers = null;
            single = 1;
            real = single;
            letter++;
        }
    }

    static void watched() throws Exception {
        Derived derived = new Derived();
        derived.touch();
        total = total + 2;
        words = new String[] {"new"};
        Debuggee.class.getDeclaredField("number").getInt(derived);
    }

    // ---- breakpoints with conditions

    static int loop(int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            sum += i;
        }
        return sum;
    }

    // ---- calls from the debugger

    static String join(boolean flag, byte small, char sign, short few, int count, long big, float ratio, double exact, String word) {
        return flag + " " + small + " " + sign + " " + few + " " + count + " " + big + " " + ratio + " " + exact + " " + word;
    }

    static long sum(int... values) {
        return Arrays.stream(values).asLongStream().sum();
    }

    Object self() {
        return this;
    }

    @Override
    public String toString() {
        return "debuggee of " + text;
    }

    // ---- frames that end early

    static synchronized int popped(int count) {
        total += 100;
        count++;
        return count + total;
    }

    static int popper(int count) {
        int result = popped(count) + 1000;
        return result;
    }

    static int early() { return total; }
    static synchronized double earlyReal() { return total; }
    static long earlyWide() { return total; }
    static boolean earlyTruth() { return total < 0; }
    static Object earlyObject() { return null; }
    static void earlyVoid() { total = -1; }

    static void early(List<Object> results) {
        results.add(early());
        results.add(earlyReal());
        results.add(earlyWide());
        results.add(earlyTruth());
        results.add(earlyObject());
        earlyVoid();
        System.out.println(results + " " + total + Thread.holdsLock(Debuggee.class));
    }

    // ---- monitors

    static class Lock {
        final String name;

        Lock(String name) {
            this.name = name;
        }

        synchronized void pause(long millis) throws InterruptedException {
            wait(millis);
        }
    }

    interface Action {
        void run() throws Exception;
    }

    static Thread start(String name, Action action) {
        Thread thread = new Thread(() -> {
            try {
                action.run();
            } catch (Throwable e) {
                System.out.println(name + ": " + e);
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    static void pass(int number) throws InterruptedException {
        while (gate < number) {
            Thread.sleep(1);
        }
    }

    static void hold(CountDownLatch held, CountDownLatch release) throws InterruptedException {
        synchronized (first) {
            synchronized (second) {
                synchronized (first) {
                    held.countDown();
                    release.await();
                }
            }
        }
    }

    static void monitors() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        final Thread holder = start("holder", () -> hold(held, release));
        held.await();
        final Thread blocked = start("blocked", () -> {
            synchronized (third) {
                synchronized (first) { gate++; }
            }
        });
        pass(1);
        Lock fourth = new Lock("fourth");
        final Thread waiter = start("waiter", () -> fourth.pause(0));
        pass(2);
        for (Thread.State state = null; state != Thread.State.WAITING; state = waiter.getState()) {
            Thread.yield();
        }
        synchronized (fourth) {
            System.out.println(holder.getState() + " " + blocked.getState() + " " + waiter.getState());
        }
        release.countDown();
        blocked.join();
        synchronized (fourth) {
            fourth.notifyAll();
        }
        waiter.join();
        fourth.pause(5);
        System.out.println("gate " + gate);
    }

    // ---- threads

    static void spin() {
        while (gate < 11) {
            spins++;
        }
    }

    static void threads() throws Exception {
        start("child", Debuggee::spin).join();
        Thread parked = start("parked", () -> {
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
            }
            Thread.sleep(60_000);
        });
        parked.join();
        start("doomed", Debuggee::spin).join();
        start("asleep", () -> Thread.sleep(60_000)).join();
    }

    // ---- everything

    public static void main(String[] args) throws Exception {
        Debuggee debuggee = new Debuggee();
        System.out.println(debuggee.outer(4, "label"));
        System.out.println(debuggee.fields());
        System.out.println(steps(5) + " " + steps(3));
        calls();
        exceptions();
        watched();
        System.out.println(loop(20) + loop(5));
        System.out.println(popper(1));
        early(new ArrayList<>());
        System.out.println(new Version<>("v").text(1) + Version.text);
        monitors();
        threads();
        System.exit(7);
    }
}

/** Replaced while it runs. */
class Version<T extends CharSequence> {
    static String text = "static";
    private final T prefix;

    Version(T prefix) {
        this.prefix = prefix;
    }

    String text(int number) {
        String result = prefix + " one ";
        result += number;
        return result;
    }
}
