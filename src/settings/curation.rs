//! `curation.toml` → what people have decided about documents, each decision a statement on its lines. A wrong entry
//! costs itself and nothing else.
//!
//! Every entry is a table in an array, `[[link]]` and the like, with a `reason` and an `author`; `city` and `author` at the
//! head of the file hold for all entries that name none. [`SECTIONS`] is the table of what can be written.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

use super::entry::{Entry, Read, Value, shown, wrong};
use super::lines::LineStarts;
use super::misread::{Misread, Mistake};
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

/// The most programs that a stretch can name: no plan is longer, and a slip of the hand is not a million decisions.
const LONGEST: u16 = 1000;

/// Reads a whole file: what holds as a document of decisions, and what is wrong in the order of the lines.
pub fn curation(text: &str, id: DocumentId, name: &str) -> (Document, Vec<Mistake>) {
    let mut reader = Reader {
        text,
        starts: LineStarts::of(text),
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
            reader.wrong(&(at..at), Misread::Syntax(error.message().to_owned()));
        }
    }
    reader.settle();
    reader.mistakes.sort_by_key(|mistake| (mistake.line, mistake.column));
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
    starts: LineStarts,
    plans: Vec<NamedPlan>,
    statements: Vec<Statement>,
    mistakes: Vec<Mistake>,
    city: Option<Arc<str>>,
    author: String,
}

impl Reader<'_> {
    fn file(&mut self, table: &DeTable<'_>) {
        for name in ["city", "author"] {
            let Some(value) = table.get(name) else { continue };
            let text = value.get_ref().as_str().map(str::trim);
            match (name, text.filter(|text| !text.is_empty())) {
                ("city", Some(city)) => self.city = Some(Arc::from(city)),
                (_, Some(author)) => author.clone_into(&mut self.author),
                // Nobody is named: then every entry has to.
                (_, None) if text.is_some() => {}
                (_, None) => {
                    let (span, fault) = wrong(&value.span(), name, &shown(value.get_ref()), "\" \"");
                    self.wrong(&span, fault);
                }
            }
        }
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
        let DeValue::Table(table) = value.get_ref() else {
            let (span, fault) =
                wrong(&value.span(), section, &shown(value.get_ref()), &format!("[[{section}]]"));
            return self.wrong(&span, fault);
        };
        for (name, _) in table {
            let known = keys.iter().copied().chain(["reason", "author"]).collect::<Vec<_>>();
            if !known.contains(&name.get_ref().as_ref()) {
                self.unknown(&name.span(), name.get_ref(), known);
            }
        }
        let lines = self.lines_of(value.span(), table);
        for key in ["reason", "author"] {
            if let Some(value) = table.get(key).filter(|value| value.get_ref().as_str().is_none()) {
                let (span, fault) = wrong(&value.span(), key, &shown(value.get_ref()), "\" \"");
                return self.wrong(&span, fault);
            }
        }
        let text = |key: &str| table.get(key).and_then(|v| v.get_ref().as_str()).unwrap_or_default().trim();
        let author = if text("author").is_empty() { self.author.clone() } else { text("author").to_owned() };
        let missing = keys.iter().take(needed).copied().find(|key| !table.contains_key(*key));
        let missing = missing
            .or_else(|| text("reason").is_empty().then_some("reason"))
            .or_else(|| author.is_empty().then_some("author"));
        if let Some(key) = missing {
            let (line, fault) = (lines.first as usize, Misread::Missing(key));
            self.mistakes.push(Mistake { line, column: 1, fault });
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
                    let grade = Grade::in_column(&mark);
                    let grade = grade.ok_or_else(|| {
                        wrong(&span, "grades", &mark, "S A+ A B C D E ◎ ○ △ ▲ × 順調 遅れ …")
                    })?;
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
                if family(from) == family(to) {
                    let (span, id) = entry.text("to")?;
                    return Err((span, Misread::Itself(id)));
                }
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
                Year::WithoutEra(_) | Year::OfDocument => None,
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
                    let backward = to.no < from.no || to.no - from.no >= LONGEST;
                    if plan != other || from.sub.is_some() || to.sub.is_some() || backward {
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
        let (code, steps) = id.split_once('-')?;
        let code = PlanCode::parse(code)?;
        let number = Number::of_steps(&steps.split('-').map(whole).collect::<Option<Vec<u16>>>()?)?;
        let municipality = city.map(Arc::from).or_else(|| self.city.clone());
        Some(Subject::Program(self.add(PlanId { municipality, code }), number))
    }

    fn say(&mut self, entry: &Entry<'_, '_>, subject: Subject, fact: Fact) {
        let (text, place) = (entry.why.clone(), Place::Lines(entry.lines));
        self.statements.push(Statement { subject, period: None, fact, text, how: How::Curated, place });
    }

    /// The lines of an entry, from its heading on.
    fn lines_of(&self, entry: Range<usize>, table: &DeTable<'_>) -> LineSpan {
        let starts = table.keys().map(|key| key.span().start);
        let ends = table.values().map(|value| value.span().end);
        let (start, end) =
            (starts.chain([entry.start]).min().unwrap_or(0), ends.chain([entry.end]).max().unwrap_or(0));
        let ((first, start), (last, end)) = (self.starts.place(start), self.starts.place(end));
        LineSpan { first: first as u32, last: last as u32, start: start as u32, end: end as u32 }
    }

    /// Where two entries decide on the same thing the later one holds, and the earlier one is told.
    fn settle(&mut self) {
        let mut held: HashMap<String, usize> = HashMap::new();
        let mut dropped: Vec<(usize, usize)> = Vec::new();
        for (at, statement) in self.statements.iter().enumerate() {
            if let Some(before) = about(statement).and_then(|what| held.insert(what, at)) {
                dropped.push((before, at));
            }
        }
        let line = |at: usize| self.statements.get(at).map_or(0, |s| s.place.lines().0 as usize);
        for (earlier, later) in dropped.iter().map(|(a, b)| (line(*a), line(*b))) {
            let told = Mistake { line: earlier, column: 1, fault: Misread::Overruled(later) };
            // A stretch of programs is one entry, and so is a list that says a thing twice.
            if earlier != later && self.mistakes.last() != Some(&told) {
                self.mistakes.push(told);
            }
        }
        let gone: HashSet<usize> = dropped.into_iter().map(|(earlier, _)| earlier).collect();
        let mut at = 0;
        self.statements.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }

    fn wrong(&mut self, span: &Range<usize>, fault: Misread) {
        let (line, before) = self.starts.place(span.start);
        let start = span.start - before;
        let column = 1 + self.text.get(start..span.start).map_or(0, |before| before.chars().count());
        self.mistakes.push(Mistake { line, column, fault });
    }

    fn unknown(&mut self, span: &Range<usize>, name: &str, known: Vec<&'static str>) {
        let nearest = nearest_among(name, known.iter().copied());
        self.wrong(span, Misread::Unknown { name: name.to_owned(), nearest, known });
    }
}

/// A number in digits and nothing else.
fn whole(digits: &str) -> Option<u16> {
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// The program to which a subject belongs: sub-programs share its grade.
fn family(subject: Subject) -> Subject {
    match subject {
        Subject::Program(plan, number) => Subject::Program(plan, number.parent().unwrap_or(number)),
        other => other,
    }
}

/// On what a statement decides: of two that say the same here one can hold.
fn about(statement: &Statement) -> Option<String> {
    let subject = statement.subject;
    Some(match &statement.fact {
        Fact::Decided(Decision::Link(to, ..)) => format!("link {subject:?} {to:?}"),
        Fact::Decided(Decision::Direction(_)) => format!("direction {subject:?}"),
        Fact::Decided(Decision::Better(label, _)) => format!("better {subject:?} {label}"),
        Fact::Decided(Decision::Document(begins)) => format!("document {begins}"),
        Fact::Decided(Decision::Department(name, _)) => format!("department {name}"),
        Fact::Decided(Decision::Reading(text, _)) => format!("reading {text}"),
        Fact::Meaning(grade) => format!("meaning {subject:?} {grade}"),
        Fact::Years(..) => format!("years {subject:?}"),
        _ => return None,
    })
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
                vec!["P2 Meaning(S) | 以上 | 3-7", "P2 Meaning(A) | どおり | 3-7"],
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
