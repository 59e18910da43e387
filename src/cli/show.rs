//! `show`: one program, everything known.

use super::args::Show;
use super::context::Context;
use super::failure::Failure;
use super::{json, pick, print, print_json};
use crate::app::sheet::sheet;

/// Runs the command.
pub fn run(context: &Context, args: &Show) -> Result<(), Failure> {
    let catalog = context.catalog()?;
    let program = pick::program(&catalog, &args.id, context.lang)?;
    match args.format.as_str() {
        "json" => print_json(&json::program(&catalog, program)),
        "text" => {
            let caps = context.caps();
            let lines =
                sheet(&catalog, program, usize::from(caps.size.cols.min(100)), caps.widths(), context.lang);
            print(&lines.iter().map(|l| format!("{}\n", l.text().trim_end())).collect::<String>())
        }
        other => Err(Failure::value("--format", other, &["text", "json"], &["md", "memo"], context.lang)),
    }
}
