// exit: 1
// expect-stderr-contains: Error: Main method not found in class NoMain, please define the main method as:
// expect-stderr-contains:    public static void main(String[] args)
/** A class whose main is not what the launcher wants; its initialiser runs, for the launcher loads it. */
public class NoMain {
    static {
        System.out.println("loaded");
    }

    static void main(String[] args) {
        System.out.println("not public");
    }

    public static void main(String arg) {
        System.out.println("not an array");
    }
}
