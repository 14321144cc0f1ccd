import java.util.List;

/** The texts of NullPointerException: what could not be done, and which expression was null. */
public class NullMessages {
    int i;
    long l;
    boolean z;
    String s;
    NullMessages next;
    int[] ints;
    Object[] objects;
    NullMessages[][] grid;
    static NullMessages nothing;
    static int[][] table;
    static double[] doubles;

    interface Action {
        void run() throws Throwable;
    }

    static void show(Action action) {
        try {
            action.run();
            System.out.println("nothing thrown");
        } catch (Throwable t) {
            System.out.println(t.getMessage());
        }
    }

    NullMessages self() {
        return null;
    }

    static NullMessages make(int a, String b, Object[] c) {
        return null;
    }

    void call(long a, String[] b) {}

    static void parameters(NullMessages first, int second, long third, int[] fourth) {
        show(() -> System.out.println(first.i));
        try {
            fourth[second] = 5;
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
        try {
            first.next = null;
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
    }

    void instance() {
        show(() -> next.i++);
        try {
            this.next.next.l = 1;
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
        try {
            ints[3]++;
        } catch (NullPointerException e) {
            System.out.println(e.getMessage());
        }
    }

    public static void main(String[] args) {
        NullMessages n = new NullMessages(), none = null;
        int at = 2;
        try { System.out.println(none.i); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { none.l = 5; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { none.self(); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { n.self().self(); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { n.next.next.i = 1; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { n.next.self(); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { nothing.call(1, null); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { make(1, "", null).call(2, null); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { System.out.println(n.ints[at]); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { n.ints[at] = 1; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { System.out.println(n.ints.length); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { System.out.println(n.objects[at + 1]); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { n.objects[n.i] = ""; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { System.out.println(n.grid[0][1].i); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        n.grid = new NullMessages[3][];
        try { System.out.println(n.grid[at][1].i); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        n.grid[2] = new NullMessages[3];
        try { System.out.println(n.grid[at][at - 1].next.s); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { table[0][n.i]++; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { doubles[at * 2] = 1; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { throw null; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { throw (RuntimeException) (Object) n.next; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { synchronized (n.s) { at++; } } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { synchronized (nothing) { at++; } } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { int x = (Integer) n.objects[0]; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { Integer box = null; at += box; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { for (Object o : n.objects) at++; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { for (Object o : (List<?>) null) at++; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { switch (n.s) { case "a": } } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { n.s.length(); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { ((String) null).length(); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { (at > 0 ? n.s : "").isEmpty(); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { (new NullMessages[1])[0].i = 1; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        parameters(null, 1, 2L, null);
        n.instance();
        System.out.println(new NullPointerException().getMessage() + " " + new NullPointerException("own").getMessage());
        try { java.util.Objects.requireNonNull(null); } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { ((Runnable) null).run(); } catch (NullPointerException e) { System.out.println(e.getMessage() + e.getMessage().length()); }
        try { none.z |= true; } catch (NullPointerException e) { System.out.println(e.getMessage()); }
        try { "x".compareTo(none.s); } catch (NullPointerException e) { System.out.println(e); }
    }
}

/* expect-output:
Cannot read field "i" because "<local2>" is null
Cannot assign field "l" because "<local2>" is null
Cannot invoke "NullMessages.self()" because "<local2>" is null
Cannot invoke "NullMessages.self()" because the return value of "NullMessages.self()" is null
Cannot read field "next" because "<local1>.next" is null
Cannot invoke "NullMessages.self()" because "<local1>.next" is null
Cannot invoke "NullMessages.call(long, String[])" because "NullMessages.nothing" is null
Cannot invoke "NullMessages.call(long, String[])" because the return value of "NullMessages.make(int, String, Object[])" is null
Cannot load from int array because "<local1>.ints" is null
Cannot store to int array because "<local1>.ints" is null
Cannot read the array length because "<local1>.ints" is null
Cannot load from object array because "<local1>.objects" is null
Cannot store to object array because "<local1>.objects" is null
Cannot load from object array because "<local1>.grid" is null
Cannot load from object array because "<local1>.grid[<local3>]" is null
Cannot read field "next" because "<local1>.grid[<local3>][...]" is null
Cannot load from object array because "NullMessages.table" is null
Cannot store to double array because "NullMessages.doubles" is null
Cannot throw exception because "null" is null
Cannot throw exception because "<local1>.next" is null
Cannot enter synchronized block because "<local1>.s" is null
Cannot enter synchronized block because "NullMessages.nothing" is null
Cannot load from object array because "<local1>.objects" is null
Cannot invoke "java.lang.Integer.intValue()" because "<local4>" is null
Cannot read the array length because "<local4>" is null
Cannot invoke "java.util.List.iterator()" because "null" is null
Cannot invoke "String.hashCode()" because "<local4>" is null
Cannot invoke "String.length()" because "<local1>.s" is null
Cannot invoke "String.length()" because "null" is null
Cannot invoke "String.isEmpty()"
Cannot assign field "i" because "<array>[0]" is null
Cannot read field "i" because "<parameter1>" is null
Cannot store to int array because "<parameter4>" is null
Cannot assign field "next" because "<parameter1>" is null
Cannot read field "i" because "this.next" is null
Cannot read field "next" because "this.next" is null
Cannot load from int array because "this.ints" is null
null own
null
Cannot invoke "java.lang.Runnable.run()" because "null" is null63
Cannot read field "z" because "<local2>" is null
java.lang.NullPointerException: Cannot read field "s" because "<local2>" is null
*/
