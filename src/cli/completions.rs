//! `completions`: the script by which a shell completes the words of a call.

use clap_complete::generate;
use clap_complete::shells::{Bash, Fish, Zsh};

use super::args::Shell;
use super::failure::Failure;
use super::{help, print};
use crate::words::Lang;

/// Runs the command.
pub fn run(shell: Shell, lang: Lang) -> Result<(), Failure> {
    let (mut table, mut script) = (help::table(lang), Vec::new());
    let name = "shinchoku";
    match shell {
        Shell::Bash => generate(Bash, &mut table, name, &mut script),
        Shell::Zsh => generate(Zsh, &mut table, name, &mut script),
        Shell::Fish => generate(Fish, &mut table, name, &mut script),
    }
    print(&String::from_utf8_lossy(&script))
}
