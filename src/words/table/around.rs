//! What is said of the program's surroundings: the state of things (`doctor`), settings, and what is wrong in files that
//! people write.

/// The rows of this theme, added to those collected so far.
macro_rules! around {
    ([$($then:ident)*] $($rows:tt)*) => {
        messages! { [$($then)*] $($rows)*

    // The state of things: doctor.
    DoctorTitle => "診断" | "Doctor 診断",
    DoGoDoctor => "端末と保存先の診断" | "look at terminal and store",
    RulerTitle => "文字幅 {0}" | "Character width {0}",
    RulerAdvice => "右の | が縦にそろわなければ、{0} で別の文字幅にする"
        | "where the bars at the right stand out of line, {0} takes another width",
    RulerAscii => "英数字" | "ASCII",
    RulerJapanese => "漢字かな" | "Japanese",
    RulerHalfWidth => "半角カナ" | "half-width",
    RulerEnclosed => "囲み数字" | "enclosed",
    RulerRoman => "ローマ数字" | "Roman",
    RulerMarks => "印" | "marks",
    RulerArrows => "矢印" | "arrows",
    RulerLines => "罫線" | "lines",
    RulerLetters => "欧文" | "letters",
    RulerSigns => "記号" | "signs",
    CheckMultiplexer => "多重化" | "multiplexer",
    CheckClipboard => "クリップボード" | "clipboard",
    CheckSync => "同期出力" | "sync",
    SeenNone => "なし" | "none",
    SeenClips => "OSC 52 で送る" | "sent by OSC 52",
    SeenClipsTmux => "tmux load-buffer で送る" | "sent by tmux load-buffer",
    SeenNoClips => "送らない" | "not sent",
    SeenSync => "一画面ごとに ?2026 で囲む" | "?2026 around every frame",
    WidthAnswered => "端末の答え" | "the terminal's answer",
    WidthMixed => "端末は字によって違う幅で描く" | "the terminal draws some signs narrow and some wide",
    WidthMute => "端末の答えなし" | "the terminal does not answer",
    WidthByHand => "画面で選択" | "chosen on the screen",
    StatusOk => "正常" | "ok",
    StatusWarning => "注意" | "warning",
    StatusError => "誤り" | "error",
    CheckTerminal => "端末" | "terminal",
    CheckWidth => "文字幅" | "width",
    CheckLocale => "ロケール" | "locale",
    CheckLanguage => "言葉" | "language",
    CheckStore => "保存先" | "store",
    CheckDocuments => "文書" | "documents",
    CheckSnapshot => "索引" | "snapshot",
    CheckSpace => "空き容量" | "space",
    CheckConfig => "設定" | "config",
    CheckKeymap => "キー" | "keymap",
    CheckState => "前回の場所" | "last place",
    SeenTerminal => "{0}  {1}x{2}  {3}" | "{0}  {1}x{2}  {3}",
    SeenPipe => "{0}  標準出力は端末でない  {1}" | "{0}  standard output is no terminal  {1}",
    SeenNoTerm => "TERMがない" | "no TERM",
    DepthMono => "色なし" | "no colour",
    DepthSixteen => "16色" | "16 colours",
    DepthTwoFiftySix => "256色" | "256 colours",
    DepthRgb => "すべての色" | "any colour",
    SeenWidth => "{0} ({1})" | "{0} ({1})",
    SeenWidthAsked => "画面を始めるときに端末に問う。答えがなければ safe"
        | "the terminal is asked when the screens begin; safe where it does not answer",
    SeenStore => "{0}  形式 {1}" | "{0}  format {1}",
    SeenNoStore => "{0}  まだない。最初の import で作る" | "{0}  not there yet; the first import makes it",
    SeenReadOnly => "{0}  書けない" | "{0}  cannot be written",
    SeenDocuments => "{0}件" | "{0}",
    SeenReplaced => "{0}。ほかに置き換え・取り消し済み {1}件" | "{0}; replaced or undone besides: {1}",
    SeenVerified => "{0}件。すべてのハッシュを確かめた" | "{0}; every hash was checked",
    SeenLost => "{0}: 保存した内容がない" | "{0}: what was kept of it is gone",
    SeenChanged => "{0}: 保存した内容が変わっている" | "{0}: what was kept of it was changed",
    SeenLostRecipe => "{0}: 読み込み方の控えが使えない" | "{0}: the note on how it was read cannot be used",
    SeenFresh => "世代 {0}" | "generation {0}",
    SeenBehind => "索引にない読み込みがある" | "some imports are not in it",
    SeenMissing => "ない" | "not there",
    SeenDamaged => "壊れている" | "damaged",
    SeenOtherVersion => "別の版のもの" | "of another version",
    SeenSpace => "{0}MB" | "{0} MB",
    SeenSpaceUnknown => "わからない" | "unknown",
    SeenFile => "{0}" | "{0}",
    SeenNoFile => "{0}  まだない" | "{0}  not there yet",
    SeenKeymap => "{0}  {1} の上に重ねた" | "{0}  over {1}",
    SeenNoKeymap => "{0}  まだない。{1} だけを使う" | "{0}  not there yet; {1} alone",
    SeenNoHome => "HOMEもXDGの指定もない" | "neither HOME nor XDG directories are set",
    SeenRestricted => "控えない (--restricted)" | "not kept (--restricted)",
    DoTerm => "画面を使うには TERM=xterm-256color のように設定する"
        | "for the screens set TERM=xterm-256color or the like",
    DoConsole => "この端末は漢字を出せない。端末エミュレーターか ssh から使う"
        | "this console has no kanji; use a terminal emulator or ssh",
    DoLocale => "LANG=ja_JP.UTF-8 のように設定する" | "set LANG=ja_JP.UTF-8 or the like",
    DoRights => "権限を確かめる。読むだけならこのままでよい" | "check its rights; for reading it is fine",
    DoNothingReplaced => "今は使われていない。undo で戻すときだけ要る"
        | "not in use any more; it would be needed only to undo",
    DoImportAgain => "もとの文書を import し直す" | "import the document again",
    DoNothing => "次に使うときに作り直す。することはない" | "made again when it is next used; nothing to do",
    DoSpace => "空きを作る" | "make room",
    DoSample => "shinchoku doctor --sample で見本が出る" | "shinchoku doctor --sample prints one",
    DoMend => "その行を直す。ほかの行は働いている" | "fix the line; the others are in force",
    DoHome => "HOMEか --store、--config を指定する" | "set HOME, or --store and --config",

    // Settings: what each key is for.
    SetHead => "進捗の設定。要る行の # を外して config.toml に書く"
        | "Settings of shinchoku. Take the # off the lines you want and keep them in config.toml",
    SetLang => "画面と命令の言葉" | "language of the screens and commands",
    SetKeymap => "もとにするキーの割り当て。自分の割り当ては同じ場所の keymap.toml に書く"
        | "keymap to begin with; your own keys go into keymap.toml beside this file",
    SetColor => "色の数" | "how many colours",
    SetAuthor => "記録に残す名前" | "name that is kept with what you change",
    SetStore => "保存先。/ か ~/ で始める" | "where the store is; begins with / or ~/",
    SetAmbiguous => "幅のあいまいな文字（○ → など）の幅" | "width of ambiguous characters (○ → and the like)",

    // Settings and keymaps: what is wrong with a line.
    BadSyntax => "TOMLとして読めない ({0})" | "not TOML ({0})",
    BadKey => "設定 {0} はない" | "there is no setting {0}",
    BadKeyNear => "設定 {0} はない。{1} のことか" | "there is no setting {0}; did you mean {1}?",
    BadType => "{0} の値の形が違う。文字列を \" \" で囲んで書く" | "{0} takes a text in \" \"",
    BadValue => "{0} に {1} はない。使えるもの: {2}" | "{0} does not take {1}; it takes: {2}",
    BadValueNear => "{0} に {1} はない。{2} のことか" | "{0} does not take {1}; did you mean {2}?",
    BadEmpty => "{0} が空" | "{0} is empty",
    BadRelative => "{0} の {1} は起動した場所で変わる。/ か ~/ で始める"
        | "{0} {1} depends on where the program is started; begin with / or ~/",
    BadTwice => "{0} は{1}行目にもある。{1}行目を使う" | "{0} stands on line {1} too; line {1} holds",
    BadField => "{0} という欄はない。使えるもの: {1}" | "there is no field {0}; there are: {1}",
    BadFieldNear => "{0} という欄はない。{1} のことか" | "there is no field {0}; did you mean {1}?",
    BadNoField => "{0} がない" | "{0} is missing",
    BadFieldType => "{0} の値の形が違う。shinchoku keys --sample の書き方を見る"
        | "{0} is of the wrong kind; see shinchoku keys --sample",
    BadCommand => "操作 {0} はない。shinchoku keys で名前を見る"
        | "there is no command {0}; shinchoku keys lists them",
    BadCommandNear => "操作 {0} はない。{1} のことか" | "there is no command {0}; did you mean {1}?",
    BadScope => "場所 {0} はない。使えるもの: {1}" | "there is no scope {0}; there are: {1}",
    BadScopeNear => "場所 {0} はない。{1} のことか" | "there is no scope {0}; did you mean {1}?",
    BadChordEmpty => "キーが空" | "the key is empty",
    BadChordNear => "キー {0} はない。{1} のことか" | "there is no key {0}; did you mean {1}?",
    BadChordName => "キー {0} はない。ctrl-d、PageDown、F3 のように書き、続けて打つキーは g h のように離す"
        | "there is no key {0}; write ctrl-d, PageDown, F3, and sequences as in g h",
    BadChordShift => "shift-{0} は打てる文字で書く" | "instead of shift-{0} write the character it types",
    BadChordLong => "続けて打つキーは{0}個まで" | "a sequence has at most {0} keys",
    BadNotInScope => "操作 {0} は {1} では使えない。使える場所: {2}"
        | "the command {0} does not exist in {1}, only in: {2}",
    BadTakesText => "{0} は {1} では文字になる。ctrl- や alt- を付ける" | "{0} is text in {1}; add ctrl- or alt-",
    BadPrefix => "{0} は {1} と始まりが同じ ({2})。先に {3} を run = false で外す"
        | "{0} begins like {1} ({2}); free {3} first with run = false",
    BadWayOut => "{0} は変えられない。どこからでも終了できるように" | "{0} cannot be changed, so that one can always leave",
    BadKeysTwice => "{0} は{1}行目で割り当て済み ({2})" | "{0} is bound on line {1} already ({2})",
    BadUtf8 => "UTF-8でない文字がある。その文字を直す" | "a character is not UTF-8; fix it",
    BadFile => "読めない ({0})。ファイルと権限を確かめる" | "cannot be read ({0}); check it and its rights",
    NoteNotUtf8 => "端末がUTF-8を読まない。端末の文字コードをUTF-8にする"
        | "The terminal does not read UTF-8; set its character set to UTF-8",
    NoteLocale => "ロケール {0} はUTF-8でない。LANG=ja_JP.UTF-8 のように設定する"
        | "the locale {0} is not UTF-8; set LANG=ja_JP.UTF-8 or the like",
    NoteFirstOf => "{0}件のうち1: {1}" | "1 of {0}: {1}",

        }
    };
}
