import java.util.function.Supplier;

/** ArrayStoreException from every kind of source: classes, arrays, interfaces, primitives; covariance that is fine; nested generics. */
public class ArrayStoreTexts {
    interface I {}
    static class A implements I {}
    static class B extends A {}
    enum E { X }
    record R() {}

    static void put(Object[] array, Object value) {
        try {
            array[0] = value;
            System.out.print("ok ");
        } catch (ArrayStoreException e) {
            System.out.print("[" + e.getMessage() + "] ");
        }
    }

    public static void main(String[] args) {
        Object[][] arrays = {new Object[1], new A[1], new B[1], new I[1], new String[1], new Integer[1], new int[1][], new Object[1][], new A[1][], new I[1][], new Comparable[1], new Cloneable[1], new E[1], new Number[1], new Runnable[1]};
        Object[] values = {new A(), new B(), "s", 5, new int[0], new Object[0], new A[0], new B[0], new I[0], E.X, new R(), null, new String[0][0], (Runnable) null, 2.5, ArrayStoreTexts.class, new int[0][0]};
        for (Object[] a : arrays) {
            System.out.print(a.getClass().getSimpleName() + ": ");
            for (Object v : values) {
                put(a, v);
            }
            System.out.println();
        }
        Object[] strings = new String[3];
        int at = 0;
        try {
            strings[at++] = at++;
        } catch (ArrayStoreException e) {
            System.out.println(at + " " + strings[0]);
        }
        try {
            ((Object[]) new Integer[0])[0] = "bounds before store";
        } catch (ArrayIndexOutOfBoundsException e) {
            System.out.println(e.getMessage());
        }
        try {
            Object[] none = null;
            none[-1] = "null before bounds";
        } catch (NullPointerException e) {
            System.out.println("null first");
        }
        try {
            java.util.Arrays.fill(new Integer[2], "x");
        } catch (ArrayStoreException e) {
            System.out.println(e.getMessage());
        }
        try {
            java.util.List.of(1, 2).toArray(new String[2]);
        } catch (ArrayStoreException e) {
            System.out.println(e.getMessage());
        }
        try {
            Object[] o = {"a", 1};
            System.arraycopy(o, 0, new String[2], 0, 2);
        } catch (ArrayStoreException e) {
            System.out.println(e.getMessage());
        }
        Supplier<Object[]>[] generic = new Supplier[1];
        Object[] raw = generic;
        raw[0] = (Supplier<Object[]>) () -> new String[] {"g"};
        System.out.println(generic[0].get()[0]);
        try {
            raw[0] = (Runnable) () -> {};
        } catch (ArrayStoreException e) {
            System.out.println(e.getMessage().replaceAll("Lambda.*", "Lambda"));
        }
    }
}

/* expect-output:
Object[]: ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok ok 
A[]: ok ok [java.lang.String] [java.lang.Integer] [[I] [[Ljava.lang.Object;] [[LArrayStoreTexts$A;] [[LArrayStoreTexts$B;] [[LArrayStoreTexts$I;] [ArrayStoreTexts$E] [ArrayStoreTexts$R] ok [[[Ljava.lang.String;] ok [java.lang.Double] [java.lang.Class] [[[I] 
B[]: [ArrayStoreTexts$A] ok [java.lang.String] [java.lang.Integer] [[I] [[Ljava.lang.Object;] [[LArrayStoreTexts$A;] [[LArrayStoreTexts$B;] [[LArrayStoreTexts$I;] [ArrayStoreTexts$E] [ArrayStoreTexts$R] ok [[[Ljava.lang.String;] ok [java.lang.Double] [java.lang.Class] [[[I] 
I[]: ok ok [java.lang.String] [java.lang.Integer] [[I] [[Ljava.lang.Object;] [[LArrayStoreTexts$A;] [[LArrayStoreTexts$B;] [[LArrayStoreTexts$I;] [ArrayStoreTexts$E] [ArrayStoreTexts$R] ok [[[Ljava.lang.String;] ok [java.lang.Double] [java.lang.Class] [[[I] 
String[]: [ArrayStoreTexts$A] [ArrayStoreTexts$B] ok [java.lang.Integer] [[I] [[Ljava.lang.Object;] [[LArrayStoreTexts$A;] [[LArrayStoreTexts$B;] [[LArrayStoreTexts$I;] [ArrayStoreTexts$E] [ArrayStoreTexts$R] ok [[[Ljava.lang.String;] ok [java.lang.Double] [java.lang.Class] [[[I] 
Integer[]: [ArrayStoreTexts$A] [ArrayStoreTexts$B] [java.lang.String] ok [[I] [[Ljava.lang.Object;] [[LArrayStoreTexts$A;] [[LArrayStoreTexts$B;] [[LArrayStoreTexts$I;] [ArrayStoreTexts$E] [ArrayStoreTexts$R] ok [[[Ljava.lang.String;] ok [java.lang.Double] [java.lang.Class] [[[I] 
int[][]: [ArrayStoreTexts$A] [ArrayStoreTexts$B] [java.lang.String] [java.lang.Integer] ok [[Ljava.lang.Object;] [[LArrayStoreTexts$A;] [[LArrayStoreTexts$B;] [[LArrayStoreTexts$I;] [ArrayStoreTexts$E] [ArrayStoreTexts$R] ok [[[Ljava.lang.String;] ok [java.lang.Double] [java.lang.Class] [[[I] 
Object[][]: [ArrayStoreTexts$A] [ArrayStoreTexts$B] [java.lang.String] [java.lang.Integer] [[I] ok ok ok ok [ArrayStoreTexts$E] [ArrayStoreTexts$R] ok ok ok [java.lang.Double] [java.lang.Class] ok 
A[][]: [ArrayStoreTexts$A] [ArrayStoreTexts$B] [java.lang.String] [java.lang.Integer] [[I] [[Ljava.lang.Object;] ok ok [[LArrayStoreTexts$I;] [ArrayStoreTexts$E] [ArrayStoreTexts$R] ok [[[Ljava.lang.String;] ok [java.lang.Double] [java.lang.Class] [[[I] 
I[][]: [ArrayStoreTexts$A] [ArrayStoreTexts$B] [java.lang.String] [java.lang.Integer] [[I] [[Ljava.lang.Object;] ok ok ok [ArrayStoreTexts$E] [ArrayStoreTexts$R] ok [[[Ljava.lang.String;] ok [java.lang.Double] [java.lang.Class] [[[I] 
Comparable[]: [ArrayStoreTexts$A] [ArrayStoreTexts$B] ok ok [[I] [[Ljava.lang.Object;] [[LArrayStoreTexts$A;] [[LArrayStoreTexts$B;] [[LArrayStoreTexts$I;] ok [ArrayStoreTexts$R] ok [[[Ljava.lang.String;] ok ok [java.lang.Class] [[[I] 
Cloneable[]: [ArrayStoreTexts$A] [ArrayStoreTexts$B] [java.lang.String] [java.lang.Integer] ok ok ok ok ok [ArrayStoreTexts$E] [ArrayStoreTexts$R] ok ok ok [java.lang.Double] [java.lang.Class] ok 
E[]: [ArrayStoreTexts$A] [ArrayStoreTexts$B] [java.lang.String] [java.lang.Integer] [[I] [[Ljava.lang.Object;] [[LArrayStoreTexts$A;] [[LArrayStoreTexts$B;] [[LArrayStoreTexts$I;] ok [ArrayStoreTexts$R] ok [[[Ljava.lang.String;] ok [java.lang.Double] [java.lang.Class] [[[I] 
Number[]: [ArrayStoreTexts$A] [ArrayStoreTexts$B] [java.lang.String] ok [[I] [[Ljava.lang.Object;] [[LArrayStoreTexts$A;] [[LArrayStoreTexts$B;] [[LArrayStoreTexts$I;] [ArrayStoreTexts$E] [ArrayStoreTexts$R] ok [[[Ljava.lang.String;] ok ok [java.lang.Class] [[[I] 
Runnable[]: [ArrayStoreTexts$A] [ArrayStoreTexts$B] [java.lang.String] [java.lang.Integer] [[I] [[Ljava.lang.Object;] [[LArrayStoreTexts$A;] [[LArrayStoreTexts$B;] [[LArrayStoreTexts$I;] [ArrayStoreTexts$E] [ArrayStoreTexts$R] ok [[[Ljava.lang.String;] ok [java.lang.Double] [java.lang.Class] [[[I] 
2 null
Index 0 out of bounds for length 0
null first
java.lang.String
java.lang.Integer
arraycopy: element type mismatch: can not cast one of the elements of java.lang.Object[] to the type of the destination array, java.lang.String
g
ArrayStoreTexts$$Lambda
*/
