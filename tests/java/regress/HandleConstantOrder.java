// A method handle constant: the member is looked up before the types of its descriptor are loaded (JVMS 5.4.3.5).
import support.ClassBuilder;
import support.Loader;
import support.Show;

public class HandleConstantOrder {
    static final int GET_FIELD = 1, GET_STATIC = 2, INVOKE_STATIC = 6;
    static final int FIELD = 9, METHOD = 10;

    static void load(String title, int kind, int tag, String member, String descriptor) {
        var made = new ClassBuilder(51, ClassBuilder.PUBLIC | ClassBuilder.SUPER, "Made", "java/lang/Object");
        made.field(ClassBuilder.STATIC, "field", "I").field(ClassBuilder.STATIC, "missing", "LMissing;");
        made.method(ClassBuilder.STATIC, "method", "()V", 0, 0, "return");
        made.method(ClassBuilder.STATIC, "method", "(LMissing;)V", 0, 1, "return");
        var user = new ClassBuilder(51, ClassBuilder.PUBLIC | ClassBuilder.SUPER, "User", "java/lang/Object");
        int handle = user.methodHandle(kind, tag, "Made", member, descriptor);
        user.method(ClassBuilder.PUBLIC | ClassBuilder.STATIC, "run", "()Ljava/lang/Object;", 1, 0, "ldc index " + handle, "areturn");
        Loader loader = new Loader().add(made).add(user);
        Show.outcome(title, () -> loader.call("User", "run"));
    }

    public static void main(String[] args) {
        load("method", INVOKE_STATIC, METHOD, "method", "()V");
        load("no method", INVOKE_STATIC, METHOD, "method", "(LNowhere;)V");
        load("method of a missing type", INVOKE_STATIC, METHOD, "method", "(LMissing;)V");
        load("no field", GET_FIELD, FIELD, "field", "LNowhere;");
        load("no static field", GET_STATIC, FIELD, "field", "J");
        load("field of a missing type", GET_STATIC, FIELD, "missing", "LMissing;");
    }
}

/* expect-output:
method: MethodHandle()void
no method: java.lang.NoSuchMethodError: 'void Made.method(Nowhere)'
method of a missing type: java.lang.NoClassDefFoundError: Missing <- java.lang.ClassNotFoundException: Missing
no field: java.lang.NoSuchFieldError: field
no static field: java.lang.NoSuchFieldError: field
field of a missing type: java.lang.NoClassDefFoundError: Missing <- java.lang.ClassNotFoundException: Missing
*/
