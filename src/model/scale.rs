//! The scale of a plan (評価区分): which grades it gives, best first, and what each of them says.

use serde::{Deserialize, Serialize};

use super::grade::{Grade, How, Level};
use super::statement::{Fact, Sourced};

/// One grade of a scale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The mark.
    pub grade: Grade,
    /// What it means, as a document prints it, or as a person has written where none does.
    pub meaning: Option<Box<str>>,
    /// What that says about a program.
    pub level: Level,
}

/// The grades of a plan, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    steps: Vec<Step>,
}

impl Scale {
    /// The scale of a plan of which these grades are given or counted, and about which these statements are made.
    ///
    /// Its order is that of a person's decision where there is one, with what this leaves out behind it, else the usual
    /// one. What a grade says is decided, or stands in the legend, or is usual.
    pub fn new(given: impl Iterator<Item = Grade>, said: &[Sourced]) -> Scale {
        let meant = |s: &&Sourced| matches!(s.statement.fact, Fact::Meaning(_));
        let (decided, legend): (Vec<&Sourced>, Vec<&Sourced>) =
            said.iter().filter(meant).partition(|s| s.statement.how == How::Curated);
        // The later decision holds, as a whole.
        let last = decided.last().map(|s| (s.document, &s.statement.place));
        let of_last = |s: &&Sourced| Some((s.document, &s.statement.place)) == last;
        let decided = words(decided.into_iter().filter(of_last));
        let legend = words(legend.into_iter());
        let totals = said.iter().filter_map(|s| match s.statement.fact {
            Fact::Total(total) => total.grade,
            _ => None,
        });
        let mut grades: Vec<Grade> =
            given.chain(totals).chain(decided.iter().chain(&legend).map(|(grade, _)| *grade)).collect();
        let of_three = !grades.is_empty() && grades.iter().all(|grade| OF_THREE.contains(&grade.text()));
        if of_three {
            // That no program reached S is a finding, not a reason to leave the letter out.
            grades.extend(OF_THREE.iter().filter_map(|mark| Grade::parse(mark)));
        }
        let place =
            |grade: &Grade| decided.iter().position(|(mark, _)| mark == grade).unwrap_or(decided.len());
        grades.sort_by_key(|grade| (place(grade), *grade));
        grades.dedup();
        let text = |of: &[(Grade, &str)], grade: Grade| -> Option<Box<str>> {
            let (_, text) = of.iter().find(|(mark, text)| *mark == grade && !text.is_empty())?;
            Some((*text).into())
        };
        let step = |grade: Grade| {
            let (decided, printed) = (text(&decided, grade), text(&legend, grade));
            let says = |words: &Option<Box<str>>| words.as_deref().and_then(Level::of_words);
            let usual = if of_three && grade.text() == "B" { Level::Late } else { grade.usual_level() };
            let level = says(&decided).or_else(|| says(&printed)).unwrap_or(usual);
            Step { grade, meaning: printed.or(decided), level }
        };
        Scale { steps: grades.into_iter().map(step).collect() }
    }

    /// The grades of several scales, in their usual order.
    pub fn merged<'a>(scales: impl Iterator<Item = &'a Scale>) -> Vec<Grade> {
        let mut grades: Vec<Grade> = scales.flat_map(Scale::grades).collect();
        grades.sort_unstable();
        grades.dedup();
        grades
    }

    /// Its grades with what they mean, best first.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Its grades, best first.
    pub fn grades(&self) -> Vec<Grade> {
        self.steps.iter().map(|step| step.grade).collect()
    }

    /// What a grade means in words, where somebody says it.
    pub fn meaning(&self, grade: Grade) -> Option<&str> {
        self.steps.iter().find(|step| step.grade == grade)?.meaning.as_deref()
    }

    /// What a grade says about a program.
    pub fn level(&self, grade: Grade) -> Level {
        self.steps.iter().find(|step| step.grade == grade).map_or_else(|| grade.usual_level(), |s| s.level)
    }

    /// Whether a grade says that a program is late.
    pub fn is_late(&self, grade: Grade) -> bool {
        self.level(grade) == Level::Late
    }

    /// Where a grade stands, from 0 for the best.
    pub fn rank(&self, grade: Grade) -> usize {
        self.steps.iter().position(|step| step.grade == grade).unwrap_or(self.steps.len())
    }

    /// A grade in two cells: a mark whole, of words the first character that no other grade of the scale has.
    pub fn short(&self, grade: Grade) -> &'static str {
        let text = grade.text();
        let others = || self.steps.iter().map(|step| step.grade).filter(|other| *other != grade);
        let apart = |c: char| !others().any(|other| other.text().contains(c));
        let mut characters = text.char_indices().map(|(at, c)| (at, c, at + c.len_utf8()));
        let first = characters.clone().next();
        match characters.find(|(_, c, _)| apart(*c)).or(first) {
            Some((from, c, to)) if !c.is_ascii() => text.get(from..to).unwrap_or(text),
            _ => text,
        }
    }
}

/// What statements say that grades mean.
fn words<'a>(said: impl Iterator<Item = &'a Sourced>) -> Vec<(Grade, &'a str)> {
    said.filter_map(|s| {
        if let Fact::Meaning(grade) = s.statement.fact { Some((grade, &*s.statement.text)) } else { None }
    })
    .collect()
}

/// The scale of which no legend has to be printed: before, as and after planned.
const OF_THREE: [&str; 3] = ["S", "A", "B"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::DocumentIx;
    use crate::model::statement::{LineSpan, Place, Statement, Subject};

    fn grades(text: &str) -> impl Iterator<Item = Grade> {
        text.split(' ').filter_map(Grade::in_column)
    }

    /// `A=順調 B=遅れ`, on one line of a document.
    fn legend(text: &str, how: How, line: u32) -> Vec<Sourced> {
        let said = |(mark, words): (&str, &str)| Statement {
            subject: Subject::Plan(0),
            period: None,
            fact: Fact::Meaning(Grade::in_column(mark).unwrap()),
            text: words.into(),
            how,
            place: Place::Lines(LineSpan { first: line, last: line, start: 0, end: 1 }),
        };
        let split = text.split_whitespace().filter_map(|word| word.split_once('='));
        split.map(|pair| Sourced { document: DocumentIx(0), statement: said(pair) }).collect()
    }

    #[test]
    fn each_grade_has_its_place_and_says_how_it_goes() {
        use Level::{Ahead, AsPlanned, Below, Late};
        for (given, printed, decided, expected) in [
            // Nobody says more than the letters.
            ("A", "", "", &[("S", Ahead), ("A", AsPlanned), ("B", Late)][..]),
            ("D B A C", "", "", &[("A", AsPlanned), ("B", Below), ("C", Below), ("D", Below)]),
            ("◎ × ○ △", "", "", &[("◎", Ahead), ("○", AsPlanned), ("△", Late), ("×", Late)]),
            ("遅れ 順調", "", "", &[("順調", AsPlanned), ("遅れ", Late)]),
            ("", "", "", &[]),
            // What a document prints, or a person decides, goes before that.
            ("B C", "A=順調 B=概ね順調 C=やや遅れ", "", &[("A", AsPlanned), ("B", AsPlanned), ("C", Late)]),
            ("A B", "A=80%以上 B=80%未満", "C=", &[("C", Below), ("A", AsPlanned), ("B", Below)]),
            ("A B", "", "B=予定以上 A=予定どおり", &[("B", Ahead), ("A", AsPlanned), ("S", Ahead)]),
            ("A B", "B=遅れ", "A= B=予定どおり C=遅れ", &[("A", AsPlanned), ("B", AsPlanned), ("C", Late)]),
        ] {
            let said = [legend(printed, How::Printed, 1), legend(decided, How::Curated, 2)].concat();
            let scale = Scale::new(grades(given), &said);
            let steps: Vec<(&str, Level)> = scale.steps().iter().map(|s| (s.grade.text(), s.level)).collect();
            assert_eq!(steps, expected, "{given} / {printed} / {decided}");
            for (rank, step) in scale.steps().iter().enumerate() {
                assert_eq!(scale.rank(step.grade), rank);
            }
        }
    }

    #[test]
    fn the_meaning_is_the_printed_one_and_the_later_decision_holds_as_a_whole() {
        let said = [
            legend("A=よい B=遅い", How::Curated, 9),
            legend("A=予定どおり", How::Printed, 1),
            legend("B=遅れ A=順調", How::Curated, 12),
        ]
        .concat();
        let scale = Scale::new(grades("A"), &said);
        let shown: Vec<_> = scale.steps().iter().map(|s| (s.grade.text(), s.meaning.as_deref())).collect();
        assert_eq!(shown[..2], [("B", Some("遅れ")), ("A", Some("予定どおり"))]);
    }
}
