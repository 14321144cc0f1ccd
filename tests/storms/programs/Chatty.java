/** Prints much to stdout, then says on stderr how that went. */
public class Chatty {
    public static void main(String[] args) {
        for (int i = 0; i < 100_000; i++) {
            System.out.println("line " + i);
        }
        System.err.println("error " + System.out.checkError());
    }
}
