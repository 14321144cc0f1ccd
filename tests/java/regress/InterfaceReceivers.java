// Receivers that the verifier lets pass because they are of interface types: invokespecial in an interface, and private methods of
// interfaces, look at them when they are called (JVMS 6.5.invokespecial, 6.5.invokeinterface).
import static support.ClassBuilder.*;

import support.ClassBuilder;
import support.Loader;
import support.Show;

public class InterfaceReceivers {
    public static void main(String[] args) {
        var upper = new ClassBuilder(52, PUBLIC | INTERFACE | ABSTRACT, "Upper", "java/lang/Object");
        upper.method(PUBLIC, "name", "()Ljava/lang/Object;", 1, 1, "ldc string upper", "areturn");
        var lower = new ClassBuilder(55, PUBLIC | INTERFACE | ABSTRACT, "Lower", "java/lang/Object", "Upper");
        lower.method(PRIVATE, "hidden", "()Ljava/lang/Object;", 1, 1, "ldc string hidden", "areturn");
        lower.method(PUBLIC | STATIC, "special", "(LLower;)Ljava/lang/Object;", 1, 1,
                "aload_0", "invokespecial interface Upper.name ()Ljava/lang/Object;", "areturn");
        lower.method(PUBLIC | STATIC, "own", "(LLower;)Ljava/lang/Object;", 1, 1,
                "aload_0", "invokespecial interface Lower.hidden ()Ljava/lang/Object;", "areturn");
        lower.method(PUBLIC | STATIC, "inherited", "(LLower;)Ljava/lang/Object;", 1, 1,
                "aload_0", "invokespecial interface Lower.name ()Ljava/lang/Object;", "areturn");
        lower.method(PUBLIC | STATIC, "object", "(LLower;)Ljava/lang/Object;", 1, 1,
                "aload_0", "invokespecial java/lang/Object.getClass ()Ljava/lang/Class;", "areturn");
        lower.method(PUBLIC | STATIC, "inter", "(LLower;)Ljava/lang/Object;", 1, 1,
                "aload_0", "invokeinterface Lower.hidden ()Ljava/lang/Object; 1", "areturn");
        lower.method(PUBLIC | STATIC, "inter2", "(LLower;)Ljava/lang/Object;", 1, 1,
                "aload_0", "invokeinterface Lower.name ()Ljava/lang/Object; 1", "areturn");
        var made = new ClassBuilder(52, PUBLIC | SUPER, "Made", "java/lang/Object", "Lower").constructor("java/lang/Object");
        var other = new ClassBuilder(52, PUBLIC | SUPER, "Other", "java/lang/Object", "Upper").constructor("java/lang/Object");
        var stranger = new ClassBuilder(52, PUBLIC | SUPER, "Stranger", "java/lang/Object").constructor("java/lang/Object");
        var user = new ClassBuilder(55, PUBLIC | SUPER, "User", "java/lang/Object");
        Loader loader = new Loader().add(upper).add(lower).add(made).add(other).add(stranger);
        String[] calls = {"special", "own", "inherited", "object", "inter", "inter2"};
        String[] receivers = {"Made", "Other", "Stranger", null};
        for (String call : calls) {
            for (String receiver : receivers) {
                String name = call + receiver;
                if (receiver == null) {
                    user.method(PUBLIC | STATIC, name, "()Ljava/lang/Object;", 2, 0, "aconst_null",
                            "invokestatic interface Lower." + call + " (LLower;)Ljava/lang/Object;", "areturn");
                } else {
                    user.method(PUBLIC | STATIC, name, "()Ljava/lang/Object;", 2, 0, "new " + receiver, "dup",
                            "invokespecial " + receiver + ".<init> ()V",
                            "invokestatic interface Lower." + call + " (LLower;)Ljava/lang/Object;", "areturn");
                }
            }
        }
        loader.add(user);
        // In both orders: the first call resolves, the second finds a quick instruction.
        for (int i = 0; i < 2; i++) {
            for (String call : calls) {
                for (String receiver : receivers) {
                    Show.outcome(call + " " + receiver, () -> loader.call("User", call + receiver));
                }
            }
        }
    }
}

/* expect-output:
special Made: upper
special Other: java.lang.IllegalAccessError: Receiver class Other must be the current class or a subtype of interface Lower
special Stranger: java.lang.IllegalAccessError: Receiver class Stranger must be the current class or a subtype of interface Lower
special null: java.lang.NullPointerException: Cannot invoke "Upper.name()" because "<parameter1>" is null
own Made: hidden
own Other: java.lang.IllegalAccessError: Receiver class Other must be the current class or a subtype of interface Lower
own Stranger: java.lang.IllegalAccessError: Receiver class Stranger must be the current class or a subtype of interface Lower
own null: java.lang.NullPointerException: Cannot invoke "Lower.hidden()" because "<parameter1>" is null
inherited Made: upper
inherited Other: java.lang.IllegalAccessError: Receiver class Other must be the current class or a subtype of interface Lower
inherited Stranger: java.lang.IllegalAccessError: Receiver class Stranger must be the current class or a subtype of interface Lower
inherited null: java.lang.NullPointerException: Cannot invoke "Lower.name()" because "<parameter1>" is null
object Made: class Made
object Other: java.lang.IllegalAccessError: Receiver class Other must be the current class or a subtype of interface Lower
object Stranger: java.lang.IllegalAccessError: Receiver class Stranger must be the current class or a subtype of interface Lower
object null: java.lang.NullPointerException: Cannot invoke "Object.getClass()" because "<parameter1>" is null
inter Made: hidden
inter Other: java.lang.IncompatibleClassChangeError: Class Other does not implement the requested interface Lower
inter Stranger: java.lang.IncompatibleClassChangeError: Class Stranger does not implement the requested interface Lower
inter null: java.lang.NullPointerException: Cannot invoke "Lower.hidden()" because "<parameter1>" is null
inter2 Made: upper
inter2 Other: java.lang.IncompatibleClassChangeError: Class Other does not implement the requested interface Lower
inter2 Stranger: java.lang.IncompatibleClassChangeError: Class Stranger does not implement the requested interface Lower
inter2 null: java.lang.NullPointerException: Cannot invoke "Lower.name()" because "<parameter1>" is null
special Made: upper
special Other: java.lang.IllegalAccessError: Receiver class Other must be the current class or a subtype of interface Lower
special Stranger: java.lang.IllegalAccessError: Receiver class Stranger must be the current class or a subtype of interface Lower
special null: java.lang.NullPointerException: Cannot invoke "Upper.name()" because "<parameter1>" is null
own Made: hidden
own Other: java.lang.IllegalAccessError: Receiver class Other must be the current class or a subtype of interface Lower
own Stranger: java.lang.IllegalAccessError: Receiver class Stranger must be the current class or a subtype of interface Lower
own null: java.lang.NullPointerException: Cannot invoke "Lower.hidden()" because "<parameter1>" is null
inherited Made: upper
inherited Other: java.lang.IllegalAccessError: Receiver class Other must be the current class or a subtype of interface Lower
inherited Stranger: java.lang.IllegalAccessError: Receiver class Stranger must be the current class or a subtype of interface Lower
inherited null: java.lang.NullPointerException: Cannot invoke "Lower.name()" because "<parameter1>" is null
object Made: class Made
object Other: java.lang.IllegalAccessError: Receiver class Other must be the current class or a subtype of interface Lower
object Stranger: java.lang.IllegalAccessError: Receiver class Stranger must be the current class or a subtype of interface Lower
object null: java.lang.NullPointerException: Cannot invoke "Object.getClass()" because "<parameter1>" is null
inter Made: hidden
inter Other: java.lang.IncompatibleClassChangeError: Class Other does not implement the requested interface Lower
inter Stranger: java.lang.IncompatibleClassChangeError: Class Stranger does not implement the requested interface Lower
inter null: java.lang.NullPointerException: Cannot invoke "Lower.hidden()" because "<parameter1>" is null
inter2 Made: upper
inter2 Other: java.lang.IncompatibleClassChangeError: Class Other does not implement the requested interface Lower
inter2 Stranger: java.lang.IncompatibleClassChangeError: Class Stranger does not implement the requested interface Lower
inter2 null: java.lang.NullPointerException: Cannot invoke "Lower.name()" because "<parameter1>" is null
*/
