//! The question against what documents print: tables of counts with marks left out, re-listings counted or not, directions
//! without a table; the answer against trying everything.

use proptest::prelude::*;

use super::*;
use crate::model::catalog::Departments;
use crate::model::id::{DocumentIx, Number, PlanIx, ProgramIx};
use crate::model::period::{FiscalYear, Point};
use crate::model::statement::{LineSpan, Place, Statement, Subject};
use crate::model::total::Total;

/// A plan with what is true of it and what is printed.
#[derive(Clone, Debug)]
struct Case {
    /// Direction, true mark, whether the mark is printed, whether it is listed as a good example.
    programs: Vec<(usize, usize, bool, bool)>,
    /// The last program lists the first one again.
    again: bool,
    /// That is counted with its original only.
    once: bool,
    /// Whether the table of each direction, and the one of the plan, is printed.
    tables: [bool; 3],
    /// Marks that are counted nowhere are left out of the tables.
    short: bool,
}

fn case() -> impl Strategy<Value = Case> {
    let program = (0_usize..2, 0_usize..3, any::<bool>(), proptest::bool::weighted(0.2));
    let programs = proptest::collection::vec(program, 2..9);
    (programs, any::<bool>(), any::<bool>(), any::<[bool; 3]>(), any::<bool>()).prop_map(
        |(mut programs, again, once, tables, short)| {
            let first = programs[0];
            if let Some(last) = programs.last_mut().filter(|_| again) {
                last.1 = first.1;
            }
            // A good example is not late.
            for program in &mut programs {
                program.3 &= program.1 < 2;
            }
            Case { programs, again, once: once && again, tables, short: short && !(once && again) }
        },
    )
}

fn marks() -> Vec<Grade> {
    ["S", "A", "B"].iter().filter_map(|mark| Grade::parse(mark)).collect()
}

const PERIOD: Period = Period { year: FiscalYear(2012), point: Point::YearEnd };

fn said(subject: Subject, period: Option<Period>, fact: Fact) -> Sourced {
    let place = Place::Lines(LineSpan { first: 1, last: 1, start: 0, end: 1 });
    let statement = Statement { subject, period, fact, text: "".into(), how: How::Printed, place };
    Sourced { document: DocumentIx(0), statement }
}

impl Case {
    /// Whether a table counts a program.
    fn counts(&self, at: usize) -> bool {
        !(self.once && at + 1 == self.programs.len())
    }

    /// What a table prints: of a direction, or of the plan.
    fn table(&self, direction: Option<usize>) -> Option<[Option<u32>; 3]> {
        self.tables[direction.unwrap_or(2)].then(|| {
            [0, 1, 2].map(|mark| {
                let of = self.programs.iter().enumerate().filter(|(at, (d, m, ..))| {
                    self.counts(*at) && *m == mark && direction.is_none_or(|it| it == *d)
                });
                Some(of.count() as u32).filter(|count| !(self.short && *count == 0))
            })
        })
    }

    fn program(&self, at: usize) -> Program {
        let (direction, mark, printed, _) = self.programs[at];
        let grade = marks()[mark];
        let relisted = self.again && at + 1 == self.programs.len();
        Program {
            plan: PlanIx(0),
            number: Number::program(at as u16 + 1),
            name: "a".into(),
            kind: Kind::Implementation,
            direction: Some(direction as u16),
            printed_direction: Some(direction as u16),
            corrected_direction: None,
            departments: Departments::Empty(Empty::NotPrinted),
            former_departments: Vec::new(),
            grades: vec![if printed {
                GradeCell::Known(grade, How::Printed)
            } else {
                GradeCell::Empty(Empty::NotPrinted)
            }],
            follow_up: None,
            relisted_of: relisted.then_some(ProgramIx(0)),
            children: Vec::new(),
            parent: None,
        }
    }

    /// What is possible for each program, by trying everything.
    fn by_trying(&self) -> Vec<Vec<bool>> {
        let count = self.programs.len();
        let mut found = vec![vec![false; 3]; count];
        for way in 0..3_usize.pow(count as u32) {
            let given: Vec<usize> = (0..count).map(|at| way / 3_usize.pow(at as u32) % 3).collect();
            let allowed = given.iter().zip(&self.programs).all(|(mark, (_, true_mark, printed, good))| {
                (!printed || mark == true_mark) && !(*good && !printed && *mark == 2)
            });
            let comes_out = |direction: Option<usize>| {
                let Some(table) = self.table(direction) else { return true };
                (0..3).all(|mark| {
                    let of = given.iter().enumerate().filter(|(at, m)| {
                        let inside = direction.is_none_or(|it| it == self.programs[*at].0);
                        self.counts(*at) && inside && **m == mark
                    });
                    table[mark].unwrap_or(0) as usize == of.count()
                })
            };
            if allowed && [Some(0), Some(1), None].into_iter().all(comes_out) {
                given.iter().enumerate().for_each(|(at, mark)| found[at][*mark] = true);
            }
        }
        found
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

    #[test]
    fn what_documents_force_is_what_all_solutions_share(case in case()) {
        let programs: Vec<Program> = (0..case.programs.len()).map(|at| case.program(at)).collect();
        let directions: Vec<Direction> = (1..=2).map(|no| Direction { no, name: format!("{no}").into() }).collect();
        let mut statements = Vec::new();
        for direction in [Some(0), Some(1), None] {
            let subject = direction.map_or(Subject::Plan(0), |d| Subject::Direction(0, d as u16 + 1));
            for (mark, count) in case.table(direction).into_iter().flatten().enumerate() {
                let Some(count) = count else { continue };
                let total = Total { grade: Some(marks()[mark]), column: TotalColumn::Grades, count };
                statements.push(said(subject, Some(PERIOD), Fact::Total(total)));
            }
        }
        let of_program: Vec<Vec<Sourced>> = case.programs.iter().enumerate().map(|(at, (.., good))| {
            let subject = Subject::Program(0, Number::program(at as u16 + 1));
            let listed = said(subject, Some(PERIOD), Fact::Listed(Listing::GoodExample));
            if *good { vec![listed] } else { Vec::new() }
        }).collect();
        let scale = Scale::new(marks().into_iter(), &[]);
        let known = Known { programs: &programs, directions: &directions, statements: &statements, scale: &scale };
        let Some((asked, puzzle)) = known.puzzle((0, PERIOD), |at| of_program[at].as_slice()) else {
            // No table is printed, or one that counts nobody.
            let told = [Some(0), Some(1), None].into_iter().filter_map(|d| case.table(d));
            prop_assert_eq!(told.flatten().flatten().sum::<u32>(), 0);
            return Ok(());
        };
        let solved = solve(&puzzle).expect("true marks are a solution");
        let tried = case.by_trying();
        for (at, possible) in asked.iter().zip(&solved) {
            prop_assert_eq!(possible, &tried[*at], "program {}", at);
        }
        let left: Vec<usize> = (0..programs.len()).filter(|at| !asked.contains(at)).collect();
        prop_assert!(left.iter().all(|at| !case.counts(*at)), "{:?}", left);
    }
}
