import java.util.ArrayList;
import java.util.List;

/**
 * The N queens problem by backtracking over bit sets: counts the solutions for small boards and draws one.
 *
 * <p>Integer work and recursion; the shifts are the diagonals.
 */
public class Queens {
    private final int size;
    private final int all;
    private final int[] columns;
    private int[] first;
    private int solutions;

    private Queens(int size) {
        this.size = size;
        this.all = (1 << size) - 1;
        this.columns = new int[size];
    }

    private void solve(int row, int taken, int left, int right) {
        if (row == size) {
            solutions++;
            if (first == null) {
                first = columns.clone();
            }
            return;
        }
        int free = all & ~(taken | left | right);
        while (free != 0) {
            int bit = free & -free;
            free ^= bit;
            columns[row] = Integer.numberOfTrailingZeros(bit);
            solve(row + 1, taken | bit, (left | bit) << 1, (right | bit) >>> 1);
        }
    }

    private List<String> board() {
        List<String> lines = new ArrayList<>();
        for (int column : first) {
            lines.add((". ".repeat(column) + "Q " + ". ".repeat(size - column - 1)).strip());
        }
        return lines;
    }

    public static void main(String[] args) {
        int largest = args.length > 0 ? Integer.parseInt(args[0]) : 9;
        Queens queens = null;
        for (int size = 4; size <= largest; size++) {
            queens = new Queens(size);
            queens.solve(0, 0, 0, 0);
            System.out.printf("%2d queens: %5d solutions%n", size, queens.solutions);
        }
        if (queens != null) {
            queens.board().forEach(System.out::println);
        }
    }
}

/* expect-output:
 4 queens:     2 solutions
 5 queens:    10 solutions
 6 queens:     4 solutions
 7 queens:    40 solutions
 8 queens:    92 solutions
 9 queens:   352 solutions
Q . . . . . . . .
. . Q . . . . . .
. . . . . Q . . .
. . . . . . . Q .
. Q . . . . . . .
. . . Q . . . . .
. . . . . . . . Q
. . . . . . Q . .
. . . . Q . . . .
*/
