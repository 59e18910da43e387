//! The one table of the program's own messages, in Japanese and English. Whatever the program says itself, on a screen
//! or on the command line, comes from here; what a document says never does. Knows no screen and no domain.

mod ascii;
mod reason;
mod table;

pub use reason::reason;
pub use table::Msg;

use std::fmt::Display;

/// The language in which the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Japanese.
    #[default]
    Ja,
    /// English.
    En,
    /// Japanese with the signs of ASCII only.
    JaAscii,
    /// English in nothing but ASCII.
    EnAscii,
}

impl Lang {
    /// Every language one can choose.
    pub const ALL: [Lang; 2] = [Lang::Ja, Lang::En];

    /// What it is called where one chooses it.
    pub const fn id(self) -> &'static str {
        if self.is_english() { "en" } else { "ja" }
    }

    /// Whether its words are English.
    pub const fn is_english(self) -> bool {
        matches!(self, Lang::En | Lang::EnAscii)
    }

    /// The same language with no sign of the program's own that is not ASCII.
    pub const fn in_ascii(self) -> Lang {
        if self.is_english() { Lang::EnAscii } else { Lang::JaAscii }
    }

    /// Whether its signs are those of ASCII only.
    pub const fn is_ascii(self) -> bool {
        matches!(self, Lang::JaAscii | Lang::EnAscii)
    }

    /// The language that is called so.
    pub fn by_id(id: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|lang| lang.id() == id)
    }
}

impl Msg {
    /// The message with its places `{0}`, `{1}` … filled.
    pub fn fill(self, lang: Lang, values: &[&dyn Display]) -> String {
        let mut out = String::new();
        let mut rest = self.text(lang);
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((place, behind)) = after.split_once('}') else { break };
            if let Some(value) = place.parse::<usize>().ok().and_then(|at| values.get(at)) {
                out.push_str(&value.to_string());
            }
            rest = behind;
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    #[test]
    fn places_are_filled_in_any_order() {
        assert_eq!(Msg::RowsOf.fill(Lang::Ja, &[&3, &62]), "3 / 62");
        assert_eq!(Msg::AsOf.fill(Lang::En, &[&"H26末", &2015, &3]), "H26末 = end of 3/2015");
    }

    #[test]
    fn languages_are_called_by_their_ids() {
        for lang in Lang::ALL {
            assert_eq!(Lang::by_id(lang.id()), Some(lang));
        }
        assert_eq!(Lang::by_id("fr"), None);
    }

    /// The numbers of the open places.
    fn places(text: &str) -> BTreeSet<usize> {
        let numbers = text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap().parse().unwrap());
        numbers.collect()
    }

    #[test]
    fn every_message_has_the_same_places_in_both_languages() {
        for message in Msg::ALL {
            let both = Lang::ALL.map(|lang| places(message.text(lang)));
            assert_eq!(both[0], both[1], "{message:?}");
            assert!(both[0].iter().copied().eq(0..both[0].len()), "{message:?}: places begin at zero");
        }
    }

    fn is_japanese(c: char) -> bool {
        matches!(c, '\u{3000}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
    }

    #[test]
    fn every_message_says_something_in_both_languages() {
        for message in Msg::ALL {
            let [ja, en] = Lang::ALL.map(|lang| message.text(lang));
            assert!(!ja.trim().is_empty() && !en.trim().is_empty(), "{message:?}");
            if ja.chars().any(char::is_alphabetic) {
                assert!(en.chars().any(|c| c.is_ascii_alphanumeric()), "{message:?}: {en}");
            }
            if ja.chars().any(is_japanese) {
                assert_ne!(ja, en, "{message:?} is left in Japanese");
            }
        }
    }

    /// Terms of the field and examples of input, which stay; no sentence does.
    #[test]
    fn english_holds_japanese_terms_only() {
        for message in Msg::ALL {
            let [ja, en] = Lang::ALL.map(|lang| message.text(lang));
            for term in en.split(|c| !is_japanese(c)).filter(|term| !term.is_empty()) {
                assert!(ja.contains(term), "{message:?}: {term} does not stand in {ja}");
                assert!(term.chars().count() <= 7, "{message:?}: {term} is no term");
            }
        }
    }

    #[test]
    fn no_message_is_left_over() {
        fn read(dir: &Path, into: &mut String) {
            for entry in fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    read(&path, into);
                } else if !path.to_str().unwrap().contains("words/table") {
                    into.push_str(&fs::read_to_string(path).unwrap());
                }
            }
        }
        let mut sources = String::new();
        read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut sources);
        let said: BTreeSet<&str> =
            sources.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        for message in Msg::ALL {
            assert!(said.contains(format!("{message:?}").as_str()), "nothing says {message:?}");
        }
    }
}
