// args: a
/** main is found in a superclass; the class named is the one that is initialised. */
public class InheritedMain extends InheritedMainBase {
    static {
        System.out.println("derived initialised");
    }
}

class InheritedMainBase {
    static {
        System.out.println("base initialised");
    }

    public static void main(String[] args) {
        System.out.println("inherited main " + args[0] + " " + new Throwable().getStackTrace()[0]);
    }
}

/* expect-output:
base initialised
derived initialised
inherited main a InheritedMainBase.main(InheritedMain.java:15)
*/
