// invokespecial selects an instance method: a static one of the same signature in between does not hide it.
import static support.ClassBuilder.*;

import support.ClassBuilder;
import support.Loader;

public class SpecialSkipsStatic {
    public static void main(String[] args) throws Throwable {
        var top = new ClassBuilder(52, PUBLIC | SUPER, "Top", "java/lang/Object").constructor("java/lang/Object");
        top.method(PUBLIC, "m", "()Ljava/lang/Object;", 1, 1, "ldc string top", "areturn");
        var middle = new ClassBuilder(52, PUBLIC | SUPER, "Middle", "Top").constructor("Top");
        middle.method(PUBLIC | STATIC, "m", "()Ljava/lang/Object;", 1, 0, "ldc string middle", "areturn");
        var low = new ClassBuilder(52, PUBLIC | SUPER, "Low", "Middle").constructor("Middle");
        low.method(PUBLIC, "call", "()Ljava/lang/Object;", 1, 1, "aload_0", "invokespecial Top.m ()Ljava/lang/Object;", "areturn");
        low.method(PUBLIC | STATIC, "run", "()Ljava/lang/Object;", 2, 0, "new Low", "dup", "invokespecial Low.<init> ()V",
                "invokevirtual Low.call ()Ljava/lang/Object;", "areturn");
        Loader loader = new Loader().add(top).add(middle).add(low);
        System.out.println(loader.call("Low", "run")); // expect: top
    }
}
