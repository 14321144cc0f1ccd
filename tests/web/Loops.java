/** What a dump should show: loops, inlined calls at two depths, a call that the receiver decides, code that is left and made anew. */
public class Loops {
    interface Shape {
        int area();
    }

    record Square(int side) implements Shape {
        public int area() {
            return multiply(side, side);
        }
    }

    record Strip(int length) implements Shape {
        public int area() {
            return length;
        }
    }

    record Point() implements Shape {
        public int area() {
            return 0;
        }
    }

    static int multiply(int a, int b) {
        return a * b;
    }

    static int clamp(int value) {
        if (value < 0) {
            return 0;
        }
        return value > 100 ? 100 : value;
    }

    static int sum(int[][] table) {
        int sum = 0;
        for (int[] row : table) {
            for (int value : row) {
                sum += clamp(value);
            }
        }
        return sum;
    }

    static int areas(Shape[] shapes) {
        int all = 0;
        for (Shape shape : shapes) {
            all += shape.area();
        }
        return all;
    }

    public static void main(String[] args) {
        int[][] table = new int[20][50];
        long sum = 0;
        for (int round = 0; round < 3000; round++) {
            table[round % 20][round % 50] = round < 2000 ? round % 90 : -round;
            sum += sum(table);
        }
        Shape[] shapes = {new Square(3), new Strip(4), new Square(5)};
        for (int round = 0; round < 30_000; round++) {
            if (round == 20_000) {
                shapes[1] = new Point();
            }
            sum += areas(shapes);
        }
        System.out.println(sum);
    }
}
