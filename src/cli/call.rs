//! A call that the table of arguments refuses → one sentence with all of it: clap spreads what is missing or allowed
//! over further lines.

use clap::CommandFactory;
use clap::error::{ContextKind, Error, ErrorKind};
use std::ffi::OsString;

use super::args::{Cli, RESERVED, unprotect};
use super::failure::Failure;
use crate::text::nearest_among;
use crate::words::{Lang, Msg};

/// What is wrong with the call.
pub fn failure(error: &Error, args: impl Iterator<Item = OsString>, lang: Lang) -> Failure {
    let said = |kind| error.get(kind).map(ToString::to_string).filter(|text| !text.is_empty());
    let (help, name) = (help(args), said(ContextKind::InvalidArg).unwrap_or_default());
    let value = said(ContextKind::InvalidValue).map(|v| unprotect(&v).to_owned());
    Failure::input(match (error.kind(), value, said(ContextKind::ValidValue)) {
        (ErrorKind::MissingRequiredArgument, ..) => Msg::ErrMissing.fill(lang, &[&name, &help]),
        (ErrorKind::UnknownArgument, ..) => match said(ContextKind::SuggestedArg) {
            Some(near) => Msg::ErrNoSuchOptionNear.fill(lang, &[&name, &near, &help]),
            None => Msg::ErrNoSuchOption.fill(lang, &[&name, &help]),
        },
        (ErrorKind::InvalidValue, None, Some(known)) => Msg::ErrNoValueOf.fill(lang, &[&name, &known]),
        (ErrorKind::InvalidValue, None, None) => Msg::ErrNoValue.fill(lang, &[&name, &help]),
        (ErrorKind::InvalidValue, Some(value), Some(known)) => {
            Msg::ErrValue.fill(lang, &[&name, &value, &known])
        }
        (ErrorKind::ValueValidation | ErrorKind::InvalidValue, Some(value), _) => {
            Msg::ErrValueForm.fill(lang, &[&name, &value, &help])
        }
        (ErrorKind::ArgumentConflict, ..) if !name.is_empty() => match said(ContextKind::PriorArg) {
            Some(other) if other != name => Msg::ErrConflict.fill(lang, &[&name, &other]),
            _ => Msg::ErrTwice.fill(lang, &[&name]),
        },
        (ErrorKind::InvalidSubcommand, ..) => {
            no_command(&said(ContextKind::InvalidSubcommand).unwrap_or_default(), lang)
        }
        (ErrorKind::InvalidUtf8, ..) => Msg::ErrCallUtf8.text(lang).to_owned(),
        // Kinds that this table of arguments does not have today.
        _ => error.to_string().trim_start_matches("error: ").to_owned(),
    })
}

/// No command of this name, or one of a later version.
fn no_command(name: &str, lang: Lang) -> String {
    if RESERVED.contains(&name) {
        return Msg::ErrNotYet.fill(lang, &[&name]);
    }
    let table = Cli::command();
    match nearest_among(name, table.get_subcommands().map(clap::Command::get_name)) {
        Some(near) => Msg::ErrNoSuchCommandNear.fill(lang, &[&name, &near]),
        None => Msg::ErrNoSuchCommand.fill(lang, &[&name]),
    }
}

/// The call that explains the command that was meant.
fn help(args: impl Iterator<Item = OsString>) -> String {
    let (words, table) = (args.skip(1), Cli::command());
    let mut named = words.filter_map(|word| word.into_string().ok());
    match named.find(|word| table.get_subcommands().any(|c| c.get_name() == word)) {
        Some(command) => format!("shinchoku {command} --help"),
        None => "shinchoku --help".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::protect;
    use clap::Parser;

    #[test]
    fn wrong_calls_are_told_in_one_sentence() {
        for (line, named) in [
            ("shinchoku import", &["<FILE|DIR>", "shinchoku import --help"][..]),
            ("shinchoku find --format xml x", &["--format", "xml", "text, json, ids, tsv"]),
            ("shinchoku find x --format", &["--format", "text, json, ids, tsv"]),
            ("shinchoku find x --limit", &["--limit", "shinchoku find --help"]),
            ("shinchoku find x --limit many", &["--limit", "many", "shinchoku find --help"]),
            ("shinchoku show P2-1 --frmat json", &["--frmat", "--format", "shinchoku show --help"]),
            ("shinchoku show P2-1 P2-2", &["P2-2", "shinchoku show --help"]),
            ("shinchoku show P2-1 --format json --format text", &["--format", "二度"]),
            ("shinchoku doctor --sample --verify", &["--sample", "--verify", "一緒に"]),
            ("shinchoku --nothing", &["--nothing", "shinchoku --help"]),
            ("shinchoku nothing", &["nothing", "shinchoku --help"]),
            ("shinchoku nothing --format json", &["nothing", "shinchoku --help"]),
            ("shinchoku imprt x", &["imprt", "import"]),
            ("shinchoku backup to/there --now", &["backup", "not available"]),
        ] {
            let words = || line.split(' ').map(OsString::from);
            let error = Cli::try_parse_from(protect(words())).unwrap_err();
            let told = failure(&error, words(), Lang::Ja);
            assert_eq!((told.code, told.sentence.lines().count()), (2, 1), "{line}: {}", told.sentence);
            assert!(named.iter().all(|n| told.sentence.contains(n)), "{line}: {}", told.sentence);
        }
    }
}
