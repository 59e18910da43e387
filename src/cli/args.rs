//! The command line as a value. What each argument is for stands in `help`, in both languages; a doc comment here would
//! be clap's help in one of them, so fields have none.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

#[derive(Parser, Debug)]
#[command(name = "shinchoku", version, disable_help_subcommand = true)]
pub struct Cli {
    /// Options that every command takes.
    #[command(flatten)]
    pub everywhere: Everywhere,
    /// What to do; the screens when nothing is said.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Options that every command takes. In help they stand below those of the command.
#[derive(Args, Debug)]
pub struct Everywhere {
    #[arg(long, global = true, value_name = "DIR")]
    pub store: Option<PathBuf>,
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<String>,
    #[arg(long, global = true, value_name = "WIDTH")]
    pub ambiguous: Option<String>,
    #[arg(long, global = true, hide = true)]
    pub ascii: bool,
    #[arg(long, global = true, value_enum)]
    pub color: Option<Colour>,
    #[arg(long, global = true, value_name = "NAME")]
    pub author: Option<String>,
    #[arg(long, global = true)]
    pub restricted: bool,
}

/// How many colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
    #[value(name = "16")]
    Sixteen,
    #[value(name = "256")]
    TwoFiftySix,
    Rgb,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    Demo,
    Import(Import),
    Find(Find),
    Show(Show),
    Heatmap(Heatmap),
    Summary(Summary),
    Check(Check),
    Source(Source),
    Log(Log),
    Undo,
    Keys(Keys),
    Doctor(Doctor),
    Completions(Completions),
}

/// `import`.
#[derive(Args, Debug)]
pub struct Import {
    #[arg(required = true, value_name = "FILE|DIR")]
    pub files: Vec<PathBuf>,
    #[arg(long, value_name = "CODE")]
    pub plan: Option<String>,
    #[arg(long, value_name = "P")]
    pub period: Option<String>,
    #[arg(long, value_name = "E")]
    pub encoding: Option<String>,
    #[arg(long)]
    pub dry_run: bool,
    #[arg(long)]
    pub yes: bool,
    #[arg(long, value_name = "DOC")]
    pub replaces: Option<String>,
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

/// `find`.
#[derive(Args, Debug)]
pub struct Find {
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    #[arg(long, value_enum, default_value_t = FindFormat::Text)]
    pub format: FindFormat,
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    #[arg(long)]
    pub curated: bool,
    #[arg(long, hide = true)]
    pub explain: bool,
}

/// `show`.
#[derive(Args, Debug)]
pub struct Show {
    #[arg(value_name = "ID")]
    pub id: String,
    #[arg(long, default_value = "text", value_name = "text|json")]
    pub format: String,
}

/// `heatmap`.
#[derive(Args, Debug)]
pub struct Heatmap {
    #[arg(long, default_value = "program", value_name = "ROWS")]
    pub rows: String,
    #[arg(long, value_name = "CODE")]
    pub plan: Option<String>,
    #[arg(long)]
    pub curated: bool,
    #[arg(long, default_value = "text", value_name = "text|json|tsv")]
    pub format: String,
}

/// `summary`.
#[derive(Args, Debug)]
pub struct Summary {
    #[arg(long, value_name = "CODE")]
    pub plan: Option<String>,
    #[arg(long, value_name = "P")]
    pub period: Option<String>,
    #[arg(long)]
    pub without_relisted: bool,
    #[arg(long)]
    pub curated: bool,
    #[arg(long, default_value = "text", value_name = "text|json|md")]
    pub format: String,
}

/// `check`.
#[derive(Args, Debug)]
pub struct Check {
    #[arg(long, value_name = "K")]
    pub kind: Option<String>,
    #[arg(long, value_name = "CODE")]
    pub plan: Option<String>,
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

/// `source`.
#[derive(Args, Debug)]
pub struct Source {
    #[arg(value_name = "DOC[:LINE]")]
    pub place: String,
}

/// `log`.
#[derive(Args, Debug)]
pub struct Log {
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

/// `keys`.
#[derive(Args, Debug)]
pub struct Keys {
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
    #[arg(long, conflicts_with_all = ["check", "format"])]
    pub sample: bool,
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

/// `doctor`.
#[derive(Args, Debug)]
pub struct Doctor {
    #[arg(long)]
    pub verify: bool,
    #[arg(long, conflicts_with_all = ["verify", "format"])]
    pub sample: bool,
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

/// `completions`.
#[derive(Args, Debug)]
pub struct Completions {
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

/// A shell that completes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// Text or JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    Text,
    Json,
}

/// The forms of `find`'s answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindFormat {
    Text,
    Json,
    Ids,
    Tsv,
}

/// Commands of later versions: their names are taken.
pub const RESERVED: [&str; 9] =
    ["opinion", "ask", "handout", "backup", "restore", "export", "serve", "man", "settings"];

/// In front of a word of a query that begins with `-` while clap looks at it. No shell passes it on by accident.
const WORD: char = '\u{1}';

/// Marks words such as `-grade:A`, which clap would take for options, and everything that follows `--`.
pub fn protect(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let args: Vec<OsString> = args.collect();
    if command_of(&args).is_none_or(|a| a != "find") {
        return args;
    }
    let mut literal = false;
    args.into_iter()
        .filter_map(|arg| {
            let text = arg.to_str().map(str::to_owned);
            match text {
                Some(t) if t == "--" && !literal => {
                    literal = true;
                    None
                }
                Some(t) if literal || negates(&t) => Some(format!("{WORD}{t}").into()),
                _ => Some(arg),
            }
        })
        .collect()
}

/// The sub-command: the first word that is neither an option nor the value of one.
fn command_of(args: &[OsString]) -> Option<&OsString> {
    const VALUED: [&str; 6] = ["--store", "--config", "--lang", "--ambiguous", "--color", "--author"];
    let mut rest = args.iter().skip(1);
    while let Some(arg) = rest.next() {
        match arg.to_str() {
            Some(option) if VALUED.contains(&option) => _ = rest.next(),
            Some(option) if option.starts_with('-') => {}
            _ => return Some(arg),
        }
    }
    None
}

/// `-grade:A`, `-協働`: a minus in front of a field or of a word that no option is named by.
fn negates(word: &str) -> bool {
    word.strip_prefix('-').is_some_and(|rest| {
        !rest.starts_with('-') && !rest.is_empty() && (rest.contains([':', '：']) || !rest.is_ascii())
    })
}

/// Takes the marks of `protect` away again.
pub fn unprotect(word: &str) -> &str {
    word.strip_prefix(WORD).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn words_with_a_minus_reach_the_query() {
        for (line, expected) in [
            ("shinchoku find -grade:A 協働 --format ids", vec!["-grade:A", "協働"]),
            ("shinchoku find --format ids -- --format -x", vec!["--format", "-x"]),
            ("shinchoku find -協働", vec!["-協働"]),
            ("shinchoku find -", vec!["-"]),
        ] {
            let parsed = Cli::try_parse_from(protect(line.split(' ').map(OsString::from))).unwrap();
            let Some(Command::Find(find)) = parsed.command else { panic!("{line}") };
            assert_eq!(find.query.iter().map(|w| unprotect(w)).collect::<Vec<_>>(), expected, "{line}");
        }
    }
}
