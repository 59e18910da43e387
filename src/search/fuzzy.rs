//! Names in which the letters of a word stand in their order, with others between them: what is left to try when a
//! word was heard or remembered in part. Must not know queries; it sees one word and one name.

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// How many names are tried at most: this way of looking costs more than all others together.
pub(super) const MOST_NAMES: usize = 20_000;

/// With that many hits of a better kind nobody reads on to the scattered ones.
pub(super) const ENOUGH_HITS: usize = 200;

/// Points that each letter has to earn on average. A letter is worth 16, the first of a name 16 more, one next to its
/// neighbour 4 more; a gap costs 3 and 1 for each letter more. Below 16 the gaps outweigh everything.
const LEAST_PER_LETTER: i64 = 16;

/// Scores names.
pub(super) struct Fuzzy {
    matcher: SkimMatcherV2,
}

impl Fuzzy {
    pub fn new() -> Fuzzy {
        // Without its cache this version of the matcher can panic; by itself it would heed the case of capitals.
        Fuzzy { matcher: SkimMatcherV2::default().ignore_case().use_cache(true) }
    }

    /// How well a folded name holds a folded word; `None` when not well enough to be shown.
    pub fn score(&self, name: &str, word: &str) -> Option<u32> {
        let letters = i64::try_from(word.chars().count()).ok()?;
        let score = self.matcher.fuzzy_match(name, word)?;
        (score >= LEAST_PER_LETTER * letters).then(|| u32::try_from(score).ok())?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scattered_letters_count_when_they_stay_close() {
        let fuzzy = Fuzzy::new();
        let found = |name: &str, word: &str| fuzzy.score(name, word).is_some();
        for (name, word) in [
            ("事業仕分けの実施", "事仕分"),
            ("事業仕分けの実施", "事業実施"),
            ("行政評価の推進", "行評"),
            ("すくらっぷあんどびるどの徹底", "すくびる"),
        ] {
            assert!(found(name, word), "{name} {word}");
        }
        for (name, word) in [
            ("行政評価の推進", "行政評化"),
            ("公共施設の計画的な維持管理及び更新の推進", "画更推"),
            ("市民の多様な学習の機会の提供と支援の充実", "民学の"),
        ] {
            assert!(!found(name, word), "{name} {word}");
        }
    }
}
