//! Made-up documents and what every test asks of a store. Each line of a document's bytes is a row
//! `number name grade result`, so that it can be read again without the importer.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use shinchoku::model::{
    Date, Details, Document, Doubt, Doubtful, Empty, Fact, Field, Figure, Grade, How, Layout, LineSpan,
    NamedPlan, Number, Period, Place, PlanCode, PlanId, Side, Statement, Subject, TextField, build, tail,
};
use shinchoku::store::{Imported, Loaded, Notice, Recipe, Stamp, Store, hash};

pub const SMALL: &str =
    "1 公共施設の使用料の見直し A 利用件数 94回/年\n2 窓口の民間委託 B 検討した\n3 研究 - 実施なし\n";
pub const OTHER: &str = "1 公共施設の使用料の見直し S 利用件数 112回\n4 職員の定数 C 2人減\n";

pub fn recipe(plan: &str, period: &str) -> Recipe {
    Recipe {
        name: format!("{plan}.txt"),
        plan: Some(plan.into()),
        municipality: Some("架空市".into()),
        by_agreement: false,
        encoding: "utf-8".into(),
        layout: "table".into(),
        period: Period::parse(period),
        today: Date { year: 2021, month: 6, day: 1 },
    }
}

/// Reads the rows; what the importer does for real documents.
pub fn read(bytes: &[u8], recipe: &Recipe) -> Option<Document> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut statements = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let mut cells = line.splitn(4, ' ');
        let number = Number::program(cells.next()?.parse().ok()?);
        let (name, grade, result) = (cells.next()?, cells.next()?, cells.next()?);
        let line = at as u32 + 1;
        let mut say = |fact: Fact, text: &str| {
            statements.push(Statement {
                subject: Subject::Program(0, number),
                period: recipe.period,
                fact,
                text: text.into(),
                how: How::Printed,
                place: Place::Lines(LineSpan { first: line, last: line, start: 0, end: 1 }),
            });
        };
        say(Fact::Name, name);
        match Grade::parse(grade) {
            Some(grade) => say(Fact::Grade(grade), grade.to_string().as_str()),
            None => say(Fact::Missing(Field::Grade, Empty::NotGraded), grade),
        }
        match tail(result) {
            Some(read) => {
                let (label, horizon) = (read.label.into(), read.horizon);
                say(
                    Fact::Figure(Box::new(Figure {
                        side: Side::Actual,
                        label,
                        item: None,
                        quantity: read.quantity,
                        horizon,
                    })),
                    result,
                );
            }
            None => say(Fact::Missing(Field::Text(TextField::Result), Empty::Lost), result),
        }
    }
    let id = PlanId {
        municipality: recipe.municipality.as_deref().map(Into::into),
        code: PlanCode::parse(recipe.plan.as_ref()?)?,
    };
    let doubt = Doubt {
        line: 1,
        subject: Some(Subject::Program(0, Number::program(1))),
        text: "?".into(),
        what: Doubtful::NotAGrade,
    };
    Some(Document {
        id: hash(bytes),
        name: recipe.name.as_str().into(),
        layout: Layout::Table,
        plans: vec![NamedPlan { id, name: Some("計画".into()) }],
        periods: recipe.period.into_iter().collect(),
        statements,
        doubts: vec![doubt],
        unread: vec![7, 9],
    })
}

pub fn stamp() -> Stamp {
    Stamp { at_ms: 1_600_000_000_000, author: "審査 花子".into() }
}

pub fn import(store: &Store, text: &str, recipe: &Recipe) -> Imported {
    let document = read(text.as_bytes(), recipe).unwrap();
    store.import(text.as_bytes(), &document, recipe, &stamp()).unwrap()
}

/// A store of two documents, and what its catalog should be built from.
pub fn two(dir: &Path) -> (Store, Vec<Document>) {
    let store = Store::at(dir.join("store"));
    let (first, second) = (recipe("P2", "R1末"), recipe("P2", "R2末"));
    assert!(matches!(import(&store, SMALL, &first), Imported::Added));
    assert!(matches!(import(&store, OTHER, &second), Imported::Added));
    let documents = vec![read(SMALL.as_bytes(), &first).unwrap(), read(OTHER.as_bytes(), &second).unwrap()];
    (store, documents)
}

#[track_caller]
pub fn assert_holds(loaded: &Loaded, documents: &[Document]) {
    let (headlines, details) = build(documents);
    assert_eq!(*loaded.catalog.headlines(), headlines);
    let got: Vec<Details> =
        loaded.catalog.programs().map(|(ix, _)| loaded.catalog.details(ix).clone()).collect();
    assert_eq!(got, details);
}

/// Loads twice: the first time mends what there is to mend, after which all is well.
#[track_caller]
pub fn load_mending(store: &Store, documents: &[Document]) -> Notice {
    let first = store.load(read).unwrap();
    assert_holds(&first, documents);
    assert_eq!(first.generation, store.generation().unwrap());
    let second = store.load(|_, _| panic!("read again")).unwrap();
    assert_holds(&second, documents);
    assert!(second.notice.is_none(), "{:?}", second.notice);
    first.notice.expect("a notice")
}

/// Every file below a directory with its bytes.
pub fn files(dir: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
    found
}

/// The files of the snapshot.
pub fn snapshot(store: &Store, what: &str) -> PathBuf {
    store.dir().join("cache").join(format!("{what}-{}.bin", store.generation().unwrap()))
}
