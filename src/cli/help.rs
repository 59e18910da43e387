//! The table of arguments with its texts: which message says what each command and argument is for, in a language.
//! The arguments themselves stand in `args`.

use clap::{Arg, ArgAction, Command, CommandFactory};

use super::args::Cli;
use crate::words::{Lang, Msg};

/// The table of arguments in a language.
pub fn table(lang: Lang) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let program = Cli::command().disable_version_flag(true).arg(version);
    told(program, "", lang).subcommand_help_heading(Msg::HelpCommands.text(lang)).mut_subcommands(|command| {
        let name = command.get_name().to_owned();
        told(command, &name, lang)
    })
}

/// A command with its texts. `name` is that of the sub-command, empty for the program itself.
fn told(command: Command, name: &str, lang: Lang) -> Command {
    let usage = Msg::HelpUsage.text(lang);
    command
        .about(about(name).map(|msg| msg.text(lang)))
        // clap's own help flag and headings speak English only.
        .disable_help_flag(true)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help))
        .help_template(format!("{{about-with-newline}}\n{usage}: {{usage}}\n\n{{all-args}}"))
        .mut_args(|arg| match argument(name, arg.get_id().as_str()) {
            Some(msg) => explained(arg, msg, lang),
            None => arg,
        })
}

/// An argument with its text, the values it takes and the one it has where none is given.
fn explained(arg: Arg, msg: Msg, lang: Lang) -> Arg {
    let heading = match () {
        () if arg.is_global_set() => Msg::HelpEverywhere,
        () if arg.is_positional() => Msg::HelpArguments,
        () => Msg::HelpOptions,
    };
    let valued = arg.get_action().takes_values();
    // A switch is given or not; nobody writes its true or false.
    let values = if valued { arg.get_possible_values() } else { Vec::new() };
    let values: Vec<String> = values.iter().map(|value| value.get_name().to_owned()).collect();
    let mut beside = if values.is_empty() { Vec::new() } else { vec![values.join(", ")] };
    let default = arg.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
    beside.extend(default.map(|value| Msg::HelpDefault.fill(lang, &[&value])));
    let text = match beside.as_slice() {
        [] => msg.text(lang).to_owned(),
        _ => format!("{} [{}]", msg.text(lang), beside.join("; ")),
    };
    let arg = arg.help(text).help_heading(heading.text(lang));
    if valued { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
}

/// What a command is for.
fn about(command: &str) -> Option<Msg> {
    Some(match command {
        "" => Msg::AboutProgram,
        "demo" => Msg::AboutDemo,
        "import" => Msg::AboutImport,
        "find" => Msg::AboutFind,
        "show" => Msg::AboutShow,
        "heatmap" => Msg::AboutHeatmap,
        "summary" => Msg::AboutSummary,
        "check" => Msg::AboutCheck,
        "source" => Msg::AboutSource,
        "log" => Msg::AboutLog,
        "undo" => Msg::AboutUndo,
        "keys" => Msg::AboutKeys,
        "doctor" => Msg::AboutDoctor,
        "completions" => Msg::AboutCompletions,
        _ => return None,
    })
}

/// What an argument of a command is for.
fn argument(command: &str, id: &str) -> Option<Msg> {
    Some(match (command, id) {
        (_, "help") => Msg::ArgHelp,
        ("", "version") => Msg::ArgVersion,
        ("", "store") => Msg::ArgStore,
        ("", "config") => Msg::ArgConfig,
        ("", "lang") => Msg::ArgLang,
        ("", "ambiguous") => Msg::ArgAmbiguous,
        ("", "ascii") => Msg::ArgAscii,
        ("", "color") => Msg::ArgColor,
        ("", "author") => Msg::ArgAuthor,
        ("", "restricted") => Msg::ArgRestricted,
        ("import", "files") => Msg::ArgFiles,
        ("import", "plan") => Msg::ArgPlanOfDocument,
        ("import", "period") => Msg::ArgPeriodOfDocument,
        ("import", "encoding") => Msg::ArgEncoding,
        ("import", "dry_run") => Msg::ArgDryRun,
        ("import", "yes") => Msg::ArgYes,
        ("import", "replaces") => Msg::ArgReplaces,
        ("find", "query") => Msg::ArgQuery,
        ("find", "limit") => Msg::ArgLimit,
        ("find", "explain") => Msg::ArgExplain,
        ("show", "id") => Msg::ArgProgram,
        ("heatmap", "rows") => Msg::ArgRows,
        ("summary", "period") => Msg::ArgPeriod,
        ("summary", "without_relisted") => Msg::ArgWithoutRelisted,
        (_, "curated") => Msg::ArgCurated,
        ("check", "kind") => Msg::ArgKind,
        ("source", "place") => Msg::ArgPlace,
        ("keys", "sample") => Msg::ArgKeysSample,
        ("keys", "check") => Msg::ArgCheck,
        ("doctor", "verify") => Msg::ArgVerify,
        ("doctor", "sample") => Msg::ArgSample,
        ("completions", "shell") => Msg::ArgShell,
        (_, "plan") => Msg::ArgPlan,
        (_, "format") => Msg::ArgFormat,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_arguments_is_sound() {
        for lang in Lang::ALL {
            table(lang).debug_assert();
        }
    }

    #[test]
    fn every_command_and_argument_has_a_text_in_every_language() {
        for lang in Lang::ALL {
            let table = table(lang);
            for command in std::iter::once(&table).chain(table.get_subcommands()) {
                let name = command.get_name();
                let given = command.get_about().map(ToString::to_string);
                let own = if name == table.get_name() { "" } else { name };
                assert_eq!(given.as_deref(), about(own).map(|msg| msg.text(lang)), "{name}");
                assert!(given.is_some(), "{name} has no text");
                for arg in command.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    let said = argument(own, arg.get_id().as_str()).map_or("", |msg| msg.text(lang));
                    assert!(!said.is_empty() && help.starts_with(said), "{name} {}: {help}", arg.get_id());
                }
            }
        }
    }

    #[test]
    fn help_speaks_one_language() {
        for lang in Lang::ALL {
            let mut table = table(lang);
            table.build();
            let names: Vec<String> = table.get_subcommands().map(|c| c.get_name().to_owned()).collect();
            let mut texts = vec![table.render_long_help().to_string()];
            texts.extend(
                names
                    .iter()
                    .filter_map(|name| Some(table.find_subcommand_mut(name)?.render_long_help().to_string())),
            );
            for text in texts {
                let english = ["Usage:", "Options:", "Print", "possible values", "default"];
                let found = english.iter().filter(|word| text.contains(**word)).count();
                assert_eq!(found > 0, lang == Lang::En, "{text}");
                let kana = text.chars().any(|c| matches!(c, 'ぁ'..='ゖ'));
                assert_eq!(kana, lang == Lang::Ja, "{text}");
            }
        }
    }
}
