//! The messages themselves, each row with its Japanese and its English text; a row that lacks one does not compile.
//! The rows stand by theme in the files beside this one and make one [`Msg`].

use super::Lang;

#[macro_use]
mod screen;
#[macro_use]
mod act;
#[macro_use]
mod call;
#[macro_use]
mod said;
#[macro_use]
mod around;

/// Collects the rows of every theme, then makes the messages of them.
macro_rules! messages {
    ([] $($name:ident => $ja:literal | $en:literal,)+) => {
        /// A message of the program's own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Msg {
            $(#[doc = $en] $name,)+
        }

        impl Msg {
            /// Every message.
            pub const ALL: &'static [Msg] = &[$(Msg::$name,)+];

            /// The message in a language, with its places still open.
            pub fn text(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $(
                        (Msg::$name, Lang::Ja) => $ja,
                        (Msg::$name, Lang::En) => $en,
                    )+
                    (message, Lang::JaAscii | Lang::EnAscii) => super::ascii::text(message, lang),
                }
            }
        }
    };
    ([$theme:ident $($then:ident)*] $($rows:tt)*) => {
        $theme! { [$($then)*] $($rows)* }
    };
}

messages! { [screen act call said around] }
