import java.util.*;

/** Small interpreters: a stack machine, a Turing machine, a brainfuck program, a regex matcher, a tokenizer; loops and switches mixed. */
public class StateMachines {
    enum Op { PUSH, ADD, MUL, SUB, DUP, SWAP, JMP, JZ, LOAD, STORE, PRINT, CALL, RET, HALT }
    record Ins(Op op, int arg) { Ins(Op op) { this(op, 0); } }

    static String run(Ins... code) {
        int[] stack = new int[64], mem = new int[8], calls = new int[16];
        int sp = 0, pc = 0, cp = 0, steps = 0;
        StringBuilder out = new StringBuilder();
        while (steps++ < 10000) {
            Ins i = code[pc++];
            switch (i.op()) {
                case PUSH -> stack[sp++] = i.arg();
                case ADD -> { sp--; stack[sp - 1] += stack[sp]; }
                case SUB -> { sp--; stack[sp - 1] -= stack[sp]; }
                case MUL -> { sp--; stack[sp - 1] *= stack[sp]; }
                case DUP -> { stack[sp] = stack[sp - 1]; sp++; }
                case SWAP -> { int t = stack[sp - 1]; stack[sp - 1] = stack[sp - 2]; stack[sp - 2] = t; }
                case JMP -> pc = i.arg();
                case JZ -> { if (stack[--sp] == 0) pc = i.arg(); }
                case LOAD -> stack[sp++] = mem[i.arg()];
                case STORE -> mem[i.arg()] = stack[--sp];
                case PRINT -> out.append(stack[--sp]).append(' ');
                case CALL -> { calls[cp++] = pc; pc = i.arg(); }
                case RET -> pc = calls[--cp];
                case HALT -> { return out + "in " + steps; }
            }
        }
        return out + "too long";
    }

    static String bf(String p) {
        byte[] m = new byte[100];
        StringBuilder out = new StringBuilder();
        for (int pc = 0, at = 0, depth; pc < p.length(); pc++) {
            switch (p.charAt(pc)) {
                case '>': at++; break;
                case '<': at--; break;
                case '+': m[at]++; break;
                case '-': m[at]--; break;
                case '.': out.append((char) m[at]); break;
                case '[': if (m[at] == 0) { depth = 1; while (depth > 0) { char c = p.charAt(++pc); if (c == '[') depth++; else if (c == ']') depth--; } } break;
                case ']': depth = 1; while (depth > 0) { char c = p.charAt(--pc); if (c == ']') depth++; else if (c == '[') depth--; } pc--; break;
                default:
            }
        }
        return out.toString();
    }

    static boolean match(String re, String s) {
        if (re.isEmpty()) return s.isEmpty();
        boolean first = !s.isEmpty() && (re.charAt(0) == '.' || re.charAt(0) == s.charAt(0));
        return re.length() > 1 && re.charAt(1) == '*' ? match(re.substring(2), s) || first && match(re, s.substring(1)) : first && match(re.substring(1), s.substring(1));
    }

    static List<String> tokens(String s) {
        List<String> out = new ArrayList<>();
        int i = 0;
        outer:
        while (i < s.length()) {
            char c = s.charAt(i);
            int j = i + 1;
            if (Character.isWhitespace(c)) { i++; continue; }
            if (Character.isLetter(c)) while (j < s.length() && Character.isLetterOrDigit(s.charAt(j))) j++;
            else if (Character.isDigit(c)) { boolean dot = false; for (; j < s.length(); j++) { char d = s.charAt(j); if (d == '.' && !dot) dot = true; else if (!Character.isDigit(d)) break; } }
            else if (c == '"') { for (; ; j++) { if (j >= s.length()) { out.add("unterminated"); break outer; } if (s.charAt(j) == '\\') j++; else if (s.charAt(j) == '"') break; } j++; }
            else if ("<>=!".indexOf(c) >= 0 && j < s.length() && s.charAt(j) == '=') j++;
            out.add(s.substring(i, j));
            i = j;
        }
        return out;
    }

    static String turing(String tape) {
        Map<Integer, Character> t = new TreeMap<>();
        for (int i = 0; i < tape.length(); i++) t.put(i, tape.charAt(i));
        int at = tape.length() - 1;
        for (char state = 'c'; state != 'h'; ) {
            char x = t.getOrDefault(at, '_');
            switch (state + "" + x) { case "c1" -> t.put(at--, '0'); case "c0", "c_" -> { t.put(at, '1'); state = 'h'; } default -> throw new IllegalStateException(state + "" + x); }
        }
        StringBuilder s = new StringBuilder();
        t.values().forEach(s::append);
        return s.toString();
    }

    public static void main(String[] args) {
        System.out.println(run(new Ins(Op.PUSH, 1), new Ins(Op.STORE, 0), new Ins(Op.PUSH, 6), new Ins(Op.STORE, 1), new Ins(Op.LOAD, 1), new Ins(Op.JZ, 14), new Ins(Op.LOAD, 0), new Ins(Op.LOAD, 1), new Ins(Op.MUL), new Ins(Op.STORE, 0),
                new Ins(Op.CALL, 17), new Ins(Op.JMP, 4), new Ins(Op.HALT), new Ins(Op.HALT), new Ins(Op.LOAD, 0), new Ins(Op.PRINT), new Ins(Op.HALT), new Ins(Op.LOAD, 1), new Ins(Op.DUP), new Ins(Op.PRINT), new Ins(Op.PUSH, 1), new Ins(Op.SUB), new Ins(Op.STORE, 1), new Ins(Op.RET)));
        System.out.println(run(new Ins(Op.JMP, 0)) + " " + bf("++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++."));
        for (String[] m : new String[][] {{"a*b", "aaab"}, {"a*b", "aaac"}, {".*x.", "yyxz"}, {"", ""}, {"c*a*b", "aab"}}) System.out.print(match(m[0], m[1]) + " ");
        System.out.println(tokens("if (x1 >= 3.14.5) \"a\\\"b\" != y=\"open") + " " + turing("1011") + " " + turing("111"));
        try { run(new Ins(Op.ADD)); } catch (ArrayIndexOutOfBoundsException e) { System.out.println(e.getMessage()); }
        try { turing("1x1"); } catch (IllegalStateException e) { System.out.println(e.getMessage()); }
    }
}

/* expect-output:
6 5 4 3 2 1 720 in 99
too long Hello
true false true true true [if, (, x1, >=, 3.14, ., 5, ), "a\"b", !=, y, =, unterminated] 1100 1000
Index -2 out of bounds for length 64
cx
*/
