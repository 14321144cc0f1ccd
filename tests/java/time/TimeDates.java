// java.time: dates, times, periods, durations, adjusters, parsing, arithmetic at the edges.
import java.time.*;
import java.time.format.*;
import java.time.temporal.*;
import java.util.*;

public class TimeDates {
    interface Action { Object run() throws Throwable; }

    static void show(String name, Action action) {
        try {
            System.out.println(name + ": " + action.run());
        } catch (Throwable e) {
            System.out.println(name + ": " + e);
        }
    }

    public static void main(String[] args) throws Throwable {
        LocalDate d = LocalDate.of(2024, 2, 29);
        show("plus", () -> d.plusYears(1) + " " + d.plusMonths(12) + " " + d.minusDays(366) + " " + d.plusWeeks(52) + " " + LocalDate.of(2023, 1, 31).plusMonths(1) + " " + LocalDate.MAX + " " + LocalDate.MIN);
        show("fields", () -> d.getDayOfWeek() + " " + d.getDayOfYear() + " " + d.isLeapYear() + " " + d.lengthOfMonth() + " " + d.get(ChronoField.ALIGNED_WEEK_OF_MONTH) + " " + d.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) + " " + d.get(IsoFields.QUARTER_OF_YEAR) + " " + d.toEpochDay() + " " + d.get(WeekFields.of(Locale.US).weekOfYear()));
        show("invalid", () -> LocalDate.of(2023, 2, 29));
        show("invalid month", () -> LocalDate.of(2023, 13, 1));
        show("overflow", () -> LocalDate.MAX.plusDays(1));
        show("adjusters", () -> d.with(TemporalAdjusters.firstDayOfNextMonth()) + " " + d.with(TemporalAdjusters.lastInMonth(DayOfWeek.FRIDAY)) + " " + d.with(TemporalAdjusters.next(DayOfWeek.THURSDAY)) + " " + d.with(TemporalAdjusters.previousOrSame(DayOfWeek.THURSDAY)) + " " + d.with(ChronoField.DAY_OF_YEAR, 1));
        show("between", () -> Period.between(LocalDate.of(2020, 1, 31), LocalDate.of(2024, 2, 29)) + " " + ChronoUnit.DAYS.between(LocalDate.of(1900, 1, 1), d) + " " + d.until(LocalDate.of(2025, 1, 1)) + " " + ChronoUnit.MONTHS.between(LocalDate.of(2024, 1, 31), LocalDate.of(2024, 2, 29)));
        show("datesUntil", () -> d.datesUntil(LocalDate.of(2024, 3, 10), Period.ofDays(3)).toList());
        LocalTime t = LocalTime.of(23, 59, 59, 999_999_999);
        show("time", () -> t + " " + t.plusNanos(1) + " " + t.truncatedTo(ChronoUnit.MINUTES) + " " + LocalTime.MIDNIGHT + " " + LocalTime.of(12, 30) + " " + t.toSecondOfDay() + " " + t.getLong(ChronoField.MILLI_OF_DAY) + " " + LocalTime.parse("10:15:30.5"));
        show("duration", () -> Duration.ofSeconds(3661, 500_000_000) + " " + Duration.ofMillis(-1) + " " + Duration.ZERO + " " + Duration.parse("PT-6H+3M") + " " + Duration.ofDays(2).plusHours(3).toHoursPart() + " " + Duration.between(LocalTime.NOON, LocalTime.MIDNIGHT) + " " + Duration.ofNanos(Long.MIN_VALUE) + " " + Duration.ofMinutes(7).dividedBy(Duration.ofSeconds(9)));
        show("duration overflow", () -> Duration.ofSeconds(Long.MAX_VALUE).plusSeconds(1));
        show("period", () -> Period.parse("P1Y2M3W4D") + " " + Period.of(0, 14, 0).normalized() + " " + Period.ofDays(-3).negated() + " " + Period.ZERO + " " + Period.ofMonths(3).multipliedBy(5));
        LocalDateTime dt = LocalDateTime.of(2024, 12, 31, 23, 30);
        show("date time", () -> dt.plusMinutes(45) + " " + dt.toLocalDate() + " " + dt.isAfter(dt.minusNanos(1)) + " " + dt.withHour(0).toLocalTime() + " " + dt.get(ChronoField.HOUR_OF_AMPM) + " " + LocalDateTime.ofEpochSecond(0, 1, ZoneOffset.ofHours(-3)));
        show("instant", () -> Instant.EPOCH + " " + Instant.ofEpochSecond(-1, 1) + " " + Instant.ofEpochMilli(1_700_000_000_123L) + " " + Instant.MAX + " " + Instant.parse("2024-01-01T00:00:00.000001Z").getNano() + " " + Instant.EPOCH.plus(1, ChronoUnit.HALF_DAYS));
        show("instant of years", () -> Instant.EPOCH.plus(1, ChronoUnit.YEARS));
        for (String bad : new String[] {"2024-02-30", "2024-2-1", "", "24-01-01", "+2024-01-01", "2024-01-01T00:00"}) show("parse " + bad, () -> LocalDate.parse(bad));
        show("parse", () -> LocalDate.parse("-0001-01-01") + " " + LocalDate.parse("+12345-06-07") + " " + YearMonth.parse("2024-05").atEndOfMonth() + " " + MonthDay.parse("--02-29").isValidYear(2023) + " " + Year.parse("1999").isLeap() + " " + OffsetTime.parse("10:00+01:00"));
        show("basic", () -> DateTimeFormatter.BASIC_ISO_DATE.format(d) + " " + DateTimeFormatter.ISO_WEEK_DATE.format(d) + " " + DateTimeFormatter.ISO_ORDINAL_DATE.format(d) + " " + DateTimeFormatter.RFC_1123_DATE_TIME.format(dt.atOffset(ZoneOffset.ofHours(2))));
        show("enums", () -> DayOfWeek.MONDAY.minus(1) + " " + Month.JANUARY.plus(13) + " " + Month.FEBRUARY.maxLength() + " " + DayOfWeek.from(d) + " " + ChronoUnit.FOREVER.getDuration());
        show("clock", () -> LocalDate.now(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC)) + " " + Clock.offset(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Duration.ofHours(1)).instant() + " " + Clock.tick(Clock.fixed(Instant.ofEpochSecond(59), ZoneOffset.UTC), Duration.ofMinutes(1)).millis());
        show("now is sane", () -> Instant.now().isAfter(Instant.parse("2020-01-01T00:00:00Z")) && System.currentTimeMillis() / 1000 - Instant.now().getEpochSecond() <= 1);
    }
}

/* expect-output:
plus: 2025-02-28 2025-02-28 2023-02-28 2025-02-27 2023-02-28 +999999999-12-31 -999999999-01-01
fields: THURSDAY 60 true 29 5 9 1 19782 9
invalid: java.time.DateTimeException: Invalid date 'February 29' as '2023' is not a leap year
invalid month: java.time.DateTimeException: Invalid value for MonthOfYear (valid values 1 - 12): 13
overflow: java.time.DateTimeException: Invalid value for Year (valid values -999999999 - 999999999): 1000000000
adjusters: 2024-03-01 2024-02-23 2024-03-07 2024-02-29 2024-01-01
between: P4Y29D 45349 P10M3D 0
datesUntil: [2024-02-29, 2024-03-03, 2024-03-06, 2024-03-09]
time: 23:59:59.999999999 00:00 23:59 00:00 12:30 86399 86399999 10:15:30.500
duration: PT1H1M1.5S PT-0.001S PT0S PT-5H-57M 3 PT-12H PT-2562047H-47M-16.854775808S 46
duration overflow: java.lang.ArithmeticException: long overflow
period: P1Y2M25D P1Y2M P3D P0D P15M
date time: 2025-01-01T00:15 2024-12-31 true 00:30 11 1969-12-31T21:00:00.000000001
instant: 1970-01-01T00:00:00Z 1969-12-31T23:59:59.000000001Z 2023-11-14T22:13:20.123Z +1000000000-12-31T23:59:59.999999999Z 1000 1970-01-01T12:00:00Z
instant of years: java.time.temporal.UnsupportedTemporalTypeException: Unsupported unit: Years
parse 2024-02-30: java.time.format.DateTimeParseException: Text '2024-02-30' could not be parsed: Invalid date 'FEBRUARY 30'
parse 2024-2-1: java.time.format.DateTimeParseException: Text '2024-2-1' could not be parsed at index 5
parse : java.time.format.DateTimeParseException: Text '' could not be parsed at index 0
parse 24-01-01: java.time.format.DateTimeParseException: Text '24-01-01' could not be parsed at index 0
parse +2024-01-01: java.time.format.DateTimeParseException: Text '+2024-01-01' could not be parsed at index 0
parse 2024-01-01T00:00: java.time.format.DateTimeParseException: Text '2024-01-01T00:00' could not be parsed, unparsed text found at index 10
parse: -0001-01-01 +12345-06-07 2024-05-31 false false 10:00+01:00
basic: 20240229 2024-W09-4 2024-060 Tue, 31 Dec 2024 23:30:00 +0200
enums: SUNDAY FEBRUARY 29 THURSDAY PT2562047788015215H30M7.999999999S
clock: 1970-01-01 1970-01-01T01:00:00Z 0
now is sane: true
*/
