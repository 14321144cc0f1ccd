// DateTimeFormatter and SimpleDateFormat: patterns, locales, resolving, errors.
// vm-options: -Duser.timezone=UTC
import java.text.*;
import java.time.*;
import java.time.format.*;
import java.util.*;

public class TimeFormats {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        ZonedDateTime z = ZonedDateTime.of(2024, 2, 9, 15, 4, 5, 67_000_000, ZoneId.of("Europe/Paris"));
        for (String pattern : new String[] {"yyyy-MM-dd HH:mm:ss.SSS", "d/M/yy h:mm a", "EEEE d MMMM uuuu", "EEE, MMM d ''yy", "G yyyy DDD", "Q QQQ", "w W e c", "HH 'o''clock' k K", "z zzzz VV XXX xx O", "A n N", "[yyyy][ HH]", "pppd", "B"}) {
            show(pattern, () -> z.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)));
        }
        for (Locale l : new Locale[] {Locale.US, Locale.UK, Locale.GERMANY, Locale.FRANCE, Locale.JAPAN, new Locale("ar"), new Locale("ru"), new Locale("th", "TH")}) {
            show(l.toString(), () -> { StringBuilder b = new StringBuilder(); for (FormatStyle s : FormatStyle.values()) b.append(z.toLocalDate().format(DateTimeFormatter.ofLocalizedDate(s).withLocale(l))).append(" | "); for (char c : b.toString().toCharArray()) if (c > 126) return b.length() + " " + b.toString().hashCode(); return b; });
        }
        show("names", () -> Month.MAY.getDisplayName(TextStyle.FULL, Locale.FRENCH) + " " + DayOfWeek.SUNDAY.getDisplayName(TextStyle.SHORT, Locale.ITALIAN) + " " + Month.MARCH.getDisplayName(TextStyle.NARROW, Locale.ENGLISH));
        show("bad pattern", () -> DateTimeFormatter.ofPattern("yyyy-bb"));
        show("unfinished", () -> DateTimeFormatter.ofPattern("'x"));
        show("unsupported", () -> LocalDate.of(2024, 1, 1).format(DateTimeFormatter.ofPattern("HH")));
        show("parse", () -> LocalDateTime.parse("9 Feb 2024 3:04 PM", DateTimeFormatter.ofPattern("d MMM uuuu h:mm a", Locale.ENGLISH)) + " " + LocalDate.parse("20240209", DateTimeFormatter.BASIC_ISO_DATE) + " " + ZonedDateTime.parse("2024-02-09T01:02:03+01:00[Europe/Paris]"));
        show("case", () -> LocalDate.parse("1 FEB 2024", new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern("d MMM uuuu").toFormatter(Locale.ENGLISH)));
        show("wrong text", () -> LocalDate.parse("1 Foo 2024", DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH)));
        show("trailing", () -> LocalDate.parse("2024-01-01x"));
        show("smart", () -> LocalDate.parse("2024-02-30", DateTimeFormatter.ofPattern("uuuu-MM-dd")) + " " + LocalDate.parse("2024-02-30", DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.LENIENT)));
        show("strict", () -> LocalDate.parse("2024-02-30", DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT)));
        show("conflict", () -> LocalDate.parse("2024-01-01 Tue", DateTimeFormatter.ofPattern("uuuu-MM-dd EEE", Locale.ENGLISH)));
        show("two digits", () -> LocalDate.parse("01-02-70", DateTimeFormatter.ofPattern("dd-MM-yy")) + " " + new DateTimeFormatterBuilder().appendValueReduced(java.time.temporal.ChronoField.YEAR, 2, 2, 1950).toFormatter().parse("49").get(java.time.temporal.ChronoField.YEAR));
        show("defaults", () -> LocalDateTime.parse("2024", new DateTimeFormatterBuilder().appendPattern("uuuu").parseDefaulting(java.time.temporal.ChronoField.MONTH_OF_YEAR, 7).parseDefaulting(java.time.temporal.ChronoField.DAY_OF_MONTH, 4).parseDefaulting(java.time.temporal.ChronoField.HOUR_OF_DAY, 1).toFormatter()));
        SimpleDateFormat old = new SimpleDateFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZ EEE", Locale.ENGLISH);
        old.setTimeZone(TimeZone.getTimeZone("America/Los_Angeles"));
        show("SimpleDateFormat", () -> old.format(new Date(1_700_000_000_123L)) + " " + old.parse("2024-01-01T00:00:00.000+0100 Mon").getTime() + " " + old.toPattern());
        show("lenient", () -> { SimpleDateFormat f = new SimpleDateFormat("yyyy-MM-dd"); long a = f.parse("2024-13-45").getTime(); f.setLenient(false); try { f.parse("2024-13-45"); return "?"; } catch (ParseException e) { return a + " " + e.getMessage() + " " + e.getErrorOffset(); } });
        show("bad letter", () -> new SimpleDateFormat("yyyy q"));
        show("DateFormat", () -> DateFormat.getDateTimeInstance(DateFormat.MEDIUM, DateFormat.SHORT, Locale.GERMANY).format(new Date(0)) + " " + DateFormat.getDateInstance(DateFormat.FULL, Locale.UK).format(new Date(0)));
    }
}

/* expect-output:
yyyy-MM-dd HH:mm:ss.SSS: 2024-02-09 15:04:05.067
d/M/yy h:mm a: 9/2/24 3:04 PM
EEEE d MMMM uuuu: Friday 9 February 2024
EEE, MMM d ''yy: Fri, Feb 9 '24
G yyyy DDD: AD 2024 040
Q QQQ: 1 Q1
w W e c: 6 2 6 6
HH 'o''clock' k K: 15 o'clock 15 3
z zzzz VV XXX xx O: CET Central European Standard Time Europe/Paris +01:00 +0100 GMT+1
A n N: 54245067 67000000 54245067000000
[yyyy][ HH]: 2024 15
pppd:   9
B: in the afternoon
en_US: Friday, February 9, 2024 | February 9, 2024 | Feb 9, 2024 | 2/9/24 | 
en_GB: Friday, 9 February 2024 | 9 February 2024 | 9 Feb 2024 | 09/02/2024 | 
de_DE: Freitag, 9. Februar 2024 | 9. Februar 2024 | 09.02.2024 | 09.02.24 | 
fr_FR: 71 696127764
ja_JP: 53 426670478
ar: 68 -2052634134
ru: 80 1061013979
th_TH: 85 -1018115194
names: mai dom M
bad pattern: java.lang.IllegalArgumentException: Unknown pattern letter: b
unfinished: java.lang.IllegalArgumentException: Pattern ends with an incomplete string literal: 'x
unsupported: java.time.temporal.UnsupportedTemporalTypeException: Unsupported field: HourOfDay
parse: 2024-02-09T15:04 2024-02-09 2024-02-09T01:02:03+01:00[Europe/Paris]
case: 2024-02-01
wrong text: java.time.format.DateTimeParseException: Text '1 Foo 2024' could not be parsed at index 2
trailing: java.time.format.DateTimeParseException: Text '2024-01-01x' could not be parsed, unparsed text found at index 10
smart: 2024-02-29 2024-03-01
strict: java.time.format.DateTimeParseException: Text '2024-02-30' could not be parsed: Invalid date 'FEBRUARY 30'
conflict: java.time.format.DateTimeParseException: Text '2024-01-01 Tue' could not be parsed: Conflict found: Field DayOfWeek 1 differs from DayOfWeek 2 derived from 2024-01-01
two digits: 2070-02-01 2049
defaults: 2024-07-04T01:00
SimpleDateFormat: 2023-11-14T14:13:20.123-0800 Tue 1704063600000 yyyy-MM-dd'T'HH:mm:ss.SSSZ EEE
lenient: 1739491200000 Unparseable date: "2024-13-45" 10
bad letter: java.lang.IllegalArgumentException: Illegal pattern character 'q'
DateFormat: 01.01.1970, 00:00 Thursday, 1 January 1970
*/
