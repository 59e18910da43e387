//! What is said of acting: the status line, hints, prompts, the help, and what each command does.

/// The rows of this theme, added to those collected so far.
macro_rules! act {
    ([$($then:ident)*] $($rows:tt)*) => {
        messages! { [$($then)*] $($rows)*

    // Status line and hints.
    ValueFrom => "{0}:{1}行 {2}" | "{0}:{1} {2}",
    NoHits => "該当なし: {0}" | "Nothing found: {0}",
    FuzzyBelow => "以下、あいまい一致" | "Below: loose matches",
    NothingToOpen => "ここに原文はない" | "There is no source here",
    SearchPrompt => "/ " | "/ ",
    Reloaded => "データが更新された" | "The data has changed",
    FollowUpTotal => "フォローアップ対象 {0}" | "Follow-up フォローアップ {0}",
    FollowUpTotals => "フォローアップ対象 {0}  印刷値 {1}  {2}" | "Follow-up フォローアップ {0}  printed {1}  {2}",
    NumberPrompt => "No. " | "No. ",
    PalettePrompt => ": " | ": ",
    SearchExamples => "例 26  H26末:B  dept:財政課  missed:yes" | "e.g. 26  H26:B  dept:財政課  missed:yes",
    NumberOnlyHere => "ほかの計画に {0} 番はない" | "No other plan has a number {0}",
    KeyUnbound => "{0} に割り当てはない" | "{0} is not bound",
    HintOpen => "開く" | "open",
    HintBack => "戻る" | "back",
    HintSearch => "検索" | "search",
    HintSource => "原文" | "source",
    HintHeatmap => "評価表" | "heatmap",
    HintList => "一覧" | "list",
    HintPlan => "計画" | "plan",
    HintQuit => "終了" | "quit",
    HintNext => "次の箇所" | "next passage",
    HintPrevious => "前の箇所" | "previous",
    HintChoose => "選ぶ" | "choose",
    HintPane => "隣へ" | "other pane",

    // The help.
    HelpTitle => "鍵の一覧" | "Keys",
    HelpTyping => "文字を打つ欄で" | "While typing",
    KeysNumber => "0-9 Enter" | "0-9 Enter",
    DoNumber => "番号で飛ぶ（すべての計画から）" | "go to a number (in any plan)",
    GroupMove => "動く" | "Move",
    GroupLook => "見る" | "Look",
    GroupFind => "探す" | "Find",
    GroupGuide => "知る" | "Learn",
    GroupLeave => "戻る、終わる" | "Go back, leave",

    // Commands: what each does.
    DoCursorDown => "次の行へ" | "next line",
    DoCursorUp => "前の行へ" | "previous line",
    DoPageDown => "次のページへ" | "next page",
    DoPageUp => "前のページへ" | "previous page",
    DoFirst => "先頭へ" | "first line",
    DoLast => "末尾へ" | "last line",
    DoLeft => "左の列へ" | "column to the left",
    DoRight => "右の列へ" | "column to the right",
    DoNextPane => "隣の面へ" | "other pane",
    DoOpen => "開く" | "open",
    DoSource => "原文を見る" | "lines of the document 原文",
    DoPreviousPeriod => "前の期へ" | "previous period",
    DoNextPeriod => "次の期へ" | "next period",
    DoNextPlan => "次のプランへ" | "next plan",
    DoGoList => "一覧へ" | "list",
    DoGoHeatmap => "評価の色分け表へ" | "heatmap of grades",
    DoNextPassage => "次の箇所へ" | "next passage",
    DoPreviousPassage => "前の箇所へ" | "previous passage",
    DoSearch => "検索" | "search",
    DoQueryAccept => "検索を確定" | "accept what is typed",
    DoQueryCancel => "検索をやめる" | "cancel",
    DoQueryErase => "一文字消す" | "erase a character",
    DoQueryEraseWord => "一語消す" | "erase a word",
    DoQueryClear => "すべて消す" | "erase everything",
    DoQueryLeft => "一文字左へ" | "a character to the left",
    DoQueryRight => "一文字右へ" | "a character to the right",
    DoQueryStart => "検索語の先頭へ" | "to the start",
    DoQueryEnd => "検索語の末尾へ" | "to the end",
    DoHelp => "ここで使える鍵" | "keys that work here",
    DoPalette => "名前で操作を選ぶ" | "choose a command by name",
    DoBack => "戻る" | "back",
    DoQuit => "終了" | "quit",
    DoQuitNow => "どこからでも終了" | "quit from anywhere",

        }
    };
}
