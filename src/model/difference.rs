//! What a newer edition of a document says otherwise than the older one: new and vanished programs, and values that
//! changed, each with its place in the newer one. And whether two documents are editions of one at all.

use std::collections::{BTreeMap, BTreeSet};

use super::curation::{Decision, Relation};
use super::document::{Document, Layout};
use super::grade::Grade;
use super::id::{Number, PlanId, ProgramId};
use super::period::Period;
use super::quantity::Side;
use super::statement::{Fact, Field, Place, Statement, Subject};
use super::total::TotalColumn;
use crate::text::fold;

/// What a value is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Said {
    /// Title of the document.
    Title,
    /// Name of a program or direction.
    Name,
    /// Something that can be empty for a reason.
    Field(Field),
    /// Where one started.
    Baseline,
    /// Is only studied.
    Study,
    /// Lists another program again.
    Relisting,
    /// Stands in a list.
    Listed,
    /// A printed total, of a grade or of all.
    Total(Option<Grade>, TotalColumn),
    /// What a grade means.
    Meaning(Grade),
    /// The years of the plan.
    Years,
    /// What a person has decided.
    Decision,
}

/// Something that is said otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Of which program; `None` where it is about the plan or the document.
    pub program: Option<ProgramId>,
    /// What.
    pub said: Said,
    /// For when, where it is about a period.
    pub period: Option<Period>,
    /// What the older edition says; `None` where it says nothing.
    pub from: Option<Box<str>>,
    /// What the newer one says; `None` where it says nothing.
    pub to: Option<Box<str>>,
    /// Where the newer one says it, or why it does not; `None` where it is silent.
    pub place: Option<Place>,
}

/// What a newer edition says otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Programs that only the newer one names, with their names.
    pub added: Vec<(ProgramId, Box<str>)>,
    /// Programs that only the older one names.
    pub removed: Vec<(ProgramId, Box<str>)>,
    /// What both speak of, said otherwise: by program, then in the order of the newer document.
    pub changed: Vec<Changed>,
    /// Doubts in the older and in the newer one.
    pub doubts: (usize, usize),
    /// Lines that were not read in the older and in the newer one.
    pub unread: (usize, usize),
}

impl Difference {
    /// Whether both say the same, whatever they were doubted for.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// How a document stands to one that is in the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kinship {
    /// It is another edition of it.
    Edition,
    /// It speaks of much the same in another way: a person has to say whether it is an edition.
    Doubtful,
    /// It says something else.
    Other,
}

/// Of a hundred values that either edition has a place for, so many have one in both.
const SAME_PLACES: usize = 80;
/// Of a hundred programs that both name, so many have the same name in both.
const SAME_NAMES: usize = 80;
/// Of a hundred values that both have beside the names, so many are the same: a correction corrects, it does not
/// rewrite.
const SAME_VALUES: usize = 50;
/// Of a hundred programs of either, so many must be in both before one asks at all.
const AKIN: usize = 50;

/// Whether one document is an edition of the other: of the same kind, about the same plans and periods, naming almost
/// the same programs and saying the same kinds of things of them.
///
/// A document that complements another says other things of the same programs, so its places are others. Documents of
/// two municipalities never are editions of one, whatever they share.
pub fn kinship(old: &Document, new: &Document) -> Kinship {
    if old.layout == Layout::Curation || new.layout == Layout::Curation {
        let same = old.layout == new.layout && old.name == new.name;
        return if same { Kinship::Edition } else { Kinship::Other };
    }
    let plans =
        |a: &Document, b: &Document| a.plans.iter().all(|p| b.plans.iter().any(|q| one(&p.id, &q.id)));
    if old.layout != new.layout || old.periods != new.periods || !plans(old, new) || !plans(new, old) {
        return Kinship::Other;
    }
    let (old, new) = (Gathered::of(old), Gathered::of(new));
    let (a, b) = (old.programs(), new.programs());
    let both: Vec<&Who> = a.intersection(&b).collect();
    if both.is_empty() || !share(both.len(), a.union(&b).count(), AKIN) {
        return Kinship::Other;
    }
    let alike = both.iter().filter(|who| alike(old.name(who), new.name(who))).count();
    if !share(alike, both.len(), AKIN) {
        return Kinship::Other;
    }
    let titles = old.title().zip(new.title()).is_none_or(|(a, b)| a == b);
    let places =
        |g: &Gathered| -> BTreeSet<Key> { g.said.keys().filter(|key| key.0.is_program()).cloned().collect() };
    let (a, b) = (places(&old), places(&new));
    let shared: Vec<&Key> = a.intersection(&b).collect();
    let valued: Vec<&&Key> = shared.iter().filter(|key| key.1 != Said::Name).collect();
    let same = valued.iter().filter(|key| old.values(key) == new.values(key)).count();
    let edition = titles
        && share(shared.len(), a.union(&b).count(), SAME_PLACES)
        && share(alike, both.len(), SAME_NAMES)
        && share(same, valued.len(), SAME_VALUES);
    if edition { Kinship::Edition } else { Kinship::Doubtful }
}

/// What `new` says otherwise than `old`.
pub fn difference(old: &Document, new: &Document) -> Difference {
    let mut found = Difference {
        doubts: (old.doubts.len(), new.doubts.len()),
        unread: (old.unread.len(), new.unread.len()),
        ..Difference::default()
    };
    let (old, new) = (Gathered::of(old), Gathered::of(new));
    let (was, is) = (old.programs(), new.programs());
    let named =
        |g: &Gathered, who: &Who| g.program(who).map(|id| (id, g.name(who).unwrap_or_default().into()));
    found.added.extend(is.difference(&was).filter_map(|who| named(&new, who)));
    found.removed.extend(was.difference(&is).filter_map(|who| named(&old, who)));
    let keys: BTreeSet<&Key> = old.said.keys().chain(new.said.keys()).collect();
    for key in keys {
        // What is new or gone as a whole is not told value by value.
        if key.0.is_program() && was.contains(&key.0) != is.contains(&key.0) {
            continue;
        }
        let program = new.program(&key.0).or_else(|| old.program(&key.0));
        for (from, to) in pairs(old.said.get(key), new.said.get(key)) {
            let value = |v: Option<&Value>| v.and_then(|v| v.text.clone());
            let (before, after) = (value(from), value(to));
            if before.is_none() && after.is_none() {
                continue;
            }
            found.changed.push(Changed {
                program: program.clone(),
                said: key.1,
                period: key.2,
                from: before,
                to: after,
                place: to.map(|v| v.place.clone()),
            });
        }
    }
    let line = |c: &Changed| c.place.as_ref().map_or(u32::MAX, |place| place.lines().0);
    found.changed.sort_by(|a, b| a.program.cmp(&b.program).then_with(|| line(a).cmp(&line(b))));
    found
}

/// Whether two documents mean one plan: the same code, and no two municipalities.
fn one(a: &PlanId, b: &PlanId) -> bool {
    let cities = a.municipality.as_ref().zip(b.municipality.as_ref());
    a.code == b.code && cities.is_none_or(|(a, b)| a == b)
}

/// Whether `part` is at least that many hundredths of `whole`; nothing of nothing is.
fn share(part: usize, whole: usize, hundredths: usize) -> bool {
    part * 100 >= whole * hundredths
}

/// Whether two names are one, perhaps with a correction: most of their pairs of neighbouring characters are the same.
fn alike(a: Option<&str>, b: Option<&str>) -> bool {
    // A sub-program may have no name of its own.
    let (Some(a), Some(b)) = (a, b) else { return a == b };
    let pairs = |name: &str| -> Vec<(char, char)> {
        let chars: Vec<char> = fold(name).chars().filter(|c| !c.is_whitespace()).collect();
        chars.windows(2).filter_map(|w| Some((*w.first()?, *w.last()?))).collect()
    };
    let (left, right) = (pairs(a), pairs(b));
    let shared = left.iter().filter(|pair| right.contains(pair)).count();
    fold(a) == fold(b) || (shared > 0 && shared * 2 >= left.len().max(right.len()))
}

/// A title without what only tells the edition: `（訂正版）`, a date of correction in brackets.
fn bare_title(title: &str) -> String {
    let corrected = |text: &str| CORRECTED.iter().any(|word| text.contains(word));
    let (mut kept, mut rest) = (String::new(), title);
    while let Some((before, behind)) = rest.split_once(['(', '（', '【', '[', '［', '〔']) {
        kept.push_str(before);
        let Some((inside, after)) = behind.split_once([')', '）', '】', ']', '］', '〕']) else {
            rest = behind;
            break;
        };
        kept.push_str(if corrected(inside) { "" } else { inside });
        rest = after;
    }
    kept.push_str(rest);
    for word in CORRECTED {
        kept = kept.replace(word, "");
    }
    fold(&kept).split_whitespace().collect()
}

/// Words by which a title says that it is a corrected edition; the longer ones first.
const CORRECTED: [&str; 10] =
    ["訂正版", "修正版", "改訂版", "更新版", "差替版", "差し替え", "差替え", "差替", "訂正", "修正"];

/// About whom: plans by their place in the alphabet of codes, since two documents may count them otherwise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Document,
    Plan(String),
    Direction(String, u16),
    Program(String, Number),
}

impl Who {
    fn is_program(&self) -> bool {
        matches!(self, Who::Program(..))
    }
}

/// About whom, what, and for when.
type Key = (Who, Said, Option<Period>);

/// What is said; without a text where the document says that there is nothing.
#[derive(Clone, Debug)]
struct Value {
    text: Option<Box<str>>,
    place: Place,
}

/// Everything that a document says, by whom, what and when.
struct Gathered<'a> {
    document: &'a Document,
    said: BTreeMap<Key, Vec<Value>>,
}

impl<'a> Gathered<'a> {
    fn of(document: &'a Document) -> Gathered<'a> {
        let mut said: BTreeMap<Key, Vec<Value>> = BTreeMap::new();
        for statement in &document.statements {
            let Some((what, text)) = value(document, statement) else { continue };
            let key = (who(document, statement.subject), what, statement.period);
            said.entry(key).or_default().push(Value { text, place: statement.place.clone() });
        }
        Gathered { document, said }
    }

    fn programs(&self) -> BTreeSet<Who> {
        self.said.keys().map(|key| key.0.clone()).filter(Who::is_program).collect()
    }

    fn program(&self, who: &Who) -> Option<ProgramId> {
        let Who::Program(plan, number) = who else { return None };
        let named = self.document.plans.iter().find(|p| plan_key(self.document, &p.id) == *plan)?;
        Some(ProgramId { plan: named.id.clone(), number: *number })
    }

    fn name(&self, who: &Who) -> Option<&str> {
        let mut named = self.said.range((who.clone(), Said::Name, None)..);
        let (key, values) = named.next()?;
        values.first().filter(|_| key.0 == *who && key.1 == Said::Name)?.text.as_deref()
    }

    fn title(&self) -> Option<String> {
        let titles = self.said.iter().filter(|(key, _)| key.1 == Said::Title);
        let first = titles.flat_map(|(_, values)| values).min_by_key(|v| v.place.lines())?;
        first.text.as_deref().map(bare_title)
    }

    /// The values in a place, in an order that does not depend on that of the lines.
    fn values(&self, key: &Key) -> Vec<Option<String>> {
        let said = self.said.get(key).map_or(&[][..], Vec::as_slice);
        let mut values: Vec<Option<String>> = said.iter().map(Value::closed_up).collect();
        values.sort();
        values
    }
}

impl Value {
    /// The text without white space, which says nothing about the value.
    fn closed_up(&self) -> Option<String> {
        self.text.as_ref().map(|text| text.chars().filter(|c| !c.is_whitespace()).collect())
    }
}

/// The values of one place that are not in both, each old one beside the new one that stands for it.
fn pairs<'v>(
    old: Option<&'v Vec<Value>>,
    new: Option<&'v Vec<Value>>,
) -> Vec<(Option<&'v Value>, Option<&'v Value>)> {
    let mut from: Vec<&Value> = old.into_iter().flatten().collect();
    let mut to: Vec<&Value> = Vec::new();
    for value in new.into_iter().flatten() {
        match from.iter().position(|old| old.closed_up() == value.closed_up()) {
            Some(at) => _ = from.remove(at),
            None => to.push(value),
        }
    }
    let count = from.len().max(to.len());
    (0..count).map(|at| (from.get(at).copied(), to.get(at).copied())).collect()
}

/// A plan as two documents can both call it. One of them may leave the municipality out, unless it names two plans of
/// that code.
fn plan_key(document: &Document, id: &PlanId) -> String {
    let alone = document.plans.iter().filter(|p| p.id.code == id.code).count() < 2;
    let city = id.municipality.as_deref().filter(|_| !alone).unwrap_or_default();
    format!("{} {city}", id.code)
}

fn who(document: &Document, subject: Subject) -> Who {
    let plan = |at: u32| document.plans.get(at as usize).map_or(String::new(), |p| plan_key(document, &p.id));
    match subject {
        Subject::Document => Who::Document,
        Subject::Plan(at) => Who::Plan(plan(at)),
        Subject::Direction(at, no) => Who::Direction(plan(at), no),
        Subject::Program(at, number) => Who::Program(plan(at), number),
    }
}

/// What a statement says, as two editions can be compared; `None` for what only tells how the document is set.
fn value(document: &Document, statement: &Statement) -> Option<(Said, Option<Box<str>>)> {
    let text = || Some(statement.text.clone());
    Some(match &statement.fact {
        Fact::Heading | Fact::Unplaced => return None,
        Fact::Title => (Said::Title, text()),
        Fact::Name | Fact::NameAlone => (Said::Name, text()),
        Fact::Direction => (Said::Field(Field::Direction), text()),
        Fact::Departments(names) => (Said::Field(Field::Departments), Some(names.join("、").into())),
        Fact::Grade(grade) => (Said::Field(Field::Grade), Some(grade.to_string().into())),
        Fact::FollowUp(marked) => {
            let mark = if *marked { "○" } else { "-" };
            (Said::Field(Field::FollowUp), Some(mark.into()))
        }
        Fact::Text(field) => (Said::Field(Field::Text(*field)), text()),
        Fact::Figure(figure) => {
            let said = match figure.side {
                Side::Target => Said::Field(Field::Target),
                Side::Actual => Said::Field(Field::Actual),
                Side::Baseline => Said::Baseline,
            };
            (said, text())
        }
        Fact::Missing(field, _) => (Said::Field(*field), None),
        Fact::Study => (Said::Study, text()),
        Fact::Relisting(of) => (Said::Relisting, Some(of.to_string().into())),
        Fact::Listed(_) => (Said::Listed, text()),
        Fact::Total(total) => (Said::Total(total.grade, total.column), Some(total.count.to_string().into())),
        Fact::Meaning(grade) => (Said::Meaning(*grade), text()),
        Fact::Years(first, last) => (Said::Years, Some(format!("{first}-{last}").into())),
        Fact::Decided(decision) => {
            (Said::Decision, Some(format!("{} {}", decided(document, decision), statement.text).into()))
        }
    })
}

/// A decision in the words of the file in which it stands.
fn decided(document: &Document, decision: &Decision) -> String {
    match decision {
        Decision::Link(to, relation, basis) => {
            let to = match to {
                Subject::Program(at, number) => document
                    .plans
                    .get(*at as usize)
                    .map_or(String::new(), |p| format!("{}-{number}", p.id.code)),
                _ => String::new(),
            };
            let name = Relation::ALL.iter().find(|(known, _)| known == relation).map_or("", |(_, name)| name);
            format!("link {to} {name} {basis:?}")
        }
        Decision::Direction(no) => format!("direction {no}"),
        Decision::Better(label, better) => format!("better {label} {better:?}"),
        Decision::Document(beginning) => format!("document {beginning}"),
        Decision::Department(name, also) => format!("department {name} = {}", also.join("、")),
        Decision::Reading(word, reading) => format!("reading {word} = {reading}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{DocumentId, How, LineSpan, NamedPlan, PlanCode, TextField};

    /// Rows `number name grade result`; `-` as grade or result says that there is none.
    fn document(rows: &str) -> Document {
        let mut statements = Vec::new();
        for (at, row) in rows.split(" / ").enumerate() {
            let cells: Vec<&str> = row.split(' ').collect();
            let number = Number::program(cells[0].parse().unwrap());
            let line = at as u32 + 1;
            let mut say = |period: Option<&str>, fact: Fact, text: &str| {
                statements.push(Statement {
                    subject: Subject::Program(0, number),
                    period: period.and_then(Period::parse),
                    fact,
                    text: text.into(),
                    how: How::Printed,
                    place: Place::Lines(LineSpan { first: line, last: line, start: 0, end: 1 }),
                });
            };
            say(None, Fact::Name, cells[1]);
            match cells.get(2).map(|grade| Grade::parse(grade)) {
                Some(Some(grade)) => say(Some("H26末"), Fact::Grade(grade), cells[2]),
                Some(None) => {
                    let why = crate::model::Empty::NotGraded;
                    say(Some("H26末"), Fact::Missing(Field::Grade, why), "");
                }
                None => {}
            }
            for text in cells.iter().skip(3) {
                say(Some("H26末"), Fact::Text(TextField::Result), text);
            }
        }
        let id = PlanId { municipality: None, code: PlanCode::parse("P2").unwrap() };
        Document {
            id: DocumentId(rows.into()),
            name: "a.txt".into(),
            layout: Layout::Table,
            plans: vec![NamedPlan { id, name: None }],
            periods: vec![Period::parse("H26末").unwrap()],
            statements,
            doubts: Vec::new(),
            unread: Vec::new(),
        }
    }

    fn titled(mut document: Document, title: &str) -> Document {
        document.statements.push(Statement {
            subject: Subject::Plan(0),
            fact: Fact::Title,
            text: title.into(),
            ..document.statements[0].clone()
        });
        document
    }

    const FIVE: &str =
        "1 協働の推進 A 済 / 2 広報の充実 B 未 / 3 行政評価 A 済 / 4 財政見通し S 済 / 5 人材育成 A 済";

    #[test]
    fn what_is_said_otherwise_is_told_value_by_value() {
        for (old, new, expected) in [
            (FIVE, FIVE, ""),
            ("1 協働 A", "1 協働 B", "P2-1 Field(Grade) H26末 A>B :1"),
            ("1 協働 A / 2 広報 B", "2 広報 B / 1 協働 S", "P2-1 Field(Grade) H26末 A>S :2"),
            ("1 協働 A", "1 協働 -", "P2-1 Field(Grade) H26末 A>- :1"),
            ("1 協働 -", "1 協働 A", "P2-1 Field(Grade) H26末 ->A :1"),
            ("1 協働 - 済", "1 協働 -", "P2-1 Field(Text(Result)) H26末 済>-"),
            ("1 協働 A", "1 協働の推進 A", "P2-1 Name 協働>協働の推進 :1"),
            ("1 協働 A", "1 協働 A / 2 広報 B", "+P2-2 広報"),
            ("1 協働 A / 2 広報 B", "2 広報 B", "-P2-1 協働"),
            // Of several values in one place only what changed, whatever the order.
            ("1 協働 A 甲 乙", "1 協働 A 乙 丙", "P2-1 Field(Text(Result)) H26末 甲>丙 :1"),
        ] {
            let found = difference(&document(old), &document(new));
            let text = |v: &Option<Box<str>>| v.as_deref().unwrap_or("-").to_owned();
            let mut told: Vec<String> = Vec::new();
            told.extend(found.added.iter().map(|(id, name)| format!("+{id} {name}")));
            told.extend(found.removed.iter().map(|(id, name)| format!("-{id} {name}")));
            told.extend(found.changed.iter().map(|c| {
                let program = c.program.as_ref().map_or(String::new(), ToString::to_string);
                let period = c.period.map_or(String::new(), |p| format!(" {p}"));
                let line = c.place.as_ref().map_or(String::new(), |p| format!(" :{}", p.lines().0));
                format!("{program} {:?}{period} {}>{}{line}", c.said, text(&c.from), text(&c.to))
            }));
            assert_eq!(told.join("; "), expected, "{old} → {new}");
            assert_eq!(found.is_empty(), expected.is_empty());
        }
    }

    #[test]
    fn white_space_is_no_difference() {
        let spaced = |text: &str| {
            let mut document = document("1 協働 A 甲");
            document.statements[2].text = text.into();
            document
        };
        assert!(difference(&spaced("甲 乙"), &spaced("甲\u{3000}乙")).is_empty());
        assert!(!difference(&spaced("甲乙"), &spaced("乙甲")).is_empty());
    }

    #[test]
    fn an_edition_names_the_same_programs_and_says_the_same_kinds_of_things() {
        let six = format!("{FIVE} / 6 窓口改善 A 済");
        for (new, expected) in [
            (FIVE.to_owned(), Kinship::Edition),
            (FIVE.replace("B 未", "A 済"), Kinship::Edition),
            (FIVE.replace("広報の充実", "広報の拡充"), Kinship::Edition),
            (six, Kinship::Edition),
            // A document that complements: other things of the same programs, or hardly any of them.
            (FIVE.replace(" 済", "").replace(" 未", ""), Kinship::Doubtful),
            ("1 協働の推進 A 済 / 2 広報の充実 B 未".to_owned(), Kinship::Other),
            // Every value another one: somebody else's figures under the same names.
            (FIVE.replace('A', "B").replace("済", "別").replace("未", "否"), Kinship::Doubtful),
            // Another city's plan of the same code.
            (
                "1 観光 A 済 / 2 防災 B 未 / 3 教育 A 済 / 4 道路 S 済 / 5 水道 A 済".to_owned(),
                Kinship::Other,
            ),
        ] {
            assert_eq!(kinship(&document(FIVE), &document(&new)), expected, "{new}");
        }
    }

    #[test]
    fn what_a_document_is_about_decides_before_what_it_says() {
        let city = |name: &str| {
            let mut document = document(FIVE);
            document.plans[0].id.municipality = Some(name.into());
            document
        };
        let mut year_later = document(FIVE);
        year_later.periods = vec![Period::parse("H27末").unwrap()];
        let mut prose = document(FIVE);
        prose.layout = Layout::Prose;
        let mut other_plan = document(FIVE);
        other_plan.plans[0].id.code = PlanCode::parse("P3").unwrap();
        let mut nothing = document(FIVE);
        nothing.statements.clear();
        let plain = || document(FIVE);
        for (old, new, expected) in [
            (city("小平市"), city("小平市"), Kinship::Edition),
            (city("小平市"), plain(), Kinship::Edition),
            (city("小平市"), city("東川町"), Kinship::Other),
            (plain(), year_later, Kinship::Other),
            (plain(), prose, Kinship::Other),
            (plain(), other_plan, Kinship::Other),
            (nothing.clone(), nothing, Kinship::Other),
            (titled(plain(), "進捗状況（訂正版）"), titled(plain(), "進捗状況"), Kinship::Edition),
            (titled(plain(), "進捗状況"), titled(plain(), "進捗状況【令和３年９月修正】"), Kinship::Edition),
            (titled(plain(), "進捗状況"), titled(plain(), "フォローアップの結果"), Kinship::Doubtful),
        ] {
            assert_eq!(kinship(&old, &new), expected);
            assert_eq!(kinship(&new, &old), expected);
        }
    }

    #[test]
    fn files_of_decisions_are_editions_by_their_names() {
        let file =
            |name: &str| Document { name: name.into(), layout: Layout::Curation, ..document("1 協働 A") };
        assert_eq!(kinship(&file("a.toml"), &file("a.toml")), Kinship::Edition);
        assert_eq!(kinship(&file("a.toml"), &file("b.toml")), Kinship::Other);
        assert_eq!(kinship(&file("a.toml"), &document("1 協働 A")), Kinship::Other);
    }
}
