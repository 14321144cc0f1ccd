import java.util.HashMap;
import java.util.Map;

/**
 * A tiny language: a recursive-descent parser builds a tree of nodes, which then evaluate themselves.
 *
 * <p>Assignments, comparisons, {@code while} as an expression, calls of two built-in functions. Errors are exceptions.
 * Interface calls, records, sealed types and exceptions are what the machine gets to do.
 */
public class Expressions {
    /** A piece of program. */
    private sealed interface Node permits Constant, Variable, Assign, Binary, Call, While, Block {
        double value(Map<String, Double> variables);
    }

    private record Constant(double number) implements Node {
        public double value(Map<String, Double> variables) {
            return number;
        }
    }

    private record Variable(String name) implements Node {
        public double value(Map<String, Double> variables) {
            Double value = variables.get(name);
            if (value == null) {
                throw new IllegalStateException("no value for " + name);
            }
            return value;
        }
    }

    private record Assign(String name, Node expression) implements Node {
        public double value(Map<String, Double> variables) {
            double value = expression.value(variables);
            variables.put(name, value);
            return value;
        }
    }

    private record Binary(char operator, Node left, Node right) implements Node {
        public double value(Map<String, Double> variables) {
            double a = left.value(variables);
            double b = right.value(variables);
            return switch (operator) {
                case '+' -> a + b;
                case '-' -> a - b;
                case '*' -> a * b;
                case '/' -> a / b;
                case '%' -> a % b;
                case '<' -> a < b ? 1 : 0;
                case '>' -> a > b ? 1 : 0;
                default -> throw new IllegalStateException("operator " + operator);
            };
        }
    }

    private record Call(String name, Node argument) implements Node {
        public double value(Map<String, Double> variables) {
            double x = argument.value(variables);
            return switch (name) {
                case "sqrt" -> Math.sqrt(x);
                case "floor" -> Math.floor(x);
                default -> throw new IllegalStateException("no function " + name);
            };
        }
    }

    private record While(Node condition, Node body) implements Node {
        public double value(Map<String, Double> variables) {
            double last = 0;
            while (condition.value(variables) != 0) {
                last = body.value(variables);
            }
            return last;
        }
    }

    private record Block(Node first, Node second) implements Node {
        public double value(Map<String, Double> variables) {
            first.value(variables);
            return second.value(variables);
        }
    }

    /** Reads a program; one method per level of precedence. */
    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        Node program() {
            Node node = block();
            if (peek() != 0) {
                throw new IllegalArgumentException("cannot read '" + text.substring(at) + "'");
            }
            return node;
        }

        private Node block() {
            Node node = statement();
            while (accept(';')) {
                node = new Block(node, statement());
            }
            return node;
        }

        private Node statement() {
            int start = at;
            if (Character.isLetter(peek())) {
                String name = name();
                if (name.equals("while")) {
                    Node condition = comparison();
                    expect('{');
                    Node body = block();
                    expect('}');
                    return new While(condition, body);
                }
                if (accept('=')) {
                    return new Assign(name, comparison());
                }
                at = start;
            }
            return comparison();
        }

        private Node comparison() {
            return chain("<>", () -> chain("+-", () -> chain("*/%", this::atom)));
        }

        private Node chain(String operators, java.util.function.Supplier<Node> operand) {
            Node node = operand.get();
            while (peek() != 0 && operators.indexOf(peek()) >= 0) {
                char operator = text.charAt(at++);
                node = new Binary(operator, node, operand.get());
            }
            return node;
        }

        private Node atom() {
            char c = peek();
            if (accept('(')) {
                Node node = block();
                expect(')');
                return node;
            }
            if (accept('-')) {
                return new Binary('-', new Constant(0), atom());
            }
            if (Character.isDigit(c)) {
                int start = at;
                while (at < text.length() && (Character.isDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                    at++;
                }
                return new Constant(Double.parseDouble(text.substring(start, at)));
            }
            if (Character.isLetter(c)) {
                String name = name();
                if (accept('(')) {
                    Node argument = block();
                    expect(')');
                    return new Call(name, argument);
                }
                return new Variable(name);
            }
            throw new IllegalArgumentException("cannot read '" + text.substring(at) + "'");
        }

        private String name() {
            peek();
            int start = at;
            while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
                at++;
            }
            return text.substring(start, at);
        }

        /** The next character that is not a blank; 0 at the end. */
        private char peek() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
            return at < text.length() ? text.charAt(at) : 0;
        }

        private boolean accept(char c) {
            if (peek() != c) {
                return false;
            }
            at++;
            return true;
        }

        private void expect(char c) {
            if (!accept(c)) {
                throw new IllegalArgumentException("expected '" + c + "' before '" + text.substring(at) + "'");
            }
        }
    }

    public static void main(String[] args) {
        String[] programs = {
            "1 + 2 * 3",
            "(1 + 2) * 3 - -4",
            "a = 6; b = 7; a * b",
            "sqrt(2)",
            "n = 27; steps = 0; while n > 1 { half = n / 2; n = (floor(half) < half) * (3 * n + 1) + (1 - (floor(half) < half)) * half;"
                    + " steps = steps + 1 }; steps",
            "sum = 0; i = 0; while i < 20000 { sum = sum + i % 7; i = i + 1 }; sum",
            "10 / 0",
            "x + 1",
            "cube(3)",
            "1 + * 2",
            "(1 + 2",
        };
        for (String program : programs) {
            String result;
            try {
                result = "= " + new Parser(program).program().value(new HashMap<>());
            } catch (IllegalArgumentException | IllegalStateException e) {
                result = "! " + e.getMessage();
            }
            System.out.println((program.length() > 50 ? program.substring(0, 50) + "..." : program) + "  " + result);
        }
    }
}

/* expect-output:
1 + 2 * 3  = 7.0
(1 + 2) * 3 - -4  = 13.0
a = 6; b = 7; a * b  = 42.0
sqrt(2)  = 1.4142135623730951
n = 27; steps = 0; while n > 1 { half = n / 2; n =...  = 111.0
sum = 0; i = 0; while i < 20000 { sum = sum + i % ...  = 59997.0
10 / 0  = Infinity
x + 1  ! no value for x
cube(3)  ! no function cube
1 + * 2  ! cannot read '* 2'
(1 + 2  ! expected ')' before ''
*/
