//! The command line: sub-commands as thin callers of the rooms below. The only room that prints. What is asked for
//! goes to standard output, everything else to standard error; a closed pipe ends quietly.

mod args;
mod asked;
mod call;
mod check;
mod complaint;
mod completions;
mod context;
mod decisions;
mod desk;
mod doctor;
mod edition;
mod failure;
mod files;
mod find;
mod heatmap;
mod help;
mod import;
mod json;
mod keys;
mod lang;
mod log;
mod memory;
mod pick;
mod progress;
mod screens;
mod setup;
mod show;
mod source;
mod summary;
mod written;

use clap::{FromArgMatches, Parser};
use std::io::{self, Write};
use std::process::ExitCode;

use args::{Cli, Command};
use context::Context;
use failure::Failure;
use setup::Setup;

/// Runs the program with the arguments of this process.
pub fn main() -> ExitCode {
    let args = args::protect(std::env::args_os());
    let setup = Setup::new(&args);
    let lang = setup.lang;
    // The texts are put together only for those who read them.
    let told = |_| help::table(lang).try_get_matches_from(&args).and_then(|m| Cli::from_arg_matches(&m));
    let cli = match Cli::try_parse_from(&args).or_else(told) {
        Ok(cli) => cli,
        // --help and --version are answers, not errors.
        Err(error) if !error.use_stderr() => return finish(print(&error.to_string())),
        Err(error) => return finish(Err(call::failure(&error, std::env::args_os(), lang))),
    };
    finish(run(cli, setup))
}

fn run(cli: Cli, setup: Setup) -> Result<(), Failure> {
    let setup = setup.settle(cli.everywhere)?;
    match cli.command {
        None => screens::run(&Context::new(setup)?),
        Some(Command::Demo) => screens::demo(&Context::demo(setup)),
        Some(Command::Import(args)) => import::run(&on_store(setup)?, &args),
        Some(Command::Find(args)) => find::run(&on_store(setup)?, &args),
        Some(Command::Show(args)) => show::run(&on_store(setup)?, &args),
        Some(Command::Heatmap(args)) => heatmap::run(&on_store(setup)?, &args),
        Some(Command::Summary(args)) => summary::run(&on_store(setup)?, &args),
        Some(Command::Check(args)) => check::run(&on_store(setup)?, &args),
        Some(Command::Source(args)) => source::run(&on_store(setup)?, &args),
        Some(Command::Log(args)) => log::run(&on_store(setup)?, &args),
        Some(Command::Undo) => log::undo(&on_store(setup)?),
        Some(Command::Keys(args)) => keys::run(&setup, &args),
        Some(Command::Doctor(args)) => doctor::run(&setup, &args),
        Some(Command::Completions(args)) => completions::run(args.shell, setup.lang),
    }
}

/// The world of a command that asks or changes the store. What is wrong in `config.toml` is said beside its answer: it
/// may decide on the store and on the name under which something is changed.
fn on_store(setup: Setup) -> Result<Context, Failure> {
    let context = Context::new(setup)?;
    context.setup.warn();
    Ok(context)
}

fn finish(result: Result<(), Failure>) -> ExitCode {
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !failure.sentence.is_empty() {
                say(&failure.sentence);
            }
            ExitCode::from(failure.code)
        }
    }
}

/// Says something beside the answer: one line on standard error, whether or not anybody listens there. Control
/// characters of a file's name never reach the terminal.
fn say(sentence: &str) {
    let _ = writeln!(io::stderr(), "{}", crate::text::sanitize(sentence).as_str());
}

/// Writes to standard output. A closed pipe is the reader's way to say "enough".
fn print(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Err(Failure::enough()),
        Err(error) => Err(Failure::store(error.to_string())),
        Ok(()) => Ok(()),
    }
}

/// Writes a value as JSON with a line end. Control characters are escaped, also those that JSON allows: an answer may
/// be looked at on a terminal.
fn print_json(value: &serde_json::Value) -> Result<(), Failure> {
    let text = serde_json::to_string(value).map_err(|e| Failure::input(e.to_string()))?;
    let mut out = String::with_capacity(text.len() + 1);
    for c in text.chars() {
        match c {
            '\u{7f}'..='\u{9f}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('\n');
    print(&out)
}
