import java.nio.charset.StandardCharsets;

/** Surrogates, compact and wide strings, case mapping, comparison, code points, charsets; printed as numbers. */
public class Unicode {
    static String dump(String s) {
        StringBuilder b = new StringBuilder();
        for (char c : s.toCharArray()) b.append(Integer.toHexString(c)).append('.');
        return b.toString();
    }

    public static void main(String[] args) throws Exception {
        String smile = new String(Character.toChars(0x1F600)), mixed = "a\u00e9\u0416" + smile + "\ud800z";
        System.out.println(mixed.length() + " " + mixed.codePointCount(0, mixed.length()) + " " + mixed.codePointAt(3) + " " + mixed.codePointAt(4) + " " + mixed.codePointBefore(5) + " "
                + mixed.offsetByCodePoints(0, 4) + " " + mixed.codePoints().sum() + " " + mixed.chars().filter(c -> Character.isSurrogate((char) c)).count());
        System.out.println(dump(mixed) + " " + dump(new StringBuilder(mixed).reverse().toString()) + " " + mixed.indexOf(0x1F600) + " " + mixed.lastIndexOf('z') + " " + mixed.indexOf(0x10FFFF));
        for (var cs : new java.nio.charset.Charset[] {StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1, StandardCharsets.US_ASCII, StandardCharsets.UTF_16, StandardCharsets.UTF_16LE}) {
            byte[] bytes = mixed.getBytes(cs);
            StringBuilder b = new StringBuilder(cs + ":");
            for (byte x : bytes) b.append(' ').append(Integer.toHexString(x & 0xff));
            System.out.println(b + " -> " + dump(new String(bytes, cs)));
        }
        byte[] bad = {(byte) 0xC3, 'a', (byte) 0xE2, (byte) 0x82, (byte) 0xED, (byte) 0xA0, (byte) 0x80, (byte) 0xF8, 'z', (byte) 0xC0, (byte) 0x80};
        System.out.println(dump(new String(bad, StandardCharsets.UTF_8)));
        String[] cased = {"\u00df", "\u0130", "I", "i", "\u01c5", "\u03a3\u03b1\u03c2", "\ufb01", "\u1e9e", "\ud801\udc00", "stra\u00dfe", "\u00ff", "\u00b5"};
        for (String s : cased) {
            System.out.print(dump(s.toUpperCase(java.util.Locale.ROOT)) + "/" + dump(s.toLowerCase(java.util.Locale.ROOT)) + "/" + s.equalsIgnoreCase(s.toUpperCase(java.util.Locale.ROOT)) + " ");
        }
        System.out.println();
        System.out.println(dump("I".toLowerCase(new java.util.Locale("tr"))) + " " + dump("i".toUpperCase(new java.util.Locale("tr"))));
        // A string changes between one and two bytes a char as it is edited.
        StringBuilder sb = new StringBuilder("latin\u00ff");
        sb.append('\u0100').insert(0, "\u2603").setCharAt(3, '\u00e9');
        sb.deleteCharAt(0).setLength(6);
        String back = sb.toString();
        System.out.println(dump(back) + " " + back.equals("la\u00e9in\u00ff") + " " + back.hashCode() + " " + "la\u00e9in\u00ff".hashCode() + " " + back.compareTo("la\u00e9in\u0100") + " "
                + "\u0100".compareTo("\u00ff") + " " + "ab".compareTo("abc") + " " + "\ud800".compareTo("\uffff"));
        System.out.println("a\u0100b".substring(0, 1).equals("a") + " " + "x\u00e9y".contains("\u00e9") + " " + "\u0416\u0417\u0416".lastIndexOf("\u0416") + " " + "\u0416\u0417".replace('\u0417', 'z').length() + " "
                + "caf\u00e9".regionMatches(true, 3, "\u00c9", 0, 1) + " " + "\u00a0 x\u2003".strip().length() + " " + "\u00a0 x\u2003".trim().length() + " " + "\u2003".isBlank() + " " + "a\u0301".length());
        for (int cp : new int[] {'a', '5', ' ', 0xe9, 0x3a9, 0x661, 0x4e2d, 0x1F600, 0xd800, 0x378, 0x10ffff, 0x2028, '$', 0xad}) {
            System.out.print(Character.getType(cp) + (Character.isLetter(cp) ? "L" : "") + (Character.isDigit(cp) ? "D" : "") + (Character.isWhitespace(cp) ? "W" : "")
                    + (Character.isJavaIdentifierPart(cp) ? "J" : "") + (Character.isDefined(cp) ? "" : "?") + Character.charCount(cp) + Character.getNumericValue(cp) + " ");
        }
        System.out.println();
        try { Character.toChars(0x110000); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
        try { new String(new int[] {-1}, 0, 1); } catch (IllegalArgumentException e) { System.out.println(e.getMessage()); }
        int \u0061bc = 5; // an escape in an identifier
        System.out.println(abc + \u0022 quoted\u0022);
    }
}

/* expect-output:
7 6 128512 56832 128512 5 185306 3
61.e9.416.d83d.de00.d800.7a. 7a.d800.d83d.de00.416.e9.61. 3 6 -1
UTF-8: 61 c3 a9 d0 96 f0 9f 98 80 3f 7a -> 61.e9.416.d83d.de00.3f.7a.
ISO-8859-1: 61 e9 3f 3f 3f 7a -> 61.e9.3f.3f.3f.7a.
US-ASCII: 61 3f 3f 3f 3f 7a -> 61.3f.3f.3f.3f.7a.
UTF-16: fe ff 0 61 0 e9 4 16 d8 3d de 0 ff fd 0 7a -> 61.e9.416.d83d.de00.fffd.7a.
UTF-16LE: 61 0 e9 0 16 4 3d d8 0 de fd ff 7a 0 -> 61.e9.416.d83d.de00.fffd.7a.
fffd.61.fffd.fffd.fffd.7a.fffd.fffd.
53.53./df./false 130./69.307./true 49./69./true 49./69./true 1c4./1c6./true 3a3.391.3a3./3c3.3b1.3c2./true 46.49./fb01./false 1e9e./df./true d801.dc00./d801.dc28./true 53.54.52.41.53.53.45./73.74.72.61.df.65./false 178./ff./true 39c./b5./true 
131. 130.
6c.61.e9.69.6e.ff. true -1106391578 -1106391578 -1 1 -1 -10239
true true 2 2 true 3 4 true 2
2LJ110 9DJ15 12W1-1 2LJ1-1 1LJ1-1 9DJ11 5LJ1-1 282-1 191-1 0?1-1 0?2-1 13W1-1 26J1-1 16J1-1 
Not a valid Unicode code point: 0x110000
-1
5 quoted
*/
