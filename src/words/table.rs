//! The messages themselves, grouped by where they are said.

use super::Lang;

macro_rules! messages {
    ($($(#[doc = $doc:expr])* $name:ident => $ja:literal,)+) => {
        /// A message of the program's own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Msg {
            $($(#[doc = $doc])* #[doc = $ja] $name,)+
        }

        impl Msg {
            /// Every message.
            pub const ALL: &'static [Msg] = &[$(Msg::$name,)+];

            /// The message in a language, with its places still open.
            pub fn text(self, lang: Lang) -> &'static str {
                match (self, lang) {
                    $((Msg::$name, Lang::Ja) => $ja,)+
                }
            }
        }
    };
}

messages! {
    // Screens: names of things.
    List => "一覧",
    HeatmapTitle => "評価の一覧",
    SourceTitle => "原文",
    ColumnNo => "No",
    ColumnName => "名称",
    ColumnDepartments => "担当",
    ColumnFollowUp => "追",
    Programs => "{0}項目",
    RowsOf => "{0} / {1}",
    AsOf => "{0} = {1}年{2}月末",
    NoDirection => "方針なし",
    Total => "計",
    Printed => "印刷値",

    // Screens: the sheet of a program.
    Indicators => "指標",
    Target => "目標",
    Actual => "実績",
    Rate => "比",
    VerdictHead => "判定",
    FollowUpYes => "対象",
    FollowUpNo => "対象外",
    SubPrograms => "内訳",
    SubOf => "{0} {1} の内訳",
    RelistedOf => "{0} {1} の再掲",
    RelistedBy => "{0} に再掲",
    Relisting => "再掲",
    SameName => "同じ名称",
    SameNumber => "同じ番号",
    Doubts => "要確認",
    Unlabelled => "(名称なし)",
    MetBut => "目標に届いて{0}",
    MissedBut => "目標に届かず{0}",

    // Verdicts.
    VerdictMet => "達成",
    VerdictMissed => "未達",
    VerdictExceeded => "大幅達成",
    VerdictRunning => "期限前",
    VerdictUnknown => "不明",

    // Fields.
    FieldDirection => "方針",
    FieldDepartments => "担当",
    FieldGrade => "評価",
    FieldFollowUp => "追跡",
    FieldTarget => "目標値",
    FieldActual => "実績値",
    FieldOverview => "実施内容",
    FieldAnnualPlan => "予定",
    FieldResult => "実績",
    FieldAnnualPlanOrResult => "予定か実績",
    FieldCause => "要因",
    FieldRemedy => "対応",
    FieldIssue => "課題",
    FieldSuccessFactor => "成果要因",
    FieldNewUndertaking => "新規事項",
    FieldFollowUpReason => "理由等",

    // Kinds of empty.
    EmptyUnset => "未設定",
    EmptySeeChildren => "内訳を見る",
    EmptySeeOriginal => "再掲元を見る",
    EmptyNotGraded => "評価対象外",
    EmptyNotPrinted => "文書に欄がない",
    EmptyLost => "抽出で失われた",
    EmptyNotApplicable => "該当しない",
    Provisional => "(速報)",
    EmptyNoFigure => "数値なし",
    ShortUnset => "(未設定)",
    ShortSeeChildren => "(内訳)",
    ShortSeeOriginal => "(再掲元)",
    ShortNotGraded => "(対象外)",
    ShortNotPrinted => "(欄なし)",
    ShortLost => "(抽出欠落)",
    ShortNotApplicable => "(非該当)",

    // How a value was obtained.
    HowPrinted => "印刷",
    HowBlank => "空欄",
    HowSplit => "切り出し",
    HowInferred => "推定",
    HowEntered => "入力",
    HowCurated => "確認済み",

    // Doubts.
    DoubtCell => "どの列にも合わないセル",
    DoubtGrades => "列より評価が少なく、どの期か決まらない",
    DoubtPlanOrResult => "予定と実績のどちらか、文から決まらない",
    DoubtShape => "予定と実績を前後の行の形から分けた",
    DoubtDirection => "番号が続かず、方針の見出しが及ぶか不明",
    DoubtSub => "親の項目が前にない内訳",
    DoubtNoNumber => "番号のない行",
    DoubtTwice => "同じ番号が二度ある",
    DoubtColumn => "知らない見出しの列",
    DoubtYear => "元号のない年",
    DoubtAgreement => "番号と名称の一致から計画を判断した",
    DoubtNeighbour => "前後の行と同じ文",
    DoubtTotals => "集計の数が列と合わない",
    DoubtNotGrade => "評価の欄に評価でない語",

    // Status line and hints.
    ValueFrom => "{0}:{1}行 {2}",
    NoHits => "該当なし: {0}",
    FuzzyBelow => "以下、あいまい一致",
    NothingToOpen => "ここに原文はない",
    SearchPrompt => "/ ",
    Reloaded => "データが更新された",
    FollowUpTotal => "フォローアップ対象 {0}",
    FollowUpTotals => "フォローアップ対象 {0}  印刷値 {1}  {2}",
    HelpTitle => "鍵の一覧",
    HelpTyping => "文字を打つ欄で",
    KeysNumber => "0-9 Enter",
    DoNumber => "番号で飛ぶ（すべての計画から）",
    GroupMove => "動く",
    GroupLook => "見る",
    GroupFind => "探す",
    GroupGuide => "知る",
    GroupLeave => "戻る、終わる",
    DoHelp => "ここで使える鍵",
    DoPalette => "名前で操作を選ぶ",
    HintHelp => "鍵",
    NumberPrompt => "No. ",
    PalettePrompt => ": ",
    SearchExamples => "例 26  H26末:B  dept:財政課  missed:yes",
    NumberOnlyHere => "ほかの計画に {0} 番はない",
    KeyUnbound => "{0} に割り当てはない",
    HintOpen => "開く",
    HintBack => "戻る",
    HintSearch => "検索",
    HintSource => "原文",
    HintHeatmap => "評価表",
    HintList => "一覧",
    HintPlan => "計画",
    HintQuit => "終了",
    HintNext => "次の箇所",
    HintPrevious => "前の箇所",
    HintChoose => "選ぶ",
    HintPane => "隣へ",

    // Commands: what each does.
    DoCursorDown => "次の行へ",
    DoCursorUp => "前の行へ",
    DoPageDown => "次のページへ",
    DoPageUp => "前のページへ",
    DoFirst => "先頭へ",
    DoLast => "末尾へ",
    DoLeft => "左の列へ",
    DoRight => "右の列へ",
    DoNextPane => "隣の面へ",
    DoOpen => "開く",
    DoSource => "原文を見る",
    DoPreviousPeriod => "前の期へ",
    DoNextPeriod => "次の期へ",
    DoNextPlan => "次のプランへ",
    DoGoList => "一覧へ",
    DoGoHeatmap => "評価の色分け表へ",
    DoNextPassage => "次の箇所へ",
    DoPreviousPassage => "前の箇所へ",
    DoSearch => "検索",
    DoQueryAccept => "検索を確定",
    DoQueryCancel => "検索をやめる",
    DoQueryErase => "一文字消す",
    DoQueryEraseWord => "一語消す",
    DoQueryClear => "すべて消す",
    DoQueryLeft => "一文字左へ",
    DoQueryRight => "一文字右へ",
    DoQueryStart => "検索語の先頭へ",
    DoQueryEnd => "検索語の末尾へ",
    DoBack => "戻る",
    DoQuit => "終了",
    DoQuitNow => "どこからでも終了",


    // The state of things: doctor.
    StatusOk => "正常", // en: ok
    StatusWarning => "注意", // en: warning
    StatusError => "誤り", // en: error
    CheckTerminal => "端末", // en: terminal
    CheckWidth => "文字幅", // en: width
    CheckLocale => "ロケール", // en: locale
    CheckLanguage => "言葉", // en: language
    CheckStore => "保存先", // en: store
    CheckDocuments => "文書", // en: documents
    CheckSnapshot => "索引", // en: snapshot
    CheckSpace => "空き容量", // en: space
    CheckConfig => "設定", // en: config
    CheckKeymap => "鍵", // en: keymap
    CheckState => "前回の場所", // en: last place
    SeenTerminal => "{0}  {1}×{2}  {3}", // en: {0}  {1}×{2}  {3}
    SeenPipe => "{0}  標準出力は端末でない  {1}", // en: {0}  standard output is no terminal  {1}
    SeenNoTerm => "TERMがない", // en: no TERM
    DepthMono => "色なし", // en: no colour
    DepthSixteen => "16色", // en: 16 colours
    DepthTwoFiftySix => "256色", // en: 256 colours
    DepthRgb => "すべての色", // en: any colour
    SeenNarrow => "幅のあいまいな文字（○ → など）を半角1字分とする (narrow)", // en: ambiguous characters (○ → and the like) take one cell (narrow)
    SeenStore => "{0}  形式 {1}", // en: {0}  format {1}
    SeenNoStore => "{0}  まだない。最初の import で作る", // en: {0}  not there yet; the first import makes it
    SeenReadOnly => "{0}  書けない", // en: {0}  cannot be written
    SeenDocuments => "{0}件", // en: {0}
    SeenVerified => "{0}件。すべてのハッシュを確かめた", // en: {0}; every hash was checked
    SeenLost => "{0}: 保存した内容がない", // en: {0}: what was kept of it is gone
    SeenChanged => "{0}: 保存した内容が変わっている", // en: {0}: what was kept of it was changed
    SeenLostRecipe => "{0}: 読み込み方の控えが使えない", // en: {0}: the note on how it was read cannot be used
    SeenFresh => "世代 {0}", // en: generation {0}
    SeenBehind => "索引にない読み込みがある", // en: some imports are not in it
    SeenMissing => "ない", // en: not there
    SeenDamaged => "壊れている", // en: damaged
    SeenOtherVersion => "別の版のもの", // en: of another version
    SeenSpace => "{0}MB", // en: {0} MB
    SeenSpaceUnknown => "わからない", // en: unknown
    SeenFile => "{0}", // en: {0}
    SeenNoFile => "{0}  まだない", // en: {0}  not there yet
    SeenKeymap => "{0}  {1} の上に重ねた", // en: {0}  over {1}
    SeenNoKeymap => "{0}  まだない。{1} だけを使う", // en: {0}  not there yet; {1} alone
    SeenNoHome => "HOMEもXDGの指定もない", // en: neither HOME nor XDG directories are set
    SeenRestricted => "控えない (--restricted)", // en: not kept (--restricted)
    DoTerm => "画面を使うには TERM=xterm-256color のように設定する", // en: for the screens set TERM=xterm-256color or the like
    DoConsole => "この端末は漢字を出せない。端末エミュレーターか ssh から使う", // en: this console has no kanji; use a terminal emulator or ssh
    DoLocale => "LANG=ja_JP.UTF-8 のように設定する", // en: set LANG=ja_JP.UTF-8 or the like
    DoRights => "権限を確かめる。読むだけならこのままでよい", // en: check its rights; for reading it is fine
    DoImportAgain => "もとの文書を import し直す", // en: import the document again
    DoNothing => "次に使うときに作り直す。することはない", // en: made again when it is next used; nothing to do
    DoSpace => "空きを作る", // en: make room
    DoSample => "shinchoku doctor --sample で見本が出る", // en: shinchoku doctor --sample prints one
    DoMend => "その行を直す。ほかの行は働いている", // en: mend the line; the others are in force
    DoHome => "HOMEか --store、--config を指定する", // en: set HOME, or --store and --config

    // Settings: what each key is for.
    SetHead => "進捗の設定。要る行の # を外して config.toml に書く", // en: Settings of shinchoku. Take the # off the lines you want and keep them in config.toml
    SetLang => "画面と命令の言葉", // en: language of the screens and commands
    SetKeymap => "もとにする鍵の割り当て。自分の割り当ては同じ場所の keymap.toml に書く", // en: keymap to begin with; your own keys go into keymap.toml beside this file
    SetColor => "色の数", // en: how many colours
    SetAuthor => "記録に残す名前", // en: name that is kept with what you change
    SetStore => "保存先。/ か ~/ で始める", // en: where the store is; begins with / or ~/
    SetAmbiguous => "幅のあいまいな文字（○ → など）の幅", // en: width of ambiguous characters (○ → and the like)

    // Settings and keymaps: what is wrong with a line.
    BadSyntax => "TOMLとして読めない ({0})", // en: not TOML ({0})
    BadKey => "設定 {0} はない", // en: there is no setting {0}
    BadKeyNear => "設定 {0} はない。{1} のことか", // en: there is no setting {0}; did you mean {1}?
    BadType => "{0} の値の形が違う。文字列を \" \" で囲んで書く", // en: {0} takes a text in " "
    BadValue => "{0} に {1} はない。使えるもの: {2}", // en: {0} does not take {1}; it takes: {2}
    BadValueNear => "{0} に {1} はない。{2} のことか", // en: {0} does not take {1}; did you mean {2}?
    BadValueLater => "{0} の {1} はこの版ではまだ使えない", // en: {0} {1} is not available in this version
    BadEmpty => "{0} が空", // en: {0} is empty
    BadRelative => "{0} の {1} は起動した場所で変わる。/ か ~/ で始める", // en: {0} {1} depends on where the program is started; begin with / or ~/
    BadTwice => "{0} は{1}行目にもある。{1}行目を使う", // en: {0} stands on line {1} too; line {1} holds
    BadField => "{0} という欄はない", // en: there is no field {0}
    BadFieldNear => "{0} という欄はない。{1} のことか", // en: there is no field {0}; did you mean {1}?
    BadNoField => "{0} がない", // en: {0} is missing
    BadFieldType => "{0} の値の形が違う。keymaps/default.toml の書き方を見る", // en: {0} is of the wrong kind; see keymaps/default.toml
    BadCommand => "操作 {0} はない。shinchoku keys で名前を見る", // en: there is no command {0}; shinchoku keys lists them
    BadCommandNear => "操作 {0} はない。{1} のことか", // en: there is no command {0}; did you mean {1}?
    BadScope => "場所 {0} はない。使えるもの: {1}", // en: there is no scope {0}; there are: {1}
    BadScopeNear => "場所 {0} はない。{1} のことか", // en: there is no scope {0}; did you mean {1}?
    BadChordEmpty => "鍵が空", // en: the key is empty
    BadChordName => "鍵 {0} はない。ctrl-d、PageDown、F3 のように書く", // en: there is no key {0}; write ctrl-d, PageDown, F3
    BadChordShift => "shift-{0} は打てる文字で書く", // en: instead of shift-{0} write the character it types
    BadNotInScope => "操作 {0} は {1} では使えない。使える場所: {2}", // en: the command {0} does not exist in {1}, only in: {2}
    BadTakesText => "{0} は {1} では文字になる。ctrl- や alt- を付ける", // en: {0} is text in {1}; add ctrl- or alt-
    BadPrefix => "{0} は {1} と始まりが同じ ({2})。先に {1} を run = false で外す", // en: {0} begins like {1} ({2}); free {1} first with run = false
    BadKeysTwice => "{0} は{1}行目で割り当て済み ({2})", // en: {0} is bound on line {1} already ({2})
    BadUtf8 => "UTF-8でない文字がある。その文字を直す", // en: a character is not UTF-8; mend it
    BadFile => "読めない ({0})。権限を確かめる", // en: cannot be read ({0}); check its rights
    NoteLocale => "ロケール {0} はUTF-8でない。LANG=ja_JP.UTF-8 のように設定する", // en: the locale {0} is not UTF-8; set LANG=ja_JP.UTF-8 or the like
    NoteFirstOf => "{0}件のうち1: {1}", // en: 1 of {0}: {1}

    // An empty store.
    EmptyTitle => "進捗 (shinchoku) — 行財政改革の進み具合を読む",
    EmptyWhat => "まだ文書が一つもない。",
    EmptyDemo => "見本で試す:    shinchoku demo",
    EmptyImport => "文書を読み込む:  shinchoku import ファイル",

    // Command line: errors. One line: what, where, what to do.
    ErrRead => "{0}: 読めない ({1})。ファイル名を確かめる",
    ErrEmpty => "{0}: 空の文書。抽出したテキストを渡す",
    ErrPdf => "{0}: PDFは読めない。表のセルをタブで区切ったテキストにして渡す",
    ErrBinary => "{0}: テキストではない ({1})。表をUTF-8のテキストにして渡す",
    ErrNotUtf8 => "{0}: {1}バイト目からUTF-8でない。UTF-8に変換して渡す",
    ErrTooLarge => "{0}: {1}バイトは大きすぎる。文書ごとに分けて渡す",
    ErrNoHeading => "{0}: 項目・担当課・評価などの見出しをもつ表がない。タブ区切りの表を渡す",
    ErrNoGrades => "{0}:{1}: 見出しに評価の列がない。評価・上半期・年度末などの列をもつ表を渡す",
    ErrNoPrograms => "{0}: 見出しの下に番号のある行がない。項目に番号のある表を渡す",
    ErrNoPlan => "{0}: どの計画の文書か書かれていない。--plan P2 のように計画を指定する",
    ErrOtherPlan => "{0}:{1}: 文書は{2}と名乗っている。--plan {3} を外す",
    ErrOtherPeriod => "{0}:{1}: 文書は{2}と書いている。--period {3} を外す",
    ErrReadAsOtherPlan => "{0}: この文書は{1}として読み込み済み。{2}として読むには --store で新しい保存先に読み込む",
    ErrNoPeriod => "{0}: いつの評価か書かれていない。--period H26末 のように期を指定する",
    ErrPlanCode => "計画の符号 {0} は使えない。P2 や X1 のように英字で始まる英数字にする",
    ErrPeriod => "期 {0} は読めない。H26上、H26末、2014h、令和2年度末 のように書く",
    ErrNoSuchPlan => "計画 {0} はない。あるもの: {1}",
    ErrHeatmapSize => "計画が {0} あり、一つの表にならない。--plan で計画を選ぶ",
    ErrNoSuchPeriod => "期 {0} の評価はない。あるもの: {1}",
    ErrNoSuchProgram => "項目 {0} はない。P3-12、P3-30-2 のように書く (find で探せる)",
    ErrAmbiguousProgram => "{0} は{1}件ある: {2}。一つを指定する",
    ErrNoSuchDocument => "文書 {0} はない。あるもの: {1}",
    ErrAmbiguousDocument => "文書 {0} は一つに決まらない: {1}。名前をもっと書く",
    ErrNoSuchLine => "{0} に{1}行目はない。1から{2}までの行を指定する",
    ErrStdin => "標準入力の{0}行目: 読めない ({1})。渡し方を確かめる",
    ErrStdinNotUtf8 => "標準入力の{0}行目: UTF-8でない。UTF-8に変換して渡す",
    ErrNoDocuments => "まだ文書が一つもない。shinchoku import ファイル で読み込む",
    ErrMissing => "{0} がない。{1} で確かめる",
    ErrNoSuchOption => "{0} という指定はない。{1} で確かめる",
    ErrNoSuchOptionNear => "{0} という指定はない。{1} なら使える。{2} で確かめる",
    ErrValue => "{0} に {1} はない。使えるもの: {2}",
    ErrValueForm => "{0} に {1} は使えない。{2} で確かめる",
    ErrNoValue => "{0} に値がない。{1} で確かめる",
    ErrNoValueOf => "{0} に値がない。使えるもの: {1}",
    ErrTwice => "{0} が二度ある。一つにする",
    ErrCallUtf8 => "引数がUTF-8でない。UTF-8で書く",
    ErrNoSuchCommand => "{0} という命令はない。shinchoku --help で確かめる",
    ErrNotYet => "{0} はこの版ではまだ使えない (not available in this version)",
    ErrRestricted => "{0} は --restricted では使えない。保存先の外に触れるため", // en: {0} is not allowed under --restricted, as it leads outside of the store
    ErrNoTerminal => "標準出力が端末でない。find、show、heatmap などの副コマンドを使う",
    ErrStdinTerminal => "標準入力が端末でない。端末から起動する",
    ErrNoHome => "保存先が決まらない。--store DIR か SHINCHOKU_STORE を指定する",
    ErrTerminal => "端末を使えない: {0}。別の端末から起動する",
    ErrNothingFound => "該当なし: {0}",
    ErrNoDocumentsIn => "{0}: 読み込むファイルがない",
    ErrQueryField => "{0}: という欄はない。あるもの: {1}",
    ErrQueryValue => "{0}:{1} はない。あるもの: {2}",
    ErrQueryEmpty => "{0}: に値がない。{0}:値 のように書く",

    // Command line: the store.
    ErrStoreNotOurs => "{0}: shinchokuの保存先ではない。空のディレクトリーを --store で指定する",
    ErrStoreNewer => "{0}: 新しい版 ({1}) の保存先。新しいshinchokuを使う",
    ErrStoreBusy => "{0}: ほかの人が書き込み中。少し待ってやり直す",
    ErrStoreNotDir => "{0}: ディレクトリーでない。--store で指定する場所を確かめる",
    ErrStoreIo => "{0}: 使えない ({1})。権限と空き容量を確かめる",
    ErrStoreDamaged => "{0}: 壊れている ({1})。文書を import し直す",
    ErrStoreFull => "{0}: 空き容量がない。空きを作ってやり直す",
    NoteRebuilt => "索引を作り直した",
    NoteCaughtUp => "途中で止まった読み込みを仕上げ、{0}件の文書を索引に加えた",
    NoteBehind => "ほかの人が読み込み中。終わるまで、その前の内容を示す",
    NoteTablesMade => "表がなかったため、文書から作り直した",
    NoteCatalogRebuilt => "壊れた表を {0} に移し、文書から作り直した",
    NoteNotWritable => "保存先に書けないため、索引を作らずに読んだ",
    NoteTablesUnusable => "表を使えないため、文書から読んだ ({0})",
    NoteUnreadable => "読み直せない文書がある: {0}。import し直す",

    // Command line: results.
    Imported => "{0}: {1} {2}項目、記述{3}件、要確認{4}件、未読{5}行",
    LeftOut => "{0}: 表のファイルでないものを除いた: {1}",
    ImportedReplaced => "{0}: 前に読み込んだ内容と置き換えた",
    ImportedAlready => "{0}: 読み込み済み。何も変えていない",
    ImportedDry => "{0}: 試しに読んだだけで、保存していない",
    UnreadLines => "  未読の行: {0}",
    DoubtLine => "  {0}行 {1}: {2}",
    NoDocument => "文書がない",
}
