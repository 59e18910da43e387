//! One program on paper: everything known of it as lines, each with the places in the documents it rests on.
//!
//! Screens show it, the command line prints it. Asked first, shown first: grades, targets beside results, follow-up,
//! then promised beside reported. An empty field says which kind of empty it is.

mod figures;
mod lines;
mod relatives;

use super::names;
use crate::model::{
    Catalog, Decision, DocumentIx, Fact, Field, Grade, GradeCell, How, Level, Period, Place, ProgramIx,
    Sourced, TextField,
};
use crate::review::{Gap, Verdict, gaps, proof, verdict};
use crate::text::{Display, Widths, sanitize};
use crate::words::{Lang, Msg};
use lines::{dim, plain};

/// How a piece of a line speaks; drawing turns it into a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// As it is.
    Plain,
    /// A title or a label.
    Strong,
    /// Beside the matter.
    Dim,
    /// Late or missed.
    Alert,
    /// To be asked about.
    Ask,
    /// A grade.
    Grade(Level),
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: Display,
    /// How it speaks.
    pub tone: Tone,
}

/// A passage of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The document.
    pub document: DocumentIx,
    /// Where in it.
    pub place: Place,
    /// What it gives: `P3-12 実績 R2末`.
    pub label: String,
    /// What stands there, as printed; empty where nothing does.
    pub text: Box<str>,
    /// How it was obtained, or that there is nothing at this place and why.
    pub how: Msg,
}

/// One line of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its pieces from left to right.
    pub spans: Vec<Span>,
    /// The passages it rests on.
    pub sources: Vec<Anchor>,
    /// The program that it leads to.
    pub leads_to: Option<ProgramIx>,
    /// The period it speaks of.
    pub period: Option<Period>,
}

impl Line {
    /// The text of the line.
    pub fn text(&self) -> String {
        self.spans.iter().map(|s| s.text.as_str()).collect()
    }
}

/// Everything known of one program, in lines of at most `width` cells.
pub fn sheet(catalog: &Catalog, program: ProgramIx, width: usize, widths: Widths, lang: Lang) -> Vec<Line> {
    let writer = Writer { catalog, program, width: width.max(1), widths, lang, lines: Vec::new() };
    writer.write()
}

struct Writer<'a> {
    catalog: &'a Catalog,
    program: ProgramIx,
    width: usize,
    widths: Widths,
    lang: Lang,
    lines: Vec<Line>,
}

/// Cells of the id in front of another program.
const ID: usize = 10;

impl Writer<'_> {
    fn write(mut self) -> Vec<Line> {
        let gaps = gaps(self.catalog, self.program);
        self.title(&gaps);
        self.grades(&gaps);
        self.relations();
        self.lineage();
        self.follow_up(&gaps);
        self.blank();
        self.indicators(&gaps);
        self.children();
        self.blank();
        self.texts(&gaps);
        self.doubts();
        self.namesakes();
        while self.lines.last().is_some_and(|l| l.spans.is_empty()) {
            self.lines.pop();
        }
        self.lines
    }

    fn title(&mut self, gaps: &[Gap]) {
        let program = self.catalog.program(self.program);
        let title = format!("{}  {}", self.catalog.label(self.program), program.name);
        let mut sources = self.sources(|fact| matches!(fact, Fact::Name));
        if sources.is_empty() {
            // A sub-program carries its parent's name; its own row is where its department stands.
            sources = self.sources(|fact| matches!(fact, Fact::Departments(_)));
        }
        self.prose("", &title, Tone::Strong, sources);
        let direction = |at: Option<u16>| {
            let found = self.catalog.plan(program.plan).directions.get(usize::from(at?))?;
            Some(format!("{} {}", found.no, found.name))
        };
        let (printed, corrected) =
            (direction(program.printed_direction), direction(program.corrected_direction));
        let sources = self.sources(|fact| matches!(fact, Fact::Direction));
        self.field(Field::Direction, printed.as_deref(), sources, gaps);
        if let Some(corrected) = corrected {
            let sources = self.sources(|fact| matches!(fact, Fact::Decided(Decision::Direction(_))));
            let text = Msg::Corrected.fill(self.lang, &[&corrected]);
            self.prose(" ", &text, Tone::Plain, sources);
        }
        let names: Vec<&str> = self.catalog.departments_of(program).collect();
        let departments = (!names.is_empty()).then(|| names.join(Msg::Comma.text(self.lang)));
        let sources = self.sources(|fact| matches!(fact, Fact::Departments(_)));
        self.field(Field::Departments, departments.as_deref(), sources, gaps);
    }

    fn grades(&mut self, gaps: &[Gap]) {
        let plan = self.catalog.plan_of(self.program);
        let program = self.catalog.program(self.program);
        if program.parent.is_some() {
            let empty = gaps.iter().find(|g| g.field == Field::Grade).cloned();
            if let Some(gap) = empty {
                self.gap(&gap);
            }
            return;
        }
        for (period, cell) in plan.periods.iter().zip(&program.grades) {
            let sources = self
                .sources_at(*period, |fact| matches!(fact, Fact::Grade(_) | Fact::Missing(Field::Grade, _)));
            let mut spans = vec![
                self.label(Msg::FieldGrade.text(self.lang)),
                plain(&format!("{} ", names::period(*period, self.lang))),
            ];
            match cell {
                GradeCell::Known(grade, _) => {
                    spans.push(Span {
                        text: sanitize(&format!(" {grade} ")),
                        tone: Tone::Grade(plan.scale.level(*grade)),
                    });
                    spans.push(plain(&format!(" {}", plan.scale.meaning(*grade).unwrap_or(""))));
                }
                GradeCell::Candidates(marks) => {
                    let marks: Vec<String> = marks.iter().map(ToString::to_string).collect();
                    spans.push(plain(&format!(" {{{}}}", marks.join(", "))));
                }
                GradeCell::Empty(kind) => spans.push(dim(names::empty(*kind).text(self.lang))),
            }
            let (year, month) = period.as_of();
            if matches!(cell, GradeCell::Known(_, How::Inferred)) {
                spans.push(dim(&format!("  ({})", Msg::HowInferred.text(self.lang))));
            }
            spans.push(dim(&format!("  ({year}-{month:02})")));
            let proof = proof(self.catalog, self.program, *period);
            let counted =
                proof.as_ref().map(|proof| anchor(self.catalog, self.program, proof.said, self.lang));
            let sources: Vec<Anchor> = counted.into_iter().chain(sources).collect();
            self.push_fitted(spans, sources.clone(), None, Some(*period));
            if let Some(proof) = &proof {
                let said = names::proof(proof, self.catalog, program.plan, self.lang);
                self.prose(" ", &said, Tone::Dim, sources.clone());
            }
            if let Some(ask) = cell.grade().and_then(|grade| self.ask(*period, grade)) {
                let spans =
                    vec![self.label(""), Span { text: sanitize(&format!("! {ask}")), tone: Tone::Ask }];
                self.push_fitted(spans, sources, None, Some(*period));
            }
        }
    }

    /// What the figures of a period make one ask about its grade. A point to ask about, not an error.
    fn ask(&self, period: Period, grade: Grade) -> Option<String> {
        let verdicts: Vec<Verdict> = self
            .catalog
            .details(self.program)
            .indicators
            .iter()
            .filter(|i| i.period == Some(period))
            .map(verdict)
            .collect();
        let judged = verdicts.iter().filter(|v| !matches!(v, Verdict::Unknown | Verdict::Running)).count();
        let missed = verdicts.contains(&Verdict::Missed);
        let late = self.catalog.plan(self.catalog.program(self.program).plan).scale.is_late(grade);
        match (missed, late) {
            (true, false) => Some(Msg::MissedBut.fill(self.lang, &[&grade])),
            (false, true) if judged > 0 => Some(Msg::MetBut.fill(self.lang, &[&grade])),
            _ => None,
        }
    }

    fn follow_up(&mut self, gaps: &[Gap]) {
        let program = self.catalog.program(self.program);
        match program.follow_up {
            Some(marked) => {
                let word = if marked { Msg::FollowUpYes } else { Msg::FollowUpNo };
                let sources = self.sources(|fact| matches!(fact, Fact::FollowUp(_)));
                let tone = if marked { Tone::Strong } else { Tone::Plain };
                let mark = if marked { "* " } else { "" };
                let text = format!("{mark}{}", word.text(self.lang));
                self.prose(Msg::FieldFollowUp.text(self.lang), &text, tone, sources);
            }
            None if program.parent.is_none() => self.field(Field::FollowUp, None, Vec::new(), gaps),
            None => {}
        }
    }

    /// What the documents say, promised before reported.
    fn texts(&mut self, gaps: &[Gap]) {
        let details = self.catalog.details(self.program);
        for field in TextField::ALL {
            for said in details.statements.iter().filter(|s| s.statement.fact == Fact::Text(field)) {
                let statement = &said.statement;
                let document = &self.catalog.document(said.document).name;
                let when =
                    statement.period.map_or(String::new(), |p| format!("{} ", names::period(p, self.lang)));
                let mark = if statement.how == How::Printed {
                    String::new()
                } else {
                    format!(" [{}]", names::how(statement.how).text(self.lang))
                };
                let reference =
                    format!("{when}{}:{}{mark}", names::short_document(document), statement.place.label());
                self.heading(names::text_field(field).text(self.lang), &reference);
                let anchor = vec![self.anchor(said)];
                for paragraph in paragraphs(&statement.text) {
                    self.body(&paragraph, &anchor, statement.period);
                }
            }
            let missing: Vec<&Gap> = gaps.iter().filter(|g| g.field == Field::Text(field)).collect();
            for gap in missing {
                self.gap(gap);
            }
        }
    }

    fn doubts(&mut self) {
        let details = self.catalog.details(self.program);
        if details.doubts.is_empty() {
            return;
        }
        self.blank();
        self.heading(Msg::Doubts.text(self.lang), "");
        for (document, doubt) in &details.doubts {
            let name = names::short_document(&self.catalog.document(*document).name);
            let text = format!("{name}:{} {}", doubt.line, names::doubt(doubt.what).text(self.lang));
            let place = Place::Lines(crate::model::LineSpan {
                first: doubt.line,
                last: doubt.line,
                start: 0,
                end: u32::MAX,
            });
            let label = format!("{} {}", self.catalog.label(self.program), Msg::Doubts.text(self.lang));
            let anchor =
                Anchor { document: *document, place, label, text: doubt.text.clone(), how: Msg::HowPrinted };
            self.prose("", &format!("・{text}"), Tone::Plain, vec![anchor]);
        }
    }

    fn sources(&self, wanted: impl Fn(&Fact) -> bool) -> Vec<Anchor> {
        let said = self.catalog.details(self.program).statements.iter();
        said.filter(|s| wanted(&s.statement.fact)).map(|s| self.anchor(s)).collect()
    }

    fn sources_at(&self, period: Period, wanted: impl Fn(&Fact) -> bool) -> Vec<Anchor> {
        let said = self.catalog.details(self.program).statements.iter();
        said.filter(|s| s.statement.period == Some(period) && wanted(&s.statement.fact))
            .map(|s| self.anchor(s))
            .collect()
    }

    fn anchor(&self, said: &Sourced) -> Anchor {
        anchor(self.catalog, self.program, said, self.lang)
    }
}

/// The passage behind a statement about a program.
pub fn anchor(catalog: &Catalog, program: ProgramIx, said: &Sourced, lang: Lang) -> Anchor {
    let statement = &said.statement;
    let field = match &statement.fact {
        Fact::Name => Msg::ColumnName,
        Fact::Direction => Msg::FieldDirection,
        Fact::Departments(_) => Msg::FieldDepartments,
        Fact::Grade(_) => Msg::FieldGrade,
        Fact::FollowUp(_) => Msg::FieldFollowUp,
        Fact::Text(field) => names::text_field(*field),
        Fact::Missing(field, _) => names::field(*field),
        Fact::Figure(figure) if figure.side == crate::model::Side::Target => Msg::FieldTarget,
        Fact::Figure(_) => Msg::FieldActual,
        Fact::Relisting(_) => Msg::Relisting,
        Fact::Study => Msg::EmptyNotGraded,
        Fact::Listed(list) => names::listing(*list),
        Fact::Title
        | Fact::Heading
        | Fact::NameAlone
        | Fact::Years(..)
        | Fact::Unplaced
        | Fact::Decided(_)
        | Fact::Total(_)
        | Fact::Meaning(_) => Msg::SourceTitle,
    };
    let field = field.text(lang);
    let period = statement.period.map_or(String::new(), |p| format!(" {}", names::period(p, lang)));
    Anchor {
        document: said.document,
        place: statement.place.clone(),
        label: format!("{} {field}{period}", catalog.label(program)),
        text: statement.text.clone(),
        how: match statement.fact {
            Fact::Missing(_, kind) => names::empty(kind),
            _ if statement.text.is_empty() => Msg::HowBlank,
            _ => names::how(statement.how),
        },
    }
}

/// A cell's text cut before its bullets, for reading; nothing is changed but where lines begin.
fn paragraphs(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(" ・") {
        found.push(if found.is_empty() { before.to_owned() } else { format!("・{before}") });
        rest = after;
    }
    found.push(if found.is_empty() { rest.to_owned() } else { format!("・{rest}") });
    found
}
