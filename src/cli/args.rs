//! The command line as a value. Help is clap's; every other word the program says comes from `words`.

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// 進捗 — 市の行財政改革の進み具合を端末で読む
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
#[command(next_help_heading = "どの命令でも")]
pub struct Everywhere {
    /// 保存先 ($SHINCHOKU_STORE、なければ $XDG_DATA_HOME/shinchoku/store)
    #[arg(long, global = true, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// 設定ファイル ($XDG_CONFIG_HOME/shinchoku/config.toml。鍵は同じ場所の keymap.toml)
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// 言葉 (この版は ja だけ)
    #[arg(long, global = true, value_name = "LANG")]
    pub lang: Option<String>,
    /// 幅のあいまいな文字 (この版は auto と narrow だけ)
    #[arg(long, global = true, value_name = "WIDTH", hide = true)]
    pub ambiguous: Option<String>,
    /// ASCIIだけで描く
    #[arg(long, global = true, hide = true)]
    pub ascii: bool,
    /// 色
    #[arg(long, global = true, value_enum)]
    pub color: Option<Colour>,
    /// 記録に残す名前 ($SHINCHOKU_AUTHOR、なければログイン名)
    #[arg(long, global = true, value_name = "NAME")]
    pub author: Option<String>,
    /// 保存先の外に触れない
    #[arg(long, global = true)]
    pub restricted: bool,
}

/// How many colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// 端末に合わせる
    Auto,
    /// 端末によらず付ける
    Always,
    /// 付けない
    Never,
    /// 16色
    #[value(name = "16")]
    Sixteen,
    /// 256色
    #[value(name = "256")]
    TwoFiftySix,
    /// すべての色
    Rgb,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// 見本の文書で画面を試す
    Demo,
    /// 文書を読み込む
    Import(Import),
    /// 項目を探す
    Find(Find),
    /// 一つの項目のすべてを出す
    Show(Show),
    /// 項目×期の評価を出す
    Heatmap(Heatmap),
    /// 方針別・期別の評価の数を出す
    Summary(Summary),
    /// 文書の原文の行を出す
    Source(Source),
    /// 働いている鍵の割り当てを出す
    Keys(Keys),
    /// 端末・保存先・設定の様子を一枚に出す
    Doctor(Doctor),
    /// シェルの補完スクリプトを出す
    Completions(Completions),
    /// A command of a later version, or none.
    #[command(external_subcommand)]
    Other(Vec<OsString>),
}

/// `import`.
#[derive(Args, Debug)]
pub struct Import {
    /// 読み込むファイルかディレクトリー
    #[arg(required = true, value_name = "FILE|DIR")]
    pub files: Vec<PathBuf>,
    /// どの計画の文書か (P2、X1 など。文書に書かれていないとき)
    #[arg(long, value_name = "CODE")]
    pub plan: Option<String>,
    /// いつの評価か (H26末 など。文書に書かれていないとき)
    #[arg(long, value_name = "P")]
    pub period: Option<String>,
    /// 文字の符号
    #[arg(long, value_name = "E", hide = true)]
    pub encoding: Option<String>,
    /// 読むだけで保存しない
    #[arg(long)]
    pub dry_run: bool,
    /// 尋ねずに進める
    #[arg(long, hide = true)]
    pub yes: bool,
    /// 置き換える文書
    #[arg(long, value_name = "DOC", hide = true)]
    pub replaces: Option<String>,
    /// 出力の形
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

/// `find`.
#[derive(Args, Debug)]
pub struct Find {
    /// 問い: 語、番号、欄 (plan: no: dir: dept: grade: H26末: follow: missed: …)。- は標準入力から一行ずつ
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// 出力の形
    #[arg(long, value_enum, default_value_t = FindFormat::Text)]
    pub format: FindFormat,
    /// 出す件数の上限
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// なぜ当たったかを添える
    #[arg(long, hide = true)]
    pub explain: bool,
}

/// `show`.
#[derive(Args, Debug)]
pub struct Show {
    /// 項目 (P3-12、P3-30-2)
    #[arg(value_name = "ID")]
    pub id: String,
    /// 出力の形
    #[arg(long, default_value = "text", value_name = "text|json")]
    pub format: String,
}

/// `heatmap`.
#[derive(Args, Debug)]
pub struct Heatmap {
    /// 行: program、direction、department
    #[arg(long, default_value = "program", value_name = "ROWS")]
    pub rows: String,
    /// 計画
    #[arg(long, value_name = "CODE")]
    pub plan: Option<String>,
    /// 出力の形
    #[arg(long, default_value = "text", value_name = "text|json|tsv")]
    pub format: String,
}

/// `summary`.
#[derive(Args, Debug)]
pub struct Summary {
    /// 計画
    #[arg(long, value_name = "CODE")]
    pub plan: Option<String>,
    /// 期 (なければ最新)
    #[arg(long, value_name = "P")]
    pub period: Option<String>,
    /// 再掲を数えない
    #[arg(long)]
    pub without_relisted: bool,
    /// 直した方針で数える
    #[arg(long, hide = true)]
    pub curated: bool,
    /// 出力の形
    #[arg(long, default_value = "text", value_name = "text|json|md")]
    pub format: String,
}

/// `source`.
#[derive(Args, Debug)]
pub struct Source {
    /// 文書の名前かその始め、または sha256 の始め。:行 を付けられる
    #[arg(value_name = "DOC[:LINE]")]
    pub place: String,
}

/// `keys`.
#[derive(Args, Debug)]
pub struct Keys {
    /// 鍵のファイルを確かめる。誤りを一行に一つ出し、あれば1、なければ0で終わる
    #[arg(long, value_name = "FILE")]
    pub check: Option<PathBuf>,
    /// 出力の形
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

/// `doctor`.
#[derive(Args, Debug)]
pub struct Doctor {
    /// すべての文書を読み、ハッシュを確かめる
    #[arg(long)]
    pub verify: bool,
    /// 様子の代わりに、説明の付いた config.toml の見本を出す
    #[arg(long, conflicts_with_all = ["verify", "format"])]
    pub sample: bool,
    /// 出力の形
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub format: TextOrJson,
}

/// `completions`.
#[derive(Args, Debug)]
pub struct Completions {
    /// シェル
    #[arg(value_enum, value_name = "SHELL")]
    pub shell: Shell,
}

/// A shell that completes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// source <(shinchoku completions bash)
    Bash,
    /// ~/.zfunc/_shinchoku に置く
    Zsh,
    /// ~/.config/fish/completions/shinchoku.fish に置く
    Fish,
}

/// Text or JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TextOrJson {
    /// 人が読む形
    Text,
    /// プログラムが読む形
    Json,
}

/// The forms of `find`'s answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum FindFormat {
    /// 人が読む形
    Text,
    /// プログラムが読む形
    Json,
    /// 一行に一つの項目の番号
    Ids,
    /// タブ区切りの表
    Tsv,
}

/// Commands of later versions: their names are taken.
pub const RESERVED: [&str; 12] = [
    "check", "opinion", "ask", "log", "undo", "handout", "backup", "restore", "export", "serve", "man",
    "settings",
];

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
    use clap::CommandFactory;

    #[test]
    fn the_table_of_arguments_is_sound() {
        Cli::command().debug_assert();
    }

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
