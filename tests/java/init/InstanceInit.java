/** Order of instance creation: super constructor, initialisers and field initialisers in text order, then the constructor's body. */
public class InstanceInit {
    static String log = "";

    static <T> T say(String s, T value) {
        log += s + " ";
        return value;
    }

    static class Base {
        int a = say("Base.a", 1);

        {
            say("Base{}", 0);
        }

        Base() {
            this(say("Base()arg", 5));
            say("Base()", 0);
        }

        Base(int x) {
            say("Base(int)", 0);
            hook();
        }

        int b = say("Base.b", 2);

        void hook() {
            say("Base.hook", 0);
        }
    }

    static class Derived extends Base {
        final int constant = 7;
        final Integer boxed = say("Derived.boxed", 8);
        int plain = say("Derived.plain", 9);
        String text;

        {
            text = say("Derived{}", "set");
        }

        Derived() {
            say("Derived()", 0);
        }

        Derived(String s) {
            super(say("super arg", 3));
            text = s;
        }

        @Override
        void hook() {
            say("hook sees " + constant + "," + boxed + "," + plain + "," + text, 0);
            plain = 77;
            text = "from hook";
        }
    }

    static class Fails {
        static Fails escaped;
        final int x;

        Fails(int y) {
            escaped = this;
            x = 10 / y;
        }
    }

    static class Holder {
        int[] array = {1, 2};
        long counter = 5;
        double d;
        boolean z;
        char c;
        Object o;
    }

    class Member {
        String outerLog = InstanceInit.this.name;
        int value;

        {
            value = outerLog.length();
        }
    }

    String name;

    InstanceInit(String name) {
        this.name = name;
    }

    static String flush() {
        String s = log;
        log = "";
        return s;
    }

    public static void main(String[] args) {
        Derived d = new Derived();
        System.out.println(flush() + d.plain + d.text);
        d = new Derived("arg");
        System.out.println(flush() + d.plain + d.text);
        new Base();
        System.out.println(flush());
        Base anonymous = new Base(say("anon arg", 1)) {
            int q = say("anon.q", 1);

            {
                say("anon{}" + q, 0);
            }

            @Override
            void hook() {
                say("anon.hook" + q, 0);
            }
        };
        System.out.println(flush() + anonymous.a);
        try {
            new Fails(0);
        } catch (ArithmeticException e) {
            System.out.println(Fails.escaped.x + " " + new Fails(5).x);
        }
        Holder h1 = new Holder(), h2 = new Holder();
        h1.array[0] = 9;
        System.out.println(h2.array[0] + " " + h2.counter + h2.d + h2.z + (int) h2.c + h2.o);
        Member m = new InstanceInit("outer").new Member();
        System.out.println(m.value + m.outerLog);
        try {
            InstanceInit none = null;
            none.new Member();
        } catch (NullPointerException e) {
            System.out.println(e.getStackTrace().length > 0);
        }
    }
}

/* expect-output:
Base()arg Base.a Base{} Base.b Base(int) hook sees 7,null,0,null Base() Derived.boxed Derived.plain Derived{} Derived() 9set
super arg Base.a Base{} Base.b Base(int) hook sees 7,null,0,null Derived.boxed Derived.plain Derived{} 9arg
Base()arg Base.a Base{} Base.b Base(int) Base.hook Base() 
anon arg Base.a Base{} Base.b Base(int) anon.hook0 anon.q anon{}1 1
0 2
1 50.0false0null
5outer
true
*/
