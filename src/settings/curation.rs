//! `curation.toml` → what people have decided about documents, each decision a statement on its lines. A wrong entry
//! costs itself and nothing else.
//!
//! Every entry is a table in an array, `[[link]]` and the like, with a `reason` and an `author`; `city` and `author` at the
//! head of the file hold for all entries that name none. [`SECTIONS`] is the table of what can be written.

use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::{
    Basis, Better, Decision, Document, DocumentId, Fact, FiscalYear, Grade, How, Layout, LineSpan, Mention,
    NamedPlan, Number, Place, PlanCode, PlanId, Relation, Statement, Subject, Year,
};
use crate::text::nearest_among;

/// The sections and what can stand in their entries, what has to stand there first.
pub const SECTIONS: [(&str, usize, &[&str]); 8] = [
    ("document", 2, &["names", "plan", "city"]),
    ("plan", 1, &["plan", "city", "name", "years"]),
    ("scale", 2, &["plan", "grades", "meanings", "city"]),
    ("link", 4, &["from", "to", "relation", "basis"]),
    ("direction", 2, &["programs", "direction"]),
    ("better", 2, &["programs", "better", "indicator"]),
    ("department", 2, &["name", "also"]),
    ("reading", 2, &["text", "reading"]),
];

/// Something in a `curation.toml` that was left out, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line, the first one being 1.
    pub line: usize,
    /// What is wrong.
    pub fault: Misread,
}

/// What can be wrong in a `curation.toml`. Names and values are given as they were written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// The file is not TOML; the parser's own words, in English. Nothing of it is read.
    Syntax(String),
    /// There is no such section or key; the one probably meant, and all that there are.
    Unknown {
        /// As written.
        name: String,
        /// Probably meant.
        nearest: Option<&'static str>,
        /// All that there are.
        known: Vec<&'static str>,
    },
    /// An entry lacks a key that it needs.
    Missing(&'static str),
    /// A value of the wrong kind, or one that means nothing; what could stand there.
    Value {
        /// The key.
        key: String,
        /// As written.
        value: String,
        /// What could stand there.
        wanted: String,
    },
}

/// Reads a whole file: what holds as a document of decisions, and what is wrong in the order of the lines.
pub fn curation(text: &str, id: DocumentId, name: &str) -> (Document, Vec<Mistake>) {
    let mut reader = Reader {
        text,
        plans: Vec::new(),
        statements: Vec::new(),
        mistakes: Vec::new(),
        city: None,
        author: String::new(),
    };
    match DeTable::parse(text) {
        Ok(table) => reader.file(table.get_ref()),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start).min(text.trim_end().len());
            let line = reader.line(at);
            reader.mistakes.push(Mistake { line, fault: Misread::Syntax(error.message().to_owned()) });
        }
    }
    reader.mistakes.sort_by_key(|mistake| mistake.line);
    let document = Document {
        id,
        name: name.into(),
        layout: Layout::Curation,
        plans: reader.plans,
        periods: Vec::new(),
        statements: reader.statements,
        doubts: Vec::new(),
        unread: Vec::new(),
    };
    (document, reader.mistakes)
}

struct Reader<'a> {
    text: &'a str,
    plans: Vec<NamedPlan>,
    statements: Vec<Statement>,
    mistakes: Vec<Mistake>,
    city: Option<Arc<str>>,
    author: String,
}

type Value<'v, 'd> = &'v Spanned<DeValue<'d>>;

/// One entry while it is read.
struct Entry<'e, 'd> {
    section: &'static str,
    table: &'e DeTable<'d>,
    lines: LineSpan,
    why: Box<str>,
}

impl Reader<'_> {
    fn file(&mut self, table: &DeTable<'_>) {
        let head = |name: &str| table.get(name).and_then(|value| value.get_ref().as_str()).map(str::to_owned);
        self.city = head("city").filter(|city| !city.trim().is_empty()).map(Arc::from);
        self.author = head("author").unwrap_or_default();
        for (name, value) in table {
            let found = SECTIONS.iter().find(|(section, ..)| *section == name.get_ref().as_ref());
            match (found, value.get_ref()) {
                (Some((section, needed, keys)), DeValue::Array(entries)) => {
                    for entry in entries {
                        self.entry(section, *needed, keys, entry);
                    }
                }
                (Some((section, ..)), _) => {
                    self.wrong(
                        &value.span(),
                        Misread::Value {
                            key: (*section).to_owned(),
                            value: String::new(),
                            wanted: format!("[[{section}]]"),
                        },
                    );
                }
                (None, _) if matches!(name.get_ref().as_ref(), "city" | "author") => {}
                (None, _) => {
                    let known: Vec<&'static str> = SECTIONS.iter().map(|(section, ..)| *section).collect();
                    self.unknown(&name.span(), name.get_ref(), known);
                }
            }
        }
    }

    fn entry(
        &mut self,
        section: &'static str,
        needed: usize,
        keys: &'static [&'static str],
        value: Value<'_, '_>,
    ) {
        let DeValue::Table(table) = value.get_ref() else { return };
        for (name, _) in table {
            let known = keys.iter().copied().chain(["reason", "author"]).collect::<Vec<_>>();
            if !known.contains(&name.get_ref().as_ref()) {
                self.unknown(&name.span(), name.get_ref(), known);
            }
        }
        let lines = self.lines_of(section, table);
        let text = |key: &str| table.get(key).and_then(|v| v.get_ref().as_str()).unwrap_or_default().trim();
        let author = if text("author").is_empty() { self.author.clone() } else { text("author").to_owned() };
        let missing = keys.iter().take(needed).copied().find(|key| !table.contains_key(*key));
        let missing = missing
            .or_else(|| text("reason").is_empty().then_some("reason"))
            .or_else(|| author.is_empty().then_some("author"));
        if let Some(key) = missing {
            self.mistakes.push(Mistake { line: lines.first as usize, fault: Misread::Missing(key) });
            return;
        }
        let why = format!("{} ({author})", text("reason")).into();
        let entry = Entry { section, table, lines, why };
        let before = self.statements.len();
        if let Err((span, fault)) = self.decide(&entry) {
            // Half of an entry decides nothing.
            self.statements.truncate(before);
            self.wrong(&span, fault);
        }
    }

    fn decide(&mut self, entry: &Entry<'_, '_>) -> Read<()> {
        match entry.section {
            "document" => {
                let plan = self.plan_of(entry)?;
                for (_, name) in entry.list("names")? {
                    self.say(entry, Subject::Plan(plan), Fact::Decided(Decision::Document(name.into())));
                }
            }
            "plan" => self.plan(entry)?,
            "scale" => {
                let plan = self.plan_of(entry)?;
                let meanings =
                    if entry.table.contains_key("meanings") { entry.list("meanings")? } else { Vec::new() };
                for (at, (span, mark)) in entry.list("grades")?.into_iter().enumerate() {
                    let grade = Grade::parse(&mark);
                    let grade =
                        grade.ok_or_else(|| wrong(&span, "grades", &mark, "S A B C D E ◎ ○ △ ▲ ×"))?;
                    let text: Box<str> = meanings.get(at).map_or("", |(_, meaning)| meaning.as_str()).into();
                    let place = Place::Lines(entry.lines);
                    let subject = Subject::Plan(plan);
                    let fact = Fact::Meaning(grade);
                    self.statements.push(Statement {
                        subject,
                        period: None,
                        fact,
                        text,
                        how: How::Curated,
                        place,
                    });
                }
            }
            "link" => {
                let (from, to) = (self.program(entry, "from")?, self.program(entry, "to")?);
                let relation = entry.choice("relation", &Relation::ALL)?;
                let basis = entry.choice("basis", &Basis::ALL)?;
                self.say(entry, from, Fact::Decided(Decision::Link(to, relation, basis)));
            }
            "direction" => {
                let (span, value) = entry.value("direction")?;
                let number =
                    value.as_integer().and_then(|n| n.as_str().parse::<u16>().ok()).filter(|n| *n > 0);
                let number = number.ok_or_else(|| wrong(&span, "direction", &shown(value), "1, 2, 3 ..."))?;
                for program in self.programs(entry)? {
                    self.say(entry, program, Fact::Decided(Decision::Direction(number)));
                }
            }
            "better" => {
                let all = [
                    (Better::Higher, "higher"),
                    (Better::Lower, "lower"),
                    (Better::Equal, "equal"),
                    (Better::Range, "range"),
                ];
                let better = entry.choice("better", &all)?;
                let label = if entry.table.contains_key("indicator") {
                    entry.text("indicator")?.1
                } else {
                    String::new()
                };
                for program in self.programs(entry)? {
                    let decision = Decision::Better(label.as_str().into(), better);
                    self.say(entry, program, Fact::Decided(decision));
                }
            }
            "department" => {
                let also = entry.list("also")?.into_iter().map(|(_, name)| name.into()).collect();
                let decision = Decision::Department(entry.text("name")?.1.into(), also);
                self.say(entry, Subject::Document, Fact::Decided(decision));
            }
            _ => {
                let decision =
                    Decision::Reading(entry.text("text")?.1.into(), entry.text("reading")?.1.into());
                self.say(entry, Subject::Document, Fact::Decided(decision));
            }
        }
        Ok(())
    }

    /// A plan with its name and years, where they are said.
    fn plan(&mut self, entry: &Entry<'_, '_>) -> Read<()> {
        let at = self.plan_of(entry)?;
        if entry.table.contains_key("name") {
            let name = entry.text("name")?.1;
            if let Some(plan) = self.plans.get_mut(at as usize) {
                plan.name = Some(name.as_str().into());
            }
        }
        if entry.table.contains_key("years") {
            let (span, years) = entry.text("years")?;
            let year = |s: &str| match Mention::whole(s.trim())?.year {
                Year::Known(year) => Some(year),
                Year::WithoutEra(_) => None,
            };
            let both: Option<(FiscalYear, FiscalYear)> = years
                .split_once(['-', '–', '〜', '～'])
                .and_then(|(from, to)| Some((year(from)?, year(to)?)));
            let (from, to) = both.ok_or_else(|| wrong(&span, "years", &years, "H23-H27"))?;
            self.say(entry, Subject::Plan(at), Fact::Years(from, to));
        }
        Ok(())
    }

    /// The plan that an entry names, by its place among those of the file.
    fn plan_of(&mut self, entry: &Entry<'_, '_>) -> Read<u32> {
        let (span, code) = entry.text("plan")?;
        let code = PlanCode::parse(&code).ok_or_else(|| wrong(&span, "plan", &code, "P2, K1, X1 ..."))?;
        let city =
            if entry.table.contains_key("city") { Some(Arc::from(entry.text("city")?.1)) } else { None };
        Ok(self.add(PlanId { municipality: city.or_else(|| self.city.clone()), code }))
    }

    fn add(&mut self, id: PlanId) -> u32 {
        let at = self.plans.iter().position(|plan| plan.id == id).unwrap_or_else(|| {
            self.plans.push(NamedPlan { id, name: None });
            self.plans.len() - 1
        });
        at as u32
    }

    /// The program that a key names.
    fn program(&mut self, entry: &Entry<'_, '_>, key: &str) -> Read<Subject> {
        let (span, id) = entry.text(key)?;
        self.subject(&id).ok_or_else(|| wrong(&span, key, &id, "P2-26, P3-30-2"))
    }

    /// The programs that an entry names: one id, a list of them, or a stretch `P3-22..P3-30`.
    fn programs(&mut self, entry: &Entry<'_, '_>) -> Read<Vec<Subject>> {
        let (_, value) = entry.value("programs")?;
        let ids = if value.is_array() { entry.list("programs")? } else { vec![entry.text("programs")?] };
        let mut found = Vec::new();
        for (span, id) in ids {
            let bad = || wrong(&span, "programs", &id, "P2-26, P3-22..P3-30");
            match id.split_once("..") {
                None => found.push(self.subject(&id).ok_or_else(bad)?),
                Some((first, last)) => {
                    let (first, last) = (self.subject(first), self.subject(last));
                    let (Some(Subject::Program(plan, from)), Some(Subject::Program(other, to))) =
                        (first, last)
                    else {
                        return Err(bad());
                    };
                    if plan != other || from.sub.is_some() || to.sub.is_some() || to.no < from.no {
                        return Err(bad());
                    }
                    found.extend((from.no..=to.no).map(|no| Subject::Program(plan, Number::program(no))));
                }
            }
        }
        Ok(found)
    }

    /// `P2-26`, `小平市/P3-30-2`.
    fn subject(&mut self, id: &str) -> Option<Subject> {
        let (city, id) = id.trim().rsplit_once('/').map_or((None, id.trim()), |(city, id)| (Some(city), id));
        let mut parts = id.split('-');
        let (code, no, sub) = (parts.next()?, parts.next()?, parts.next());
        let code = PlanCode::parse(code)?;
        let number = Number { no: no.parse().ok()?, sub: sub.map(str::parse).transpose().ok()? };
        if parts.next().is_some() {
            return None;
        }
        let municipality = city.map(Arc::from).or_else(|| self.city.clone());
        Some(Subject::Program(self.add(PlanId { municipality, code }), number))
    }

    fn say(&mut self, entry: &Entry<'_, '_>, subject: Subject, fact: Fact) {
        let (text, place) = (entry.why.clone(), Place::Lines(entry.lines));
        self.statements.push(Statement { subject, period: None, fact, text, how: How::Curated, place });
    }

    /// The lines of an entry, from its heading on.
    fn lines_of(&self, section: &str, table: &DeTable<'_>) -> LineSpan {
        let starts = table.keys().map(|key| key.span().start);
        let ends = table.values().map(|value| value.span().end);
        let (start, end) = (starts.min().unwrap_or(0), ends.max().unwrap_or(0));
        let heading = self.text.get(..start).and_then(|before| before.rfind(&format!("[[{section}]]")));
        let start = heading.unwrap_or(start);
        let line_start = |at: usize| self.text.get(..at).and_then(|t| t.rfind('\n')).map_or(0, |n| n + 1);
        LineSpan {
            first: self.line(start) as u32,
            last: self.line(end) as u32,
            start: (start - line_start(start)) as u32,
            end: (end - line_start(end)) as u32,
        }
    }

    fn line(&self, at: usize) -> usize {
        1 + self.text.bytes().take(at).filter(|b| *b == b'\n').count()
    }

    fn wrong(&mut self, span: &Range<usize>, fault: Misread) {
        let line = self.line(span.start);
        self.mistakes.push(Mistake { line, fault });
    }

    fn unknown(&mut self, span: &Range<usize>, name: &str, known: Vec<&'static str>) {
        let nearest = nearest_among(name, known.iter().copied());
        self.wrong(span, Misread::Unknown { name: name.to_owned(), nearest, known });
    }
}

/// What was read, or what is wrong at which bytes of the file.
type Read<T> = Result<T, (Range<usize>, Misread)>;

impl<'d> Entry<'_, 'd> {
    fn value(&self, key: &str) -> Read<(Range<usize>, &DeValue<'d>)> {
        let found = self.table.get(key).map(|value| (value.span(), value.get_ref()));
        found.ok_or_else(|| wrong(&(0..0), key, "", ""))
    }

    fn text(&self, key: &str) -> Read<(Range<usize>, String)> {
        let (span, value) = self.value(key)?;
        let text = value.as_str().map(str::trim).filter(|text| !text.is_empty());
        let text = text.ok_or_else(|| wrong(&span, key, &shown(value), "\" \""))?;
        Ok((span, text.to_owned()))
    }

    fn list(&self, key: &str) -> Read<Vec<(Range<usize>, String)>> {
        let (span, value) = self.value(key)?;
        let items = value.as_array().ok_or_else(|| wrong(&span, key, &shown(value), "[\" \", \" \"]"))?;
        let text = |item: Value<'_, '_>| {
            let text = item.get_ref().as_str().map(str::trim);
            let text = text.ok_or_else(|| wrong(&item.span(), key, &shown(item.get_ref()), "\" \""))?;
            Ok((item.span(), text.to_owned()))
        };
        items.iter().map(text).collect()
    }

    fn choice<T: Copy>(&self, key: &str, all: &[(T, &str)]) -> Read<T> {
        let (span, text) = self.text(key)?;
        let found = all.iter().find(|(_, name)| *name == text).map(|(value, _)| *value);
        let names = || all.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(" ");
        found.ok_or_else(|| wrong(&span, key, &text, &names()))
    }
}

fn wrong(span: &Range<usize>, key: &str, value: &str, wanted: &str) -> (Range<usize>, Misread) {
    let fault = Misread::Value { key: key.to_owned(), value: value.to_owned(), wanted: wanted.to_owned() };
    (span.clone(), fault)
}

/// A value as it may be quoted.
fn shown(value: &DeValue<'_>) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<String>, Vec<String>) {
        let (document, mistakes) = curation(text, DocumentId("x".into()), "curation.toml");
        let plan = |at: u32| document.plans[at as usize].id.code.to_string();
        let subject = |s: Subject| match s {
            Subject::Program(at, number) => format!("{}-{number}", plan(at)),
            Subject::Plan(at) => plan(at),
            other => format!("{other:?}"),
        };
        let said = document.statements.iter().map(|s| {
            let fact = match &s.fact {
                Fact::Decided(Decision::Link(to, relation, basis)) => {
                    format!("{relation:?} {basis:?} {}", subject(*to))
                }
                Fact::Decided(other) => format!("{other:?}"),
                other => format!("{other:?}"),
            };
            let (first, last) = s.place.lines();
            format!("{} {fact} | {} | {first}-{last}", subject(s.subject), s.text)
        });
        let wrong = mistakes.iter().map(|m| format!("{} {:?}", m.line, m.fault));
        (said.collect(), wrong.collect())
    }

    const HEAD: &str = "city = \"小平市\"\nauthor = \"花子\"\n";

    #[test]
    fn entries_are_decisions_on_their_lines() {
        for (entry, expected) in [
            (
                "[[link]]\nfrom = \"P2-26\"\nto = \"P3-14\"\nrelation = \"continues\"\nbasis = \"C\"\nreason = \"仕分け\"",
                vec!["P2-26 Continues C P3-14 | 仕分け (花子) | 3-8"],
            ),
            (
                "[[direction]]\nprograms = [\"P3-7\", \"P3-16..P3-17\"]\ndirection = 1\nreason = \"公表\"\nauthor = \"太郎\"",
                vec![
                    "P3-7 Direction(1) | 公表 (太郎) | 3-7",
                    "P3-16 Direction(1) | 公表 (太郎) | 3-7",
                    "P3-17 Direction(1) | 公表 (太郎) | 3-7",
                ],
            ),
            (
                "[[better]]\nprograms = \"P3-6\"\nindicator = \"排出量\"\nbetter = \"lower\"\nreason = \"減らす\"",
                vec!["P3-6 Better(\"排出量\", Lower) | 減らす (花子) | 3-7"],
            ),
            (
                "[[document]]\nnames = [\"001\", \"2015-\"]\nplan = \"P2\"\nreason = \"項目が同じ\"",
                vec![
                    "P2 Document(\"001\") | 項目が同じ (花子) | 3-6",
                    "P2 Document(\"2015-\") | 項目が同じ (花子) | 3-6",
                ],
            ),
            (
                "[[plan]]\nplan = \"P2\"\nyears = \"H23-H27\"\nname = \"第2次プラン\"\nreason = \"概要\"",
                vec!["P2 Years(FiscalYear(2011), FiscalYear(2015)) | 概要 (花子) | 3-7"],
            ),
            (
                "[[scale]]\nplan = \"P2\"\ngrades = [\"S\", \"A\"]\nmeanings = [\"以上\", \"どおり\"]\nreason = \"表紙\"",
                vec!["P2 Meaning(Grade('S')) | 以上 | 3-7", "P2 Meaning(Grade('A')) | どおり | 3-7"],
            ),
            (
                "[[department]]\nname = \"財政課\"\nalso = [\"財務課\"]\nreason = \"改組\"",
                vec!["Document Department(\"財政課\", [\"財務課\"]) | 改組 (花子) | 3-6"],
            ),
            (
                "[[reading]]\ntext = \"収納率\"\nreading = \"しゅうのうりつ\"\nreason = \"読み\"",
                vec!["Document Reading(\"収納率\", \"しゅうのうりつ\") | 読み (花子) | 3-6"],
            ),
        ] {
            let (said, wrong) = read(&format!("{HEAD}{entry}\n"));
            assert_eq!(wrong, Vec::<String>::new(), "{entry}");
            assert_eq!(said, expected, "{entry}");
        }
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_costs_its_entry_only() {
        let good = "[[reading]]\ntext = \"課\"\nreading = \"か\"\nreason = \"読み\"\n";
        for (entry, line, told) in [
            ("[[lnik]]\nfrom = \"P2-1\"\n", 7, "link"),
            ("[[link]]\nfrom = \"P2-1\"\n", 7, "Missing(\"to\")"),
            ("[[reading]]\ntext = \"課\"\nreading = \"か\"\n", 7, "Missing(\"reason\")"),
            ("[[direction]]\nprograms = \"P3\"\ndirection = 1\nreason = \"x\"\n", 8, "P3"),
            ("[[direction]]\nprograms = \"P3-9..P3-7\"\ndirection = 1\nreason = \"x\"\n", 8, "P3-9..P3-7"),
            ("[[direction]]\nprograms = \"P3-7\"\ndirection = \"Ⅰ\"\nreason = \"x\"\n", 9, "Ⅰ"),
            ("[[better]]\nprograms = \"P3-7\"\nbetter = \"less\"\nreason = \"x\"\n", 9, "higher lower"),
            ("[[department]]\nname = \"課\"\nalso = \"室\"\nreason = \"x\"\n", 9, "室"),
            ("[[reading]]\ntext = \"課\"\nreading = \"か\"\nraeson = \"x\"\n", 7, "reason"),
            ("[reading]\ntext = \"課\"\n", 1, "Syntax"),
        ] {
            let (said, wrong) = read(&format!("{HEAD}{good}{entry}"));
            let fits = |w: &&String| told == "Syntax" || w.starts_with(&format!("{line} "));
            assert!(wrong.iter().any(|w| fits(&w) && w.contains(told)), "{entry}\n{wrong:?}");
            assert_eq!(said.len(), usize::from(told != "Syntax"), "{entry}\n{said:?}");
        }
    }
}
