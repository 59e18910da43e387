//! Numbers as people say them → the programs they mean: `26`, `No.26`, `㉖`, `P2-26`, `2-26`, `30-2`, `Ⅳ`.
//!
//! Looks at what was typed, before folding: a folded `㉖` is a plain 26 and `2-26` is 226. Must not know queries.

use super::Matched;
use crate::model::{Catalog, Number, PlanCode, PlanIx, ProgramIx};
use crate::text::{Form, fold, numeral, program_number};

/// The programs that a number means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    /// Whether it is the number of the program or of its direction.
    pub by: Matched,
    /// The programs in the order of the catalog, and how near each is to what is probably meant (0 the nearest).
    programs: Vec<(ProgramIx, u8)>,
}

impl Numbered {
    /// How near a program is to what was meant; `None` when it is not meant.
    pub fn rank(&self, ix: ProgramIx) -> Option<u8> {
        let at = self.programs.binary_search_by_key(&ix, |(ix, _)| *ix).ok()?;
        self.programs.get(at).map(|(_, rank)| *rank)
    }

    /// The programs in the order of the catalog.
    pub fn programs(&self) -> impl Iterator<Item = ProgramIx> {
        self.programs.iter().map(|(ix, _)| *ix)
    }

    fn new(by: Matched, mut programs: Vec<(ProgramIx, u8)>) -> Option<Numbered> {
        programs.sort_unstable();
        // A program meant in two ways counts for the nearer one.
        programs.dedup_by_key(|(ix, _)| *ix);
        (!programs.is_empty()).then_some(Numbered { by, programs })
    }
}

/// Reads a token of which the whole is a number; `None` also when no program has that number, so that it is searched
/// as a word.
pub(super) fn read(typed: &str, catalog: &Catalog) -> Option<Numbered> {
    let plain: String = typed.trim().chars().map(ascii).collect();
    let text = plain.trim_end_matches(['?', ':']);
    let text = if text.ends_with("番は") { text.trim_end_matches('は') } else { text };
    if let Some(no) = direction_number(text) {
        let of_direction = catalog
            .programs()
            .filter(|(_, p)| catalog.direction_of(p).is_some_and(|direction| u32::from(direction.no) == no));
        return Numbered::new(Matched::Direction, of_direction.map(|(ix, _)| (ix, 0)).collect());
    }
    let (city, id) = match text.split_once('/') {
        Some((city, id)) => (Some(fold(city)).filter(|c| !c.is_empty()), id),
        None => (None, text),
    };
    if city.is_none() && text.contains('/') {
        return None;
    }
    let plans = catalog.plans().map(|(ix, _)| ix);
    let plans: Vec<PlanIx> =
        plans.filter(|ix| city.as_ref().is_none_or(|city| belongs_to(catalog, *ix, city))).collect();
    Numbered::new(Matched::Number, programs(id, &plans, catalog)?)
}

/// Whether a plan belongs to a municipality whose name holds `folded`. A plan of which no document says whose it is
/// stands with the others while one municipality is in the store.
pub(super) fn belongs_to(catalog: &Catalog, plan: PlanIx, folded: &str) -> bool {
    let holds = |name: &str| fold(name).contains(folded);
    match (&catalog.plan(plan).id.municipality, catalog.municipalities()) {
        (Some(name), _) => holds(name),
        (None, [only]) => holds(only),
        _ => false,
    }
}

/// The number of a direction: `Ⅳ`, `方針4`, `方向性IV`. ASCII letters alone are no number: they begin words.
pub(super) fn direction_number(text: &str) -> Option<u32> {
    let named = text.strip_prefix("方針").or_else(|| text.strip_prefix("方向性"));
    match named {
        Some(rest) => numeral(rest.trim()).map(|n| n.value),
        None => numeral(text).filter(|n| n.form == Form::Roman && !text.is_ascii()).map(|n| n.value),
    }
}

fn programs(id: &str, plans: &[PlanIx], catalog: &Catalog) -> Option<Vec<(ProgramIx, u8)>> {
    let parts: Vec<&str> = id.split('-').map(str::trim).collect();
    let number = |steps: &[&str]| {
        let step = |text: &&str| program_number(text).and_then(|n| u16::try_from(n).ok());
        Number::of_steps(&steps.iter().map(step).collect::<Option<Vec<u16>>>()?)
    };
    let of = |wanted: &dyn Fn(&PlanCode) -> bool, number: Number, rank: u8| -> Vec<(ProgramIx, u8)> {
        let chosen = plans.iter().filter(|ix| wanted(&catalog.plan(**ix).id.code));
        chosen.filter_map(|ix| catalog.find_in(*ix, number)).map(|ix| (ix, rank)).collect()
    };
    let any = |_: &PlanCode| true;
    match parts.as_slice() {
        [no] => {
            let number = number(&[no])?;
            // Circled numbers are printed in plans of the series K only.
            let circled = is_circled(no).then(|| of(&|code| code.as_str().starts_with('K'), number, 0));
            Some(circled.filter(|found| !found.is_empty()).unwrap_or_else(|| of(&any, number, 0)))
        }
        [first, rest @ ..] if first.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_number(first) => {
            let code = PlanCode::parse(first)?;
            let number = number(rest)?;
            Some(of(&|c| *c == code, number, 0))
        }
        [first, rest @ ..] => {
            let plan = program_number(first)?;
            let mut found =
                number(rest).map_or(Vec::new(), |n| of(&|code| code.number() == Some(plan), n, 0));
            found.extend(number(&parts).map_or(Vec::new(), |n| of(&any, n, 1)));
            Some(found)
        }
        [] => None,
    }
}

fn is_number(text: &str) -> bool {
    program_number(text).is_some()
}

fn is_circled(text: &str) -> bool {
    text.chars().any(|c| numeral(&c.to_string()).is_some_and(|n| n.form == Form::Circled))
}

/// ASCII for full-width forms and for what stands in for a hyphen on a Japanese keyboard.
fn ascii(c: char) -> char {
    match c {
        '－' | 'ー' | 'ｰ' | '‐' | '‑' | '–' | '—' | '―' | '−' => '-',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::tests::samples::{catalog, two_cities};

    fn ids(catalog: &Catalog, typed: &str) -> Option<Vec<String>> {
        let found = read(typed, catalog)?;
        Some(found.programs.iter().map(|(ix, rank)| format!("{}/{rank}", catalog.label(*ix))).collect())
    }

    #[test]
    fn numbers_lead_to_programs() {
        let catalog = catalog();
        for typed in
            ["26", "２６", "No.26", "No26", "№26", "26番", "26番は？", "26番は?", "26?", "㉖", "26:", "第26"]
        {
            assert_eq!(ids(&catalog, typed).unwrap(), ["P2-26/0", "P3-26/0"], "{typed}");
        }
        for (typed, expected) in [
            ("P2-26", "P2-26/0"),
            ("p2-26", "P2-26/0"),
            ("Ｐ２ー２６", "P2-26/0"),
            ("2-26", "P2-26/0"),
            ("２－２６番", "P2-26/0"),
            ("3-30-2", "P3-30-2/0"),
            ("P3-30-2", "P3-30-2/0"),
            ("30-2", "P3-30-2/1"),
            ("No.30-2", "P3-30-2/1"),
            ("小平/P2-26", "P2-26/0"),
            ("小平市/P3-26", "P3-26/0"),
            ("小平/3-30-2", "P3-30-2/0"),
        ] {
            assert_eq!(ids(&catalog, typed).unwrap(), [expected], "{typed}");
        }
        for typed in [
            "",
            "0",
            "99",
            "26年度",
            "2-99",
            "P9-26",
            "P2",
            "P2-",
            "P2-26-1",
            "東川/P2-26",
            "/26",
            "1/2",
            "1-2-3-4",
            "IV",
            "X",
            "方針9",
            "二十六",
            "は",
        ] {
            assert_eq!(ids(&catalog, typed), None, "{typed}");
        }
    }

    #[test]
    fn directions_by_number_are_all_of_their_programs() {
        let catalog = catalog();
        for typed in ["Ⅳ", "方針4", "方向性４", "方針Ⅳ", "方針IV"] {
            let found = read(typed, &catalog).unwrap();
            assert_eq!(found.by, Matched::Direction);
            let all = catalog.programs().filter(|(_, p)| catalog.direction_of(p).is_some_and(|d| d.no == 4));
            assert!(all.map(|(ix, _)| (ix, 0)).eq(found.programs), "{typed}");
        }
    }

    #[test]
    fn a_number_can_mean_a_plan_or_a_sub_program() {
        let catalog = two_cities();
        let shown = |typed| ids(&catalog, typed).unwrap();
        assert_eq!(shown("2-1"), ["小平市/P2-1/0", "東川町/P2-1/0", "東川町/K1-2-1/1"]);
        assert_eq!(shown("P2-1"), ["小平市/P2-1/0", "東川町/P2-1/0"]);
        assert_eq!(shown("東/P2-1"), ["東川町/P2-1/0"]);
        assert_eq!(shown("東川町/1"), ["東川町/P2-1/0", "東川町/K1-1/0"]);
        assert_eq!(shown("①"), ["東川町/K1-1/0"]);
        // No K plan has it: then it is a number like any other.
        assert_eq!(shown("③"), ["小平市/P2-3/0"]);
    }
}
