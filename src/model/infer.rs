//! What printed totals force: where a document counts grades by direction but prints few of them by program, some of the
//! others can be only one. Exact: a mark is possible for a program if, and only if, all programs can be given marks so
//! that every printed count comes out.
//!
//! Solved as a flow from programs over the marks of their directions to the marks of the plan, whose capacities are the
//! printed counts. A count is used only where every program that it counts is known.

use std::collections::VecDeque;

use super::catalog::{Direction, Kind, Program};
use super::grade::{Empty, Grade, GradeCell, How, Level};
use super::period::Period;
use super::statement::{Fact, Sourced};
use super::total::{Listing, TotalColumn, printed_total};

/// What is known of a plan before anything is inferred.
pub struct Known<'a> {
    /// Its programs and sub-programs.
    pub programs: &'a [Program],
    /// Its directions.
    pub directions: &'a [Direction],
    /// What is said of the plan and its directions.
    pub statements: &'a [Sourced],
    /// The marks of its scale, best first.
    pub marks: &'a [Grade],
}

impl Known<'_> {
    /// The question at the `at`-th period of the plan, with the programs it is about, as indices; `None` where no counts
    /// are printed. `said` gives what the documents say of a program.
    pub fn puzzle<'s>(
        &self,
        (at, period): (usize, Period),
        said: impl Fn(usize) -> &'s [Sourced],
    ) -> Option<(Vec<usize>, Puzzle)> {
        // Study programs are never graded, and sub-programs are counted with their program.
        let asked: Vec<usize> = (0..self.programs.len())
            .filter(|ix| {
                self.programs[*ix].parent.is_none() && self.programs[*ix].kind == Kind::Implementation
            })
            .collect();
        let members =
            |group: Option<u16>| asked.iter().filter(|ix| self.programs[**ix].direction == group).count();
        let groups: Vec<Option<u16>> = (0..self.directions.len() as u16).map(Some).chain([None]).collect();
        let counted: Vec<Vec<Option<u32>>> = groups
            .iter()
            .map(|group| match group {
                Some(d) => self.counts(Some(self.directions[usize::from(*d)].no), period, members(*group)),
                None => vec![None; self.marks.len()],
            })
            .collect();
        let whole = self.counts(None, period, asked.len());
        if counted.iter().flatten().chain(&whole).all(Option::is_none) {
            return None;
        }
        let programs = asked.iter().map(|ix| {
            let program = &self.programs[*ix];
            let group =
                groups.iter().position(|group| *group == program.direction).unwrap_or(groups.len() - 1);
            (group, self.possible(&program.grades[at], period, said(*ix)))
        });
        let programs = programs.collect();
        Some((asked, Puzzle { programs, groups: counted, whole }))
    }

    /// The printed count of each mark; none of them where some of the programs that they count are not known.
    fn counts(&self, direction: Option<u16>, period: Period, members: usize) -> Vec<Option<u32>> {
        let count = |grade: &Grade| {
            let what = (TotalColumn::Grades, Some(*grade));
            printed_total(self.statements, direction, Some(period), what).map(|(count, _)| count)
        };
        let counts: Vec<Option<u32>> = self.marks.iter().map(count).collect();
        // A mark that a table of counts leaves out is counted nowhere.
        let sum: u32 = counts.iter().flatten().sum();
        if sum as usize > members || counts.iter().all(Option::is_none) {
            return vec![None; self.marks.len()];
        }
        counts.into_iter().map(|count| Some(count.unwrap_or(0))).collect()
    }

    /// The marks that what is printed leaves open.
    fn possible(&self, cell: &GradeCell, period: Period, said: &[Sourced]) -> Vec<bool> {
        let good = said.iter().any(|s| {
            s.statement.period == Some(period) && s.statement.fact == Fact::Listed(Listing::GoodExample)
        });
        self.marks
            .iter()
            .map(|mark| match cell.grade() {
                Some(grade) => grade == *mark,
                None => !(good && mark.level() == Level::Late),
            })
            .collect()
    }
}

/// What a cell becomes by the marks that remain possible; `None` where nothing is learnt.
pub fn inferred(cell: &GradeCell, marks: &[Grade], possible: &[bool]) -> Option<GradeCell> {
    let open = matches!(cell, GradeCell::Empty(Empty::NotPrinted | Empty::Lost));
    let left: Vec<Grade> = marks.iter().zip(possible).filter(|(_, p)| **p).map(|(mark, _)| *mark).collect();
    match left.as_slice() {
        _ if !open || left.len() == marks.len() => None,
        [] => None,
        [only] => Some(GradeCell::Known(*only, How::Inferred)),
        _ => Some(GradeCell::Candidates(left)),
    }
}

/// The question: who may have which mark, and what was counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Puzzle {
    /// For each program its group, and whether each mark of the scale is possible as far as is known.
    pub programs: Vec<(usize, Vec<bool>)>,
    /// For each group the printed count of each mark; `None` where none is printed. Where all marks are counted, the
    /// counts are those of the programs here: of a group that is not wholly known they say too much.
    pub groups: Vec<Vec<Option<u32>>>,
    /// The same for all programs together.
    pub whole: Vec<Option<u32>>,
}

/// For each program which marks remain possible; `None` where no marks at all can come out as counted.
pub fn solve(puzzle: &Puzzle) -> Option<Vec<Vec<bool>>> {
    let marks = puzzle.whole.len();
    let mut flow = Flow::new(puzzle, marks);
    if !flow.fill() {
        return None;
    }
    let possible = |at: usize| (0..marks).map(|mark| flow.clone().may_be(at, mark)).collect();
    Some((0..puzzle.programs.len()).map(possible).collect())
}

/// An edge with what can still flow along it; its twin back stands beside it, at the index with the last bit turned.
#[derive(Clone, Copy)]
struct Edge {
    to: usize,
    left: u32,
}

#[derive(Clone)]
struct Flow {
    edges: Vec<Edge>,
    /// The edges that leave each node.
    out: Vec<Vec<usize>>,
    /// For each program the edges to the marks of its group; `None` where a mark is not possible.
    choices: Vec<Vec<Option<usize>>>,
    programs: usize,
    sink: usize,
}

impl Flow {
    /// Nodes: programs, then marks of each group, then marks of the whole, then the sink.
    fn new(puzzle: &Puzzle, marks: usize) -> Flow {
        let programs = puzzle.programs.len();
        let of_group = |group: usize, mark: usize| programs + group * marks + mark;
        let of_whole = |mark: usize| programs + puzzle.groups.len() * marks + mark;
        let sink = programs + (puzzle.groups.len() + 1) * marks;
        let mut flow = Flow {
            edges: Vec::new(),
            out: vec![Vec::new(); sink + 1],
            choices: Vec::with_capacity(programs),
            programs,
            sink,
        };
        let all = programs as u32;
        for (at, (group, possible)) in puzzle.programs.iter().enumerate() {
            let edge = |mark: usize| possible[mark].then(|| flow.join(at, of_group(*group, mark), 1));
            let choices = (0..marks).map(edge).collect();
            flow.choices.push(choices);
        }
        for (group, counts) in puzzle.groups.iter().enumerate() {
            for (mark, count) in counts.iter().enumerate() {
                flow.join(of_group(group, mark), of_whole(mark), count.unwrap_or(all));
            }
        }
        for (mark, count) in puzzle.whole.iter().enumerate() {
            flow.join(of_whole(mark), sink, count.unwrap_or(all));
        }
        flow
    }

    fn join(&mut self, from: usize, to: usize, left: u32) -> usize {
        let at = self.edges.len();
        self.edges.extend([Edge { to, left }, Edge { to: from, left: 0 }]);
        self.out[from].push(at);
        self.out[to].push(at + 1);
        at
    }

    /// Gives every program a mark; whether that is possible.
    fn fill(&mut self) -> bool {
        (0..self.programs).all(|at| self.push(at))
    }

    /// Sends one unit from a node to the sink along the shortest way there is.
    fn push(&mut self, from: usize) -> bool {
        let mut came = vec![None; self.out.len()];
        let mut seen = vec![false; self.out.len()];
        seen[from] = true;
        let mut waiting = VecDeque::from([from]);
        while let Some(node) = waiting.pop_front() {
            if node == self.sink {
                break;
            }
            for &edge in &self.out[node] {
                let Edge { to, left } = self.edges[edge];
                if left > 0 && !seen[to] {
                    seen[to] = true;
                    came[to] = Some(edge);
                    waiting.push_back(to);
                }
            }
        }
        let mut at = self.sink;
        while at != from {
            let Some(edge) = came[at] else { return false };
            self.edges[edge].left -= 1;
            self.edges[edge ^ 1].left += 1;
            at = self.edges[edge ^ 1].to;
        }
        true
    }

    /// Whether a filled flow can be turned so that this program has this mark.
    fn may_be(mut self, program: usize, mark: usize) -> bool {
        let Some(wanted) = self.choices[program][mark] else { return false };
        if self.edges[wanted].left == 0 {
            return true;
        }
        // Its unit is taken back along the way it went, and sent along the wanted edge alone.
        let mut node = program;
        while node != self.sink {
            let onward = self.out[node].iter().copied().find(|e| e % 2 == 0 && self.edges[e ^ 1].left > 0);
            let Some(edge) = onward else { return false };
            self.edges[edge].left += 1;
            self.edges[edge ^ 1].left -= 1;
            node = self.edges[edge].to;
        }
        let others: Vec<usize> = self.choices[program].iter().flatten().copied().collect();
        for edge in others {
            self.edges[edge].left = u32::from(edge == wanted);
        }
        self.push(program)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// `SAB` possible marks, a letter each.
    fn possible(letters: &str) -> Vec<bool> {
        "SAB".chars().map(|mark| letters.contains(mark)).collect()
    }

    fn shown(found: &[Vec<bool>]) -> Vec<String> {
        let letters =
            |marks: &Vec<bool>| "SAB".chars().zip(marks).filter(|(_, m)| **m).map(|(c, _)| c).collect();
        found.iter().map(letters).collect()
    }

    #[test]
    fn what_counts_force_and_what_they_leave_open() {
        let none = vec![None; 3];
        let counts = |s: u32, a: u32, b: u32| vec![Some(s), Some(a), Some(b)];
        // (programs with their group and possible marks, counts by group, of the whole, what remains)
        for (programs, groups, whole, expected) in [
            // All of a direction have the one mark that was counted.
            (vec![(0, "SAB"), (0, "SAB")], vec![counts(0, 2, 0)], none.clone(), Some(vec!["A", "A"])),
            // The late one is named, so that the others are not.
            (
                vec![(0, "B"), (0, "SAB"), (0, "SAB")],
                vec![counts(0, 2, 1)],
                none.clone(),
                Some(vec!["B", "A", "A"]),
            ),
            // One of two is ahead, and nobody says which.
            (
                vec![(0, "B"), (0, "SAB"), (0, "SA")],
                vec![counts(1, 1, 1)],
                none.clone(),
                Some(vec!["B", "SA", "SA"]),
            ),
            // The counts of the whole decide between directions.
            (
                vec![(0, "SAB"), (1, "SAB")],
                vec![vec![None, None, Some(0)], none.clone()],
                counts(0, 1, 1),
                Some(vec!["A", "B"]),
            ),
            // Nothing was counted.
            (vec![(0, "SAB"), (0, "A")], vec![none.clone()], none.clone(), Some(vec!["SAB", "A"])),
            // More are printed as late than were counted.
            (vec![(0, "B"), (0, "B")], vec![counts(0, 1, 1)], none.clone(), None),
            (vec![(0, "SAB")], vec![counts(0, 0, 0)], none, None),
        ] {
            let programs = programs.into_iter().map(|(group, letters)| (group, possible(letters))).collect();
            let found = solve(&Puzzle { programs, groups, whole });
            assert_eq!(
                found.as_deref().map(shown),
                expected.map(|e| e.into_iter().map(String::from).collect())
            );
        }
    }

    /// Every way to give marks, tried one after the other.
    fn by_trying(puzzle: &Puzzle) -> Option<Vec<Vec<bool>>> {
        let (count, marks) = (puzzle.programs.len(), puzzle.whole.len());
        let mut found = vec![vec![false; marks]; count];
        let mut any = false;
        for way in 0..marks.pow(count as u32) {
            let given: Vec<usize> = (0..count).map(|at| way / marks.pow(at as u32) % marks).collect();
            let allowed = given.iter().zip(&puzzle.programs).all(|(mark, (_, possible))| possible[*mark]);
            let comes_out = |wanted: &[Option<u32>], group: Option<usize>| {
                (0..marks).all(|mark| {
                    let counted = given.iter().zip(&puzzle.programs);
                    let n =
                        counted.filter(|(m, (g, _))| **m == mark && group.is_none_or(|group| *g == group));
                    wanted[mark].is_none_or(|w| w as usize == n.count())
                })
            };
            let groups = (0..puzzle.groups.len()).all(|g| comes_out(&puzzle.groups[g], Some(g)));
            if allowed && groups && comes_out(&puzzle.whole, None) {
                any = true;
                given.iter().enumerate().for_each(|(at, mark)| found[at][*mark] = true);
            }
        }
        any.then_some(found)
    }

    /// Programs of two directions and the counts of one way to grade them, some of the counts left out.
    fn puzzle() -> impl Strategy<Value = Puzzle> {
        let program = (0_usize..2, 0_usize..3, any::<[bool; 3]>());
        (proptest::collection::vec(program, 1..6), any::<[bool; 3]>()).prop_map(|(programs, printed)| {
            let count = |group: Option<usize>| -> Vec<Option<u32>> {
                let of = |mark| {
                    programs.iter().filter(|(g, m, _)| *m == mark && group.is_none_or(|it| it == *g)).count()
                };
                (0..3).map(|mark| Some(of(mark) as u32)).collect()
            };
            // Either all marks of a group are counted or none: what is not counted bounds nothing.
            let kept = |counts: Vec<Option<u32>>, at: usize| if printed[at] { counts } else { vec![None; 3] };
            Puzzle {
                groups: vec![kept(count(Some(0)), 0), kept(count(Some(1)), 1)],
                whole: kept(count(None), 2),
                programs: programs
                    .iter()
                    .map(|(group, mark, known)| (*group, (0..3).map(|m| m == *mark || !known[m]).collect()))
                    .collect(),
            }
        })
    }

    proptest! {
        #[test]
        fn the_answer_is_that_of_trying_everything(puzzle in puzzle()) {
            prop_assert_eq!(solve(&puzzle), by_trying(&puzzle));
        }
    }
}
