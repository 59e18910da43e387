//! Every statement's words stand in the lines it names, in every document of the tests, whatever its layout and defects.

use shinchoku::model::Fact;
use std::fs;
use unicode_normalization::UnicodeNormalization;

use super::kit::*;

/// As two texts are compared: one form of each character, no white space, no tags, nothing that divides, quotes or
/// escapes cells.
fn plain(text: &str) -> String {
    let mut inside = false;
    let text = text.replace("&amp;", "&");
    let solid = text.nfkc().filter(|c| {
        let tag = inside || *c == '<';
        inside = tag && *c != '>';
        !tag && !c.is_whitespace() && !",;|\"\\".contains(*c)
    });
    solid.collect()
}

/// Every document of the tests that is one, by its name.
fn all() -> Vec<(String, Book)> {
    let files = fs::read_dir(documents()).unwrap().map(|entry| entry.unwrap().path()).filter(|p| p.is_file());
    let mut names: Vec<String> =
        files.map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), fixture(&name))).collect()
}

#[test]
fn every_statement_of_every_document_stands_in_its_lines() {
    let (mut compared, mut astray) = (0, Vec::new());
    let books = all();
    for (name, book) in &books {
        for statement in &book.document.statements {
            let (first, last) = statement.place.lines();
            let there: String = (first..=last).map(|at| plain(book.lines.line(at))).collect();
            let text = plain(&statement.text);
            // A heading is put together from the rows above a table.
            let heading = statement.fact == Fact::Heading;
            let stands = there.contains(&text)
                || heading && statement.text.split(' ').all(|part| there.contains(&plain(part)));
            if !stands {
                astray.push(format!("{name}:{first}-{last}: {statement:?}\n  {there}"));
            }
            compared += usize::from(!text.is_empty());
        }
    }
    assert!(astray.is_empty(), "{}", astray.join("\n"));
    assert!(books.len() > 25 && compared > 500, "{} documents, {compared} statements", books.len());
}
