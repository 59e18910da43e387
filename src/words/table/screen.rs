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
    StudyPrograms => "検討{0}" | "+ {0} studied",
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

    // Printed and corrected.
    DoToggleCurated => "正した値で数える、戻す" | "count corrections, or print",
    CountsCurated => "人が正した方針で数える" | "Directions are counted as corrected",
    CountsPrinted => "印刷された方針で数える" | "Directions are counted as printed",
    NothingCurated => "正された方針はない" | "No direction was corrected",
    Corrected => "正: {0}" | "corrected: {0}",
    CheckPairs => "{0}  {1} のうち {2}" | "{0}  {2} of {1}",
    CheckOriginals => "{0}  もと {1}  再掲 {2}" | "{0}  original {1}  re-listing {2}",
    CheckSpellings => "{0}  {1} / {2}" | "{0}  {1} / {2}",

    // Why a grade is inferred.
    ProofCounts => "{0}の{1}項目は {2} と印刷されている" | "the {1} programs of {0} are printed as {2}",
    ProofKnown => "{0}の{1}項目は {2} と印刷され、うち {3} が決まっている"
        | "the {1} programs of {0} are printed as {2}, of which {3}",

    // Lineages.
    LineageHead => "系譜" | "Lineage 系譜",
    RelationContinues => "引継" | "continues",
    RelationMerges => "統合" | "merges",
    RelationSplits => "分割" | "splits",
    RelationBecomesSub => "内訳に" | "becomes a sub-program",
    RelationLosesGrade => "評価対象外に" | "loses its grade",
    RelationSkips => "計画をとばす" | "skips a plan",
    BasisSame => "同名" | "same name",
    BasisNear => "ほぼ同名" | "near name",
    BasisContent => "内容" | "content",
    BasisWeak => "弱い" | "weak",

    // Lists that a document makes.
    ListDelayed => "遅れている取組" | "delayed 遅れ",
    ListGoodExample => "着実に進んでいる取組" | "good example",
    ListNewUndertaking => "新規事項" | "new undertaking 新規事項",
    ListWithoutPlan => "計画を新たに設定" | "plan newly set",

    // Checks.
    Checks => "照合" | "Checks 照合",
    ChecksTitle => "照合  {0}件  不一致 {1}" | "Checks 照合  {0}  differing {1}",
    ChecksNone => "照合できるものがない" | "There is nothing to check",
    CheckNoPrograms => "この照合に項目はない" | "This check is about no single program",
    DoGoChecks => "文書の照合" | "checks of the documents",
    CheckRowCount => "項目数" | "programs",
    CheckNumberSequence => "番号の並び" | "numbers",
    CheckDirectionSizes => "方針の項目数" | "size of the direction",
    CheckGradeTotals => "評価の数" | "grades",
    CheckDirectionGradeTotals => "方針別の評価の数" | "grades by direction",
    CheckDelayedList => "遅れている取組の一覧" | "list of delayed programs",
    CheckFollowUpTotal => "フォローアップの数" | "follow-ups",
    CheckRelistingGrades => "再掲の評価" | "grades of a re-listing",
    CheckRelistingDepartments => "再掲の担当" | "departments of a re-listing",
    CheckRevisionCounts => "見直しの数" | "revisions",
    CheckNewUndertakings => "新規事項の数" | "new undertakings",
    CheckStudyCount => "検討項目の数" | "study programs",
    CheckStaleFollowUp => "遅れた項目の追跡" | "follow-up of late programs",
    CheckParentGrades => "内訳のある項目の評価" | "grades of programs with sub-programs",
    CheckNameDiffers => "名称の表記" | "spelling of a name",
    CheckTargetMissing => "目標値のある項目" | "programs with a target",
    CheckMisreading => "読み誤りか" | "misread?",
    CheckSuggestion => "{0}  {2} は {1} か" | "{0}  {2} may be {1}",
    CheckSides => "{0}  印刷 {1}  実際 {2}" | "{0}  printed {1}  found {2}",
    CheckPrograms => "項目 {0}" | "programs {0}",
    CheckCandidates => "候補 {0}" | "candidates {0}",
    NoteRowsMissing => "数えられた項目のすべては読み込まれていない" | "not every program that was counted has been imported",
    NoteAddedUp => "印刷された数を足し合わせた" | "printed numbers were added up",
    NoteContradiction => "どのように評価を当てはめても、印刷された数にならない" | "no grades of the programs come out as printed",
    NoteMarkOrRelisting => "候補は、対象の項目の再掲か、印が理由の文から切り出され、その文が終わったことを述べている項目"
        | "a candidate lists a marked program again, or its mark was cut out of a reason that tells something finished",
    NoteOverlap => "一つの項目に複数の見直しがある" | "one program may be revised in several ways",

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
    DoubtEntry => "使えない記入" | "an entry that cannot be used",
    DoubtNotGrade => "評価の欄に評価でない語" | "a word in a grade cell that is no grade",
    DoubtColumnUnsure => "どの欄の文か、並びからは決まらない" | "a text whose column its place does not tell",
    DoubtShared => "二つの項目にまたがるセル" | "a cell that stands beside two programs",
    DoubtNoTable => "表のないシート" | "a sheet without a table",
    DoubtHiddenSheet => "非表示のシートは読んでいない" | "a hidden sheet, which was not read",
    DoubtHiddenRow => "非表示の行も読んだ" | "a hidden row, which was read",
    DoubtFormula => "式の値が保存されていない" | "a formula whose value was not saved",

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
