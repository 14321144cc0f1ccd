// StackWalker with every option: frames, lines, declaring classes, hidden and reflection frames, the caller class.
import java.lang.StackWalker.*;
import java.lang.reflect.Method;
import java.util.*;
import java.util.function.*;
import java.util.stream.*;

public class StackWalking {
    static String text(StackFrame f) {
        String name = f.getClassName().replaceAll("0x[0-9a-f]+", "0xN").replaceAll("Lambda\\$[0-9]+", "Lambda");
        return name + "." + f.getMethodName() + (name.startsWith("StackWalking") && f.getLineNumber() > 0 ? ":" + f.getLineNumber() : "") + f.getDescriptor() + (f.isNativeMethod() ? " native" : "");
    }

    static void dump(String title, StackWalker walker) {
        System.out.println(title);
        walker.walk(s -> s.skip(1).map(StackWalking::text).collect(Collectors.toList())).forEach(t -> System.out.println("    " + t));
    }

    public static void viaReflection(int mode) throws Exception {
        StackWalker walker = switch (mode) {
            case 0 -> StackWalker.getInstance();
            case 1 -> StackWalker.getInstance(Option.SHOW_REFLECT_FRAMES);
            default -> StackWalker.getInstance(Set.of(Option.SHOW_HIDDEN_FRAMES, Option.RETAIN_CLASS_REFERENCE));
        };
        dump("mode " + mode, walker);
    }

    static Class<?> caller() { return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).getCallerClass(); }
    static class Asker { static Class<?> ask() { return caller(); } Class<?> viaLambda() { Supplier<Class<?>> s = () -> caller(); return s.get(); } }

    static int depth(int n) { return n == 0 ? (int) (long) StackWalker.getInstance().walk(Stream::count) : depth(n - 1); }

    public static void main(String[] args) throws Exception {
        Method method = StackWalking.class.getMethod("viaReflection", int.class);
        for (int mode = 0; mode < 3; mode++) {
            method.invoke(null, mode);
        }
        Runnable lambda = () -> dump("lambda", StackWalker.getInstance());
        lambda.run();
        new Object() { void inner() { dump("inner", StackWalker.getInstance()); } }.inner();
        List.of(3, 1).forEach(x -> { if (x == 1) dump("forEach", StackWalker.getInstance()); });
        System.out.println(caller() + " " + Asker.ask() + " " + new Asker().viaLambda());
        System.out.println("caller by reflection " + StackWalking.class.getDeclaredMethod("caller").invoke(null));
        System.out.println("depths " + depth(0) + " " + depth(10) + " " + depth(300));
        System.out.println(StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).walk(s -> s.findFirst().get().getDeclaringClass())
                + " " + StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).walk(s -> s.findFirst().get().getMethodType()));
        System.out.println("" + StackWalker.getInstance(Set.of(), 2).walk(s -> s.limit(1).map(StackFrame::toStackTraceElement).toList()));
        for (Supplier<Object> bad : List.<Supplier<Object>>of(() -> StackWalker.getInstance().getCallerClass(), () -> StackWalker.getInstance().walk(s -> s.findFirst().get().getDeclaringClass()),
                () -> StackWalker.getInstance(Set.of(), 0), () -> StackWalker.getInstance((Option) null), () -> StackWalker.getInstance().walk(s -> s).count())) {
            try {
                System.out.println(bad.get());
            } catch (RuntimeException e) {
                System.out.println(e);
            }
        }
        Thread thread = new Thread(() -> {
            try {
                StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE).forEach(f -> System.out.println("  thread " + text(f)));
            } catch (Throwable e) {
                System.out.println(e);
            }
        });
        thread.start();
        thread.join();
        StackFrame kept = StackWalker.getInstance().walk(s -> s.findFirst().get());
        System.out.println(kept.getFileName() + " " + (kept.getByteCodeIndex() > 0) + " " + kept);
        int[] seen = {0};
        StackWalker.getInstance().forEach(f -> { seen[0]++; System.gc(); });
        System.out.println("walked while collecting " + seen[0]);
        Iterator<StackFrame> it = StackWalker.getInstance().walk(s -> { Iterator<StackFrame> i = s.iterator(); i.next(); return i; });
        try {
            it.next();
            System.out.println("no frame left");
        } catch (IllegalStateException | NoSuchElementException e) {
            System.out.println(e);
        }
    }
}

/* expect-output:
mode 0
    StackWalking.viaReflection:25(I)V
    StackWalking.main:36([Ljava/lang/String;)V
mode 1
    StackWalking.viaReflection:25(I)V
    jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Ljava/lang/reflect/Method;Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object; native
    jdk.internal.reflect.NativeMethodAccessorImpl.invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;
    jdk.internal.reflect.DelegatingMethodAccessorImpl.invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;
    java.lang.reflect.Method.invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;
    StackWalking.main:36([Ljava/lang/String;)V
mode 2
    StackWalking.viaReflection:25(I)V
    jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Ljava/lang/reflect/Method;Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object; native
    jdk.internal.reflect.NativeMethodAccessorImpl.invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;
    jdk.internal.reflect.DelegatingMethodAccessorImpl.invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;
    java.lang.reflect.Method.invoke(Ljava/lang/Object;[Ljava/lang/Object;)Ljava/lang/Object;
    StackWalking.main:36([Ljava/lang/String;)V
lambda
    StackWalking.lambda$main$2:38()V
    StackWalking.main:39([Ljava/lang/String;)V
inner
    StackWalking$1.inner:40()V
    StackWalking.main:40([Ljava/lang/String;)V
forEach
    StackWalking.lambda$main$3:41(Ljava/lang/Integer;)V
    java.lang.Iterable.forEach(Ljava/util/function/Consumer;)V
    StackWalking.main:41([Ljava/lang/String;)V
class StackWalking class StackWalking$Asker class StackWalking$Asker
caller by reflection class StackWalking
depths 2 12 302
class StackWalking (String[])void
[StackWalking.main(StackWalking.java:47)]
java.lang.UnsupportedOperationException: This stack walker does not have RETAIN_CLASS_REFERENCE access
java.lang.UnsupportedOperationException: No access to RETAIN_CLASS_REFERENCE
java.lang.IllegalArgumentException: estimateDepth must be > 0
java.lang.NullPointerException
java.lang.IllegalStateException: This stack stream is not valid for walking.
  thread StackWalking.lambda$main$15:58()V
  thread java.lang.Thread.run()V
StackWalking.java true StackWalking.main(StackWalking.java:65)
walked while collecting 1
java.lang.IllegalStateException: This stack stream is not valid for walking.
*/
