// vm-options: -Djdk.attach.allowAttachSelf=true
import com.sun.tools.attach.VirtualMachine;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.instrument.ClassDefinition;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntUnaryOperator;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Classes get other methods while they run: RedefineClasses and RetransformClasses by way of a Java agent. */
public class AgentRedefine {
    static volatile Instrumentation instrumentation;

    public static void agentmain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    interface Named {
        String name();

        default String greeting() {
            return "I am " + name();
        }

        private int secret() {
            return 1;
        }

        default int ask() {
            return secret();
        }
    }

    /** NamedB renamed: what Named becomes. */
    interface NameB {
        String name();

        default String greeting() {
            return "My name is " + name() + ", and " + ask();
        }

        private int secret() {
            return 10 + "later".length();
        }

        default int ask() {
            return secret() + 1;
        }
    }

    static class FirstA implements Named {
        static final int BASE = 5;
        static int calls;
        private final int own;

        FirstA(int own) {
            this.own = own;
        }

        static int twice(int number) {
            calls++;
            return 2 * number;
        }

        private int secret() {
            return own;
        }

        int value() {
            return secret() + BASE;
        }

        public String name() {
            return "A";
        }

        synchronized long sum(int[] numbers) {
            long sum = 0;
            for (int number : numbers) {
                sum += number;
            }
            return sum;
        }

        IntUnaryOperator adder(int number) {
            return other -> number + other;
        }

        static void fail() {
            throw new IllegalStateException("first");
        }

        int recursive(int depth, Runnable at) {
            if (depth == 0) {
                at.run();
                return 0;
            }
            return 1 + recursive(depth - 1, at);
        }

        static int spin(CountDownLatch started, CountDownLatch end) throws InterruptedException {
            int rounds = 0;
            while (end.getCount() != 0) {
                rounds |= 1;
                started.countDown();
                Thread.onSpinWait();
            }
            return rounds + twice(50);
        }
    }

    /** FirstB renamed: what FirstA becomes. Other constants, other code, more locals. */
    static class FirstB implements Named {
        static final int BASE = 7;
        static int calls;
        private final int own;

        FirstB(int own) {
            this.own = own + 1000;
        }

        static int twice(int number) {
            int result = 0, step = 1, limit = 20;
            while (step <= limit) {
                result += number;
                step++;
            }
            calls += 100;
            return result;
        }

        private int secret() {
            return -own;
        }

        int value() {
            return Math.max(secret(), -500) * BASE;
        }

        public String name() {
            return "B" + own;
        }

        synchronized long sum(int[] numbers) {
            return numbers.length == 0 ? -1 : numbers[0] * 1_000_000_007L;
        }

        IntUnaryOperator adder(int number) {
            return other -> number - other;
        }

        // A line of its own.
        static void fail() {
            throw new IllegalArgumentException("second", new RuntimeException("cause"));
        }

        int recursive(int depth, Runnable at) {
            return depth <= 0 ? 0 : 100 + recursive(depth - 1, at);
        }

        static int spin(CountDownLatch started, CountDownLatch end) {
            return -1;
        }
    }

    static class Child extends FirstA {
        Child() {
            super(3);
        }

        @Override
        int value() {
            return super.value() + 10_000;
        }
    }

    static class AddedA {
        int f() {
            return 1;
        }
    }

    static class AddedB {
        int f() {
            return 2;
        }

        int g() {
            return 3;
        }
    }

    static class FieldA {
        int field;
    }

    static class FieldB {
        long field;
    }

    static class SuperA {}

    static class SuperB extends FieldA {}

    static class FinalA {
        int f() {
            return 1;
        }
    }

    static class FinalB {
        final int f() {
            return 1;
        }
    }

    static class Texts {
        static String text() {
            return "original";
        }
    }

    static class Orders {
        static String text() {
            return "original";
        }
    }

    static byte[] file(Class<?> type) throws Exception {
        try (InputStream in = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
            return in.readAllBytes();
        }
    }

    static byte[] replaced(byte[] file, String from, String to) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The class file of `from` under the name of `to`. */
    static ClassDefinition as(Class<?> to, Class<?> from) throws Exception {
        return new ClassDefinition(to, replaced(file(from), from.getSimpleName(), to.getSimpleName()));
    }

    static void refused(String what, ClassDefinition... definitions) throws Exception {
        try {
            instrumentation.redefineClasses(definitions);
            System.out.println(what + ": done");
        } catch (UnsupportedOperationException | LinkageError | UnmodifiableClassException exception) {
            System.out.println(what + ": " + exception);
        }
    }

    static void look(FirstA object, Child child) throws Throwable {
        System.out.println(FirstA.twice(4) + " " + object.value() + " " + child.value() + " " + object.name() + " " + child.name());
        System.out.println(object.sum(new int[] {1, 2, 3}) + " " + object.adder(10).applyAsInt(3) + " " + new FirstA(1).value());
        Named named = object;
        System.out.println(named.greeting() + " " + named.ask() + " " + ((Named) () -> "lambda").greeting());
        Method method = FirstA.class.getDeclaredMethod("twice", int.class);
        MethodHandle handle = MethodHandles.lookup().findVirtual(FirstA.class, "value", MethodType.methodType(int.class));
        System.out.println(method.invoke(null, 6) + " " + (int) handle.invokeExact(object));
        try {
            FirstA.fail();
        } catch (RuntimeException exception) {
            StackTraceElement top = exception.getStackTrace()[0];
            System.out.println(exception + " " + top + " " + exception.getStackTrace()[1].getMethodName());
        }
    }

    static long hot(FirstA object, int[] numbers) {
        long sum = 0;
        for (int i = 0; i < 20_000; i++) {
            sum += FirstA.twice(i) + object.value() + object.sum(numbers);
        }
        return sum;
    }

    public static void main(String[] args) throws Throwable {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Agent-Class", "AgentRedefine");
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        manifest.getMainAttributes().putValue("Can-Redefine-Classes", "true");
        Path agent = Files.createTempFile("brolga-", "agent.jar");
        agent.toFile().deleteOnExit();
        try (OutputStream out = Files.newOutputStream(agent)) {
            new JarOutputStream(out, manifest).close();
        }
        VirtualMachine self = VirtualMachine.attach("" + ProcessHandle.current().pid());
        self.loadAgent(agent.toString());
        self.detach();
        Instrumentation inst = instrumentation;
        System.out.println(inst.isRedefineClassesSupported() + " " + inst.isRetransformClassesSupported() + " "
                + inst.isModifiableClass(FirstA.class) + " " + inst.isModifiableClass(int[].class));

        FirstA object = new FirstA(8);
        Child child = new Child();
        int[] numbers = {1, 2, 3};
        MethodHandle early = MethodHandles.lookup().findStatic(FirstA.class, "twice", MethodType.methodType(int.class, int.class));
        IntUnaryOperator reference = FirstA::twice;
        look(object, child);
        System.out.println(hot(object, numbers));

        // A loop that runs goes on; what it calls is new.
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        int[] result = new int[1];
        Thread spinning = new Thread(() -> {
            try {
                result[0] = FirstA.spin(started, end);
            } catch (InterruptedException exception) {
                throw new AssertionError(exception);
            }
        });
        spinning.setDaemon(true);
        spinning.start();
        started.await();
        // Activations in the middle of a recursion, too.
        class Redefine implements Runnable {
            @Override
            public void run() {
                try {
                    inst.redefineClasses(as(FirstA.class, FirstB.class), as(Named.class, NameB.class));
                } catch (Exception exception) {
                    throw new AssertionError(exception);
                }
            }
        }
        int depth = object.recursive(3, new Redefine());
        System.out.println("depth " + depth + " then " + object.recursive(3, null));
        end.countDown();
        spinning.join();
        System.out.println("spun " + result[0] + ", now " + FirstA.spin(null, null));
        look(object, child);
        System.out.println(hot(object, numbers));
        System.out.println((int) early.invokeExact(1) + " " + reference.applyAsInt(2) + " " + FirstA.calls);
        System.out.println(FirstA.class.getDeclaredMethods().length + " " + object.getClass() + " " + FirstA.class.getNestHost());

        // And back.
        inst.redefineClasses(new ClassDefinition(FirstA.class, file(FirstA.class)), new ClassDefinition(Named.class, file(Named.class)));
        look(object, child);
        System.out.println(hot(object, numbers));

        // What cannot be: nothing happens.
        refused("nothing");
        refused("method added", as(AddedA.class, AddedB.class));
        refused("method deleted", as(AddedB.class, AddedA.class));
        refused("field", as(FieldA.class, FieldB.class));
        refused("superclass", as(SuperA.class, SuperB.class));
        refused("modifiers", as(FinalA.class, FinalB.class));
        refused("name", new ClassDefinition(FieldA.class, file(FieldB.class)));
        refused("bytes", new ClassDefinition(FieldA.class, new byte[] {1, 2, 3, 4}));
        byte[] newer = file(FieldA.class);
        newer[7] = 100;
        refused("version", new ClassDefinition(FieldA.class, newer));
        refused("array", new ClassDefinition(int[].class, newer));
        refused("one of two", as(FirstA.class, FirstB.class), as(AddedA.class, AddedB.class));
        System.out.println(FirstA.twice(4) + " " + new AddedA().f());
        // iconst_1 as aconst_null.
        byte[] wrong = file(FinalA.class);
        for (int i = 0; i + 1 < wrong.length; i++) {
            if (wrong[i] == 4 && wrong[i + 1] == (byte) 0xac) {
                wrong[i] = 1;
            }
        }
        refused("verification", new ClassDefinition(FinalA.class, wrong));
        System.out.println(new FinalA().f());

        // Transformers that see classes again.
        ClassFileTransformer louder = new ClassFileTransformer() {
            @Override
            public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
                if (redefined == Texts.class || redefined == Orders.class) {
                    System.out.println("transforms " + name + " " + (domain != null));
                    return replaced(bytes, "original", "modified");
                }
                return redefined == Optional.class ? replaced(bytes, "Optional.empty", "Nothing at all") : null;
            }
        };
        System.out.println(Texts.text() + " " + Optional.empty());
        inst.addTransformer(louder, true);
        inst.retransformClasses(Texts.class, Optional.class);
        System.out.println(Texts.text() + " " + Optional.empty());
        inst.redefineClasses(new ClassDefinition(Orders.class, replaced(file(Orders.class), "original", "by order")));
        System.out.println(Orders.text());
        inst.removeTransformer(louder);
        inst.retransformClasses(Texts.class, Optional.class, Orders.class);
        System.out.println(Texts.text() + " " + Optional.empty() + " " + Orders.text());
    }
}

/* expect-output:
true true true false
8 13 10008 A A
6 13 6
I am A 1 I am lambda
12 13
java.lang.IllegalStateException: first AgentRedefine$FirstA.fail(AgentRedefine.java:104) look
400360000
depth 3 then 300
spun 1001, now -1
80 -56 9979 B8 B3
1000000007 7 -3500
My name is B8, and 16 16 My name is lambda, and 16
120 -56
java.lang.IllegalArgumentException: second AgentRedefine$FirstA.fail(AgentRedefine.java:168) look
20003998820000
20 40 2020502
10 class AgentRedefine$FirstA class AgentRedefine
8 13 10008 A A
6 13 6
I am A 1 I am lambda
12 13
java.lang.IllegalStateException: first AgentRedefine$FirstA.fail(AgentRedefine.java:104) look
400360000
nothing: done
method added: java.lang.UnsupportedOperationException: class redefinition failed: attempted to add a method
method deleted: java.lang.UnsupportedOperationException: class redefinition failed: attempted to delete a method
field: java.lang.UnsupportedOperationException: class redefinition failed: attempted to change the schema (add/remove fields)
superclass: java.lang.UnsupportedOperationException: class redefinition failed: attempted to change superclass or interfaces
modifiers: java.lang.UnsupportedOperationException: class redefinition failed: attempted to change method modifiers
name: java.lang.NoClassDefFoundError: class names don't match
bytes: java.lang.ClassFormatError
version: java.lang.UnsupportedClassVersionError
array: java.lang.instrument.UnmodifiableClassException
one of two: java.lang.UnsupportedOperationException: class redefinition failed: attempted to add a method
8 1
verification: java.lang.VerifyError
1
original Optional.empty
transforms AgentRedefine$Texts true
modified Nothing at all
transforms AgentRedefine$Orders true
by order
original Optional.empty by order
*/
