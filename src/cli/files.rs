//! Which files a path stands for.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::words::{Lang, Msg, reason};

/// The files that were named.
pub struct Named {
    /// The files, those of a directory by their names.
    pub files: Vec<PathBuf>,
    /// What of a directory was left out.
    pub note: Option<String>,
}

/// The files named, and the tables in the directories named.
pub fn named(named: &[PathBuf], lang: Lang) -> Result<Named, Failure> {
    let (mut found, mut notes) = (Vec::new(), Vec::new());
    for path in named {
        if !path.is_dir() {
            found.push(path.clone());
            continue;
        }
        let shown = path.display();
        let unreadable =
            |e: std::io::Error| Failure::input(Msg::ErrRead.fill(lang, &[&shown, &reason(&e, lang)]));
        let mut inside: Vec<PathBuf> = std::fs::read_dir(path)
            .map_err(unreadable)?
            .filter_map(|entry| entry.ok().map(|e| e.path()))
            .filter(|p| p.is_file() && !is_hidden(p))
            .collect();
        inside.sort();
        // Beside documents there lie notes, pictures and the PDF files that they came from. Whoever means one of those
        // names it.
        let (mut tables, others): (Vec<PathBuf>, Vec<PathBuf>) =
            inside.into_iter().partition(|p| may_be_table(p) && !is_only_prose(p));
        if tables.is_empty() {
            return Err(Failure::input(Msg::ErrNoDocumentsIn.fill(lang, &[&shown])));
        }
        if !others.is_empty() {
            let names: Vec<String> = others.iter().map(|p| name(p)).collect();
            notes.push(Msg::LeftOut.fill(lang, &[&shown, &names.join(", ")]));
        }
        found.append(&mut tables);
    }
    let note = (!notes.is_empty()).then(|| notes.join(" / "));
    Ok(Named { files: found, note })
}

/// The names in a directory that may be imported, directories first; those end with a `/`.
pub fn names(dir: &Path) -> Vec<String> {
    let entries =
        std::fs::read_dir(dir).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path());
    let shown = entries.filter(|path| !is_hidden(path));
    let (dirs, files): (Vec<PathBuf>, Vec<PathBuf>) = shown.partition(|path| path.is_dir());
    let mut dirs: Vec<String> = dirs.iter().map(|path| format!("{}/", name(path))).collect();
    let mut files: Vec<String> =
        files.iter().filter(|path| may_be_table(path)).map(|path| name(path)).collect();
    dirs.sort();
    files.sort();
    dirs.append(&mut files);
    dirs
}

/// Whether a file of a directory is taken for a table, by the end of its name.
fn may_be_table(path: &Path) -> bool {
    let tables = ["txt", "tsv", "csv", "xlsx", "toml"];
    path.extension().is_none_or(|end| tables.iter().any(|table| end.eq_ignore_ascii_case(table)))
        || may_be_prose(path)
}

/// Whether the end of its name is that of files that are prose more often than tables.
fn may_be_prose(path: &Path) -> bool {
    let ends = ["md", "html", "htm"];
    path.extension().is_some_and(|end| ends.iter().any(|e| end.eq_ignore_ascii_case(e)))
}

/// Whether such a file has no table in it: a README beside documents is none of them. What both forms of tables need
/// is the same in every encoding.
fn is_only_prose(path: &Path) -> bool {
    const LOOKED_AT: u64 = 1 << 20;
    if !may_be_prose(path) {
        return false;
    }
    let mut head = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(LOOKED_AT).read_to_end(&mut head));
    let holds = |sign: &[u8]| head.windows(sign.len()).any(|w| w.eq_ignore_ascii_case(sign));
    read.is_ok() && !(holds(b"<table") || holds(b"|--") || holds(b"| -") || holds(b"|:-") || holds(b"- |"))
}

/// Whether a file is not meant to be seen; `~$` is what a spreadsheet program lays beside a file it has open.
fn is_hidden(path: &Path) -> bool {
    name(path).starts_with(['.', '~'])
}

/// The name of a file without its directory.
pub fn name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned())
}
