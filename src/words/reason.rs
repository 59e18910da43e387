//! Why the system refused, in words of a language: what it says itself is English and has numbers in it.

use std::io::{Error, ErrorKind};

use super::{Lang, Msg};

/// The reason, without the thing it is about.
pub fn reason(error: &Error, lang: Lang) -> String {
    let known = match error.kind() {
        ErrorKind::NotFound => Msg::IoNotFound,
        ErrorKind::PermissionDenied => Msg::IoDenied,
        ErrorKind::IsADirectory => Msg::IoDirectory,
        ErrorKind::NotADirectory => Msg::IoNoDirectory,
        ErrorKind::FileTooLarge => Msg::IoTooLarge,
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Msg::IoFull,
        ErrorKind::ReadOnlyFilesystem => Msg::IoReadOnly,
        ErrorKind::TimedOut => Msg::IoTimedOut,
        ErrorKind::InvalidFilename => Msg::IoBadName,
        _ => {
            let said = error.to_string();
            return said.split_once(" (os error").map_or(said.clone(), |(said, _)| said.to_owned());
        }
    };
    known.text(lang).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_are_words_without_numbers() {
        for (number, expected) in
            [(2, "ない"), (13, "権限がない"), (21, "ディレクトリー"), (28, "空き容量がない")]
        {
            assert_eq!(reason(&Error::from_raw_os_error(number), Lang::Ja), expected);
        }
        let rare = reason(&Error::from_raw_os_error(5), Lang::Ja);
        assert!(!rare.is_empty() && !rare.contains("os error"), "{rare}");
    }
}
