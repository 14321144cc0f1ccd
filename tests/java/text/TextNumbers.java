// DecimalFormat, NumberFormat, ChoiceFormat, MessageFormat, compact and currency forms, parsing.
import java.math.*;
import java.text.*;
import java.util.*;

public class TextNumbers {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + String.valueOf(action.run()).replaceAll("[^\\x00-\\x7f]", "?"));
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        DecimalFormatSymbols us = DecimalFormatSymbols.getInstance(Locale.US);
        for (String pattern : new String[] {"0", "#", "#,##0.00", "0.###E0", "##0.##E0", "00.00;(00.00)", "#%", "#.##\u2030", "'#'0", "0000", "$#,##0", "#,####"}) {
            show(pattern.replace((char) 0x2030, '%'), () -> { DecimalFormat f = new DecimalFormat(pattern, us); return f.format(1234.5678) + " | " + f.format(-0.5) + " | " + f.format(0) + " | " + f.format(1e20) + " | " + f.format(Double.NaN) + " | " + f.format(Double.NEGATIVE_INFINITY).replace('\u221e', 'I') + " | " + f.toPattern().equals(pattern); });
        }
        for (RoundingMode m : RoundingMode.values()) show(m.name(), () -> { DecimalFormat f = new DecimalFormat("0.0", us); f.setRoundingMode(m); StringBuilder b = new StringBuilder(); for (double v : new double[] {0.05, 0.15, 0.25, 0.35, -0.25, 0.24999, 1.0}) try { b.append(f.format(v)).append(' '); } catch (ArithmeticException e) { b.append("! "); } return b; });
        show("bad pattern", () -> new DecimalFormat("0.0.0"));
        show("locales", () -> NumberFormat.getInstance(Locale.GERMANY).format(1234567.891) + " " + NumberFormat.getInstance(Locale.FRANCE).format(1234567.891).length() + " " + NumberFormat.getInstance(new Locale("hi", "IN")).format(1234567).length() + " " + NumberFormat.getPercentInstance(Locale.US).format(0.256) + " " + NumberFormat.getIntegerInstance(Locale.US).format(2.5) + NumberFormat.getIntegerInstance(Locale.US).format(3.5));
        show("currency", () -> NumberFormat.getCurrencyInstance(Locale.US).format(-1234.5) + " " + NumberFormat.getCurrencyInstance(Locale.JAPAN).format(1234.5).length() + " " + Currency.getInstance("EUR").getDefaultFractionDigits() + " " + Currency.getInstance(Locale.UK) + " " + Currency.getInstance("USD").getSymbol(Locale.US) + " " + Currency.getInstance("USD").getDisplayName(Locale.ENGLISH));
        show("compact", () -> { NumberFormat f = NumberFormat.getCompactNumberInstance(Locale.US, NumberFormat.Style.SHORT), g = NumberFormat.getCompactNumberInstance(Locale.US, NumberFormat.Style.LONG); return f.format(1234) + " " + f.format(1_500_000) + " " + g.format(12_345_678_901L) + " " + f.format(999) + " " + f.parse("3K"); });
        show("parse", () -> { NumberFormat f = NumberFormat.getInstance(Locale.US); return f.parse("1,234.5abc") + " " + f.parse("-7") + " " + f.parse("1E3") + " " + f.parse("99999999999999999999") + " " + f.parse("0.10").getClass().getSimpleName(); });
        show("parse nothing", () -> NumberFormat.getInstance(Locale.US).parse("abc"));
        show("position", () -> { ParsePosition p = new ParsePosition(2); Number n = NumberFormat.getInstance(Locale.US).parse("ab12cd", p); return n + " " + p.getIndex() + " " + p.getErrorIndex(); });
        show("big", () -> { DecimalFormat f = new DecimalFormat("#,##0.###", us); f.setParseBigDecimal(true); return f.parse("123456789012345678901234567890.125") + " " + f.format(new BigDecimal("98765432109876543210.98765")) + " " + f.format(BigInteger.TEN.pow(25)); });
        show("choice", () -> { ChoiceFormat c = new ChoiceFormat("0#none|1#one|1<many {0}"); return c.format(-5) + c.format(0) + c.format(1) + c.format(1.5) + " " + ChoiceFormat.nextDouble(1) + " " + c.toPattern(); });
        show("message", () -> new MessageFormat("{0} has {1,number,integer} file{1,choice,0#s|1#|1<s} on {2,date,yyyy} {3,number,#.#} '{4}' it''s", Locale.US).format(new Object[] {"disk", 1234, new Date(40_000_000_000L), 2.55}));
        show("message null", () -> MessageFormat.format("{0} {1} {2}", null, 1L));
        show("bad message", () -> MessageFormat.format("{x}", 1));
        show("unmatched", () -> MessageFormat.format("{0", 1));
        show("message parse", () -> Arrays.toString(new MessageFormat("{0}-{1,number}", Locale.US).parse("a-5")));
        show("collator", () -> { Collator c = Collator.getInstance(Locale.FRENCH); List<String> l = new ArrayList<>(List.of("cote", "cot\u00e9", "Cote", "c\u00f4te", "a", "Z")); l.sort(c); StringBuilder b = new StringBuilder(); for (String s : l) b.append(s.replace('\u00e9', '1').replace('\u00f4', '2')).append(' '); c.setStrength(Collator.PRIMARY); return b.toString() + c.compare("cote", "C\u00d4T\u00c9"); });
        show("normalizer", () -> Normalizer.normalize("\u00e9\ufb01\u212b", Normalizer.Form.NFD).length() + " " + Normalizer.normalize("e\u0301", Normalizer.Form.NFC).length() + " " + Normalizer.normalize("\ufb01", Normalizer.Form.NFKC) + " " + Normalizer.isNormalized("a", Normalizer.Form.NFC));
        show("breaks", () -> { BreakIterator w = BreakIterator.getWordInstance(Locale.ENGLISH), s = BreakIterator.getSentenceInstance(Locale.ENGLISH); w.setText("Hello, it's 3.5 o'clock."); s.setText("One. Two? Three! e.g. four."); StringBuilder b = new StringBuilder(); for (int i = w.first(); i != BreakIterator.DONE; i = w.next()) b.append(i).append(' '); for (int i = s.first(); i != BreakIterator.DONE; i = s.next()) b.append('s').append(i).append(' '); return b; });
    }
}

/* expect-output:
0: 1235 | -0 | 0 | 100000000000000000000 | NaN | -I | false
#: 1235 | -0 | 0 | 100000000000000000000 | NaN | -I | true
#,##0.00: 1,234.57 | -0.50 | 0.00 | 100,000,000,000,000,000,000.00 | NaN | -I | true
0.###E0: 1.235E3 | -5E-1 | 0E0 | 1E20 | NaN | -I | true
##0.##E0: 1.2346E3 | -500E-3 | 0E0 | 100E18 | NaN | -I | true
00.00;(00.00): 1234.57 | (00.50) | 00.00 | 100000000000000000000.00 | NaN | (I) | false
#%: 123457% | -50% | 0% | 10000000000000000000000% | NaN | -I% | true
#.##%: 1234567.8? | -500? | 0? | 99999999999999990000000? | NaN | -I? | false
'#'0: #1235 | -#0 | #0 | #100000000000000000000 | NaN | -#I | false
0000: 1235 | -0000 | 0000 | 100000000000000000000 | NaN | -I | false
$#,##0: $1,235 | -$0 | $0 | $100,000,000,000,000,000,000 | NaN | -$I | true
#,####: 1235 | -0 | 0 | 1,0000,0000,0000,0000,0000 | NaN | -I | true
UP: 0.1 0.2 0.3 0.4 -0.3 0.3 1.0 
DOWN: 0.0 0.1 0.2 0.3 -0.2 0.2 1.0 
CEILING: 0.1 0.2 0.3 0.4 -0.2 0.3 1.0 
FLOOR: 0.0 0.1 0.2 0.3 -0.3 0.2 1.0 
HALF_UP: 0.1 0.1 0.3 0.3 -0.3 0.2 1.0 
HALF_DOWN: 0.1 0.1 0.2 0.3 -0.2 0.2 1.0 
HALF_EVEN: 0.1 0.1 0.2 0.3 -0.2 0.2 1.0 
UNNECESSARY: ! ! ! ! ! ! 1.0 
bad pattern: java.lang.IllegalArgumentException: Multiple decimal separators in pattern "0.0.0"
locales: 1.234.567,891 13 9 26% 24
currency: -$1,234.50 6 2 GBP $ US Dollar
compact: 1K 2M 12 billion 999 3000
parse: 1234.5 -7 1000 1.0E20 Double
parse nothing: java.text.ParseException: Unparseable number: "abc"
position: 12 4 -1
big: 123456789012345678901234567890.125 98,765,432,109,876,543,210.988 10,000,000,000,000,000,000,000,000
choice: nonenoneonemany {0} 1.0000000000000002 0.0#none|1.0#one|1.0<many {0}
message: disk has 1,234 files on 1971 2.5 {4} it's
message null: null 1 {2}
bad message: java.lang.IllegalArgumentException: can't parse argument number: x
unmatched: java.lang.IllegalArgumentException: Unmatched braces in the pattern.
message parse: [a, 5]
collator: a cote Cote c2te cot1 Z 0
normalizer: 5 1 fi true
breaks: 0 5 6 7 11 12 15 16 23 24 s0 s5 s10 s17 s27 
*/
