//! `source`: the document's own lines.

use super::context::Context;
use super::failure::Failure;
use super::{pick, print};
use crate::import;
use crate::text::sanitize;
use crate::words::Msg;

/// Runs the command.
pub fn run(context: &Context, args: &super::args::Source) -> Result<(), Failure> {
    let catalog = context.catalog()?;
    let (name, lines) = split(&args.place);
    let document = pick::document(&catalog, name, context.lang)?;
    let bytes =
        context.store.document_bytes(&document.id).map_err(|e| Failure::of_store(&e, context.lang))?;
    let decoded = import::decode(&bytes).map_err(|e| Failure::of_import(&document.name, &e, context.lang))?;
    let count = decoded.count();
    let (first, last) = lines.unwrap_or((1, count));
    if first == 0 || first > count || last > count || last < first {
        let wrong = if first == 0 || first > count { first } else { last };
        return Err(Failure::input(Msg::ErrNoSuchLine.fill(context.lang, &[&document.name, &wrong, &count])));
    }
    let shown = (first..=last).map(|n| format!("{n}: {}\n", sanitize(decoded.line(n)).as_str()));
    print(&shown.collect::<String>())
}

/// `DOC:29`, `DOC:29-31` → the document and its lines.
fn split(place: &str) -> (&str, Option<(u32, u32)>) {
    let lines = place.rsplit_once(':').and_then(|(name, lines)| {
        let (first, last) = lines.split_once('-').unwrap_or((lines, lines));
        Some((name, (first.parse().ok()?, last.parse().ok()?)))
    });
    lines.map_or((place, None), |(name, lines)| (name, Some(lines)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stand_behind_the_last_colon() {
        for (place, expected) in [
            ("001", ("001", None)),
            ("001:29", ("001", Some((29, 29)))),
            ("a:b.txt:3-5", ("a:b.txt", Some((3, 5)))),
            ("a:b", ("a:b", None)),
        ] {
            assert_eq!(split(place), expected, "{place}");
        }
    }
}
