// java.util.Formatter: flags, widths, conversions, arguments, all the exceptions.
import java.math.*;
import java.util.*;

public class TextFormatter {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        for (String f : new String[] {"%d|%5d|%-5d|%05d|%+d|%,d|%(d|% d", "%x|%X|%#x|%o|%#o|%08X", "%s|%10s|%-10s|%.2s|%S", "%c|%C|%5c"}) {
            show(f, () -> { Object[] a = new Object[8]; Arrays.fill(a, f.contains("%c") ? (Object) 'q' : f.contains("%s") ? "text" : -1234); return String.format(Locale.US, f, a); });
        }
        for (double v : new double[] {0, -0.0, 1, 12345.6789, -0.00012345, 1e100, Double.MIN_VALUE, Double.NaN, Double.NEGATIVE_INFINITY, 0.125, 2.5}) {
            show("" + v, () -> String.format(Locale.US, "%f %.0f %.2f %e %.3E %g %a %10.1f %-12.3f| %,.1f %+.1f %(.1f %08.2f", v, v, v, v, v, v, v, v, v, v, v, v, v));
        }
        show("boolean", () -> String.format("%b %b %B %h %H %n%%", null, "x", false, "hash", 255).replace('\n', '/'));
        show("index", () -> String.format("%2$s %1$s %<s %s %s", "a", "b"));
        show("locale", () -> String.format(Locale.GERMANY, "%,d %,.2f %s", 1234567, 1234.5, 1.5) + " " + String.format(new Locale("ar", "EG"), "%d", 12).length() + " " + String.format((Locale) null, "%,d", 1000));
        show("dates", () -> { Calendar c = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.US); c.setTimeInMillis(1_000_000_000_123L); return String.format(Locale.US, "%tF %<tT %<tL %<tA %<tB %<tj %<tp %<tZ %<ts %<tD %<tr %<te %<tk %<TY", c); });
        show("date of long", () -> String.format(Locale.US, "%1$tY-%1$tm", 0L) + String.format(Locale.US, "%tH", java.time.LocalTime.NOON));
        show("big", () -> String.format(Locale.US, "%d %,d %x %.3f %e", BigInteger.TWO.pow(70), BigInteger.TEN.pow(20), BigInteger.valueOf(-255), new BigDecimal("1234567.89012"), new BigDecimal("1e-10")));
        show("small", () -> String.format("%x %x %o %d", (byte) -1, (short) -1, (byte) -8, Long.MIN_VALUE));
        show("formattable", () -> String.format("%-8.3S|%#s", (Formattable) (f, flags, w, p) -> f.format("<%d %d %d>", flags, w, p), (Formattable) (f, flags, w, p) -> f.format("alt " + (flags & FormattableFlags.ALTERNATE))));
        for (Object[] bad : new Object[][] {{"%d", "x"}, {"%d"}, {"%q", 1}, {"%", 1}, {"%-d", 1}, {"%.2d", 1}, {"%5n"}, {"%c", 0x110000}, {"%,x", 1}, {"%+s", "x"}, {"%-05d", 1}, {"%#d", 1}, {"%tQ", "x"}, {"%t", 1}, {"%<s"}, {"%0d", 1}, {"%f", 1}, {"%s %2$s", 1}, {"%.s", 1}, {"%++d", 1}}) {
            show((String) bad[0], () -> String.format((String) bad[0], Arrays.copyOfRange(bad, 1, bad.length)));
        }
        show("object", () -> { StringBuilder b = new StringBuilder("x"); Formatter f = new Formatter(b, Locale.US); f.format("%d", 1).format("%s", "y"); f.close(); try { f.format("z"); return "?"; } catch (FormatterClosedException e) { return b + " " + f.getClass().getSimpleName() + e.getMessage(); } });
        show("formatted", () -> "%s-%03d".formatted("a", 7));
        show("text block", () -> """
            indented
              more \
            joined "quotes" \t| \s
            """.replace("\n", "/").replace("\t", "T") + "a\n  b\n".indent(2).replace("\n", "/") + "  x\n y".stripIndent().replace("\n", "/") + "\\t\\n".translateEscapes().length());
    }
}

/* expect-output:
%d|%5d|%-5d|%05d|%+d|%,d|%(d|% d: -1234|-1234|-1234|-1234|-1234|-1,234|(1234)|-1234
%x|%X|%#x|%o|%#o|%08X: fffffb2e|FFFFFB2E|0xfffffb2e|37777775456|037777775456|FFFFFB2E
%s|%10s|%-10s|%.2s|%S: text|      text|text      |te|TEXT
%c|%C|%5c: q|Q|    q
0.0: 0.000000 0 0.00 0.000000e+00 0.000E+00 0.00000 0x0.0p0        0.0 0.000       | 0.0 +0.0 0.0 00000.00
-0.0: -0.000000 -0 -0.00 -0.000000e+00 -0.000E+00 -0.00000 -0x0.0p0       -0.0 -0.000      | -0.0 -0.0 (0.0) -0000.00
1.0: 1.000000 1 1.00 1.000000e+00 1.000E+00 1.00000 0x1.0p0        1.0 1.000       | 1.0 +1.0 1.0 00001.00
12345.6789: 12345.678900 12346 12345.68 1.234568e+04 1.235E+04 12345.7 0x1.81cd6e631f8a1p13    12345.7 12345.679   | 12,345.7 +12345.7 12345.7 12345.68
-1.2345E-4: -0.000123 -0 -0.00 -1.234500e-04 -1.235E-04 -0.000123450 -0x1.02e4b6ce5dc68p-13       -0.0 -0.000      | -0.0 -0.0 (0.0) -0000.00
1.0E100: 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000.000000 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000.00 1.000000e+100 1.000E+100 1.00000e+100 0x1.249ad2594c37dp332 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000.0 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000.000| 10,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000,000.0 +10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000.0 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000.0 10000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000.00
4.9E-324: 0.000000 0 0.00 4.900000e-324 4.900E-324 4.90000e-324 0x0.0000000000001p-1022        0.0 0.000       | 0.0 +0.0 0.0 00000.00
NaN: NaN NaN NaN NaN NAN NaN NaN        NaN NaN         | NaN NaN NaN      NaN
-Infinity: -Infinity -Infinity -Infinity -Infinity -INFINITY -Infinity -Infinity  -Infinity -Infinity   | -Infinity -Infinity (Infinity) -Infinity
0.125: 0.125000 0 0.13 1.250000e-01 1.250E-01 0.125000 0x1.0p-3        0.1 0.125       | 0.1 +0.1 0.1 00000.13
2.5: 2.500000 3 2.50 2.500000e+00 2.500E+00 2.50000 0x1.4p1        2.5 2.500       | 2.5 +2.5 2.5 00002.50
boolean: false true FALSE 30c10e FF /%
index: b a a a b
locale: 1.234.567 1.234,50 1.5 2 1,000
dates: 2001-09-09 01:46:40 123 Sunday September 252 am UTC 1000000000 09/09/01 01:46:40 AM 9 1 2001
date of long: 1970-0112
big: 1180591620717411303424 100,000,000,000,000,000,000 -ff 1234567.890 1.000000e-10
small: ff ffff 370 -9223372036854775808
formattable: <3 8 3>|alt 4
%d: java.util.IllegalFormatConversionException: d != java.lang.String
%d: java.util.MissingFormatArgumentException: Format specifier '%d'
%q: java.util.UnknownFormatConversionException: Conversion = 'q'
%: java.util.UnknownFormatConversionException: Conversion = '%'
%-d: java.util.MissingFormatWidthException: %-d
%.2d: java.util.IllegalFormatPrecisionException: 2
%5n: java.util.IllegalFormatWidthException: 5
%c: java.util.IllegalFormatCodePointException: Code point = 0x110000
%,x: java.util.FormatFlagsConversionMismatchException: Conversion = x, Flags = ,
%+s: java.util.FormatFlagsConversionMismatchException: Conversion = s, Flags = +
%-05d: java.util.IllegalFormatFlagsException: Flags = '-0'
%#d: java.util.FormatFlagsConversionMismatchException: Conversion = d, Flags = #
%tQ: java.util.IllegalFormatConversionException: Q != java.lang.String
%t: java.util.UnknownFormatConversionException: Conversion = 't'
%<s: java.util.MissingFormatArgumentException: Format specifier '%<s'
%0d: java.util.MissingFormatWidthException: %0d
%f: java.util.IllegalFormatConversionException: f != java.lang.Integer
%s %2$s: java.util.MissingFormatArgumentException: Format specifier '%2$s'
%.s: java.util.UnknownFormatConversionException: Conversion = '.'
%++d: java.util.DuplicateFormatFlagsException: Flags = '+'
object: x1y Formatternull
formatted: a-007
text block: indented/  more joined "quotes" T|  /  a/    b/ x/y2
*/
