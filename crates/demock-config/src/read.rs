//! Reads values out of one TOML file, each with its place; every mistake is an error with a place.

use crate::{ConfigError, ConfigErrorKind, Located, Origin};
use demock_model::Date;
use std::{ops::Range, sync::Arc};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

/// The text of a file and its name, from which places are computed.
pub(crate) struct Document<'t> {
    pub(crate) path: &'t Arc<str>,
    pub(crate) text: &'t str,
}

/// A table being read.
#[derive(Clone)]
pub(crate) struct Table<'t> {
    document: &'t Document<'t>,
    /// How the table is named in messages, such as `[tier.integration]`.
    pub(crate) name: String,
    pub(crate) origin: Origin,
    entries: &'t DeTable<'t>,
}

impl<'t> Document<'t> {
    pub(crate) fn parse(&self) -> Result<Spanned<DeTable<'t>>, ConfigError> {
        DeTable::parse(self.text).map_err(|error| {
            let at = error.span().map_or(0, |span| span.start);
            self.error(at, ConfigErrorKind::Syntax(error.message().to_owned()))
        })
    }

    pub(crate) fn root<'a>(&'a self, entries: &'a DeTable<'a>) -> Table<'a> {
        Table { document: self, name: "the file".to_owned(), origin: self.origin(0), entries }
    }

    fn origin(&self, offset: usize) -> Origin {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let column = before[line_start..].chars().count() + 1;
        Origin { path: self.path.clone(), line: line as u32, column: column as u32 }
    }

    fn error(&self, offset: usize, kind: ConfigErrorKind) -> ConfigError {
        ConfigError { origin: self.origin(offset), kind }
    }
}

impl<'t> Table<'t> {
    /// Fails on the first key, by place, that is not one of `known`.
    pub(crate) fn only(&self, known: &[&'static str]) -> Result<(), ConfigError> {
        let unknown = self.entries.keys().filter(|key| !known.contains(&key.get_ref().as_ref()));
        match unknown.min_by_key(|key| key.span().start) {
            None => Ok(()),
            Some(key) => {
                let (key, at) = (key.get_ref().to_string(), key.span().start);
                let kind = ConfigErrorKind::UnknownKey { key, table: self.name.clone(), known: known.to_vec() };
                Err(self.document.error(at, kind))
            }
        }
    }

    pub(crate) fn error(&self, kind: ConfigErrorKind) -> ConfigError {
        ConfigError { origin: self.origin.clone(), kind }
    }

    pub(crate) fn missing(&self, key: &'static str) -> ConfigError {
        self.error(ConfigErrorKind::Missing { table: self.name.clone(), key })
    }

    fn get(&self, key: &str) -> Option<(&'t DeValue<'t>, Range<usize>)> {
        self.entries.get(key).map(|value| (value.get_ref(), value.span()))
    }

    fn wrong_type(&self, key: &str, value: &DeValue<'_>, at: usize, expected: &'static str) -> ConfigError {
        let kind = ConfigErrorKind::WrongType { key: key.to_owned(), seen: type_name(value), expected };
        self.document.error(at, kind)
    }

    pub(crate) fn string(&self, key: &str) -> Result<Option<Located<Arc<str>>>, ConfigError> {
        let Some((value, span)) = self.get(key) else { return Ok(None) };
        match value.as_str() {
            Some(text) => self.filled(key, text, span.start).map(Some),
            None => Err(self.wrong_type(key, value, span.start, "a string")),
        }
    }

    pub(crate) fn required_string(&self, key: &'static str) -> Result<Located<Arc<str>>, ConfigError> {
        self.string(key)?.ok_or_else(|| self.missing(key))
    }

    pub(crate) fn strings(&self, key: &str) -> Result<Option<Vec<Located<Arc<str>>>>, ConfigError> {
        const EXPECTED: &str = "a list of strings";
        let Some((value, span)) = self.get(key) else { return Ok(None) };
        let DeValue::Array(items) = value else { return Err(self.wrong_type(key, value, span.start, EXPECTED)) };
        let item = |item: &Spanned<DeValue<'t>>| match item.get_ref().as_str() {
            Some(text) => self.filled(key, text, item.span().start),
            None => Err(self.wrong_type(key, item.get_ref(), item.span().start, EXPECTED)),
        };
        items.iter().map(item).collect::<Result<Vec<_>, _>>().map(Some)
    }

    fn filled(&self, key: &str, text: &str, at: usize) -> Result<Located<Arc<str>>, ConfigError> {
        if text.trim().is_empty() {
            return Err(self.document.error(at, ConfigErrorKind::Empty { key: key.to_owned() }));
        }
        Ok(Located { value: Arc::from(text), origin: self.document.origin(at) })
    }

    pub(crate) fn boolean(&self, key: &str) -> Result<Option<Located<bool>>, ConfigError> {
        let Some((value, span)) = self.get(key) else { return Ok(None) };
        match value.as_bool() {
            Some(value) => Ok(Some(Located { value, origin: self.document.origin(span.start) })),
            None => Err(self.wrong_type(key, value, span.start, "true or false")),
        }
    }

    /// `true`, `false` or a text.
    pub(crate) fn either(&self, key: &str, expected: &'static str) -> Result<Option<Either>, ConfigError> {
        let Some((value, span)) = self.get(key) else { return Ok(None) };
        match (value.as_bool(), value.as_str()) {
            (Some(value), _) => Ok(Some(Either::Boolean(Located { value, origin: self.document.origin(span.start) }))),
            (None, Some(text)) => self.filled(key, text, span.start).map(Either::Text).map(Some),
            (None, None) => Err(self.wrong_type(key, value, span.start, expected)),
        }
    }

    /// Whether a key holds a table.
    pub(crate) fn is_table(&self, key: &str) -> bool {
        self.get(key).is_some_and(|(value, _)| value.as_table().is_some())
    }

    /// A whole number above nought.
    pub(crate) fn count(&self, key: &str) -> Result<Option<Located<u64>>, ConfigError> {
        let Some((value, span)) = self.get(key) else { return Ok(None) };
        let number = value.as_integer().and_then(|number| u64::from_str_radix(number.as_str(), number.radix()).ok());
        match number.filter(|number| *number > 0) {
            Some(value) => Ok(Some(Located { value, origin: self.document.origin(span.start) })),
            None => Err(self.wrong_type(key, value, span.start, "a whole number above 0")),
        }
    }

    /// A day, as a TOML date or as a string.
    pub(crate) fn day(&self, key: &str) -> Result<Option<Located<Date>>, ConfigError> {
        let Some((value, span)) = self.get(key) else { return Ok(None) };
        let text = match (value.as_str(), value.as_datetime()) {
            (Some(text), _) => text.to_owned(),
            (None, Some(datetime)) if datetime.time.is_none() => datetime.to_string(),
            (None, Some(datetime)) => {
                let kind = ConfigErrorKind::NotADay { key: key.to_owned(), seen: datetime.to_string() };
                return Err(self.document.error(span.start, kind));
            }
            (None, None) => return Err(self.wrong_type(key, value, span.start, "a day such as 2027-03-01")),
        };
        let day = text.parse().map_err(|error| self.document.error(span.start, ConfigErrorKind::Date(error)))?;
        Ok(Some(Located { value: day, origin: self.document.origin(span.start) }))
    }

    /// A name out of a closed list.
    pub(crate) fn name<T>(
        &self,
        key: &str,
        what: &'static str,
        known: &[&'static str],
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<Located<T>>, ConfigError> {
        self.string(key)?.map(|name| one_of(&name, what, known, from_name)).transpose()
    }

    /// A list of names out of a closed list.
    pub(crate) fn names<T>(
        &self,
        key: &str,
        what: &'static str,
        known: &[&'static str],
        from_name: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<Vec<Located<T>>>, ConfigError> {
        let Some(names) = self.strings(key)? else { return Ok(None) };
        names.iter().map(|name| one_of(name, what, known, &from_name)).collect::<Result<Vec<_>, _>>().map(Some)
    }

    /// A sub-table; `name` is how messages call it.
    pub(crate) fn table(&self, key: &str, name: &str) -> Result<Option<Table<'t>>, ConfigError> {
        let Some((value, span)) = self.get(key) else { return Ok(None) };
        let Some(entries) = value.as_table() else {
            return Err(self.wrong_type(key, value, span.start, "a table"));
        };
        let origin = self.document.origin(span.start);
        Ok(Some(Table { document: self.document, name: name.to_owned(), origin, entries }))
    }

    /// The tables of an array of tables, in order.
    pub(crate) fn tables(&self, key: &str) -> Result<Vec<Table<'t>>, ConfigError> {
        const EXPECTED: &str = "a list of tables";
        let Some((value, span)) = self.get(key) else { return Ok(Vec::new()) };
        let DeValue::Array(items) = value else { return Err(self.wrong_type(key, value, span.start, EXPECTED)) };
        let item = |item: &'t Spanned<DeValue<'t>>| {
            let Some(entries) = item.get_ref().as_table() else {
                return Err(self.wrong_type(key, item.get_ref(), item.span().start, EXPECTED));
            };
            let origin = self.document.origin(item.span().start);
            Ok(Table { document: self.document, name: format!("[[{key}]]"), origin, entries })
        };
        items.iter().map(item).collect()
    }

    /// The keys with their places, in the order in which they stand in the file.
    pub(crate) fn keys(&self) -> Vec<Located<Arc<str>>> {
        let mut keys: Vec<_> = self.entries.keys().collect();
        keys.sort_by_key(|key| key.span().start);
        let located = |key: &&Spanned<std::borrow::Cow<'_, str>>| Located {
            value: Arc::from(key.get_ref().as_ref()),
            origin: self.document.origin(key.span().start),
        };
        keys.iter().map(located).collect()
    }
}

/// What may be a switch or a text.
pub(crate) enum Either {
    /// A switch.
    Boolean(Located<bool>),
    /// A text that says something.
    Text(Located<Arc<str>>),
}

/// The value of a name, or the error that lists the names there are.
pub(crate) fn one_of<T>(
    name: &Located<Arc<str>>,
    what: &'static str,
    known: &[&'static str],
    from_name: impl Fn(&str) -> Option<T>,
) -> Result<Located<T>, ConfigError> {
    match from_name(&name.value) {
        Some(value) => Ok(Located { value, origin: name.origin.clone() }),
        None => Err(ConfigError {
            origin: name.origin.clone(),
            kind: ConfigErrorKind::UnknownName { what, seen: name.value.to_string(), known: known.to_vec() },
        }),
    }
}

fn type_name(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) => "an integer",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
