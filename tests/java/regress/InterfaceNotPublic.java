// invokeinterface selects a method that is not public: the error names it as the receiver's, wherever it is declared.
import static support.ClassBuilder.*;

import support.ClassBuilder;
import support.Loader;
import support.Show;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

public class InterfaceNotPublic {
    public static void main(String[] args) throws Exception {
        var face = new ClassBuilder(52, PUBLIC | INTERFACE | ABSTRACT, "Face", "java/lang/Object");
        face.method(PUBLIC | ABSTRACT, "clone", "()Ljava/lang/Object;").method(PUBLIC | ABSTRACT, "run", "()Ljava/lang/Object;");
        var made = new ClassBuilder(52, PUBLIC | SUPER, "Made", "java/lang/Object", "Face").constructor("java/lang/Object");
        made.method(PROTECTED, "run", "()Ljava/lang/Object;", 1, 1, "aload_0", "areturn");
        var user = new ClassBuilder(52, PUBLIC | SUPER, "User", "java/lang/Object");
        for (String name : new String[] {"clone", "run"}) {
            user.method(PUBLIC | STATIC, name + "It", "()Ljava/lang/Object;", 2, 0, "new Made", "dup", "invokespecial Made.<init> ()V",
                    "invokeinterface Face." + name + " ()Ljava/lang/Object; 1", "areturn");
        }
        Loader loader = new Loader().add(face).add(made).add(user);
        for (int i = 0; i < 2; i++) {
            Show.outcome("clone", () -> loader.call("User", "cloneIt")); // expect: clone: java.lang.IllegalAccessError: 'java.lang.Object Made.clone()'
            Show.outcome("run", () -> loader.call("User", "runIt")); // expect: run: java.lang.IllegalAccessError: 'java.lang.Object Made.run()'
        }
        // expect: clone: java.lang.IllegalAccessError: 'java.lang.Object Made.clone()'
        // expect: run: java.lang.IllegalAccessError: 'java.lang.Object Made.run()'
        Class<?> type = loader.loadClass("Face");
        MethodHandle run = MethodHandles.publicLookup().findVirtual(type, "run", MethodType.methodType(Object.class));
        Object object = loader.loadClass("Made").getDeclaredConstructor().newInstance();
        Show.outcome("handle", () -> run.invoke(object)); // expect: handle: java.lang.IllegalAccessError
    }
}
