import support.ClassBuilder;
import support.Loader;
import support.Show;

/** Initialisation in made classes: constants of every type, new before clinit ends, a clinit with arguments, interfaces with and without defaults. */
public class InitMade {
    static final int P = 1, PS = 9, SUPER = 0x20;
    public static StringBuilder log = new StringBuilder();

    public static int note(String s) {
        log.append(s).append(' ');
        return log.length();
    }

    static String[] clinit(String name) {
        return new String[] {"ldc string " + name, "invokestatic InitMade.note (Ljava/lang/String;)I", "pop", "return"};
    }

    static ClassBuilder cls(String name, String parent, String... faces) {
        return new ClassBuilder(49, P | SUPER, name, parent, faces).constructor(parent).method(8, "<clinit>", "()V", 2, 0, clinit(name)).field(PS, "s", "I");
    }

    static ClassBuilder face(String name, boolean hasDefault, String... faces) {
        ClassBuilder b = new ClassBuilder(52, 0x601, name, "java/lang/Object", faces).method(8, "<clinit>", "()V", 2, 0, clinit(name)).field(0x19, "s", "I");
        return hasDefault ? b.method(P, "d" + name.charAt(2), "()V", 0, 1, "return") : b.method(0x401, "a" + name.charAt(2), "()V");
    }

    static void run(String title, String code, ClassBuilder... world) {
        Loader l = new Loader();
        for (ClassBuilder b : world) {
            l.add(b);
        }
        l.add(new ClassBuilder(52, P | SUPER, "r/Run", "java/lang/Object").method(PS, "run", "()I", 6, 0, code, "iconst_0", "ireturn"));
        Show.outcome(title, () -> l.call("r.Run", "run"));
        System.out.println("  " + log);
        log.setLength(0);
    }

    public static void main(String[] args) {
        ClassBuilder[] w = {face("i/A", true), face("i/B", false, "i/A"), face("i/C", true, "i/B"), face("i/E", false), cls("c/S", "java/lang/Object", "i/E"), cls("c/T", "c/S", "i/C"), cls("c/U", "c/T")};
        run("new U", "new c/U;; pop", w);
        run("static of U that S declares", "getstatic c/U.s I;; pop", w);
        run("array", "iconst_1;; anewarray c/U;; pop", w);
        run("interface C", "getstatic i/C.s I;; pop", w);
        run("interface B", "getstatic i/B.s I;; pop", w);
        run("ldc", "ldc class c/U;; pop", w);
        run("checkcast", "aconst_null;; checkcast c/U;; pop", w);
        run("putstatic", "iconst_1;; putstatic c/T.s I", w);
        run("twice", "new c/U;; pop;; new c/T;; pop;; getstatic c/S.s I;; pop", w);
        ClassBuilder k = new ClassBuilder("k/K");
        k.field(0x19, "i", "I", k.integer(7)).field(0x19, "b", "B", k.integer(300)).field(0x19, "c", "C", k.integer(-1)).field(0x19, "h", "S", k.integer(70000)).field(9, "l", "J", k.longInteger(1L << 40))
                .field(9, "d", "D", k.doubleFloating(2.5)).field(9, "f", "F", k.floating(1.5f)).field(9, "t", "Ljava/lang/String;", k.string("text")).field(1, "n", "I", k.integer(9)).field(9, "extra", "I")
                .constructor("java/lang/Object").method(8, "<clinit>", "()V", 2, 0, "getstatic k/K.t Ljava/lang/String;", "invokestatic InitMade.note (Ljava/lang/String;)I", "putstatic k/K.extra I", "return");
        Show.outcome("constants", () -> {
            StringBuilder s = new StringBuilder();
            Class<?> type = new Loader().add(k).loadClass("k.K");
            Object o = type.getConstructor().newInstance();
            for (String f : "i b c h l d f t n extra".split(" ")) {
                Object value = type.getField(f).get(o);
                s.append(f).append('=').append(value instanceof Character c ? (int) c : value).append(' ');
            }
            return s;
        });
        log.setLength(0);
        ClassBuilder odd = new ClassBuilder(50, P | SUPER, "o/O", "java/lang/Object");
        odd.method(8, "<clinit>", "(I)V", 2, 1, clinit("argument")).method(PS, "m", "()V", 0, 0, "return");
        run("clinit with argument", "invokestatic o/O.m ()V", odd);
        ClassBuilder self = new ClassBuilder("o/L").field(9, "one", "Lo/L;");
        self.method(8, "<clinit>", "()V", 3, 0, "ldc string before", "invokestatic InitMade.note (Ljava/lang/String;)I", "pop", "new o/L", "dup", "invokespecial o/L.<init> ()V", "putstatic o/L.one Lo/L;",
                "ldc string after", "invokestatic InitMade.note (Ljava/lang/String;)I", "pop", "return");
        self.method(P, "<init>", "()V", 2, 1, "aload_0", "invokespecial java/lang/Object.<init> ()V", "ldc string constructor", "invokestatic InitMade.note (Ljava/lang/String;)I", "pop", "return");
        run("constructs itself", "new o/L;; pop", self);
        run("throws", "invokestatic o/T.m ()V", new ClassBuilder("o/T").method(8, "<clinit>", "()V", 2, 0, "aconst_null;; athrow").method(PS, "m", "()V", 0, 0, "return"));
        ClassBuilder sub = new ClassBuilder(49, P | SUPER, "o/Sub", "o/T").method(8, "<clinit>", "()V", 2, 0, clinit("never")).method(PS, "m", "()V", 0, 0, "return");
        run("super throws", "invokestatic o/Sub.m ()V", new ClassBuilder("o/T").method(8, "<clinit>", "()V", 2, 0, "aconst_null;; athrow"), sub);
    }
}

/* expect-output:
new U: 0
  c/S i/A i/C c/T c/U 
static of U that S declares: 0
  c/S i/A i/C c/T c/U 
array: 0
  
interface C: 0
  i/C 
interface B: 0
  i/B 
ldc: 0
  
checkcast: 0
  
putstatic: 0
  c/S i/A i/C c/T 
twice: 0
  c/S i/A i/C c/T c/U 
constants: i=7 b=44 c=65535 h=4464 l=1099511627776 d=2.5 f=1.5 t=text n=0 extra=5 
clinit with argument: 0
  
constructs itself: 0
  before constructor after 
throws: java.lang.ExceptionInInitializerError <- java.lang.NullPointerException: Cannot throw exception because "null" is null
  
super throws: java.lang.ExceptionInInitializerError <- java.lang.NullPointerException: Cannot throw exception because "null" is null
  
*/
