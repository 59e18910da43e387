//! The one table of the program's own messages. Whatever the program says itself, on a screen or on the command line,
//! comes from here; what a document says never does. Knows no screen and no domain.

mod table;

pub use table::Msg;

use std::fmt::Display;

/// The language in which the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Japanese.
    #[default]
    Ja,
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

    #[test]
    fn places_are_filled_in_any_order() {
        assert_eq!(Msg::RowsOf.fill(Lang::Ja, &[&3, &62]), "3 / 62");
    }

    #[test]
    fn every_message_says_something_and_its_places_begin_at_zero() {
        for message in Msg::ALL {
            let text = message.text(Lang::Ja);
            assert!(!text.trim().is_empty(), "{message:?}");
            let places = text.matches('{').count();
            let distinct = (0..10).filter(|n| text.contains(&format!("{{{n}}}"))).count();
            assert!((0..distinct).all(|n| text.contains(&format!("{{{n}}}"))), "{message:?}: {text}");
            assert!(places >= distinct, "{message:?}");
        }
    }
}
