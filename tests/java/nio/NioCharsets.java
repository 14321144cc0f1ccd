// Charsets: encoders, decoders, malformed and unmappable input, streams of bytes in pieces, names and aliases.
import java.nio.*;
import java.nio.charset.*;
import java.util.*;

public class NioCharsets {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    static String hex(byte[] b) { return HexFormat.of().formatHex(b); }
    static String codes(String s) { StringBuilder b = new StringBuilder(); s.chars().forEach(c -> b.append(Integer.toHexString(c)).append('.')); return b.toString(); }

    public static void main(String[] args) {
        String text = "aZ\u00e9\u00df\u0416\u20ac\u4e2d\ud83d\ude00\n";
        for (String n : new String[] {"US-ASCII", "ISO-8859-1", "UTF-8", "UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "windows-1252", "IBM437", "ISO-8859-15", "KOI8-R", "Shift_JIS", "EUC-JP", "GBK", "Big5", "GB18030", "ISO-2022-JP", "EUC-KR", "IBM037", "x-UTF-16LE-BOM"}) {
            show(n, () -> { Charset c = Charset.forName(n); byte[] b = text.getBytes(c); return hex(b) + " " + new String(b, c).equals(text) + " " + codes(new String(b, c)).length() + " " + c.canEncode() + " " + c.newEncoder().maxBytesPerChar(); });
        }
        show("absent", () -> Charset.forName("absent"));
        show("illegal", () -> Charset.forName("a b"));
        show("supported", () -> Charset.isSupported("utf8") + " " + Charset.isSupported("nope") + " " + Charset.forName("latin1").name() + " " + StandardCharsets.UTF_8.aliases() + " " + StandardCharsets.UTF_8.contains(StandardCharsets.US_ASCII) + " " + Charset.forName("UTF8").equals(StandardCharsets.UTF_8));
        show("getBytes of absent", () -> "x".getBytes("absent"));
        byte[][] bad = {{(byte) 0x80}, {(byte) 0xc0, (byte) 0x80}, {'a', (byte) 0xe2, (byte) 0x82}, {(byte) 0xe2, 'a', (byte) 0x82}, {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, {(byte) 0xf4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, {(byte) 0xf0, (byte) 0x9f, (byte) 0x98}, {(byte) 0xff, 'b'}, {(byte) 0xe0, (byte) 0x80, (byte) 0x80}};
        for (byte[] b : bad) {
            show(hex(b), () -> codes(new String(b, StandardCharsets.UTF_8)));
            show("  report", () -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(b)));
            show("  ignore", () -> codes(StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.IGNORE).decode(ByteBuffer.wrap(b)).toString()));
        }
        show("lone surrogate", () -> hex("a\ud800b\udc00".getBytes(StandardCharsets.UTF_8)) + " " + hex("\ud800".getBytes(StandardCharsets.UTF_16BE)) + " " + hex("x\ud83d".getBytes(StandardCharsets.ISO_8859_1)));
        show("report surrogate", () -> StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap("a\ud800")));
        show("unmappable", () -> StandardCharsets.US_ASCII.newEncoder().encode(CharBuffer.wrap("a\u00e9")));
        show("replacement", () -> hex(StandardCharsets.US_ASCII.newEncoder().onUnmappableCharacter(CodingErrorAction.REPLACE).replaceWith(new byte[] {'#'}).encode(CharBuffer.wrap("a\u00e9b")).array()));
        show("canEncode", () -> StandardCharsets.ISO_8859_1.newEncoder().canEncode('\u20ac') + " " + Charset.forName("windows-1252").newEncoder().canEncode('\u20ac') + " " + StandardCharsets.UTF_8.newEncoder().canEncode('\ud800'));
        show("in pieces", () -> {
            byte[] b = text.getBytes(StandardCharsets.UTF_8);
            CharsetDecoder d = StandardCharsets.UTF_8.newDecoder();
            CharBuffer out = CharBuffer.allocate(100);
            ByteBuffer in = ByteBuffer.allocate(8);
            StringBuilder results = new StringBuilder();
            for (int i = 0; i < b.length; i++) { in.put(b[i]).flip(); results.append(d.decode(in, out, i == b.length - 1)); in.compact(); }
            d.flush(out);
            return out.flip().toString().equals(text) + " " + results.toString().replace("UNDERFLOW", "U");
        });
        show("small output", () -> { CharsetEncoder e = StandardCharsets.UTF_8.newEncoder(); CharBuffer in = CharBuffer.wrap("\u20ac\u20ac"); ByteBuffer out = ByteBuffer.allocate(4); return e.encode(in, out, true) + " " + in.position() + " " + out.position(); });
        show("wrong order", () -> { CharsetDecoder d = StandardCharsets.UTF_8.newDecoder(); d.flush(CharBuffer.allocate(1)); return 0; });
        show("direct", () -> { ByteBuffer d = ByteBuffer.allocateDirect(40); StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text), d, true); d.flip(); return StandardCharsets.UTF_8.decode(d).toString().equals(text); });
        show("all of Latin 1", () -> { byte[] b = new byte[256]; for (int i = 0; i < 256; i++) b[i] = (byte) i; return Arrays.equals(new String(b, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1), b) + " " + new String(b, StandardCharsets.US_ASCII).chars().filter(c -> c == 0xfffd).count() + " " + new String(b, Charset.forName("windows-1252")).chars().sum() + " " + new String(b, Charset.forName("IBM437")).chars().sum(); });
        show("long ascii", () -> { String s = "0123456789abcdef".repeat(100); byte[] b = (s + "\u00e9" + s).getBytes(StandardCharsets.UTF_8); return b.length + " " + new String(b, StandardCharsets.UTF_8).hashCode(); });
    }
}

/* expect-output:
US-ASCII: 615a3f3f3f3f3f3f0a false 26 true 1.0
ISO-8859-1: 615ae9df3f3f3f3f0a false 26 true 1.0
UTF-8: 615ac3a9c39fd096e282ace4b8adf09f98800a true 38 true 3.0
UTF-16: feff0061005a00e900df041620ac4e2dd83dde00000a true 38 true 4.0
UTF-16BE: 0061005a00e900df041620ac4e2dd83dde00000a true 38 true 2.0
UTF-16LE: 61005a00e900df001604ac202d4e3dd800de0a00 true 38 true 2.0
UTF-32: 000000610000005a000000e9000000df00000416000020ac00004e2d0001f6000000000a true 38 true 4.0
windows-1252: 615ae9df3f803f3f0a false 28 true 1.0
IBM437: 615a82e13f3f3f3f0a false 26 true 1.0
ISO-8859-15: 615ae9df3fa43f3f0a false 28 true 1.0
KOI8-R: 615a3f3ff63f3f3f0a false 27 true 1.0
Shift_JIS: 615a3f3f84473f92863f0a false 29 true 2.0
EUC-JP: 615a8fabb18fa9cea7a83fc3e63f0a false 29 true 3.0
GBK: 615aa8a63fa7a8a2e3d6d03f0a false 31 true 2.0
Big5: 615a3f3fc7b43fa4a43f0a false 29 true 2.0
GB18030: 615aa8a681308938a7a8a2e3d6d09439fc360a true 38 true 4.0
ISO-2022-JP: 615a1b24422129212927282129436621291b28420a false 37 true 8.0
EUC-KR: 615a3fa9acaca8a2e6f1e93f0a false 31 true 2.0
IBM037: 81e951593f3f3f3f15 false 26 true 1.0
x-UTF-16LE-BOM: fffe61005a00e900df001604ac202d4e3dd800de0a00 true 38 true 4.0
absent: java.nio.charset.UnsupportedCharsetException: absent
illegal: java.nio.charset.IllegalCharsetNameException: a b
supported: true false ISO-8859-1 [unicode-1-1-utf-8, UTF8] true true
getBytes of absent: java.io.UnsupportedEncodingException: absent
80: fffd.
  report: java.nio.charset.MalformedInputException: Input length = 1
  ignore: 
c080: fffd.fffd.
  report: java.nio.charset.MalformedInputException: Input length = 1
  ignore: 
61e282: 61.fffd.
  report: java.nio.charset.MalformedInputException: Input length = 2
  ignore: 61.
e26182: fffd.61.fffd.
  report: java.nio.charset.MalformedInputException: Input length = 1
  ignore: 61.
eda080: fffd.
  report: java.nio.charset.MalformedInputException: Input length = 3
  ignore: 
f4908080: fffd.fffd.fffd.fffd.
  report: java.nio.charset.MalformedInputException: Input length = 1
  ignore: 
f09f98: fffd.
  report: java.nio.charset.MalformedInputException: Input length = 3
  ignore: 
ff62: fffd.62.
  report: java.nio.charset.MalformedInputException: Input length = 1
  ignore: 62.
e08080: fffd.fffd.fffd.
  report: java.nio.charset.MalformedInputException: Input length = 1
  ignore: 
lone surrogate: 613f623f fffd 783f
report surrogate: java.nio.charset.MalformedInputException: Input length = 1
unmappable: java.nio.charset.UnmappableCharacterException: Input length = 1
replacement: 612362
canEncode: false true false
in pieces: true UUUUUUUUUUUUUUUUUUU
small output: OVERFLOW 1 3
wrong order: java.lang.IllegalStateException: Current state = RESET, new state = FLUSHED
direct: true
all of Latin 1: true 128 500305 613265
long ascii: 3202 -996823831
*/
