// Dynamic constants that need each other as static arguments: StackOverflowError, every time.
import static support.ClassBuilder.*;

import java.lang.invoke.MethodHandles;
import support.ClassBuilder;
import support.Loader;

public class ConstantOfItself {
    public static Object make(MethodHandles.Lookup lookup, String name, Class<?> type, Object... arguments) {
        return name;
    }

    public static void main(String[] args) {
        var made = new ClassBuilder(55, PUBLIC | SUPER, "Made", "java/lang/Object");
        int handle = made.methodHandle(6, 10, "ConstantOfItself", "make",
                "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;[Ljava/lang/Object;)Ljava/lang/Object;");
        // The first constant is the only argument of the second, and the other way round.
        int first = made.dynamic(17, 0, "first", "Ljava/lang/Object;");
        int second = made.dynamic(17, 1, "second", "Ljava/lang/Object;");
        made.bootstrap(handle, second);
        made.bootstrap(handle, first);
        made.method(PUBLIC | STATIC, "run", "()Ljava/lang/Object;", 1, 0, "ldc index " + first, "areturn");
        Loader loader = new Loader().add(made);
        for (int i = 0; i < 2; i++) {
            try {
                System.out.println(loader.call("Made", "run"));
            } catch (Throwable t) {
                System.out.println(t); // expect: java.lang.StackOverflowError
            }
        }
        // expect: java.lang.StackOverflowError
    }
}
