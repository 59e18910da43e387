//! `completions`: the script by which a shell completes the words of a call.

use clap::CommandFactory;
use clap_complete::generate;
use clap_complete::shells::{Bash, Fish, Zsh};

use super::args::{Cli, Shell};
use super::failure::Failure;
use super::print;

/// Runs the command.
pub fn run(shell: Shell) -> Result<(), Failure> {
    let (mut table, mut script) = (Cli::command(), Vec::new());
    let name = "shinchoku";
    match shell {
        Shell::Bash => generate(Bash, &mut table, name, &mut script),
        Shell::Zsh => generate(Zsh, &mut table, name, &mut script),
        Shell::Fish => generate(Fish, &mut table, name, &mut script),
    }
    print(&String::from_utf8_lossy(&script))
}
