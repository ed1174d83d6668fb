//! The process environment, read once. Nothing else in demock asks for a variable.

use demock_model::{Date, Help};
use std::{
    collections::BTreeMap,
    ffi::OsString,
    path::PathBuf,
    time::{SystemTime, UNIX_EPOCH},
};

/// The variables that demock heeds. An empty variable counts as unset, as the XDG and `NO_COLOR` conventions have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    /// `DEMOCK_CACHE_DIR`.
    pub cache_folder: Option<PathBuf>,
    /// `XDG_CACHE_HOME`, absolute ones only.
    pub xdg_cache_home: Option<PathBuf>,
    /// `XDG_RUNTIME_DIR`, absolute ones only.
    pub xdg_runtime_dir: Option<PathBuf>,
    /// `DEMOCK_ISOLATION`: how services are kept apart.
    pub isolation: Option<String>,
    /// `HOME`.
    pub home: Option<PathBuf>,
    /// `NO_COLOR`, `CLICOLOR_FORCE` and `FORCE_COLOR`.
    pub color: Color,
    /// `TERM`.
    pub term: Option<String>,
    /// `COLUMNS`, where it is a number above zero.
    pub columns: Option<u16>,
    /// `CI`: no progress, no questions.
    pub ci: bool,
    /// `GITHUB_ACTIONS`.
    pub github_actions: bool,
    /// `GITHUB_BASE_REF`: the target branch of a pull request's run.
    pub github_base_ref: Option<String>,
    /// `SOURCE_DATE_EPOCH` as written.
    pub source_date_epoch: Option<String>,
    /// `PATH`: where programs are looked for.
    pub path: Option<String>,
}

/// What the environment says about colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Color {
    /// Nothing: colours on a terminal only.
    #[default]
    Auto,
    /// `NO_COLOR`, whatever its value: none, whatever the terminal. It wins.
    Never,
    /// `CLICOLOR_FORCE` or `FORCE_COLOR`, other than `0`: colours even into a pipe.
    Always,
}

/// Which input today came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TodaySource {
    /// `--today`.
    Argument,
    /// `SOURCE_DATE_EPOCH`.
    SourceDateEpoch,
    /// The clock, in UTC.
    Clock,
}

/// `SOURCE_DATE_EPOCH` is set to something that is not a time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`SOURCE_DATE_EPOCH` is `{seen}`, expected seconds since 1970-01-01 UTC")]
pub struct TodayError {
    /// The value as set.
    pub seen: String,
}

impl Help for TodayError {
    fn code(&self) -> &'static str {
        "environment/source-date-epoch"
    }

    fn help(&self) -> Option<String> {
        Some("unset it, or set it to a whole number such as 1795392000".to_owned())
    }
}

impl Environment {
    /// The environment of this process.
    #[expect(clippy::disallowed_methods, reason = "the one place where the process environment is read")]
    pub fn of_process() -> Self {
        Self::from_lookup(|name| std::env::var_os(name))
    }

    /// An environment from any source of variables.
    pub fn from_lookup(lookup: impl Fn(&str) -> Option<OsString>) -> Self {
        let set = |name: &str| lookup(name).filter(|value| !value.is_empty());
        let text = |name: &str| set(name).and_then(|value| value.into_string().ok());
        let folder = |name: &str| set(name).map(PathBuf::from);
        let absolute = |name: &str| folder(name).filter(|path| path.is_absolute());
        let switched_on = |name: &str| text(name).is_some_and(|value| value != "0" && value != "false");
        Self {
            cache_folder: folder("DEMOCK_CACHE_DIR"),
            xdg_cache_home: absolute("XDG_CACHE_HOME"),
            xdg_runtime_dir: absolute("XDG_RUNTIME_DIR"),
            isolation: text("DEMOCK_ISOLATION"),
            home: absolute("HOME"),
            color: match set("NO_COLOR") {
                Some(_) => Color::Never,
                None if switched_on("CLICOLOR_FORCE") || switched_on("FORCE_COLOR") => Color::Always,
                None => Color::Auto,
            },
            term: text("TERM"),
            columns: text("COLUMNS").and_then(|value| value.parse().ok()).filter(|columns| *columns > 0),
            ci: switched_on("CI"),
            github_actions: switched_on("GITHUB_ACTIONS"),
            github_base_ref: text("GITHUB_BASE_REF"),
            source_date_epoch: text("SOURCE_DATE_EPOCH"),
            path: text("PATH"),
        }
    }

    /// Every variable of this process, for the `${…}` of a Compose file; those that are not UTF-8 are left out.
    #[expect(clippy::disallowed_methods, reason = "the one place where the process environment is read")]
    pub fn variables() -> BTreeMap<String, String> {
        let all = std::env::vars_os();
        all.filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))).collect()
    }

    /// The folder that caches live in: `DEMOCK_CACHE_DIR`, else `demock` in the XDG cache; `None` where neither that
    /// nor `HOME` is set, and nothing is cached then.
    pub fn cache_dir(&self) -> Option<PathBuf> {
        let xdg =
            || Some(self.xdg_cache_home.clone().or_else(|| Some(self.home.as_ref()?.join(".cache")))?.join("demock"));
        self.cache_folder.clone().or_else(xdg)
    }

    /// Today, and where it came from: `--today`, else `SOURCE_DATE_EPOCH`, else the UTC date of `now`.
    pub fn today(&self, argument: Option<Date>, now: SystemTime) -> Result<(Date, TodaySource), TodayError> {
        if let Some(date) = argument {
            return Ok((date, TodaySource::Argument));
        }
        if let Some(text) = &self.source_date_epoch {
            let seconds = text.parse().map_err(|_| TodayError { seen: text.clone() })?;
            return Ok((Date::from_unix_seconds(seconds), TodaySource::SourceDateEpoch));
        }
        // A clock before 1970 has no day worth telling; the epoch's own day lets nothing expire by accident.
        let seconds = now.duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
        Ok((Date::from_unix_seconds(seconds), TodaySource::Clock))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn environment(variables: &[(&str, &str)]) -> Environment {
        Environment::from_lookup(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        })
    }

    #[track_caller]
    fn check_cache(variables: &[(&str, &str)], expected: Option<&str>) {
        assert_eq!(environment(variables).cache_dir(), expected.map(PathBuf::from));
    }

    #[test]
    fn cache_folder() {
        check_cache(&[("DEMOCK_CACHE_DIR", "/c"), ("XDG_CACHE_HOME", "/x"), ("HOME", "/h")], Some("/c"));
        check_cache(&[("XDG_CACHE_HOME", "/x"), ("HOME", "/h")], Some("/x/demock"));
        check_cache(&[("XDG_CACHE_HOME", "relative"), ("HOME", "/h")], Some("/h/.cache/demock"));
        check_cache(&[("DEMOCK_CACHE_DIR", ""), ("HOME", "/h")], Some("/h/.cache/demock"));
        check_cache(&[], None);
    }

    #[track_caller]
    fn check_today(argument: Option<&str>, epoch: &str, expected: Result<(&str, TodaySource), &str>) {
        // 498720 hours are 1795392000 seconds, 2026-11-23 by `date -u`.
        let now = UNIX_EPOCH + Duration::from_hours(498_720);
        let argument = argument.map(|text| text.parse().unwrap());
        let seen = environment(&[("SOURCE_DATE_EPOCH", epoch)]).today(argument, now);
        let seen = seen.map(|(date, source)| (date.to_string(), source)).map_err(|error| error.to_string());
        assert_eq!(seen, expected.map(|(date, source)| (date.to_owned(), source)).map_err(str::to_owned));
    }

    #[test]
    fn today_is_an_input() {
        check_today(Some("2027-01-02"), "0", Ok(("2027-01-02", TodaySource::Argument)));
        check_today(None, "951782400", Ok(("2000-02-29", TodaySource::SourceDateEpoch)));
        check_today(None, "", Ok(("2026-11-23", TodaySource::Clock)));
        check_today(None, "soon", Err("`SOURCE_DATE_EPOCH` is `soon`, expected seconds since 1970-01-01 UTC"));
    }

    #[track_caller]
    fn check_color(variables: &[(&str, &str)], expected: Color) {
        assert_eq!(environment(variables).color, expected);
    }

    #[test]
    fn colour_switches() {
        check_color(&[("NO_COLOR", "0"), ("FORCE_COLOR", "1")], Color::Never);
        check_color(&[("NO_COLOR", "")], Color::Auto);
        check_color(&[("FORCE_COLOR", "0")], Color::Auto);
        check_color(&[("CLICOLOR_FORCE", "1")], Color::Always);
    }
}
