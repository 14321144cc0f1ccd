// vm-options: -Djdk.attach.allowAttachSelf=true
import com.sun.tools.attach.VirtualMachine;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.Instrumentation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Threads call methods in all ways while their class is redefined over and over: each call runs one of the two versions, none a mixture. */
public class AgentStorm {
    static volatile Instrumentation instrumentation;

    public static void agentmain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    interface Shape {
        int sides();

        default int corners() {
            return sides();
        }
    }

    static class KindA implements Shape {
        static int kind() {
            return 1;
        }

        public int sides() {
            return 3;
        }

        int both() {
            return 100 * one(1) + one(1);
        }

        private int one(int base) {
            return base;
        }

        static int loop(int rounds) {
            int sum = 0;
            for (int i = 0; i < rounds; i++) {
                sum += 1;
            }
            return sum;
        }
    }

    static class KindB implements Shape {
        static int kind() {
            return 2;
        }

        public int sides() {
            return new int[] {4}.length + 3;
        }

        int both() {
            Object[] spare = new Object[4];
            spare[0] = this;
            return 100 * one(2) + one(spare.length);
        }

        private int one(int base) {
            return 2 * base;
        }

        static int loop(int rounds) {
            long sum = 0, other = 1;
            for (int i = 0; i < rounds; i++) {
                sum += 2;
                other ^= sum;
            }
            return other == 0 ? -1 : (int) sum;
        }
    }

    static class Child extends KindA {
        @Override
        int both() {
            return 1_000_000 + super.both();
        }
    }

    /** Loaded late: overrides what compiled code takes for the only method. */
    static class Late extends KindA {
        @Override
        public int sides() {
            return 77;
        }
    }

    static void require(boolean holds, String what, int value) {
        if (!holds) {
            throw new AssertionError(what + " " + value);
        }
    }

    static void look(KindA object, Shape shape) {
        int kind = KindA.kind();
        require(kind == 1 || kind == 2, "kind", kind);
        int sides = shape.corners();
        require(sides == 3 || sides == 4 || sides == 77, "corners", sides);
        // A call inside may be of another version than its caller.
        int both = object.both() % 1_000_000;
        require(both == 101 || both == 102 || both == 201 || both == 202 || both == 408 || both == 404 || both == 208 || both == 204
                || both == 402 || both == 401, "both", both);
        int loop = KindA.loop(50);
        require(loop == 50 || loop == 100, "loop", loop);
    }

    static byte[] file(Class<?> type) throws Exception {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    public static void main(String[] args) throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", "AgentStorm");
        manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
        Path agent = Files.createTempFile("brolga-", "agent.jar");
        agent.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(agent)) {
            new JarOutputStream(out, manifest).close();
        }
        VirtualMachine self = VirtualMachine.attach("" + ProcessHandle.current().pid());
        self.loadAgent(agent.toString());
        self.detach();

        byte[] first = file(KindA.class);
        String text = new String(file(KindB.class), StandardCharsets.ISO_8859_1);
        byte[] second = text.replace("KindB", "KindA").getBytes(StandardCharsets.ISO_8859_1);
        AtomicBoolean ends = new AtomicBoolean();
        AtomicLong rounds = new AtomicLong();
        Thread[] threads = new Thread[2];
        for (int i = 0; i < threads.length; i++) {
            KindA object = i == 0 ? new KindA() : new Child();
            threads[i] = new Thread(() -> {
                while (!ends.get()) {
                    look(object, object);
                    rounds.incrementAndGet();
                }
            });
            threads[i].setDaemon(true);
            threads[i].start();
        }
        for (int round = 0; round < 30; round++) {
            long before = rounds.get();
            instrumentation.redefineClasses(new ClassDefinition(KindA.class, round % 2 == 0 ? second : first));
            int expected = round % 2 == 0 ? 2 : 1;
            require(KindA.kind() == expected, "kind now", KindA.kind());
            require(KindA.loop(10) == 10 * expected, "loop now", KindA.loop(10));
            require(new Child().sides() == 2 + expected, "sides now", new Child().sides());
            if (round == 15) {
                Shape late = new Late();
                require(late.corners() == 77, "late", late.corners());
                for (int i = 0; i < 1000; i++) {
                    look((KindA) late, late);
                }
            }
            while (rounds.get() < before + 40 && threads[0].isAlive()) {
                Thread.onSpinWait();
            }
        }
        ends.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        System.out.println("rounds " + (rounds.get() >= 1200) + " " + KindA.kind() + " " + new Late().corners() + " " + new Child().both());
    }
}

/* expect-output:
rounds true 1 77 1000101
*/
