//! Fields of a query (`dept:財政課`, `H26末:B`): what they are called, which values exist in a catalog, and whether a
//! program has them.
//!
//! A value that does not exist is an error that names those that do: a misspelling must not look like "none". Must
//! not know words or rankings.

use std::collections::HashSet;

use super::Matched;
use super::change::{self, Turn};
use super::index::Index;
use super::number;
use super::query::QueryError;
use super::token::Value;
use crate::model::{
    Catalog, DepartmentIx, Empty, Grade, GradeCell, Kind, Mention, Period, PlanCode, PlanIx, Point, Program,
    ProgramIx, Scale, Year,
};
use crate::review;
use crate::text::{fold, numeral};

/// The names of the fields; beside them every period of a plan is one (`H26末:B`).
pub const FIELDS: &[&str] = &[
    "plan", "no", "dir", "dept", "grade", "city", "kind", "follow", "is", "missed", "met", "has", "text",
    "changed", "worse", "better", "empty",
];

/// How many of the values that exist an error names.
const NAMED: usize = 12;

/// A field with its values, resolved against a catalog. Several values: any of them.
#[derive(Clone, Debug)]
pub(super) enum Filter {
    Plans(HashSet<PlanIx>),
    Programs(HashSet<ProgramIx>),
    Directions(HashSet<(PlanIx, u16)>),
    Departments(HashSet<DepartmentIx>),
    Grades(Vec<Grade>),
    GradesAt(Period, Vec<Grade>),
    Kinds(Vec<Kind>),
    FollowUp(Vec<bool>),
    Shapes(Vec<Shape>),
    Missed(Vec<bool>),
    Met(Vec<bool>),
    Turned(Turn, HashSet<(Period, Period)>),
    Lacking(Vec<Empty>),
    Text(Vec<String>),
}

/// What `is:` asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Relisted,
    Parent,
    Sub,
}

const YES_NO: &[(&str, bool)] = &[("yes", true), ("no", false)];
const KINDS: &[(&str, Kind)] = &[("study", Kind::Study), ("implementation", Kind::Implementation)];
const SHAPES: &[(&str, Shape)] =
    &[("relisted", Shape::Relisted), ("parent", Shape::Parent), ("sub", Shape::Sub)];

/// Reads what stands about a colon; `None` when it is no field but text with a colon in it, such as a time.
pub(super) fn read(name: &str, values: &[Value], catalog: &Catalog) -> Result<Option<Filter>, QueryError> {
    let folded = fold(name);
    let in_japanese = IN_JAPANESE.iter().find(|(name, _)| *name == folded);
    let folded = in_japanese.map_or(folded, |(_, field)| (*field).to_owned());
    let reader = Reader { field: folded.clone(), values, catalog };
    if FIELDS.contains(&folded.as_str()) {
        return reader.filter().map(Some);
    }
    if let Some(period) = Period::parse(name) {
        return Reader { field: name.trim().to_owned(), ..reader }.grades_at(period).map(Some);
    }
    if let Some(Mention { year: Year::WithoutEra(year), point }) = Mention::whole(name)
        && !values.is_empty()
        && values.iter().all(|v| grade(&v.text).is_some())
    {
        // `26末:B`, as the heads of columns have it. `26:B` says too little, and so does a year that two eras have.
        let meant = point.map_or_else(Vec::new, |point| periods_of(year, point, catalog));
        return match meant.as_slice() {
            [one] => Reader { field: name.trim().to_owned(), ..reader }.grades_at(*one).map(Some),
            _ => Err(unknown_period(name, catalog)),
        };
    }
    let all_digits = name.chars().all(char::is_numeric);
    let one_word = name.chars().all(|c| c.is_alphanumeric() || c == 'ー');
    let address = values.first().is_some_and(|v| v.text.starts_with("//"));
    if name.is_empty() || all_digits || !one_word || address {
        return Ok(None);
    }
    Err(QueryError::UnknownField { name: name.to_owned(), known: FIELDS })
}

/// The fields in Japanese.
const IN_JAPANESE: &[(&str, &str)] = &[
    ("計画", "plan"),
    ("番号", "no"),
    ("方針", "dir"),
    ("担当", "dept"),
    ("評価", "grade"),
    ("市", "city"),
    ("種別", "kind"),
    ("追跡", "follow"),
    ("未達", "missed"),
    ("達成", "met"),
    ("本文", "text"),
    ("欠け", "empty"),
];

/// The periods in the catalog that a year without its era may mean.
fn periods_of(year: u16, point: Point, catalog: &Catalog) -> Vec<Period> {
    let all = catalog.plans().flat_map(|(_, plan)| plan.periods.iter().copied());
    let mut meant: Vec<Period> = all.filter(|p| p.point == point && p.year.is_year_of_era(year)).collect();
    meant.sort_unstable();
    meant.dedup();
    meant
}

struct Reader<'a> {
    field: String,
    values: &'a [Value],
    catalog: &'a Catalog,
}

impl Reader<'_> {
    fn filter(&self) -> Result<Filter, QueryError> {
        let catalog = self.catalog;
        Ok(match self.field.as_str() {
            "plan" => Filter::Plans(self.any(
                |v| plans(v, catalog),
                |_| catalog.plans().map(|(ix, _)| catalog.plan_label(ix)).collect(),
            )?),
            "no" => Filter::Programs(self.any(|v| programs(v, catalog), |_| spans(catalog))?),
            "dir" => Filter::Directions(self.any(|v| directions(v, catalog), |_| direction_names(catalog))?),
            "dept" => Filter::Departments(self.any(
                |v| departments(v, catalog),
                |v| nearest(v, catalog.headlines().departments.iter().map(AsRef::as_ref)),
            )?),
            "city" => Filter::Plans(self.any(
                |v| cities(v, catalog),
                |v| nearest(v, catalog.municipalities().iter().map(AsRef::as_ref)),
            )?),
            "grade" => Filter::Grades(self.grades()?),
            "kind" => Filter::Kinds(self.one_of(KINDS)?),
            "follow" => Filter::FollowUp(self.one_of(YES_NO)?),
            "is" => Filter::Shapes(self.one_of(SHAPES)?),
            "missed" => Filter::Missed(self.one_of(YES_NO)?),
            "met" => Filter::Met(self.one_of(YES_NO)?),
            "changed" => Filter::Turned(Turn::Changed, self.spans()?),
            "worse" => Filter::Turned(Turn::Worse, self.spans()?),
            "better" => Filter::Turned(Turn::Better, self.spans()?),
            "empty" => Filter::Lacking(self.one_of(&Empty::ALL.map(|kind| (kind.id(), kind)))?),
            "has" => {
                self.one_of(&[("opinion", ())])?;
                return Err(QueryError::NotYet { field: "has:opinion".to_owned() });
            }
            // The names were checked before; this one is `text`.
            _ => {
                let texts: Vec<String> = self.values.iter().map(|v| fold(&v.text)).collect();
                Filter::Text(self.filled(texts.into_iter().filter(|t| !t.is_empty()).collect())?)
            }
        })
    }

    fn spans(&self) -> Result<HashSet<(Period, Period)>, QueryError> {
        let known = |period: &Period| self.catalog.plans().any(|(_, plan)| plan.periods.contains(period));
        let meant = |v: &str| {
            change::span(v).filter(|(from, to)| known(from) && known(to)).into_iter().collect::<Vec<_>>()
        };
        self.any(meant, |_| named(change::spans(self.catalog).into_iter()))
    }

    fn grades_at(&self, period: Period) -> Result<Filter, QueryError> {
        if !self.catalog.plans().any(|(_, plan)| plan.periods.contains(&period)) {
            return Err(unknown_period(&self.field, self.catalog));
        }
        Ok(Filter::GradesAt(period, self.grades()?))
    }

    /// Everything that any of the values means; each has to mean something.
    fn any<T: Eq + std::hash::Hash>(
        &self,
        meant: impl Fn(&str) -> Vec<T>,
        known: impl Fn(&str) -> Vec<String>,
    ) -> Result<HashSet<T>, QueryError> {
        let mut all = HashSet::new();
        for value in self.filled(self.values.iter().collect())? {
            let found = meant(&value.text);
            if found.is_empty() {
                return Err(self.unknown(&value.text, known(&value.text)));
            }
            all.extend(found);
        }
        Ok(all)
    }

    fn one_of<T: Copy>(&self, table: &[(&str, T)]) -> Result<Vec<T>, QueryError> {
        let each = self.filled(self.values.iter().collect())?.into_iter().map(|value| {
            let text = fold(&value.text);
            let found = table.iter().find(|(name, _)| fold(name) == text);
            let known = || table.iter().map(|(name, _)| (*name).to_owned()).collect();
            found.map(|(_, meant)| *meant).ok_or_else(|| self.unknown(&value.text, known()))
        });
        each.collect()
    }

    /// Marks on the scale of some plan.
    fn grades(&self) -> Result<Vec<Grade>, QueryError> {
        let scale = Scale::merged(self.catalog.plans().map(|(_, plan)| &plan.scale));
        let each = self.filled(self.values.iter().collect())?.into_iter().map(|value| {
            let known = || scale.iter().map(ToString::to_string).collect();
            grade(&value.text)
                .filter(|mark| scale.contains(mark))
                .ok_or_else(|| self.unknown(&value.text, known()))
        });
        each.collect()
    }

    fn filled<T>(&self, values: Vec<T>) -> Result<Vec<T>, QueryError> {
        if values.is_empty() { Err(QueryError::EmptyValue { field: self.field.clone() }) } else { Ok(values) }
    }

    fn unknown(&self, value: &str, known: Vec<String>) -> QueryError {
        QueryError::UnknownValue { field: self.field.clone(), value: value.to_owned(), known }
    }
}

/// A mark in either case of letters.
fn grade(typed: &str) -> Option<Grade> {
    Grade::in_column(&typed.to_uppercase())
}

fn unknown_period(typed: &str, catalog: &Catalog) -> QueryError {
    let mut periods: Vec<Period> =
        catalog.plans().flat_map(|(_, plan)| plan.periods.iter().copied()).collect();
    periods.sort_unstable();
    periods.dedup();
    let known = periods.iter().map(ToString::to_string).collect();
    QueryError::UnknownValue { field: "period".to_owned(), value: typed.to_owned(), known }
}

/// `P2`, or `東川/P2` of one municipality.
fn plans(typed: &str, catalog: &Catalog) -> Vec<PlanIx> {
    let (city, code) = match typed.split_once(['/', '／']) {
        Some((city, code)) => (fold(city), code),
        None => (String::new(), typed),
    };
    let Some(code) = PlanCode::parse(&fold(code)) else { return Vec::new() };
    let chosen = catalog.plans().filter(|(ix, plan)| {
        plan.id.code == code && (city.is_empty() || number::belongs_to(catalog, *ix, &city))
    });
    chosen.map(|(ix, _)| ix).collect()
}

fn cities(typed: &str, catalog: &Catalog) -> Vec<PlanIx> {
    let city = fold(typed);
    let chosen = catalog.plans().map(|(ix, _)| ix);
    chosen.filter(|ix| !city.is_empty() && number::belongs_to(catalog, *ix, &city)).collect()
}

fn programs(typed: &str, catalog: &Catalog) -> Vec<ProgramIx> {
    let read = number::read(typed, catalog).filter(|n| n.by == Matched::Number);
    read.map(|n| n.programs().collect()).unwrap_or_default()
}

fn directions(typed: &str, catalog: &Catalog) -> Vec<(PlanIx, u16)> {
    let text = typed.trim();
    // A kanji number alone may as well be a word of a name.
    let counted = numeral(text).filter(|n| n.form != crate::text::Form::Kanji).map(|n| n.value);
    let (no, word) = (number::direction_number(text).or(counted), fold(text));
    let mut found = Vec::new();
    for (ix, plan) in catalog.plans() {
        for (at, direction) in plan.directions.iter().enumerate() {
            let meant = match no {
                Some(no) => u32::from(direction.no) == no,
                None => !word.is_empty() && fold(&direction.name).contains(&word),
            };
            if meant {
                found.push((ix, at as u16));
            }
        }
    }
    found
}

/// The departments that are called so, or else whose name holds the word; with the other names that a person has given
/// them.
fn departments(typed: &str, catalog: &Catalog) -> Vec<DepartmentIx> {
    let word = fold(typed);
    if word.is_empty() {
        return Vec::new();
    }
    let names: Vec<String> = catalog.headlines().departments.iter().map(|name| fold(name)).collect();
    let groups: Vec<Vec<String>> = catalog
        .curation()
        .departments
        .iter()
        .map(|group| group.iter().map(|name| fold(name)).collect())
        .collect();
    let called = |means: &dyn Fn(&str) -> bool| -> Vec<DepartmentIx> {
        let group_of = |name: &String| groups.iter().find(|group| group.contains(name));
        let meant = |name: &String| {
            means(name) || group_of(name).is_some_and(|group| group.iter().any(|other| means(other)))
        };
        let meant = names.iter().enumerate().filter(|(_, name)| meant(name));
        meant.map(|(at, _)| DepartmentIx(at as u32)).collect()
    };
    let exactly = called(&|name| name == word);
    if exactly.is_empty() { called(&|name| name.contains(&word)) } else { exactly }
}

/// `P2-1…62`: the numbers that exist.
fn spans(catalog: &Catalog) -> Vec<String> {
    let span = |ix: PlanIx| {
        let mut numbers = catalog.programs_of(ix).filter(|(_, p)| p.parent.is_none()).map(|(_, p)| p.number);
        let first = numbers.next()?;
        let last = numbers.last().unwrap_or(first);
        Some(format!("{}-{first}…{last}", catalog.plan_label(ix)))
    };
    named(catalog.plans().filter_map(|(ix, _)| span(ix)))
}

fn direction_names(catalog: &Catalog) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for direction in catalog.plans().flat_map(|(_, plan)| &plan.directions) {
        let name = format!("{} {}", direction.no, direction.name);
        // One more than is named: whether the list is cut has to be known.
        if names.len() <= NAMED && !names.contains(&name) {
            names.push(name);
        }
    }
    named(names.into_iter())
}

/// As many names as an error takes; a dot-dot-dot says that there are more.
fn named(mut names: impl Iterator<Item = String>) -> Vec<String> {
    let mut found: Vec<String> = names.by_ref().take(NAMED).collect();
    found.extend(names.next().map(|_| "…".to_owned()));
    found
}

/// The names that share most characters with what was typed, all of them when they are few.
fn nearest<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Vec<String> {
    let typed: HashSet<char> = fold(typed).chars().collect();
    let mut names: Vec<&str> = names.collect();
    if names.len() > NAMED {
        let shared = |name: &str| fold(name).chars().collect::<HashSet<_>>().intersection(&typed).count();
        names.sort_by_cached_key(|name| std::cmp::Reverse(shared(name)));
    }
    named(names.into_iter().map(str::to_owned))
}

impl Filter {
    /// Whether a program has one of the values.
    pub fn admits(&self, catalog: &Catalog, index: &Index, ix: ProgramIx, program: &Program) -> bool {
        let known_grade = |cell: &GradeCell, marks: &[Grade]| match cell {
            GradeCell::Known(grade, _) => marks.contains(grade),
            // Whichever it is, it is one of those asked for.
            GradeCell::Candidates(all) => all.iter().all(|grade| marks.contains(grade)),
            GradeCell::Empty(_) => false,
        };
        match self {
            Filter::Plans(plans) => plans.contains(&program.plan),
            Filter::Programs(programs) => programs.contains(&ix),
            Filter::Directions(set) => program.direction.is_some_and(|at| set.contains(&(program.plan, at))),
            Filter::Departments(set) => {
                let mut all = program.departments.known().iter().chain(&program.former_departments);
                all.any(|d| set.contains(d))
            }
            Filter::Grades(marks) => program.grades.iter().any(|cell| known_grade(cell, marks)),
            Filter::GradesAt(period, marks) => {
                catalog.grade_at(ix, *period).is_some_and(|cell| known_grade(cell, marks))
            }
            Filter::Kinds(kinds) => kinds.contains(&program.kind),
            Filter::FollowUp(answers) => program.follow_up.is_some_and(|marked| answers.contains(&marked)),
            Filter::Shapes(shapes) => shapes.iter().any(|shape| match shape {
                Shape::Relisted => program.relisted_of.is_some(),
                Shape::Parent => !program.children.is_empty(),
                Shape::Sub => program.parent.is_some(),
            }),
            Filter::Missed(answers) => answers.contains(&review::is_missed(catalog, ix)),
            Filter::Turned(turn, spans) => spans.iter().any(|span| turn.took(catalog, ix, *span)),
            Filter::Lacking(kinds) => review::gaps(catalog, ix).iter().any(|gap| kinds.contains(&gap.kind)),
            Filter::Met(answers) => answers.contains(&review::is_met(catalog, ix)),
            Filter::Text(texts) => {
                let body = index.body(catalog, ix);
                texts.iter().any(|text| body.contains(text.as_str()))
            }
        }
    }

    /// The field to name as the reason of a hit, where it is one of those that words are matched against.
    pub fn matched(&self) -> Option<Matched> {
        match self {
            Filter::Programs(_) => Some(Matched::Number),
            Filter::Directions(_) => Some(Matched::Direction),
            Filter::Departments(_) => Some(Matched::Departments),
            Filter::Text(_) => Some(Matched::Text),
            _ => None,
        }
    }

    /// Whether it reads more than headlines, so that it is asked last.
    pub fn is_costly(&self) -> bool {
        matches!(self, Filter::Missed(_) | Filter::Met(_) | Filter::Text(_) | Filter::Lacking(_))
    }
}
