//! One entry of a `curation.toml`: its values by their keys, each read as what has to stand there, or a complaint that
//! says what could.

use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::misread::Misread;
use crate::model::LineSpan;

/// A value with its place in the file.
pub type Value<'v, 'd> = &'v Spanned<DeValue<'d>>;

/// One entry while it is read.
pub struct Entry<'e, 'd> {
    /// Its section.
    pub section: &'static str,
    /// Its keys and values.
    pub table: &'e DeTable<'d>,
    /// Its lines, from its heading on.
    pub lines: LineSpan,
    /// Reason and author.
    pub why: Box<str>,
}

/// What was read, or what is wrong at which bytes of the file.
pub type Read<T> = Result<T, (Range<usize>, Misread)>;

impl<'d> Entry<'_, 'd> {
    /// The value of a key, with its place.
    pub fn value(&self, key: &str) -> Read<(Range<usize>, &DeValue<'d>)> {
        let found = self.table.get(key).map(|value| (value.span(), value.get_ref()));
        found.ok_or_else(|| wrong(&(0..0), key, "", ""))
    }

    /// A text, which is not empty.
    pub fn text(&self, key: &str) -> Read<(Range<usize>, String)> {
        let (span, value) = self.value(key)?;
        let text = value.as_str().map(str::trim).filter(|text| !text.is_empty());
        let text = text.ok_or_else(|| wrong(&span, key, &shown(value), "\" \""))?;
        Ok((span, text.to_owned()))
    }

    /// A list of texts, of which none is empty, nor the list.
    pub fn list(&self, key: &str) -> Read<Vec<(Range<usize>, String)>> {
        let (span, value) = self.value(key)?;
        let items = value.as_array().filter(|items| !items.is_empty());
        let items = items.ok_or_else(|| wrong(&span, key, &shown(value), "[\" \", \" \"]"))?;
        let text = |item: Value<'_, '_>| {
            let text = item.get_ref().as_str().map(str::trim).filter(|text| !text.is_empty());
            let text = text.ok_or_else(|| wrong(&item.span(), key, &shown(item.get_ref()), "\" \""))?;
            Ok((item.span(), text.to_owned()))
        };
        items.iter().map(text).collect()
    }

    /// One of the words that can stand there.
    pub fn choice<T: Copy>(&self, key: &str, all: &[(T, &str)]) -> Read<T> {
        let (span, text) = self.text(key)?;
        let found = all.iter().find(|(_, name)| *name == text).map(|(value, _)| *value);
        let names = || all.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(" ");
        found.ok_or_else(|| wrong(&span, key, &text, &names()))
    }
}

/// That a value cannot stand there, and what could.
pub fn wrong(span: &Range<usize>, key: &str, value: &str, wanted: &str) -> (Range<usize>, Misread) {
    let fault = Misread::Value { key: key.to_owned(), value: value.to_owned(), wanted: wanted.to_owned() };
    (span.clone(), fault)
}

/// A value as it may be quoted.
pub fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(b) => b.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(_) => "[...]".to_owned(),
        DeValue::Table(_) => "{...}".to_owned(),
    }
}
