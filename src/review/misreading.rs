//! Probable misreadings: what looks as if a character was read or typed wrong, beside what it may have been. Suggested,
//! never applied: the documents stay as they are, and a person decides.
//!
//! Each rule looks for a rare spelling beside a frequent one that differs by a letter; a rule that would need to know
//! what a text means is none.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::model::{Catalog, Fact, PlanIx, ProgramIx, Sourced};
use crate::text::{distance, fold};

/// Characters that are taken for one another, by eyes and by machines.
const LOOKALIKES: [(char, char); 12] = [
    ('蔵', '歳'),
    ('未', '末'),
    ('入', '人'),
    ('士', '土'),
    ('千', '干'),
    ('取', '収'),
    ('微', '徴'),
    ('縁', '緑'),
    ('績', '積'),
    ('己', '已'),
    ('徒', '従'),
    ('侯', '候'),
];
/// So often has to occur what a text may have been.
const FREQUENT: usize = 3;
/// Beyond so many programs nothing is looked for: all texts of a country are not read for one plan.
const MOST_PROGRAMS: usize = 2000;

/// A text with the program it is about.
struct Passage<'a> {
    program: Option<ProgramIx>,
    said: &'a Sourced,
}

/// A text that was probably misread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Misreading<'a> {
    /// The program it is about, where it is about one.
    pub program: Option<ProgramIx>,
    /// The words as they stand.
    pub wrong: String,
    /// What they may have been.
    pub right: String,
    /// Where they stand.
    pub said: &'a Sourced,
}

/// The probable misreadings in the documents of a plan, held against the words of all.
pub(super) fn misreadings<'a>(catalog: &'a Catalog, plan: PlanIx, corpus: &Corpus) -> Vec<Misreading<'a>> {
    if catalog.programs().len() > MOST_PROGRAMS {
        return Vec::new();
    }
    let mut found = names(catalog, plan, corpus);
    let mut seen = BTreeSet::new();
    for passage in passages(catalog, plan) {
        for (wrong, right) in corpus.suggestions(&passage.said.statement.text) {
            let place = &passage.said.statement.place;
            // A name that is doubted as a whole is not doubted by its words as well.
            let named = passage.said.statement.fact == Fact::Name
                && found.iter().any(|m| std::ptr::eq(m.said, passage.said) && m.wrong.contains(&wrong));
            if !named && seen.insert((wrong.clone(), passage.said.document, place.lines())) {
                let Passage { program, said } = passage;
                found.push(Misreading { program, wrong, right, said });
            }
        }
    }
    found
}

/// Names of directions and programs that differ by a letter or two from one of another plan of the municipality.
fn names<'a>(catalog: &'a Catalog, plan: PlanIx, corpus: &Corpus) -> Vec<Misreading<'a>> {
    let it = catalog.plan(plan);
    let same_city =
        |other: &PlanIx| *other != plan && catalog.plan(*other).id.municipality == it.id.municipality;
    let others: Vec<PlanIx> = catalog.plans().map(|(ix, _)| ix).filter(same_city).collect();
    let near = |own: &str, other: &str| {
        let (own, other) = (fold(own), fold(other));
        let slips = distance(&own, &other);
        own.chars().count() >= 6 && (1..=1 + own.chars().count() / 12).contains(&slips)
    };
    let mut found = Vec::new();
    for direction in &it.directions {
        let directions = others.iter().flat_map(|ix| &catalog.plan(*ix).directions);
        let like = directions.filter(|other| near(&direction.name, &other.name)).map(|d| &d.name).next();
        let label = catalog.programs_of(plan).find_map(|(ix, _)| {
            let statements = &catalog.details(ix).statements;
            let is_label = |s: &&Sourced| {
                s.statement.fact == Fact::Direction && fold(&s.statement.text) == fold(&direction.name)
            };
            statements.iter().find(is_label).map(|said| (ix, said))
        });
        let rarer = |other: &str| corpus.is_rarer(&direction.name, other);
        if let (Some(other), Some((ix, said))) = (like.filter(|other| rarer(other)), label) {
            let (wrong, right) = (direction.name.to_string(), other.to_string());
            found.push(Misreading { program: Some(ix), wrong, right, said });
        }
    }
    for (ix, program) in catalog.programs_of(plan).filter(|(_, p)| p.parent.is_none()) {
        let programs = others.iter().flat_map(|other| catalog.programs_of(*other));
        let like = programs.map(|(_, other)| other).find(|other| near(&program.name, &other.name));
        let statements = &catalog.details(ix).statements;
        let said = statements.iter().find(|s| s.statement.fact == Fact::Name);
        let like = like.filter(|other| corpus.is_rarer(&program.name, &other.name));
        if let (Some(other), Some(said)) = (like, said) {
            let (wrong, right) = (program.name.to_string(), other.name.to_string());
            found.push(Misreading { program: Some(ix), wrong, right, said });
        }
    }
    found
}

/// The texts of a plan and its programs.
fn passages(catalog: &Catalog, plan: PlanIx) -> Vec<Passage<'_>> {
    let of_program = catalog.programs_of(plan).flat_map(|(ix, _)| {
        let statements = catalog.details(ix).statements.iter();
        statements.map(move |said| Passage { program: Some(ix), said })
    });
    let of_plan = catalog.plan(plan).statements.iter().map(|said| Passage { program: None, said });
    of_program.chain(of_plan).filter(|p| is_prose(&p.said.statement.fact)).collect()
}

fn is_prose(fact: &Fact) -> bool {
    matches!(fact, Fact::Text(_) | Fact::Name)
}

/// How often the words of all documents occur.
#[derive(Default)]
pub(super) struct Corpus {
    /// Pairs of neighbouring Chinese characters.
    pairs: HashMap<(char, char), usize>,
    /// Three of them in a row.
    triples: HashSet<(char, char, char)>,
    /// Stretches of hiragana.
    kana: BTreeMap<String, usize>,
    /// Names of programs and directions, folded, by the documents and places that name them.
    names: BTreeMap<String, usize>,
}

impl Corpus {
    /// Counts them. Reads all texts: once for however many plans.
    pub(super) fn of(catalog: &Catalog) -> Corpus {
        let mut corpus = Corpus::default();
        if catalog.programs().len() > MOST_PROGRAMS {
            return corpus;
        }
        for (plan, _) in catalog.plans() {
            for passage in passages(catalog, plan) {
                let text = &passage.said.statement.text;
                let letters: Vec<char> = text.chars().collect();
                corpus.count_letters(&letters);
                for word in hiragana(text) {
                    *corpus.kana.entry(word).or_default() += 1;
                }
            }
            let of_programs = catalog.programs_of(plan).flat_map(|(ix, _)| &catalog.details(ix).statements);
            for said in of_programs.chain(&catalog.plan(plan).statements) {
                if matches!(said.statement.fact, Fact::Name | Fact::Direction | Fact::NameAlone) {
                    *corpus.names.entry(fold(&said.statement.text)).or_default() += 1;
                }
            }
        }
        corpus
    }

    /// Counts the neighbours in a text.
    fn count_letters(&mut self, letters: &[char]) {
        for pair in letters.windows(2) {
            if let [a, b] = pair
                && is_han(*a)
                && is_han(*b)
            {
                *self.pairs.entry((*a, *b)).or_default() += 1;
            }
        }
        for three in letters.windows(3) {
            if let [a, b, c] = three
                && three.iter().all(|c| is_han(*c))
            {
                self.triples.insert((*a, *b, *c));
            }
        }
    }

    /// Whether a name is more likely to be wrong than the other: it is named less often, or holds the rarer word in kana.
    fn is_rarer(&self, name: &str, other: &str) -> bool {
        let named = |name: &str| self.names.get(&fold(name)).copied().unwrap_or(0);
        let kana = |name: &str| -> usize {
            hiragana(name).iter().map(|word| self.kana.get(word).copied().unwrap_or(0)).sum()
        };
        (named(name), kana(name)) < (named(other), kana(other))
    }

    fn pair(&self, a: char, b: char) -> usize {
        self.pairs.get(&(a, b)).copied().unwrap_or(0)
    }

    /// What in a text may be wrong, and what it may have been.
    fn suggestions(&self, text: &str) -> Vec<(String, String)> {
        let letters: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        for (at, pair) in letters.windows(2).enumerate() {
            let [a, b] = pair else { continue };
            let beside = |at: Option<usize>| letters.get(at?).copied().filter(|c| is_han(*c));
            found.extend(self.lookalike((*a, *b), beside(at.checked_sub(1)), beside(Some(at + 2))));
            found.extend(self.doubled(&letters, at));
        }
        found.extend(repeated(text));
        found.extend(kana_in_quotes(text).into_iter().filter_map(|word| self.near_word(&word)));
        found
    }

    /// 蔵入 where 歳入 is frequent, provided that this fits the characters before and behind as well.
    fn lookalike(
        &self,
        (a, b): (char, char),
        before: Option<char>,
        behind: Option<char>,
    ) -> Option<(String, String)> {
        if self.pair(a, b) > 1 {
            return None;
        }
        let other = |c: char| {
            LOOKALIKES.iter().find_map(|(x, y)| match c {
                c if c == *x => Some(*y),
                c if c == *y => Some(*x),
                _ => None,
            })
        };
        let first = other(a).map(|other| (other, b));
        let second = other(b).map(|other| (a, other));
        let fits = |(x, y): &(char, char)| {
            self.pair(*x, *y) >= FREQUENT
                && before.is_none_or(|c| self.pair(c, *x) > 0)
                && behind.is_none_or(|c| self.pair(*y, c) > 0)
        };
        let right = first.into_iter().chain(second).find(fits)?;
        Some((format!("{a}{b}"), format!("{}{}", right.0, right.1)))
    }

    /// A Chinese character twice in a row, which is no seam between two words (委員会会場): the first does not end, or the
    /// second does not begin a pair that occurs elsewhere. Where the same stands elsewhere with the character once (新人人材
    /// and 新人材), it is doubted at a seam too.
    fn doubled(&self, letters: &[char], at: usize) -> Option<(String, String)> {
        let (a, b) = (*letters.get(at)?, *letters.get(at + 1)?);
        if a != b || !is_han(a) || a == '々' {
            return None;
        }
        let before = at.checked_sub(1).and_then(|at| letters.get(at)).copied().filter(|c| is_han(*c));
        let behind = letters.get(at + 2).copied().filter(|c| is_han(*c));
        let seam = before.is_some_and(|c| self.pair(c, a) > 1) && behind.is_some_and(|c| self.pair(a, c) > 1);
        let once = before.zip(behind).is_some_and(|(b, c)| self.triples.contains(&(b, a, c)));
        if seam && !once {
            return None;
        }
        let around = |inner: &str| {
            let part = |c: Option<char>| c.map(String::from).unwrap_or_default();
            format!("{}{inner}{}", part(before), part(letters.get(at + 2).copied()))
        };
        Some((around(&format!("{a}{a}")), around(&a.to_string())))
    }

    /// A rare word in kana beside a frequent one that differs by one letter.
    fn near_word(&self, word: &str) -> Option<(String, String)> {
        let own = self.kana.get(word).copied().unwrap_or(0);
        let near = |(other, count): &(&String, &usize)| {
            **count > own && distance(word, other) == 1 && other.chars().count() >= 4
        };
        let found = self.kana.iter().filter(near).max_by_key(|(_, count)| **count);
        found.map(|(other, _)| (word.to_owned(), other.clone()))
    }
}

/// 効果的かつ効果的: one word joined with itself.
fn repeated(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (at, joint) in text.match_indices("かつ") {
        let (before, after) = (text.get(..at).unwrap_or(""), text.get(at + joint.len()..).unwrap_or(""));
        let word: Vec<char> = before.chars().rev().take_while(|c| is_han(*c)).collect();
        let word: String = word.into_iter().rev().collect();
        if word.chars().count() >= 2 && after.starts_with(&word) {
            found.push((format!("{word}かつ{word}"), word));
        }
    }
    found
}

/// The stretches of hiragana of four letters or more.
fn hiragana(text: &str) -> Vec<String> {
    let is_hiragana = |c: char| matches!(c, '\u{3041}'..='\u{3096}');
    let words = text.split(|c| !is_hiragana(c)).filter(|word| word.chars().count() >= 4);
    words.map(str::to_owned).collect()
}

/// The same within 「」, where they do not follow a Chinese character: there they are grammar, and here most often a name.
fn kana_in_quotes(text: &str) -> Vec<String> {
    let inside = text.split('「').skip(1).filter_map(|rest| rest.split_once('」')).map(|(inside, _)| inside);
    let names = |inside: &str| -> Vec<String> {
        let begins = |word: &String| {
            let before = inside.find(word.as_str()).and_then(|at| inside.get(..at));
            !before.is_some_and(|before| before.ends_with(is_han))
        };
        hiragana(inside).into_iter().filter(begins).collect()
    };
    inside.flat_map(names).collect()
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A corpus of some texts.
    fn corpus(texts: &[&str]) -> Corpus {
        let mut corpus = Corpus::default();
        for text in texts {
            let letters: Vec<char> = text.chars().collect();
            corpus.count_letters(&letters);
            for word in hiragana(text) {
                *corpus.kana.entry(word).or_default() += 1;
            }
        }
        corpus
    }

    #[test]
    fn rare_spellings_are_held_against_frequent_ones() {
        let known = [
            "歳入の確保",
            "歳入と歳出",
            "歳入の増",
            "委員会の開催",
            "委員会",
            "会場の設営",
            "会場",
            "新人の研修と新人の採用",
            "人材の確保と人材の育成",
            "新人材バンク",
            "「あおぞら講座」",
            "「あおぞら講座」と「あおぞら」",
        ];
        for (text, expected) in [
            ("蔵入の増につなげる", vec![("蔵入", "歳入")]),
            ("市税の収収が減る", vec![("収収が", "収が")]),
            ("委員会会場を借りる", vec![]),
            ("新人人材の研修", vec![("新人人材", "新人材")]),
            ("効果的かつ効果的な広報", vec![("効果的かつ効果的", "効果的")]),
            ("効果的かつ効率的な広報", vec![]),
            ("「あおいぞら講座」の推進", vec![("あおいぞら", "あおぞら")]),
            ("「あおぞら講座」の推進", vec![]),
            ("人々と個々の歳入", vec![]),
        ] {
            let texts: Vec<&str> = known.iter().copied().chain([text]).collect();
            let found = corpus(&texts).suggestions(text);
            let expected: Vec<(String, String)> =
                expected.into_iter().map(|(a, b): (&str, &str)| (a.to_owned(), b.to_owned())).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
