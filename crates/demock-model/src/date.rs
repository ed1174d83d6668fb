//! A calendar day. Today is an input everywhere; nothing here reads a clock.

use std::fmt;

/// A day of the proleptic Gregorian calendar (RFC 3339 `full-date`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    seen: String,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a date: expected YYYY-MM-DD", self.seen)
    }
}

impl std::error::Error for DateError {}

impl Date {
    /// The day, if it exists.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month, day })
    }

    /// The UTC day of a Unix time in seconds; the epoch's own day for an out-of-range value.
    pub fn from_unix_seconds(seconds: u64) -> Self {
        // Days to civil date by counting in 400-year eras that start on 1 March, so that the leap day comes last.
        let days = seconds / 86_400 + 719_468;
        let (era, day_of_era) = (days / 146_097, days % 146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + u64::from(month <= 2);
        u16::try_from(year).ok().and_then(|year| Self::new(year, month as u8, day as u8)).unwrap_or(Self {
            year: 1970,
            month: 1,
            day: 1,
        })
    }
}

impl std::str::FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError { seen: text.to_owned() };
        let mut parts = text.split('-');
        let mut part = |digits: usize| {
            let part = parts.next().filter(|part| part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()));
            part.and_then(|part| part.parse::<u16>().ok()).ok_or_else(error)
        };
        let (year, month, day) = (part(4)?, part(2)?, part(2)?);
        if parts.next().is_some() {
            return Err(error());
        }
        Self::new(year, month as u8, day as u8).ok_or_else(error)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(seconds: u64, expected: &str) {
        assert_eq!(Date::from_unix_seconds(seconds).to_string(), expected);
    }

    // Expected values from `date -u -d @SECONDS +%F`.
    #[test]
    fn unix_seconds_to_days() {
        check(0, "1970-01-01");
        check(951_782_399, "2000-02-28");
        check(951_782_400, "2000-02-29");
        check(951_868_800, "2000-03-01");
        check(1_795_392_000, "2026-11-23");
        check(4_107_542_400, "2100-03-01");
    }

    #[test]
    fn refuses_what_is_no_day() {
        for text in ["2026-02-29", "2026-13-01", "2026-1-01", "2026-01-01T00:00", "", "abcd-ef-gh", "2026-01-+1"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }
}
