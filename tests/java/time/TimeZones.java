// Time zones: rules, gaps and overlaps, offsets, old dates, legacy classes.
// vm-options: -Duser.timezone=America/New_York
import java.time.*;
import java.time.zone.*;
import java.util.*;

public class TimeZones {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        ZoneId berlin = ZoneId.of("Europe/Berlin"), newYork = ZoneId.of("America/New_York"), lord = ZoneId.of("Australia/Lord_Howe"), kathmandu = ZoneId.of("Asia/Kathmandu");
        show("default", () -> ZoneId.systemDefault() + " " + TimeZone.getDefault().getID());
        show("gap", () -> ZonedDateTime.of(2024, 3, 31, 2, 30, 0, 0, berlin) + " " + ZonedDateTime.of(2024, 3, 10, 2, 0, 0, 0, newYork));
        show("overlap", () -> ZonedDateTime.of(2024, 10, 27, 2, 30, 0, 0, berlin) + " " + ZonedDateTime.of(2024, 10, 27, 2, 30, 0, 0, berlin).withLaterOffsetAtOverlap() + " " + Duration.between(ZonedDateTime.of(2024, 10, 27, 1, 30, 0, 0, berlin), ZonedDateTime.of(2024, 10, 27, 3, 30, 0, 0, berlin)));
        show("half hour change", () -> ZonedDateTime.of(2024, 4, 7, 1, 45, 0, 0, lord).plusHours(1) + " " + lord.getRules().getTransition(LocalDateTime.of(2024, 4, 7, 1, 45)));
        show("day against hours", () -> { ZonedDateTime z = ZonedDateTime.of(2024, 3, 30, 12, 0, 0, 0, berlin); return z.plusDays(1) + " " + z.plusHours(24); });
        show("same instant", () -> ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, kathmandu).withZoneSameInstant(newYork) + " " + ZonedDateTime.of(2024, 1, 1, 0, 0, 0, 0, kathmandu).withZoneSameLocal(berlin).toInstant());
        show("old", () -> berlin.getRules().getOffset(LocalDateTime.of(1850, 1, 1, 0, 0)) + " " + newYork.getRules().getOffset(Instant.parse("1945-06-01T00:00:00Z")) + " " + berlin.getRules().getOffset(Instant.parse("1945-06-01T00:00:00Z")));
        show("future", () -> berlin.getRules().nextTransition(Instant.parse("2090-01-01T00:00:00Z")).getDateTimeBefore().getMonth() + " " + newYork.getRules().isDaylightSavings(Instant.parse("2050-07-01T00:00:00Z")) + " " + kathmandu.getRules().isFixedOffset());
        show("offsets", () -> ZoneOffset.of("+05:45").getTotalSeconds() + " " + ZoneOffset.of("-18:00") + " " + ZoneOffset.ofTotalSeconds(3661) + " " + ZoneId.of("UTC+3").getRules().getOffset(Instant.EPOCH) + " " + ZoneId.of("Z") + " " + ZoneId.of("GMT0").normalized());
        show("bad offset", () -> ZoneOffset.of("+19:00"));
        show("bad zone", () -> ZoneId.of("Europe/Nowhere"));
        show("bad form", () -> ZoneId.of("a b"));
        show("zones", () -> ZoneId.getAvailableZoneIds().containsAll(Set.of("Europe/London", "Asia/Tokyo", "America/Sao_Paulo", "Africa/Cairo", "Pacific/Apia")) + " " + (ZoneId.getAvailableZoneIds().size() > 500));
        show("names", () -> berlin.getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH) + " " + newYork.getDisplayName(java.time.format.TextStyle.SHORT, Locale.ENGLISH) + " " + TimeZone.getTimeZone("America/New_York").getDisplayName(true, TimeZone.LONG, Locale.ENGLISH));
        show("TimeZone", () -> TimeZone.getTimeZone("GMT+5:30").getRawOffset() + " " + TimeZone.getTimeZone("Nonsense").getID() + " " + TimeZone.getTimeZone("Europe/Berlin").inDaylightTime(new Date(1_720_000_000_000L)) + " " + TimeZone.getTimeZone("Asia/Tokyo").getOffset(0) + " " + TimeZone.getTimeZone("Europe/Berlin").getDSTSavings());
        show("Date", () -> new Date(0) + " " + new Date(1_720_000_000_000L) + " " + new java.sql.Timestamp(1).toString() + " " + new java.sql.Date(0));
        show("Calendar", () -> { Calendar c = new GregorianCalendar(TimeZone.getTimeZone("Europe/Berlin"), Locale.GERMANY); c.clear(); c.set(2024, Calendar.MARCH, 31, 2, 30); String s = c.getTimeInMillis() + " " + c.get(Calendar.HOUR_OF_DAY) + " " + c.get(Calendar.DST_OFFSET) + " " + c.getFirstDayOfWeek(); c.add(Calendar.MONTH, -1); c.roll(Calendar.DAY_OF_MONTH, 5); return s + " " + c.get(Calendar.DAY_OF_MONTH) + " " + c.get(Calendar.WEEK_OF_YEAR) + " " + c.getActualMaximum(Calendar.DAY_OF_MONTH); });
        show("Gregorian cutover", () -> { GregorianCalendar c = new GregorianCalendar(TimeZone.getTimeZone("UTC")); c.clear(); c.set(1582, Calendar.OCTOBER, 4); c.add(Calendar.DATE, 1); return c.get(Calendar.DATE) + " " + c.isLeapYear(1500) + " " + c.isLeapYear(1700); });
        show("set default", () -> { TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo")); return ZoneId.systemDefault() + " " + new Date(0); });
        show("chronologies", () -> java.time.chrono.JapaneseDate.from(LocalDate.of(2024, 5, 1)) + " " + java.time.chrono.ThaiBuddhistDate.from(LocalDate.of(2024, 5, 1)) + " " + java.time.chrono.HijrahDate.from(LocalDate.of(2024, 5, 1)) + " " + java.time.chrono.MinguoDate.from(LocalDate.of(2024, 5, 1)) + " " + LocalDate.from(java.time.chrono.HijrahDate.of(1445, 1, 1)));
    }
}

/* expect-output:
default: America/New_York America/New_York
gap: 2024-03-31T03:30+02:00[Europe/Berlin] 2024-03-10T03:00-04:00[America/New_York]
overlap: 2024-10-27T02:30+02:00[Europe/Berlin] 2024-10-27T02:30+01:00[Europe/Berlin] PT3H
half hour change: 2024-04-07T02:15+10:30[Australia/Lord_Howe] Transition[Overlap at 2024-04-07T02:00+11:00 to +10:30]
day against hours: 2024-03-31T12:00+02:00[Europe/Berlin] 2024-03-31T13:00+02:00[Europe/Berlin]
same instant: 2023-12-31T13:15-05:00[America/New_York] 2023-12-31T23:00:00Z
old: +00:53:28 -04:00 +03:00
future: MARCH true false
offsets: 20700 -18:00 +01:01:01 +03:00 Z Z
bad offset: java.time.DateTimeException: Zone offset hours not in valid range: value 19 is not in the range -18 to 18
bad zone: java.time.zone.ZoneRulesException: Unknown time-zone ID: Europe/Nowhere
bad form: java.time.DateTimeException: Invalid ID for region-based ZoneId, invalid format: a b
zones: true true
names: Central European Time ET Eastern Daylight Time
TimeZone: 19800000 GMT true 32400000 3600000
Date: Wed Dec 31 19:00:00 EST 1969 Wed Jul 03 05:46:40 EDT 2024 1969-12-31 19:00:00.001 1969-12-31
Calendar: 1711848600000 3 3600000 2 5 6 29
Gregorian cutover: 15 true false
set default: Asia/Tokyo Thu Jan 01 09:00:00 JST 1970
chronologies: Japanese Reiwa 6-05-01 ThaiBuddhist BE 2567-05-01 Hijrah-umalqura AH 1445-10-22 Minguo ROC 113-05-01 2023-07-19
*/
