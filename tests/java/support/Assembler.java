package support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Code of one method from text: one instruction a line, the mnemonics of JVMS 6.5, operands behind them.
 *
 * <pre>
 * L:                                   label
 * bipush 5, iload 3, iinc 1 -1         numbers; `wide iload 300`, `wide iinc 300 1000`
 * goto L, jsr L, ifnull L              labels
 * tableswitch 5 D A B C                low, default, targets
 * lookupswitch D 1=A 1000=B            default, pairs
 * getfield Owner.name I                also put and static
 * invokevirtual Owner.name ()V         also special, static; `invokeinterface Owner.name (J)V 3`
 * invokestatic interface Owner.m ()V   the constant is an InterfaceMethodref
 * invokedynamic 0 name ()V             number of the bootstrap method
 * new Owner, checkcast [I              classes; `multianewarray [[I 2`; `newarray 10`
 * ldc int 5                            also float, long, double, string, class, type, index N (a constant of the builder)
 * .catch Type FROM TO HANDLER          Type `any`: every throwable
 * .line 17
 * .bytes 196 132                       raw
 * .repeat 1000 iadd                    an instruction without labels, many times
 * </pre>
 */
final class Assembler {
    private static final List<String> MNEMONICS = Arrays.asList(("nop aconst_null iconst_m1 iconst_0 iconst_1 iconst_2 iconst_3 iconst_4"
            + " iconst_5 lconst_0 lconst_1 fconst_0 fconst_1 fconst_2 dconst_0 dconst_1 bipush sipush ldc ldc_w ldc2_w iload lload fload"
            + " dload aload iload_0 iload_1 iload_2 iload_3 lload_0 lload_1 lload_2 lload_3 fload_0 fload_1 fload_2 fload_3 dload_0"
            + " dload_1 dload_2 dload_3 aload_0 aload_1 aload_2 aload_3 iaload laload faload daload aaload baload caload saload istore"
            + " lstore fstore dstore astore istore_0 istore_1 istore_2 istore_3 lstore_0 lstore_1 lstore_2 lstore_3 fstore_0 fstore_1"
            + " fstore_2 fstore_3 dstore_0 dstore_1 dstore_2 dstore_3 astore_0 astore_1 astore_2 astore_3 iastore lastore fastore"
            + " dastore aastore bastore castore sastore pop pop2 dup dup_x1 dup_x2 dup2 dup2_x1 dup2_x2 swap iadd ladd fadd dadd isub"
            + " lsub fsub dsub imul lmul fmul dmul idiv ldiv fdiv ddiv irem lrem frem drem ineg lneg fneg dneg ishl lshl ishr lshr"
            + " iushr lushr iand land ior lor ixor lxor iinc i2l i2f i2d l2i l2f l2d f2i f2l f2d d2i d2l d2f i2b i2c i2s lcmp fcmpl"
            + " fcmpg dcmpl dcmpg ifeq ifne iflt ifge ifgt ifle if_icmpeq if_icmpne if_icmplt if_icmpge if_icmpgt if_icmple if_acmpeq"
            + " if_acmpne goto jsr ret tableswitch lookupswitch ireturn lreturn freturn dreturn areturn return getstatic putstatic"
            + " getfield putfield invokevirtual invokespecial invokestatic invokeinterface invokedynamic new newarray anewarray"
            + " arraylength athrow checkcast instanceof monitorenter monitorexit wide multianewarray ifnull ifnonnull goto_w jsr_w")
            .split(" "));

    private final ClassBuilder builder;
    private final int maxStack, maxLocals;
    private byte[] code = new byte[64];
    private int size;
    private final Map<String, Integer> labels = new HashMap<>();
    /** place, width, bci the distance counts from; and the label. */
    private final List<int[]> fixups = new ArrayList<>();
    private final List<String> fixupLabels = new ArrayList<>();
    private final List<String[]> catches = new ArrayList<>();
    private final List<int[]> lines = new ArrayList<>();

    Assembler(ClassBuilder builder, int maxStack, int maxLocals) {
        this.builder = builder;
        this.maxStack = maxStack;
        this.maxLocals = maxLocals;
    }

    void line(String text) {
        if (text.endsWith(":")) {
            labels.put(text.substring(0, text.length() - 1), size);
            return;
        }
        String[] w = text.split(" ");
        switch (w[0]) {
            case ".catch" -> catches.add(w);
            case ".line" -> lines.add(new int[] {size, Integer.parseInt(w[1])});
            case ".bytes" -> Arrays.stream(w).skip(1).forEach(b -> put(1, Integer.decode(b)));
            case ".repeat" -> {
                int start = size;
                line(text.substring(w[0].length() + w[1].length() + 2));
                byte[] once = Arrays.copyOfRange(code, start, size);
                for (int i = 1; i < Integer.parseInt(w[1]); i++) {
                    for (byte b : once) {
                        put(1, b);
                    }
                }
            }
            case "wide" -> {
                put(1, 196);
                put(1, opcode(w[1]));
                for (int i = 2; i < w.length; i++) {
                    put(2, Integer.parseInt(w[i]));
                }
            }
            default -> instruction(w, text);
        }
    }

    private void instruction(String[] w, String text) {
        int bci = size;
        int opcode = opcode(w[0]);
        put(1, opcode);
        switch (w[0]) {
            case "bipush", "newarray" -> put(1, Integer.parseInt(w[1]));
            case "sipush" -> put(2, Integer.parseInt(w[1]));
            case "ldc" -> put(1, constant(w, text));
            case "ldc_w", "ldc2_w" -> put(2, constant(w, text));
            case "iinc" -> {
                put(1, Integer.parseInt(w[1]));
                put(1, Integer.parseInt(w[2]));
            }
            case "tableswitch" -> {
                pad();
                branch(bci, w[2], 4);
                put(4, Integer.parseInt(w[1]));
                put(4, Integer.parseInt(w[1]) + w.length - 4);
                for (int i = 3; i < w.length; i++) {
                    branch(bci, w[i], 4);
                }
            }
            case "lookupswitch" -> {
                pad();
                branch(bci, w[1], 4);
                put(4, w.length - 2);
                for (int i = 2; i < w.length; i++) {
                    String[] pair = w[i].split("=");
                    put(4, Integer.parseInt(pair[0]));
                    branch(bci, pair[1], 4);
                }
            }
            case "getstatic", "putstatic", "getfield", "putfield" -> put(2, member(9, w[1], w[2]));
            case "invokevirtual", "invokespecial", "invokestatic" -> {
                boolean plain = !w[1].equals("interface");
                put(2, plain ? member(10, w[1], w[2]) : member(11, w[2], w[3]));
            }
            case "invokeinterface" -> {
                put(2, member(11, w[1], w[2]));
                put(1, Integer.parseInt(w[3]));
                put(1, 0);
            }
            case "invokedynamic" -> {
                put(2, builder.dynamic(18, Integer.parseInt(w[1]), w[2], w[3]));
                put(2, 0);
            }
            case "new", "anewarray", "checkcast", "instanceof" -> put(2, builder.type(w[1]));
            case "multianewarray" -> {
                put(2, builder.type(w[1]));
                put(1, Integer.parseInt(w[2]));
            }
            case "goto_w", "jsr_w" -> branch(bci, w[1], 4);
            default -> {
                if (w.length > 1 && (opcode >= 153 && opcode <= 168 || opcode == 198 || opcode == 199)) {
                    branch(bci, w[1], 2);
                } else if (w.length > 1) {
                    put(1, Integer.parseInt(w[1]));
                }
            }
        }
    }

    private int constant(String[] w, String text) {
        String rest = w.length < 3 ? "" : text.substring(w[0].length() + w[1].length() + 2);
        return switch (w[1]) {
            case "int" -> builder.integer(Integer.parseInt(rest));
            case "float" -> builder.floating(Float.parseFloat(rest));
            case "long" -> builder.longInteger(Long.parseLong(rest));
            case "double" -> builder.doubleFloating(Double.parseDouble(rest));
            case "string" -> builder.string(rest);
            case "class" -> builder.type(rest);
            case "type" -> builder.methodType(rest);
            case "index" -> Integer.parseInt(rest);
            default -> throw new IllegalArgumentException(text);
        };
    }

    private int member(int tag, String path, String descriptor) {
        int dot = path.lastIndexOf('.');
        return builder.member(tag, path.substring(0, dot), path.substring(dot + 1), descriptor);
    }

    private static int opcode(String mnemonic) {
        int opcode = MNEMONICS.indexOf(mnemonic);
        if (opcode < 0) {
            throw new IllegalArgumentException("no instruction " + mnemonic);
        }
        return opcode;
    }

    private void branch(int bci, String label, int width) {
        fixups.add(new int[] {size, width, bci});
        fixupLabels.add(label);
        put(width, 0);
    }

    private void pad() {
        while (size % 4 != 0) {
            put(1, 0);
        }
    }

    private void put(int width, int value) {
        if (size + width > code.length) {
            code = Arrays.copyOf(code, code.length * 2);
        }
        set(size, width, value);
        size += width;
    }

    private void set(int at, int width, int value) {
        for (int i = 0; i < width; i++) {
            code[at + i] = (byte) (value >> 8 * (width - 1 - i));
        }
    }

    private int place(String label) {
        Integer place = labels.get(label);
        if (place == null) {
            throw new IllegalArgumentException("no label " + label);
        }
        return place;
    }

    /** The Code attribute. */
    byte[] finish() {
        for (int i = 0; i < fixups.size(); i++) {
            int[] fixup = fixups.get(i);
            set(fixup[0], fixup[1], place(fixupLabels.get(i)) - fixup[2]);
        }
        int attribute = builder.utf8("Code");
        int lineTable = lines.isEmpty() ? 0 : builder.utf8("LineNumberTable");
        int[] types = catches.stream().mapToInt(c -> c[1].equals("any") ? 0 : builder.type(c[1])).toArray();
        byte[] body = ClassBuilder.bytes(out -> {
            out.writeShort(maxStack);
            out.writeShort(maxLocals);
            out.writeInt(size);
            out.write(code, 0, size);
            out.writeShort(catches.size());
            for (int i = 0; i < types.length; i++) {
                out.writeShort(place(catches.get(i)[2]));
                out.writeShort(place(catches.get(i)[3]));
                out.writeShort(place(catches.get(i)[4]));
                out.writeShort(types[i]);
            }
            out.writeShort(lines.isEmpty() ? 0 : 1);
            if (!lines.isEmpty()) {
                out.writeShort(lineTable);
                out.writeInt(2 + 4 * lines.size());
                out.writeShort(lines.size());
                for (int[] line : lines) {
                    out.writeShort(line[0]);
                    out.writeShort(line[1]);
                }
            }
        });
        return ClassBuilder.bytes(out -> {
            out.writeShort(attribute);
            out.writeInt(body.length);
            out.write(body);
        });
    }
}
