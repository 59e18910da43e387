//! Everything that can end a command, as one sentence and an exit code. The sentence names the thing, the place and
//! what to do; typed errors of the rooms become sentences only here.

use std::io::ErrorKind;
use std::path::Path;

use crate::app::names;
use crate::import::{BookFault, ImportError};
use crate::search::QueryError;
use crate::store::{Fault, StoreError};
use crate::words::{Lang, Msg, reason};

/// The end of a command that could not do its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Exit code of the contract: 1, 2 or 3; 130 where ctrl-c ended it.
    pub code: u8,
    /// One line.
    pub sentence: String,
}

impl Failure {
    /// Nothing was found.
    pub fn nothing(sentence: impl Into<String>) -> Failure {
        Failure { code: 1, sentence: sentence.into() }
    }

    /// What was looked for is there: differences, which the answer has told already.
    pub fn found_differences() -> Failure {
        Failure { code: 1, sentence: String::new() }
    }

    /// The call or the input is wrong.
    pub fn input(sentence: impl Into<String>) -> Failure {
        Failure { code: 2, sentence: sentence.into() }
    }

    /// The store cannot be opened or written.
    pub fn store(sentence: impl Into<String>) -> Failure {
        Failure { code: 3, sentence: sentence.into() }
    }

    /// Somebody pressed ctrl-c, and nothing was changed. The code is that of a command ended by this key.
    pub fn stopped(lang: Lang) -> Failure {
        Failure { code: 130, sentence: Msg::ErrStopped.text(lang).to_owned() }
    }

    /// The reader has closed the pipe: the command ends quietly, and there is nothing to complain of.
    pub fn enough() -> Failure {
        Failure { code: 0, sentence: String::new() }
    }

    /// Something of a later version.
    pub fn not_yet(name: &str, lang: Lang) -> Failure {
        Failure::input(Msg::ErrNotYet.fill(lang, &[&name]))
    }

    /// A value that an option does not take, or not yet: `later` are those of the contract that are still to come.
    pub fn value(option: &str, given: &str, known: &[&str], later: &[&str], lang: Lang) -> Failure {
        if later.contains(&given) {
            return Failure::not_yet(&format!("{option} {given}"), lang);
        }
        Failure::input(Msg::ErrValue.fill(lang, &[&option, &given, &known.join(", ")]))
    }

    /// A query that cannot be run.
    pub fn of_query(error: &QueryError, lang: Lang) -> Failure {
        Failure::input(names::query_error(error, lang))
    }

    /// A document that cannot be read.
    pub fn of_import(name: &str, error: &ImportError, lang: Lang) -> Failure {
        let say = |msg: Msg, values: &[&dyn std::fmt::Display]| msg.fill(lang, values);
        Failure::input(match error {
            ImportError::Empty => say(Msg::ErrEmpty, &[&name]),
            ImportError::Pdf => say(Msg::ErrPdf, &[&name]),
            ImportError::Binary(what) => say(Msg::ErrBinary, &[&name, what]),
            ImportError::OtherBook(what) => say(Msg::ErrOtherBook, &[&name, what]),
            ImportError::Book(BookFault::Damaged) => say(Msg::ErrBookDamaged, &[&name]),
            ImportError::Book(BookFault::TooMuch) => say(Msg::ErrBookTooMuch, &[&name]),
            ImportError::Book(BookFault::Sheets(most)) => say(Msg::ErrBookSheets, &[&name, most]),
            // People count bytes from 1.
            ImportError::NotUtf8 { byte, line } => say(Msg::ErrNotUtf8, &[&name, &(byte + 1), line]),
            ImportError::Misfit { encoding, byte, line } => {
                say(Msg::ErrMisfit, &[&name, encoding, &(byte + 1), line])
            }
            ImportError::TooLarge(bytes) => say(Msg::ErrTooLarge, &[&name, bytes]),
            ImportError::NoHeading => say(Msg::ErrNoHeading, &[&name]),
            ImportError::NoGrades(line) => say(Msg::ErrNoGrades, &[&name, line]),
            ImportError::TooManyRows(most) => say(Msg::ErrTooManyRows, &[&name, most]),
            ImportError::NoPrograms => say(Msg::ErrNoPrograms, &[&name]),
            ImportError::NoPlan => say(Msg::ErrNoPlan, &[&name]),
            ImportError::OtherPlan { printed, given, line } => {
                say(Msg::ErrOtherPlan, &[&name, line, printed, given])
            }
            ImportError::OtherPeriod { printed, given, line } => {
                let printed: Vec<String> = printed.iter().map(ToString::to_string).collect();
                say(Msg::ErrOtherPeriod, &[&name, line, &printed.join(Msg::Comma.text(lang)), given])
            }
            ImportError::NoPeriod => say(Msg::ErrNoPeriod, &[&name]),
        })
    }

    /// A store that cannot be opened or written.
    pub fn of_store(error: &StoreError, lang: Lang) -> Failure {
        let parent = |path: &Path| path.parent().unwrap_or(path).display().to_string();
        Failure::store(match error {
            // Nothing is damaged while the disk is full or somebody has the tables open.
            StoreError::Io { path, .. } | StoreError::Tables { path, .. } if error.is_full() => {
                Msg::ErrStoreFull.fill(lang, &[&parent(path)])
            }
            StoreError::Tables { path, fault: Fault::Held(_) } => {
                Msg::ErrStoreBusy.fill(lang, &[&parent(path)])
            }
            StoreError::Stopped => Msg::ErrStopped.text(lang).to_owned(),
            StoreError::NotAStore { path } => Msg::ErrStoreNotOurs.fill(lang, &[&path.display()]),
            StoreError::Newer { path, found, .. } => Msg::ErrStoreNewer.fill(lang, &[&parent(path), found]),
            StoreError::ForeignEngine { path, found, .. } => {
                Msg::ErrStoreNewer.fill(lang, &[&parent(path), found])
            }
            StoreError::Busy { path, .. } => Msg::ErrStoreBusy.fill(lang, &[&parent(path)]),
            StoreError::Io { path, source, .. } if source.kind() == ErrorKind::NotADirectory => {
                Msg::ErrStoreNotDir.fill(lang, &[&parent(path)])
            }
            StoreError::Io { path, source, .. } => {
                Msg::ErrStoreIo.fill(lang, &[&path.display(), &reason(source, lang)])
            }
            StoreError::NotCurrent { .. } | StoreError::Moved => Msg::ErrNotCurrent.text(lang).to_owned(),
            StoreError::NoDocument { path, .. } => Msg::ErrStoreGone.fill(lang, &[&path.display()]),
            StoreError::WrongHash { expected, path, .. } => {
                let place = path.as_ref().map_or(expected.to_string(), |path| path.display().to_string());
                Msg::ErrStoreChanged.fill(lang, &[&place])
            }
            StoreError::BadRecipe { path, said } | StoreError::Encode { path, said } => {
                Msg::ErrStoreDamaged.fill(lang, &[&path.display(), said])
            }
            StoreError::Tables { path, .. } => Msg::ErrStoreTables.fill(lang, &[&path.display()]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_store_that_is_full_or_held_is_not_called_damaged() {
        let tables = |fault| StoreError::Tables { path: "s/catalog".into(), fault };
        let full = || std::io::Error::from(ErrorKind::StorageFull);
        for (error, said) in [
            (tables(Fault::Full("no space".into())), "空き容量がない"),
            (
                StoreError::Io { action: crate::store::Action::Write, path: "s/GEN".into(), source: full() },
                "空き容量がない",
            ),
            (tables(Fault::Held("lock".into())), "書き込み中"),
            (tables(Fault::Value("checksum")), "壊れている"),
        ] {
            let failure = Failure::of_store(&error, Lang::Ja);
            assert_eq!((failure.code, failure.sentence.lines().count()), (3, 1));
            let damaged = failure.sentence.contains("壊れ");
            assert!(
                failure.sentence.contains(said) && damaged == (said == "壊れている"),
                "{}",
                failure.sentence
            );
        }
    }
}
