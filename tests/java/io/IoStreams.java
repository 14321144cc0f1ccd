// Byte and character streams: buffered, data, pushback, piped, sequence, print, line numbers, marks, errors.
import java.io.*;
import java.nio.charset.StandardCharsets;
import java.util.*;

public class IoStreams {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(bytes, 5))) {
            out.writeBoolean(true); out.writeByte(-2); out.writeShort(-3); out.writeChar('\u20ac'); out.writeInt(0x12345678); out.writeLong(Long.MIN_VALUE); out.writeFloat(1.5f); out.writeDouble(Math.PI);
            out.writeUTF("a\u0000\u00e9\u20ac\ud83d\ude00"); out.writeBytes("xyz"); out.writeChars("z");
            show("size", out::size);
        }
        System.out.println(HexFormat.of().formatHex(bytes.toByteArray()));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        show("read back", () -> in.readBoolean() + " " + in.readByte() + " " + in.readUnsignedShort() + " " + (int) in.readChar() + " " + in.readInt() + " " + in.readLong() + " " + in.readFloat() + " " + in.readDouble() + " " + in.readUTF().length() + " " + in.skipBytes(3) + " " + in.readChar() + " " + in.read());
        show("end", in::readInt);
        show("bad utf", () -> new DataInputStream(new ByteArrayInputStream(new byte[] {0, 2, (byte) 0xc0, 0})).readUTF());
        show("utf too long", () -> { new DataOutputStream(bytes).writeUTF("x".repeat(70000)); return 0; });
        show("readFully", () -> { new DataInputStream(new ByteArrayInputStream(new byte[3])).readFully(new byte[4]); return 0; });
        BufferedInputStream marked = new BufferedInputStream(new ByteArrayInputStream("0123456789".getBytes()), 4);
        show("mark", () -> { marked.read(); marked.mark(3); marked.read(); marked.read(); marked.reset(); return marked.read() - '0'; });
        show("invalid mark", () -> { marked.mark(1); for (int i = 0; i < 6; i++) marked.read(); marked.reset(); return 0; });
        PushbackInputStream pushback = new PushbackInputStream(new ByteArrayInputStream(new byte[] {1, 2}), 2);
        show("pushback", () -> { int a = pushback.read(); pushback.unread(9); pushback.unread(8); return a + " " + pushback.read() + pushback.read() + pushback.read() + pushback.read(); });
        show("pushback full", () -> { pushback.unread(new byte[3]); return 0; });
        show("sequence", () -> new String(new SequenceInputStream(new ByteArrayInputStream("ab".getBytes()), new ByteArrayInputStream("cd".getBytes())).readAllBytes()));
        PipedOutputStream pipeOut = new PipedOutputStream();
        PipedInputStream pipeIn = new PipedInputStream(pipeOut, 16);
        Thread writer = new Thread(() -> { try (pipeOut) { for (int i = 0; i < 100; i++) pipeOut.write(i); } catch (IOException e) { System.out.println(e); } });
        writer.start();
        int sum = 0;
        for (int b; (b = pipeIn.read()) >= 0;) sum += b;
        writer.join();
        System.out.println("piped " + sum);
        show("broken pipe", () -> { PipedInputStream p = new PipedInputStream(); p.read(); return 0; });
        StringWriter text = new StringWriter();
        PrintWriter print = new PrintWriter(text);
        print.printf(Locale.ROOT, "%d %s %.2f%n", 1, "two", 3.0);
        print.print(new char[] {'a', 'b'});
        print.println((Object) null);
        print.append("x").append('y').append("12345", 1, 3);
        show("print", () -> text.toString().replace("\n", "|") + " " + print.checkError());
        LineNumberReader lines = new LineNumberReader(new StringReader("one\ntwo\r\nthree\rfour\n\nsix"));
        show("lines", () -> { StringBuilder b = new StringBuilder(); for (String l; (l = lines.readLine()) != null;) b.append(lines.getLineNumber()).append(l).append(','); return b; });
        show("reader lines", () -> new BufferedReader(new StringReader("a\n\nb\n")).lines().toList());
        show("decode", () -> { Reader r = new InputStreamReader(new ByteArrayInputStream(new byte[] {'a', (byte) 0xe2, (byte) 0x82, (byte) 0xac, (byte) 0xff, 'b', (byte) 0xc3}), StandardCharsets.UTF_8); StringBuilder b = new StringBuilder(); for (int c; (c = r.read()) >= 0;) b.append(Integer.toHexString(c)).append(' '); return b; });
        show("encode", () -> { ByteArrayOutputStream o = new ByteArrayOutputStream(); try (Writer w = new OutputStreamWriter(o, StandardCharsets.UTF_16LE)) { w.write("h\u00e9\ud83d"); w.write("\ude00"); } return HexFormat.of().formatHex(o.toByteArray()); });
        show("transfer", () -> { ByteArrayOutputStream o = new ByteArrayOutputStream(); return new ByteArrayInputStream(new byte[20000]).transferTo(o) + " " + o.size(); });
        show("readNBytes", () -> new ByteArrayInputStream(new byte[10]).readNBytes(4).length + " " + InputStream.nullInputStream().readAllBytes().length);
        show("closed", () -> { BufferedReader r = new BufferedReader(new StringReader("x")); r.close(); return r.read(); });
        show("tokenizer", () -> { StreamTokenizer t = new StreamTokenizer(new StringReader("x = 3.5 + 'str' // comment\n y")); StringBuilder b = new StringBuilder(); while (t.nextToken() != StreamTokenizer.TT_EOF) b.append(t.ttype == StreamTokenizer.TT_NUMBER ? "" + t.nval : t.sval != null ? t.sval : "" + (char) t.ttype).append(';'); return b; });
        show("resources in order", () -> { StringBuilder b = new StringBuilder(); class R implements Closeable { final String n; R(String n) { this.n = n; } public void close() throws IOException { b.append("close ").append(n).append(' '); throw new IOException(n); } } try (R one = new R("1"); R two = new R("2")) { throw new Exception("body"); } catch (Exception e) { return b + e.getMessage() + " " + Arrays.toString(e.getSuppressed()); } });
    }
}

/* expect-output:
size: 51
01fefffd20ac1234567880000000000000003fc00000400921fb54442d18000e61c080c3a9e282aceda0bdedb88078797a007a
read back: true -2 65533 8364 305419896 -9223372036854775808 1.5 3.141592653589793 6 3 z -1
end: java.io.EOFException
bad utf: java.io.UTFDataFormatException: malformed input around byte 2
utf too long: java.io.UTFDataFormatException: encoded string (xxxxxxxx...xxxxxxxx) too long: 70000 bytes
readFully: java.io.EOFException
mark: 1
invalid mark: java.io.IOException: Resetting to invalid mark
pushback: 1 892-1
pushback full: java.io.IOException: Push back buffer is full
sequence: abcd
piped 4950
broken pipe: java.io.IOException: Pipe not connected
print: 1 two 3.00|abnull|xy23 false
lines: 1one,2two,3three,4four,5,6six,
reader lines: [a, , b]
decode: 61 20ac fffd 62 fffd 
encode: 6800e9003dd800de
transfer: 20000 20000
readNBytes: 4 0
closed: java.io.IOException: Stream closed
tokenizer: x;=;3.5;+;str;y;
resources in order: close 2 close 1 body [java.io.IOException: 2, java.io.IOException: 1]
*/
