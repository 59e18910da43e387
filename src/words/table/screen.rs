//! What the screens say: names of things, fields, verdicts, kinds of empty, doubts. In English the field's own terms
//! stand beside ours where a reviewer meets them in the documents.

/// The rows of this theme, added to those collected so far.
macro_rules! screen {
    ([$($then:ident)*] $($rows:tt)*) => {
        messages! { [$($then)*] $($rows)*

    // Names of things.
    List => "一覧" | "List",
    HeatmapTitle => "評価表" | "Heatmap",
    SourceTitle => "原文" | "Source 原文",
    ColumnNo => "No" | "No",
    ColumnName => "名称" | "Name 名称",
    ColumnDepartments => "担当" | "Dept. 担当",
    ColumnFollowUp => "追" | "FU",
    ProgramsOf => "{0} / {1}項目" | "{0} of {1} programs",
    Programs => "{0}項目" | "{0} programs",
    RowsOf => "{0} / {1}" | "{0} / {1}",
    AsOf => "{0} = {1}年{2}月末" | "{0} = end of {2}/{1}",
    NoDirection => "方針なし" | "no direction",
    Total => "計" | "Total 計",
    TotalShort => "計" | "Sum",
    Printed => "印刷値" | "Printed",
    Comma => "、" | ", ",

    // The sheet of a program.
    Indicators => "指標" | "Indicator 指標",
    Target => "目標" | "Target 目標",
    Actual => "実績" | "Actual 実績",
    Rate => "比" | "Rate",
    VerdictHead => "判定" | "Verdict",
    FollowUpYes => "対象" | "to be followed up",
    FollowUpNo => "対象外" | "not to be followed up",
    SubPrograms => "内訳" | "Sub-programs 内訳",
    SubOf => "{0} {1} の内訳" | "part of {0} {1}",
    RelistedOf => "{0} {1} の再掲" | "relists {0} {1}",
    RelistedBy => "{0} に再掲" | "relisted as {0}",
    RelistedShort => "{0} の再掲" | "relists {0}",
    RelistedMark => "再掲" | "relisted",
    Relisting => "再掲" | "Relisting 再掲",
    SameName => "同じ名称" | "Same name",
    SameNumber => "同じ番号" | "Same number",
    Doubts => "要確認" | "To be checked",
    Unlabelled => "(名称なし)" | "(no name)",
    MetBut => "目標に届いて{0}" | "{0} although the target is met",
    MissedBut => "目標に届かず{0}" | "{0} although the target is missed",

    // Verdicts.
    VerdictMet => "達成" | "met",
    VerdictMissed => "未達" | "missed",
    VerdictExceeded => "大幅達成" | "exceeded",
    VerdictRunning => "期限前" | "running",
    VerdictUnknown => "不明" | "unknown",

    // Fields.
    FieldDirection => "方針" | "Direction 方針",
    FieldDepartments => "担当" | "Departments 担当",
    FieldGrade => "評価" | "Grade 評価",
    FieldFollowUp => "追跡" | "Follow-up 追跡",
    FieldTarget => "目標値" | "Target 目標値",
    FieldActual => "実績値" | "Actual 実績値",
    FieldOverview => "実施内容" | "Content 実施内容",
    FieldAnnualPlan => "予定" | "Plan 予定",
    FieldResult => "実績" | "Result 実績",
    FieldAnnualPlanOrResult => "予定か実績" | "Plan or result",
    FieldCause => "要因" | "Cause 要因",
    FieldRemedy => "対応" | "Remedy 対応",
    FieldIssue => "課題" | "Issue 課題",
    FieldSuccessFactor => "成果要因" | "Success 成果要因",
    FieldNewUndertaking => "新規事項" | "New 新規事項",
    FieldFollowUpReason => "理由等" | "Reason 理由等",

    FieldScheduleItem => "取組項目" | "Undertakings 取組項目",

    // Lists that a document makes.
    ListDelayed => "遅れている取組" | "delayed 遅れ",
    ListGoodExample => "着実に進んでいる取組" | "good example",
    ListNewUndertaking => "新規事項" | "new undertaking 新規事項",
    ListWithoutPlan => "計画を新たに設定" | "plan newly set",

    // Kinds of empty.
    EmptyUnset => "未設定" | "not set",
    EmptySeeChildren => "内訳を見る" | "see sub-programs",
    EmptySeeOriginal => "再掲元を見る" | "see the original",
    EmptyNotGraded => "評価対象外" | "not graded",
    EmptyNotPrinted => "文書に欄がない" | "not printed",
    EmptyLost => "抽出で欠落" | "lost in extraction",
    EmptyNotApplicable => "該当しない" | "not applicable",
    Provisional => "(速報)" | "(prov.)",
    EmptyNoFigure => "数値なし" | "no figure",
    ShortUnset => "(未設定)" | "(not set)",
    ShortSeeChildren => "(内訳)" | "(subs)",
    ShortSeeOriginal => "(再掲元)" | "(original)",
    ShortNotGraded => "(対象外)" | "(ungraded)",
    ShortNotPrinted => "(欄なし)" | "(no field)",
    ShortLost => "(抽出で欠落)" | "(lost)",
    ShortNotApplicable => "(非該当)" | "(n/a)",

    // How a value was obtained.
    HowPrinted => "印刷" | "printed",
    HowBlank => "空欄" | "blank",
    HowSplit => "切り出し" | "split",
    HowInferred => "推定" | "inferred",
    HowEntered => "入力" | "entered",
    HowCurated => "確認済み" | "confirmed",

    // Doubts.
    DoubtCell => "どの列にも合わないセル" | "a cell that fits no column",
    DoubtGrades => "列より評価が少なく、どの期か決まらない" | "fewer grades than columns: periods are open",
    DoubtPlanOrResult => "予定と実績のどちらか、文から決まらない" | "plan or result: the text does not decide",
    DoubtShape => "予定と実績を前後の行の形から分けた" | "plan and result told apart by the rows around",
    DoubtDirection => "番号が続かず、方針の見出しが及ぶか不明" | "numbers jump: the direction may not reach here",
    DoubtSub => "親の項目が前にない内訳" | "a sub-program without its program before it",
    DoubtNoNumber => "番号のない行" | "a row without a number",
    DoubtTwice => "同じ番号が二度ある" | "the same number twice",
    DoubtColumn => "知らない見出しの列" | "a column with an unknown heading",
    DoubtYear => "元号のない年" | "a year without an era",
    DoubtAgreement => "番号と名称の一致から計画を判断した" | "plan recognised by its numbers and names",
    DoubtNeighbour => "前後の行と同じ文" | "the same text as a row beside it",
    DoubtTotals => "集計の数が列と合わない" | "totals do not fit the columns",
    DoubtNotGrade => "評価の欄に評価でない語" | "a word in a grade cell that is no grade",
    DoubtColumnUnsure => "どの欄の文か、並びからは決まらない" | "a text whose column its place does not tell",
    DoubtListLength => "見出しの件数と一覧の数が合わない" | "a list longer or shorter than its heading says",
    DoubtTorn => "行が続くはずのところで切れた文" | "a text whose last line runs on into nothing",
    DoubtLabels => "同じ欄が二度ある、又は欠けている" | "a label twice, or missing",
    DoubtShared => "二つの項目にまたがるセル" | "a cell that stands beside two programs",

    // An empty store.
    EmptyTitle => "進捗 (shinchoku) — 行財政改革の進み具合を読む" | "shinchoku 進捗 - read how a city's reform plan is going",
    Welcome => "はじめに" | "Welcome",
    EmptyWhat => "まだ文書が一つもない。" | "There are no documents yet.",
    EmptyDemo => "見本で試す:    shinchoku demo" | "Try the samples:    shinchoku demo",
    EmptyImport => "文書を読み込む:  shinchoku import ファイル" | "Read a document:    shinchoku import FILE",
    EmptyImportHere => "ここで読み込む:  :import" | "Read one from here: :import",

        }
    };
}
