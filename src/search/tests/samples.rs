//! Catalogs for the tests of this room: the sample documents, and a small one of two municipalities. Must not know
//! what is searched in them.

use crate::import::{Options, read};
use crate::model::{
    Catalog, Curation, Date, DepartmentIx, Departments, Details, Direction, Document, Empty, Grade,
    GradeCell, Headlines, How, Kind, Number, Period, Plan, PlanCode, PlanId, PlanIx, Program, ProgramIx,
    Rulings, Scale, build,
};

fn document(bytes: &[u8], plan: Option<&str>) -> Document {
    let today = Date { year: 2026, month: 11, day: 21 };
    let plan = plan.and_then(PlanCode::parse);
    read(bytes, &Options { name: "sample".into(), encoding: None, plan, period: None, today }, &[]).unwrap()
}

/// The plans P2 and P3 of the sample documents.
pub(in crate::search) fn catalog() -> Catalog {
    let half_year = document(include_bytes!("../../../examples/kodaira/2015-half-year.txt"), Some("P2"));
    let year_end = document(include_bytes!("../../../examples/kodaira/2021-year-end.txt"), None);
    let (head, details) = build(&[half_year, year_end]);
    Catalog::new(head, || details)
}

fn program(plan: u32, number: Number, name: &str, grade: &str) -> Program {
    let grade = Grade::parse(grade);
    let cell =
        grade.map_or(GradeCell::Empty(Empty::NotGraded), |grade| GradeCell::Known(grade, How::Printed));
    Program {
        plan: PlanIx(plan),
        number,
        name: name.into(),
        kind: if grade.is_some() { Kind::Implementation } else { Kind::Study },
        direction: Some(0),
        printed_direction: Some(0),
        corrected_direction: None,
        departments: Departments::Known(vec![DepartmentIx(0)]),
        former_departments: Vec::new(),
        grades: vec![cell],
        follow_up: None,
        relisted_of: None,
        children: Vec::new(),
        parent: None,
    }
}

/// Plans P2 of 小平市, P2 and K1 of 東川町; K1-2 has a sub-program that bears its name.
pub(in crate::search) fn two_cities() -> Catalog {
    let numbered = Number::program;
    let sub = Number::part(2, 1);
    let mut programs = vec![
        program(0, numbered(1), "公民館・図書館のあり方", "A"),
        program(0, numbered(2), "窓口の改善", "B"),
        program(0, numbered(3), "コミュニティバスの充実", "◎"),
        program(1, numbered(1), "窓口", ""),
        program(2, numbered(1), "窓口へのＩＣＴの活用", "○"),
        program(2, numbered(2), "窓口サービス", "△"),
        program(2, sub, "窓口サービス", ""),
    ];
    programs[5].children = vec![ProgramIx(6)];
    programs[6].parent = Some(ProgramIx(5));
    let plan = |city: &str, code: &str, range: std::ops::Range<u32>, period: &str| {
        let of_plan = &programs[range.start as usize..range.end as usize];
        let scale = Scale::new(of_plan.iter().filter_map(|p| p.grades[0].grade()), &[]);
        Plan {
            id: PlanId { municipality: Some(city.into()), code: PlanCode::parse(code).unwrap() },
            name: None,
            programs: range,
            directions: vec![Direction { no: 1, name: "行政サービスの向上".into() }],
            periods: vec![Period::parse(period).unwrap()],
            scale,
            statements: Vec::new(),
        }
    };
    let plans = vec![
        plan("小平市", "P2", 0..3, "H26末"),
        plan("東川町", "P2", 3..4, "H30末"),
        plan("東川町", "K1", 4..7, "R4末"),
    ];
    let details = || (0..7).map(|_| Details::default()).collect();
    Catalog::new(
        Headlines {
            documents: Vec::new(),
            plans,
            departments: vec!["市民課".into()],
            programs,
            curation: Curation::default(),
            rulings: Rulings::default(),
        },
        details,
    )
}
