//! What a cell looks like by itself: a grade, a mark, a number, departments, a re-listing.

use super::cells::Cell;
use super::figures::{figures, last_bracket};
use super::heading::Column;
use crate::model::{Grade, Number};
use crate::text::{Form, Tense, fold, numeral, program_number, tense};

/// What a cell looks like, worked out once. Independent findings, not the states of one thing.
#[expect(clippy::struct_excessive_bools)]
pub(super) struct Look {
    pub empty: bool,
    pub dash: bool,
    pub grade: bool,
    /// A grade with words about it.
    pub worded_grade: bool,
    /// A program's number or a sub-program's.
    pub number: bool,
    pub mark: bool,
    pub unmarked: bool,
    pub relisting: bool,
    pub sentence: bool,
    pub department: bool,
    /// Departments, and no words that could be prose about them.
    pub only_departments: bool,
    /// Two marks or more that stand too close to be told apart: `B-`.
    pub only_marks: bool,
    pub plan: bool,
    pub length: usize,
    pub tense: Tense,
    /// A short text with digits in it.
    pub figure: bool,
    /// Noun phrases with figures to them.
    pub counted: bool,
}

impl Look {
    /// Looks at one cell.
    pub fn new(cell: &Cell) -> Look {
        let text = cell.text.as_str();
        let length = text.chars().count();
        let tense = tense(text);
        Look {
            empty: text.is_empty(),
            dash: is_dash(text),
            grade: Grade::in_column(text).is_some(),
            worded_grade: worded_grade(text).is_some(),
            number: sub_number(text).is_some()
                || program_number(text).is_some()
                || number_in_steps(text).is_some(),
            mark: is_mark(text),
            unmarked: is_unmarked(text),
            relisting: relisting(text).is_some_and(|(rest, _)| rest.is_empty()),
            sentence: text.contains('。') || text.starts_with('・') || length > 60,
            department: looks_like_departments(text),
            only_departments: looks_like_departments(text) && !text.contains(['の', 'を', ' ']),
            only_marks: length > 1 && text.chars().all(is_mark_or_space),
            plan: super::prose::plan_mention(text).is_some(),
            length,
            tense,
            figure: length <= 40 && !text.contains('。') && text.contains(|c: char| c.is_numeric()),
            counted: tense == Tense::Neither && length > 6 && !figures(text).is_empty(),
        }
    }

    /// Whether nothing but a grade or a dash stands in it.
    pub fn is_graded(&self) -> bool {
        self.grade || self.dash || self.worded_grade
    }

    /// Whether the cell belongs to the columns right of the name, as the heading orders them.
    ///
    /// Mends tables that name the departments or the grade first: there these do not end the search for the name.
    pub fn ends_name(&self, columns: &[Column]) -> bool {
        let name = columns.iter().position(|c| *c == Column::Name).unwrap_or(columns.len());
        let right = |wanted: fn(&Column) -> bool| !columns.iter().take(name).any(wanted);
        (self.department && right(|c| *c == Column::Departments))
            || ((self.grade || self.dash) && right(|c| matches!(c, Column::Grade(_))))
    }
}

/// `-` and its look-alikes.
pub(super) fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "－" | "‐" | "―" | "—" | "–" | "ー" | "−")
}

/// Whether a cell says in words that nothing was set, and says nothing else: `未設定`, `成果指標は未設定`.
pub(super) fn is_unset(text: &str) -> bool {
    const WORDS: [&str; 4] = ["未設定", "設定なし", "設定せず", "設定していない"];
    const OF: [&str; 6] = ["成果指標", "指標", "数値目標", "目標値", "目標", ""];
    let bare = fold(text.trim_matches(['(', ')', '（', '）', '。', '・', '※', ' ']));
    let said = WORDS.iter().find_map(|word| bare.strip_suffix(word));
    said.map(|of| of.trim_end_matches(['は', 'の', 'を', ' '])).is_some_and(|of| OF.contains(&of))
}

/// Whether a cell says so, alone or in a bracket at its end: `・引き続き行う。(成果指標は未設定)`.
pub(super) fn declares_unset(text: &str) -> bool {
    is_unset(text) || last_bracket(text.trim_end()).is_some_and(|(_, inside)| is_unset(inside))
}

fn is_mark_or_space(c: char) -> bool {
    let mark = c.to_string();
    c == ' ' || is_dash(&mark) || Grade::parse(&mark).is_some()
}

/// The circle of a marked row.
pub(super) fn is_mark(text: &str) -> bool {
    matches!(text, "○" | "〇" | "◯" | "●" | "レ" | "✓" | "有")
}

/// What stands in a column of marks for a row without one.
pub(super) fn is_unmarked(text: &str) -> bool {
    matches!(text, "無" | "×" | "✕" | "なし") || is_dash(text)
}

/// Mends grades printed with words about them: `A 予定どおり`, `B(遅れ)`, `予定どおり(A)`. Letters only; a change from
/// one grade to another names two and is none.
pub(super) fn worded_grade(text: &str) -> Option<Grade> {
    const LONGEST: usize = 20;
    let marks = || text.split_whitespace().filter(|w| Grade::parse(w).is_some() || is_mark(w));
    if text.chars().count() > LONGEST || text.contains(['。', '→', '・']) || marks().count() > 1 {
        return None;
    }
    let letter = |s: &str| Grade::parse(s.trim()).filter(|g| g.is_letter());
    let ahead = text.split_once([' ', '\u{3000}', '(', '（', ':', '：']).and_then(|(head, _)| letter(head));
    let behind = || {
        let inside = text.strip_suffix([')', '）'])?;
        inside.rsplit_once(['(', '（']).and_then(|(_, last)| letter(last))
    };
    ahead.or_else(behind)
}

/// The departments that a cell names. A middle dot stands between two only where both are one; it may belong to a name.
pub(super) fn departments(text: &str) -> Vec<Box<str>> {
    let apart = |text: &str| {
        let parts: Vec<Box<str>> = text.split(['・', '/', '／']).map(str::trim).map(Into::into).collect();
        if parts.iter().all(|part| looks_like_departments(part)) { parts } else { vec![text.into()] }
    };
    let names = text.split(['、', '，', ',']).map(str::trim).filter(|n| !n.is_empty());
    names.flat_map(apart).collect()
}

/// `- 2`: the number of a sub-program.
pub(super) fn sub_number(text: &str) -> Option<u16> {
    let rest = text.strip_prefix(['-', '－', '‐', '−'])?;
    let digits: String = rest.trim().chars().filter_map(|c| c.to_digit(10)).map(|d| d.to_string()).collect();
    (digits.len() == rest.trim().len()).then(|| digits.parse().ok()).flatten()
}

/// A number printed in several steps, that of the direction, of what it is divided into, and of the program in it: `1-2`,
/// `1-(2)`, `Ⅰ-2`, `1－②`, `1-2-3`.
pub(super) fn number_in_steps(text: &str) -> Option<Number> {
    let pieces: Vec<&str> = text.split(['-', '－', '‐', '−', '–', 'ー', '―']).map(str::trim).collect();
    let roman = |piece: &str| numeral(piece).filter(|n| n.form == Form::Roman).map(|n| n.value);
    let step = |(at, piece): (usize, &&str)| {
        let value = program_number(piece).or_else(|| roman(piece).filter(|_| at == 0))?;
        // A day of a year is no number, and neither is a range.
        let fits = value < 100 || (at == 0 && pieces.len() == 2);
        u16::try_from(value).ok().filter(|_| fits)
    };
    let steps: Option<Vec<u16>> = pieces.iter().enumerate().map(step).collect();
    steps.filter(|steps| steps.len() > 1).and_then(|steps| Number::of_steps(&steps))
}

/// Whether every name in a list ends as the names of departments do.
pub(super) fn looks_like_departments(text: &str) -> bool {
    const LONGEST_DEPARTMENT: usize = 16;
    const ENDINGS: [&str; 19] = [
        "課",
        "室",
        "局",
        "部",
        "係",
        "館",
        "所",
        "署",
        "センター",
        "担当",
        "委員会",
        "事務局",
        "参事",
        "グループ",
        "チーム",
        "本部",
        "支所",
        "園",
        "会計管理者",
    ];
    // ・ may divide departments and may be a part of the name of one: only what the list ends with is asked.
    let mut names = text.split(['、', '，', ',', '/']).map(str::trim).peekable();
    text.chars().count() <= 60
        && !text.starts_with('・')
        && names.peek().is_some_and(|n| !n.is_empty())
        && names.all(|name| {
            let short = name.chars().count() <= LONGEST_DEPARTMENT && !name.contains(char::is_whitespace);
            name.is_empty() || short && ENDINGS.iter().any(|e| name.ends_with(e) && name.chars().count() > 1)
        })
}

/// Cuts the mark of a re-listing from a name or a cell: `徹底【No.27の再掲】` → (`徹底`, 27).
pub(super) fn relisting(text: &str) -> Option<(&str, u16)> {
    let before = text.strip_suffix(['】', ']', ')', '）'])?;
    let open = before.rfind(['【', '[', '(', '（'])?;
    let (name, mark) = before.split_at_checked(open)?;
    let inside = mark.trim_start_matches(['【', '[', '(', '（']).trim();
    let number = inside
        .strip_suffix("の再掲")
        .or_else(|| inside.strip_prefix("再掲").map(|r| r.trim_matches([':', '：', ' '])))?;
    let of = program_number(number).and_then(|n| u16::try_from(n).ok())?;
    Some((name.trim(), of))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_relistings() {
        for (text, expected) in [
            ("スクラップの徹底【No.27の再掲】", Some(("スクラップの徹底", 27))),
            ("【No.15の再掲】", Some(("", 15))),
            ("推進（再掲 No.7）", Some(("推進", 7))),
            ("協働事業の推進(スポーツ)", None),
        ] {
            assert_eq!(relisting(text), expected, "{text}");
        }
    }

    #[test]
    fn numbers_in_steps() {
        for (text, expected) in [
            ("1-2", Some("1-2")),
            ("１－（２）", Some("1-2")),
            ("Ⅲ-10", Some("3-10")),
            ("2-③", Some("2-3")),
            ("- 2", None),
            ("1-2-3", Some("1-2-3")),
            ("Ⅰ-(2)-③", Some("1-2-3")),
            ("2023-4-1", None),
            ("1-2-3-4", None),
            ("1--2", None),
            ("A-1", None),
            ("2020-2024", None),
            ("12", None),
        ] {
            assert_eq!(number_in_steps(text).map(|n| n.to_string()).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn only_words_declare_that_nothing_was_set() {
        for (text, alone, declared) in [
            ("未設定", true, true),
            ("（成果指標は未設定）", true, true),
            ("目標値の設定なし", true, true),
            ("・引き続き行う。(成果指標は未設定)", false, true),
            ("・成果指標が未設定の取組について、新たに設定する。", false, false),
            ("・引き続き行う。(会議 4回)", false, false),
            ("-", false, false),
            ("", false, false),
        ] {
            assert_eq!((is_unset(text), declares_unset(text)), (alone, declared), "{text}");
        }
    }
}
