//! The help of the command line, by command and argument.

/// The rows of this theme, added to those collected so far.
macro_rules! call {
    ([$($then:ident)*] $($rows:tt)*) => {
        messages! { [$($then)*] $($rows)*

    // Headings.
    HelpUsage => "使い方" | "Usage",
    HelpCommands => "命令" | "Commands",
    HelpArguments => "引数" | "Arguments",
    HelpOptions => "オプション" | "Options",
    HelpEverywhere => "どの命令でも" | "With every command",
    HelpDefault => "なければ {0}" | "default: {0}",

    // The commands.
    AboutProgram => "進捗 — 市の行財政改革の進み具合を端末で読む"
        | "shinchoku 進捗 - read how a city's reform plan is going, in the terminal",
    AboutDemo => "見本の文書で画面を試す" | "Try the screens on sample documents",
    AboutImport => "文書を読み込む" | "Read documents into the store",
    AboutFind => "項目を探す" | "Search for programs",
    AboutShow => "一つの項目のすべてを出す" | "Print everything known about one program",
    AboutHeatmap => "項目×期の評価を出す" | "Print grades, programs by periods",
    AboutSummary => "方針別・期別の評価の数を出す" | "Count grades by direction and period",
    AboutCheck => "印刷された数と一覧を、数えた値と照らし合わせる" | "Compare printed totals and lists with the rows",
    AboutSource => "文書の原文の行を出す" | "Print the document's own lines",
    AboutKeys => "働いているキーの割り当てを出す" | "Print the keys in force",
    AboutLog => "これまでの変更を出す" | "Print the journal of all changes",
    AboutUndo => "自分の最後の変更を取り消す" | "Take back one's own last change",
    AboutDoctor => "端末・保存先・設定の様子を一枚に出す" | "Report on terminal, store, settings and keys",
    AboutCompletions => "シェルの補完スクリプトを出す" | "Print a completion script for a shell",

    // Arguments of every command.
    ArgHelp => "この説明を出す" | "Print this help",
    ArgVersion => "版を出す" | "Print the version",
    ArgStore => "保存先 ($SHINCHOKU_STORE、なければ $XDG_DATA_HOME/shinchoku/store)"
        | "Store directory ($SHINCHOKU_STORE, else $XDG_DATA_HOME/shinchoku/store)",
    ArgConfig => "設定ファイル (なければ $XDG_CONFIG_HOME/shinchoku/config.toml。キーは同じ場所の keymap.toml)"
        | "Settings (else $XDG_CONFIG_HOME/shinchoku/config.toml; keys are in keymap.toml beside it)",
    ArgLang => "言葉 ja、en ($SHINCHOKU_LANG、なければ端末の言葉が英語のときだけ en)"
        | "Language, ja or en ($SHINCHOKU_LANG, else en where the locale is English)",
    ArgAmbiguous => "幅のあいまいな文字 auto、narrow、wide、safe、spaced ($SHINCHOKU_AMBIGUOUS、なければ端末に問う)"
        | "Characters of ambiguous width: auto, narrow, wide, safe, spaced ($SHINCHOKU_AMBIGUOUS, else the terminal is asked)",
    ArgAscii => "ASCIIだけで描く" | "Draw in ASCII only",
    ArgColor => "色: auto は端末に合わせ、16、256、rgb は色の数" | "Colours; auto fits the terminal, 16, 256 and rgb say how many",
    ArgAuthor => "記録に残す名前 ($SHINCHOKU_AUTHOR、なければログイン名)"
        | "Name kept in the journal ($SHINCHOKU_AUTHOR, else the login name)",
    ArgRestricted => "保存先の外に触れない" | "Touch nothing outside of the store",

    // Arguments of commands.
    ArgFiles => "読み込むファイルかディレクトリー" | "Files or directories to read",
    ArgPlanOfDocument => "どの計画の文書か (P2、X1 など。文書に書かれていないとき)"
        | "Plan the document is about (P2, X1; where it does not say)",
    ArgPeriodOfDocument => "いつの評価か (H26末 など。文書に書かれていないとき)"
        | "Period of its grades (H26末 or H26; where it does not say)",
    ArgEncoding => "文字コード (utf-8、shift_jis など。指定しなければ判別する)"
        | "Encoding of the text (utf-8, shift_jis …; told by the bytes where it is not given)",
    ArgDryRun => "読むだけで保存しない" | "Read only, keep nothing",
    ArgYes => "前の版を、尋ねずに置き換える" | "Replace earlier editions without asking",
    ArgReplaces => "どの文書の別の版か (名前かその始め、または sha256 の始め)"
        | "Document of which this is another edition (name, its beginning, or that of its sha256)",
    ArgFormat => "出力の形" | "Form of the answer",
    ArgKind => "照合の種類 (row_count、follow_up_total など)" | "Kind of check (row_count, follow_up_total ...)",
    ArgQuery => "問い: 語、番号、欄 (plan: no: dir: dept: grade: H26末: follow: missed: …)。- は標準入力から一行ずつ"
        | "Words, numbers, fields (plan: no: dir: dept: grade: H26: follow: missed: ...); - reads one a line",
    ArgLimit => "出す件数の上限" | "Print at most so many",
    ArgExplain => "なぜ当たったかを添える" | "Say why each was found",
    ArgProgram => "項目 (P3-12、P3-30-2)" | "Program (P3-12, P3-30-2)",
    ArgRows => "行: program、direction、department" | "Rows: program, direction or department",
    ArgPlan => "計画" | "Plan",
    ArgPeriod => "期 (なければ最新)" | "Period (the newest where none is given)",
    ArgWithoutRelisted => "再掲を数えない" | "Leave out relistings 再掲",
    ArgCurated => "直した方針で数える" | "Count by corrected directions",
    ArgPlace => "文書の名前かその始め、または sha256 の始め。:行 や :シート!D7 を付けられる"
        | "Name of a document or its beginning, or that of its sha256; :LINE or :SHEET!D7 may follow",
    ArgCheck => "キーのファイルを確かめる。誤りを一行に一つ出し、あれば1、なければ0で終わる"
        | "Check a file of keys: a line for each mistake, and 1 as the result where there is any",
    ArgKeysSample => "既定のキー割り当てのファイルをそのまま出す。書き方の手引きを兼ねる"
        | "Print the shipped keymap, which is also the manual of the format (in Japanese)",
    ArgVerify => "すべての文書を読み、ハッシュを確かめる" | "Read every document and check its hash",
    ArgSample => "様子の代わりに、説明の付いた config.toml の見本を出す" | "Print a sample of config.toml with explanations instead",
    ArgShell => "シェル" | "Shell",

        }
    };
}
