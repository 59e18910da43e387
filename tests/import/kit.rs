//! Reads a document and tells what it says, program by program, in a form that stands in one line of a test.

use shinchoku::import::{Decoded, ImportError, Options, decode, read};
use shinchoku::model::{
    Date, Document, Doubtful, Fact, Field, How, PlanCode, Side, Statement, Subject, TextField,
};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

pub const P2: &str = "2015-half-year.txt";
pub const P3: &str = "2021-year-end.txt";
pub const YEAR_END_2013: &str = "2013-year-end.txt";
pub const OVERVIEW: &str = "2014-overview.txt";
pub const YEAR_END_2023: &str = "2023-year-end.txt";

/// A day on which `26年度` is 平成26年度.
const TODAY: Date = Date { year: 2026, month: 11, day: 21 };

/// A document with what is needed to look into it.
pub struct Book {
    pub document: Document,
    pub lines: Decoded,
}

pub fn code(plan: &str) -> PlanCode {
    PlanCode::parse(plan).unwrap()
}

pub fn try_bytes(bytes: &[u8], plan: Option<&str>) -> Result<Document, ImportError> {
    let plan = plan.map(code);
    read(bytes, &Options { name: "test.txt".into(), encoding: None, plan, period: None, today: TODAY }, &[])
}

pub fn try_book(bytes: &[u8], plan: Option<&str>) -> Result<Book, ImportError> {
    try_bytes(bytes, plan).map(|document| Book { document, lines: decode(bytes).unwrap() })
}

pub fn book(text: &str, plan: Option<&str>) -> Book {
    try_book(text.as_bytes(), plan).unwrap_or_else(|e| panic!("{e}:\n{text}"))
}

/// A file of `tests/documents`.
pub fn fixture(name: &str) -> Book {
    book(&text_of(&documents().join(name)), None)
}

/// The plan that has to be given for a sample that does not print one.
pub fn plan_of(name: &str) -> Option<&'static str> {
    (name == P2).then_some("P2")
}

pub fn sample(name: &str) -> Book {
    book(&sample_text(name), plan_of(name))
}

pub fn sample_text(name: &str) -> String {
    text_of(&root().join("examples/kodaira").join(name))
}

pub fn documents() -> PathBuf {
    root().join("tests/documents")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A document as published, where the folder of documents lies beside the project.
pub fn published(begins: &str, plan: Option<&str>) -> Option<Book> {
    let found = fs::read_dir(root().join("../shared/documents")).ok().and_then(|mut all| {
        all.find_map(|e| {
            e.ok().map(|e| e.path()).filter(|p| p.file_name().unwrap().to_string_lossy().starts_with(begins))
        })
    });
    if found.is_none() {
        eprintln!("the published document {begins} is not there: that part is left out");
    }
    found.map(|path| book(&text_of(&path), plan))
}

/// The number of a program without its plan, `12` or `30-2`.
pub fn number(subject: Subject) -> Option<String> {
    match subject {
        Subject::Program(_, number) => Some(number.to_string()),
        _ => None,
    }
}

impl Book {
    /// The statements about a program.
    pub fn about<'a>(&'a self, program: &'a str) -> impl Iterator<Item = &'a Statement> {
        self.document.statements.iter().filter(move |s| number(s.subject).as_deref() == Some(program))
    }

    /// What the document says of one of its plans.
    pub fn of_plan(&self, plan: u32) -> Book {
        let mut document = self.document.clone();
        document.statements.retain(|s| matches!(s.subject, Subject::Program(p, _) if p == plan));
        Book { document, lines: self.lines.clone() }
    }

    /// All programs and sub-programs by their numbers.
    pub fn programs(&self) -> Vec<String> {
        let of_a_program = |s: &Statement| match s.subject {
            Subject::Program(_, number) => Some(number),
            _ => None,
        };
        let found: BTreeSet<_> = self.document.statements.iter().filter_map(of_a_program).collect();
        found.into_iter().map(|n| n.to_string()).collect()
    }

    fn first<T>(&self, program: &str, pick: impl Fn(&Statement) -> Option<T>) -> Option<T> {
        self.about(program).find_map(pick)
    }

    pub fn name(&self, program: &str) -> String {
        self.first(program, |s| (s.fact == Fact::Name).then(|| s.text.to_string())).unwrap_or_default()
    }

    pub fn direction(&self, program: &str) -> String {
        self.first(program, |s| (s.fact == Fact::Direction).then(|| s.text.to_string())).unwrap_or_default()
    }

    pub fn departments(&self, program: &str) -> String {
        let joined = |s: &Statement| match &s.fact {
            Fact::Departments(names) => Some(names.join("、")),
            _ => None,
        };
        self.first(program, joined).unwrap_or_default()
    }

    /// The grades in the order of their periods: `ABA`.
    pub fn grades(&self, program: &str) -> String {
        let mut found: Vec<_> = self
            .about(program)
            .filter_map(|s| if let Fact::Grade(g) = s.fact { Some((s.period, g.to_string())) } else { None })
            .collect();
        found.sort();
        found.into_iter().map(|(_, g)| g).collect()
    }

    pub fn grade(&self, program: &str, period: &str) -> String {
        let of = |s: &Statement| match s.fact {
            Fact::Grade(g) if s.period.is_some_and(|p| p.to_string() == period) => Some(g.to_string()),
            _ => None,
        };
        self.first(program, of).unwrap_or_default()
    }

    pub fn text(&self, program: &str, field: TextField) -> String {
        self.first(program, |s| (s.fact == Fact::Text(field)).then(|| s.text.to_string())).unwrap_or_default()
    }

    /// How the prose of a field was obtained.
    pub fn how(&self, program: &str, fact: &Fact) -> Option<How> {
        self.first(program, |s| (s.fact == *fact).then_some(s.how))
    }

    /// The figures of one side with their labels: `会議 4地区以上`.
    pub fn figures(&self, program: &str, side: Side) -> Vec<String> {
        self.about(program)
            .filter_map(|s| match &s.fact {
                Fact::Figure(f) if f.side == side => Some(format!("{} {}", f.label, f.quantity.raw)),
                _ => None,
            })
            .collect()
    }

    /// Whether a program is followed up; `None` when the document does not tell.
    pub fn followed_up(&self, program: &str) -> Option<bool> {
        self.first(program, |s| if let Fact::FollowUp(f) = s.fact { Some(f) } else { None })
    }

    /// Why a field is empty.
    pub fn missing(&self, program: &str, field: Field) -> Option<shinchoku::model::Empty> {
        self.first(program, |s| match s.fact {
            Fact::Missing(f, why) if f == field => Some(why),
            _ => None,
        })
    }

    /// The programs with that grade at that period, in their order: `2 9 12`.
    pub fn graded(&self, period: &str, grade: &str) -> String {
        let fits = |s: &&Statement| {
            matches!(s.fact, Fact::Grade(g) if g.to_string() == grade)
                && s.period.is_some_and(|p| p.to_string() == period)
        };
        let all = self.document.statements.iter().filter(fits).filter_map(|s| number(s.subject));
        all.collect::<Vec<_>>().join(" ")
    }

    pub fn count(&self, period: &str, grade: &str) -> usize {
        self.graded(period, grade).split_whitespace().count()
    }

    /// The doubts with their lines, `12 PlanOrResult`, in the order of the lines.
    pub fn doubts(&self) -> Vec<String> {
        self.document.doubts.iter().map(|d| format!("{} {:?}", d.line, d.what)).collect()
    }

    /// The lines on which something of that kind was doubted.
    pub fn doubted(&self, what: Doubtful) -> Vec<u32> {
        self.document.doubts.iter().filter(|d| d.what == what).map(|d| d.line).collect()
    }

    /// The part of the document's text at which a statement points, with white space closed up.
    pub fn passage(&self, statement: &Statement) -> String {
        let shinchoku::model::Place::Lines(span) = statement.place else { panic!("no place in a text") };
        assert_eq!(span.first, span.last, "{statement:?}");
        let line = self.lines.line(span.first);
        let range = span.start as usize..span.end as usize;
        let part = line.get(range).unwrap_or_else(|| panic!("no such bytes: {statement:?}"));
        part.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
