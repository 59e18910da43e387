//! Which marks programs can have when printed counts have to come out: a flow from programs over the marks of their
//! directions to the marks of the plan and back, in which every printed count has to flow exactly.
//!
//! Programs of one direction for which the same marks are possible are alike and flow together, so that the size of the
//! net is that of the tables of counts and not that of the plan.

use std::collections::{BTreeMap, VecDeque};

use super::infer::Puzzle;

/// For each program which marks remain possible; `None` where no marks at all can come out as counted.
pub fn solve(puzzle: &Puzzle) -> Option<Vec<Vec<bool>>> {
    let marks = puzzle.whole.len();
    let mut alike: BTreeMap<&(usize, Vec<bool>), u32> = BTreeMap::new();
    for program in &puzzle.programs {
        *alike.entry(program).or_default() += 1;
    }
    let classes: Vec<(&(usize, Vec<bool>), u32)> = alike.into_iter().collect();
    let mut net = Net::new(puzzle, &classes);
    if !net.fill() {
        return None;
    }
    let mut found: BTreeMap<&(usize, Vec<bool>), Vec<bool>> = BTreeMap::new();
    for (at, (class, _)) in classes.iter().enumerate() {
        found.insert(class, (0..marks).map(|mark| net.may_be(at, mark)).collect());
    }
    puzzle.programs.iter().map(|program| found.get(program).cloned()).collect()
}

/// An edge with what can still flow along it; its twin back stands beside it, at the index with the last bit turned.
#[derive(Clone, Copy)]
struct Edge {
    to: usize,
    left: u32,
}

struct Net {
    edges: Vec<Edge>,
    /// The edges that leave each node.
    out: Vec<Vec<usize>>,
    /// For each class the edges to the marks of its group; `None` where a mark is not possible.
    choices: Vec<Vec<Option<usize>>>,
    /// How much more has to come into a node than has to leave it.
    owed: Vec<i64>,
    /// Where what is owed comes from, and where it goes.
    ends: (usize, usize),
}

impl Net {
    /// Nodes: classes, then marks of each group, then marks of the whole, then the one that closes the circle, then both
    /// ends.
    fn new(puzzle: &Puzzle, classes: &[(&(usize, Vec<bool>), u32)]) -> Net {
        let (marks, all) = (puzzle.whole.len(), puzzle.programs.len() as u32);
        let of_group = |group: usize, mark: usize| classes.len() + group * marks + mark;
        let of_whole = |mark: usize| of_group(puzzle.groups.len(), mark);
        let circle = of_whole(marks);
        let nodes = circle + 3;
        let mut net = Net {
            edges: Vec::new(),
            out: vec![Vec::new(); nodes],
            choices: Vec::with_capacity(classes.len()),
            owed: vec![0; nodes],
            ends: (circle + 1, circle + 2),
        };
        for (at, ((group, possible), size)) in classes.iter().enumerate() {
            net.join(circle, at, (*size, *size));
            let choices = (0..marks).map(|mark| {
                possible
                    .get(mark)
                    .copied()
                    .unwrap_or(false)
                    .then(|| net.join(at, of_group(*group, mark), (0, *size)))
            });
            let choices = choices.collect();
            net.choices.push(choices);
        }
        let exactly = |count: &Option<u32>| count.map_or((0, all), |count| (count, count));
        for (group, counts) in puzzle.groups.iter().enumerate() {
            for (mark, count) in counts.iter().enumerate() {
                net.join(of_group(group, mark), of_whole(mark), exactly(count));
            }
        }
        for (mark, count) in puzzle.whole.iter().enumerate() {
            net.join(of_whole(mark), circle, exactly(count));
        }
        net
    }

    /// An edge along which at least and at most so much flows. What has to flow is owed to its end by its beginning.
    fn join(&mut self, from: usize, to: usize, (least, most): (u32, u32)) -> usize {
        self.owed[to] += i64::from(least);
        self.owed[from] -= i64::from(least);
        self.edge(from, to, most - least)
    }

    fn edge(&mut self, from: usize, to: usize, left: u32) -> usize {
        let at = self.edges.len();
        self.edges.extend([Edge { to, left }, Edge { to: from, left: 0 }]);
        self.out[from].push(at);
        self.out[to].push(at + 1);
        at
    }

    /// Lets everything flow that has to; whether that is possible.
    fn fill(&mut self) -> bool {
        let (source, sink) = self.ends;
        let mut wanted = 0;
        for (node, owed) in std::mem::take(&mut self.owed).into_iter().enumerate() {
            let much = u32::try_from(owed.unsigned_abs()).unwrap_or(u32::MAX);
            if owed > 0 {
                self.edge(source, node, much);
                wanted += u64::from(much);
            } else if owed < 0 {
                self.edge(node, sink, much);
            }
        }
        while wanted > 0 {
            let Some(way) = self.way(source, sink) else { return false };
            let much = way.iter().map(|edge| self.edges[*edge].left).min().unwrap_or(0);
            for edge in way {
                self.edges[edge].left -= much;
                self.edges[edge ^ 1].left += much;
            }
            wanted -= u64::from(much);
        }
        true
    }

    /// The shortest way along which something can still flow.
    fn way(&self, from: usize, to: usize) -> Option<Vec<usize>> {
        let mut came: Vec<Option<usize>> = vec![None; self.out.len()];
        let mut waiting = VecDeque::from([from]);
        while let Some(node) = waiting.pop_front() {
            if node == to {
                break;
            }
            for &edge in &self.out[node] {
                let Edge { to: next, left } = self.edges[edge];
                if left > 0 && next != from && came[next].is_none() {
                    came[next] = Some(edge);
                    waiting.push_back(next);
                }
            }
        }
        let (mut way, mut at) = (Vec::new(), to);
        while at != from {
            let edge = came[at]?;
            way.push(edge);
            at = self.edges[edge ^ 1].to;
        }
        Some(way)
    }

    /// Whether a filled net can be turned so that a program of this class has this mark: something flows there, or could
    /// along a circle through that edge.
    fn may_be(&self, class: usize, mark: usize) -> bool {
        let Some(edge) = self.choices[class][mark] else { return false };
        self.edges[edge ^ 1].left > 0 || self.way(self.edges[edge].to, class).is_some()
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
            // Only the late ones are counted, and one of them is named.
            (
                vec![(0, "B"), (0, "SAB"), (0, "SAB")],
                vec![vec![None, None, Some(1)]],
                none.clone(),
                Some(vec!["B", "SA", "SA"]),
            ),
            // Fewer can be late than were counted.
            (vec![(0, "SA"), (0, "SAB")], vec![vec![None, None, Some(2)]], none.clone(), None),
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
            if !allowed {
                continue;
            }
            let comes_out = |wanted: &[Option<u32>], group: Option<usize>| {
                (0..marks).all(|mark| {
                    let counted = given.iter().zip(&puzzle.programs);
                    let n =
                        counted.filter(|(m, (g, _))| **m == mark && group.is_none_or(|group| *g == group));
                    wanted[mark].is_none_or(|w| w as usize == n.count())
                })
            };
            let groups = (0..puzzle.groups.len()).all(|g| comes_out(&puzzle.groups[g], Some(g)));
            if groups && comes_out(&puzzle.whole, None) {
                any = true;
                given.iter().enumerate().for_each(|(at, mark)| found[at][*mark] = true);
            }
        }
        any.then_some(found)
    }

    /// Programs of up to three directions, what is possible for each, and counts: those of one way to grade them, of which
    /// some are left out and some are wrong by one.
    fn puzzle() -> impl Strategy<Value = Puzzle> {
        let program = (0_usize..3, 0_usize..3, any::<[bool; 3]>());
        let programs = proptest::collection::vec(program, 1..9);
        let kept = any::<[u8; 12]>();
        (programs, kept, proptest::option::weighted(0.2, (0_usize..12, any::<bool>()))).prop_map(
            |(programs, kept, slip)| {
                let count = |group: Option<usize>, mark: usize, at: usize| {
                    let of = |(g, m, _): &&(usize, usize, [bool; 3])| {
                        *m == mark && group.is_none_or(|it| it == *g)
                    };
                    let right = programs.iter().filter(of).count() as u32;
                    let slipped = slip.filter(|(slipped, _)| *slipped == at);
                    let said =
                        slipped.map_or(right, |(_, up)| if up { right + 1 } else { right.saturating_sub(1) });
                    (kept[at] % 3 > 0).then_some(said)
                };
                let counts = |group: Option<usize>, first: usize| -> Vec<Option<u32>> {
                    (0..3).map(|mark| count(group, mark, first + mark)).collect()
                };
                Puzzle {
                    groups: (0..3).map(|group| counts(Some(group), group * 3)).collect(),
                    whole: counts(None, 9),
                    programs: programs
                        .iter()
                        .map(|(group, mark, known)| {
                            (*group, (0..3).map(|m| m == *mark || !known[m]).collect())
                        })
                        .collect(),
                }
            },
        )
    }

    #[test]
    fn ten_thousand_programs_are_no_more_than_their_tables() {
        let programs =
            (0..10_000_usize).map(|at| (at % 40, possible(if at % 50 == 0 { "B" } else { "SAB" })));
        let programs: Vec<(usize, Vec<bool>)> = programs.collect();
        let groups: Vec<Vec<Option<u32>>> = (0..40)
            .map(|group| {
                let of = programs.iter().filter(|(g, _)| *g == group);
                let (all, late) = (of.clone().count(), of.filter(|(_, p)| *p == possible("B")).count());
                vec![Some(1), Some((all - late - 1) as u32), Some(late as u32)]
            })
            .collect();
        let began = std::time::Instant::now();
        let found = solve(&Puzzle { programs, groups, whole: vec![None; 3] }).unwrap();
        assert_eq!((shown(&found[..1]), shown(&found[1..2])), (vec!["B".to_owned()], vec!["SA".to_owned()]));
        assert!(began.elapsed().as_secs() < 2, "{:?}", began.elapsed());
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]

        #[test]
        fn the_answer_is_that_of_trying_everything(puzzle in puzzle()) {
            let (found, tried) = (solve(&puzzle), by_trying(&puzzle));
            prop_assert_eq!(&found, &tried);
            if tried.is_none() {
                // Those, and only those, one of which with another mark lets the counts come out.
                let frees = |at: &usize| {
                    let mut other = puzzle.clone();
                    let bound = !other.programs[*at].1.iter().all(|possible| *possible);
                    other.programs[*at].1.fill(true);
                    bound && by_trying(&other).is_some()
                };
                prop_assert_eq!(puzzle.culprits(), (0..puzzle.programs.len()).filter(frees).collect::<Vec<_>>());
            }
        }
    }
}
