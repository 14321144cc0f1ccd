// Locales, resource bundles, case mapping, scripts, properties files.
import java.io.*;
import java.util.*;

public class TextLocales {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + String.valueOf(action.run()).replaceAll("[^\\x00-\\x7f]", "?"));
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        show("locales", () -> Locale.forLanguageTag("zh-Hant-TW") + " " + new Locale("de", "DE", "POSIX") + " " + Locale.forLanguageTag("en-US-u-ca-buddhist").getUnicodeLocaleType("ca") + " " + new Locale("iw").getLanguage() + " " + Locale.ROOT.toLanguageTag() + " " + new Locale.Builder().setLanguage("sr").setScript("Latn").build().toLanguageTag() + " " + Locale.GERMANY.stripExtensions().equals(Locale.GERMANY));
        show("bad tag", () -> new Locale.Builder().setLanguage("x!").build());
        show("names", () -> Locale.GERMANY.getDisplayName(Locale.ENGLISH) + " " + Locale.JAPANESE.getDisplayLanguage(Locale.FRENCH) + " " + Locale.US.getISO3Country() + " " + Locale.FRANCE.getISO3Language() + " " + Locale.getISOCountries().length / 50 + " " + (Locale.getAvailableLocales().length > 500));
        show("matching", () -> Locale.lookup(Locale.LanguageRange.parse("de-CH,fr;q=0.5"), List.of(Locale.FRENCH, Locale.GERMAN)) + " " + Locale.filter(Locale.LanguageRange.parse("en"), List.of(Locale.UK, Locale.US, Locale.CHINA)));
        show("turkish", () -> (int) "I".toLowerCase(new Locale("tr")).charAt(0) + " " + (int) "i".toUpperCase(new Locale("tr")).charAt(0) + " " + "TITLE".toLowerCase(Locale.ROOT) + " " + "\u00df".toUpperCase(Locale.ROOT) + " " + "\u03a3\u0391\u03a3".toLowerCase(Locale.ROOT).codePointAt(2) + " " + "\ufb03".toUpperCase(Locale.ROOT) + " " + "I\u0307".toLowerCase(new Locale("lt")).length());
        show("case", () -> "stra\u00dfe".equalsIgnoreCase("STRASSE") + " " + "\u0130".equalsIgnoreCase("i") + " " + "abc".compareToIgnoreCase("ABD") + " " + Character.toTitleCase('\u01c6') / 1 + " " + Character.isUpperCase('\u2160') + " " + Character.isLetter(0x1d400));
        show("characters", () -> Character.getNumericValue('\u0664') + " " + Character.digit('F', 16) + " " + Character.getType('\u20ac') + " " + Character.UnicodeBlock.of('\u0416') + " " + Character.UnicodeScript.of('\u4e2d') + " " + Character.getName('a') + " " + Character.isJavaIdentifierStart('\u00e9') + " " + Character.isWhitespace('\u00a0') + Character.isSpaceChar('\u00a0') + " " + Character.isMirrored('(') + " " + Character.getDirectionality('\u05d0') + " " + Character.codePointOf("GREEK SMALL LETTER ALPHA"));
        show("surrogates", () -> "\ud83d\ude00".codePointCount(0, 2) + " " + Character.toChars(0x1f600).length + " " + Character.isSurrogatePair('\ud83d', '\ude00') + " " + "a\ud83d\ude00b".offsetByCodePoints(0, 2) + " " + new StringBuilder("a\ud83d\ude00b").reverse().codePointAt(1) + " " + "a\ud83d\ude00".codePoints().sum() + " " + Character.highSurrogate(0x10ffff) / 1);
        Properties p = new Properties();
        p.load(new StringReader("# comment\na=1\nb : two words  \nc\\ d = e\\\n   continued\n! other\nuni=\\u0041\\t|\nempty\n=novalue\n"));
        show("properties", () -> new TreeMap<>(p) + " " + p.getProperty("none", "default"));
        show("stored", () -> { StringWriter w = new StringWriter(); Properties q = new Properties(); q.setProperty("k =:#", " v\n\u20ac"); q.store(w, null); return w.toString().replaceAll("#[A-Z].*\n", "").trim().replace("u20", "U20"); });
        show("xml", () -> { ByteArrayOutputStream o = new ByteArrayOutputStream(); Properties q = new Properties(); q.setProperty("<k>", "&v"); q.storeToXML(o, "c"); Properties r = new Properties(); r.loadFromXML(new ByteArrayInputStream(o.toByteArray())); return r; });
        show("bad escape", () -> { try { new Properties().load(new StringReader("a=\\u12")); return 0; } catch (IllegalArgumentException e) { return e.getClass(); } });
        class Bundle extends ListResourceBundle { protected Object[][] getContents() { return new Object[][] {{"k", "v"}, {"array", new int[] {1, 2}}}; } }
        show("bundle", () -> { ResourceBundle b = new Bundle(); return b.getString("k") + " " + ((int[]) b.getObject("array"))[1] + " " + b.containsKey("z") + " " + b.keySet(); });
        show("bundle absent key", () -> new Bundle().getString("z"));
        show("bundle wrong type", () -> new Bundle().getString("array"));
        show("bundle of text", () -> new PropertyResourceBundle(new StringReader("x=y")).getString("x"));
        show("platform bundle", () -> ResourceBundle.getBundle("sun.security.util.Resources").getClass().getSimpleName());
    }
}

/* expect-output:
locales: zh_TW_#Hant de_DE_POSIX buddhist he und sr-Latn true
bad tag: java.util.IllformedLocaleException: Ill-formed language: x! [at index 0]
names: German (Germany) japonais USA fra 4 true
matching: de [en_GB, en_US]
turkish: 305 304 title SS 962 FFI 3
case: false true -1 453 true true
characters: 4 15 26 CYRILLIC HAN LATIN SMALL LETTER A true falsetrue true 1 945
surrogates: 1 2 true 3 128512 128609 56319
properties: {=novalue, a=1, b=two words  , c d=econtinued, empty=, uni=A	|} default
stored: k\ \=\:\#=\ v\n?
xml: {<k>=&v}
bad escape: class java.lang.IllegalArgumentException
bundle: v 2 false [array, k]
bundle absent key: java.util.MissingResourceException: Can't find resource for bundle TextLocales$1Bundle, key z
bundle wrong type: java.lang.ClassCastException: class [I cannot be cast to class java.lang.String ([I and java.lang.String are in module java.base of loader 'bootstrap')
bundle of text: y
platform bundle: java.util.MissingResourceException: Can't find bundle for base name sun.security.util.Resources, locale en
*/
