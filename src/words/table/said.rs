//! What the command line says beside its answers: errors (what, where, what to do, in one line), notes on the store,
//! and what became of documents.

/// The rows of this theme, added to those collected so far.
macro_rules! said {
    ([$($then:ident)*] $($rows:tt)*) => {
        messages! { [$($then)*] $($rows)*

    // Decisions: curation.toml.
    MisreadSyntax => "TOMLとして読めない ({0})。何も読み込んでいない" | "not TOML ({0}); nothing of it was read",
    MisreadNear => "{0} という欄はない。{1} のことか" | "there is no {0}; did you mean {1}?",
    MisreadUnknown => "{0} という欄はない。使えるもの: {1}" | "there is no {0}; there are {1}",
    MisreadMissing => "{0} がない。書き足す" | "{0} is missing; add it",
    MisreadValue => "{0} に {1} は使えない。書き方: {2}" | "{0} cannot be {1}; write {2}",
    ErrEntry => "{0}:{1}: {2}" | "{0}:{1}: {2}",
    MisreadItself => "{0} は自分自身には続かない" | "{0} cannot go on in itself",
    MisreadOverruled => "{0}行が同じものについて決めている。そちらを使う" | "line {0} decides on the same thing; that one holds",
    ErrDangling => "{0}:{1}: 指しているものがない: {2}。番号と計画を確かめる ({3})"
        | "{0}:{1}: points to something that does not exist: {2}; check plan and number ({3})",
    ErrCircle => "{0}:{1}: {2} → {3} は系譜を一周させるので使わない ({4})"
        | "{0}:{1}: {2} -> {3} would lead a lineage back into itself and is not used ({4})",
    ErrMoreWrong => "{0} (ほかに{1}件)" | "{0} (and {1} more)",
    NoteMoreOfFile => "{0}: ほかに{1}件" | "{0}: {1} more",
    NoteAwaited => "{0}: {1} はまだ取り込まれていない。取り込むと{2}件の決定が効く"
        | "{0}: {1} is not imported yet; {2} decisions will hold once it is",
    NoteOverruled => "{0}:{1}: {4} について {2}:{3} が別に決めている。{2} を使う"
        | "{0}:{1}: {2}:{3} decides otherwise on {4}; {2} holds",
    ErrNoDecisions => "{0}: [[link]] などの記入がない。examples/kodaira/curation.toml を見る"
        | "{0}: no entries such as [[link]]; see examples/kodaira/curation.toml",

    // Documents that cannot be read.
    ErrRead => "{0}: 読めない ({1})。ファイルを確かめる" | "{0}: cannot be read ({1}); check the file",
    IoNotFound => "ない" | "not there",
    IoDenied => "権限がない" | "no permission",
    IoDirectory => "ディレクトリー" | "a directory",
    IoNoDirectory => "ディレクトリーでない" | "not a directory",
    IoTooLarge => "大きすぎる" | "too large",
    IoFull => "空き容量がない" | "no space left",
    IoReadOnly => "書き込みできない媒体" | "read-only medium",
    IoTimedOut => "時間切れ" | "timed out",
    IoBadName => "使えない名前" | "no possible name",
    ErrEmpty => "{0}: 空の文書。抽出したテキストを渡す" | "{0}: empty; give the extracted text",
    ErrPdf => "{0}: PDFは読めない。もとのXLSXかCSVを渡す。なければ pdftotext -layout {0} で文字を取り出し、表のセルをタブで区切る"
        | "{0}: PDF cannot be read; give the XLSX or CSV it was made from, or take its text out with pdftotext -layout {0} and put tabs between the cells of its tables",
    ErrBinary => "{0}: 文書ではない ({1})。表をXLSX、CSV、テキストのどれかにして渡す"
        | "{0}: no document ({1}); give its tables as XLSX, CSV or text",
    ErrOtherBook => "{0}: {1}形式 (またはパスワード付き) は読めない。表計算ソフトで開き、パスワードなしのXLSXかCSVで保存して渡す"
        | "{0}: the format {1}, or a password, cannot be read; open it in a spreadsheet program and save it as XLSX without a password, or as CSV",
    ErrBookDamaged => "{0}: XLSXとして壊れている。表計算ソフトで開いて保存し直すか、CSVで保存して渡す"
        | "{0}: damaged as XLSX; open it in a spreadsheet program and save it again, or as CSV",
    ErrBookTooMuch => "{0}: 展開すると大きさに見合わない量になる。要るシートだけを新しいXLSXかCSVに保存して渡す"
        | "{0}: unpacks to far more than its size; save the sheets you need as a new XLSX, or as CSV",
    ErrBookSheets => "{0}: シートが{1}枚を超える。要るシートだけを新しいXLSXに保存して渡す"
        | "{0}: more than {1} sheets; save those you need as a new XLSX",
    ErrNotUtf8 => "{0}:{2}: {1}バイト目からUTF-8でなく、ほかの文字コードとも読めない。その行を直すか、--encoding で文字コードを指定する"
        | "{0}:{2}: not UTF-8 from byte {1} on, nor another encoding; mend that line, or name the encoding with --encoding",
    ErrMisfit => "{0}:{3}: {2}バイト目が {1} に合わない。その行を直すか、--encoding でほかの文字コードを指定する"
        | "{0}:{3}: byte {2} does not fit {1}; mend that line, or name another encoding with --encoding",
    ErrTooLarge => "{0}: {1}バイトは大きすぎる。文書ごとに分けて渡す"
        | "{0}: {1} bytes are too many; give each document as a file of its own",
    ErrNoHeading => "{0}: 項目・担当課・評価などの見出しをもつ表がない。XLSX、CSV、タブ区切りのどれかの表を渡す"
        | "{0}: no table with headings such as 項目, 担当課, 評価; give a table as XLSX, CSV or with tabs between cells",
    ErrNoGrades => "{0}:{1}: 見出しに評価の列がない。評価・上半期・年度末などの列をもつ表を渡す"
        | "{0}:{1}: the headings name no column of grades; give a table with one (評価, 上半期, 年度末)",
    ErrTooManyRows => "{0}: 表の行が{1}を超える。文書ごとに分けて渡す"
        | "{0}: more than {1} rows; give each document as a file of its own",
    ErrNoPrograms => "{0}: 見出しの下に番号のある行がない。項目に番号のある表を渡す"
        | "{0}: no numbered row below the headings; give a table that numbers its programs",
    ErrNoPlan => "{0}: どの計画の文書か書かれていない。--plan P2 のように計画を指定する"
        | "{0}: does not say which plan it is about; name it, as in --plan P2",
    ErrOtherPlan => "{0}:{1}: 文書は{2}と名乗っている。--plan {3} を外す"
        | "{0}:{1}: the document says it is about {2}; leave out --plan {3}",
    ErrOtherPeriod => "{0}:{1}: 文書は{2}と書いている。--period {3} を外す"
        | "{0}:{1}: the document says {2}; leave out --period {3}",
    ErrReadAsOtherPlan => "{0}: この文書は{1}として読み込み済み。{2}として読むには --store で新しい保存先に読み込む"
        | "{0}: already read as {1}; to read it as {2}, use a new store with --store",
    ErrNoPeriod => "{0}: いつの評価か書かれていない。--period H26末 のように期を指定する"
        | "{0}: does not say when its grades were given; name the period, as in --period H26末",
    ErrNoDocumentsIn => "{0}: 読み込むファイルがない" | "{0}: no file to read",

    // Calls that are wrong.
    ErrEncoding => "文字コード {0} は使えない。使えるもの: {1}" | "There is no encoding {0}; there are: {1}",
    ErrPlanCode => "計画の符号 {0} は使えない。P2 や X1 のように英字で始まる英数字にする"
        | "{0} is no code of a plan; use letters and digits that begin with a letter, as in P2 or X1",
    ErrPeriod => "期 {0} は読めない。H26上、H26末、2014h、令和2年度末 のように書く"
        | "{0} is no period; write it as in H26上, H26末, 2014h, 令和2年度末",
    ErrNoSuchPlan => "計画 {0} はない。あるもの: {1}" | "There is no plan {0}; there are: {1}",
    ErrHeatmapSize => "計画が {0} あり、一つの表にならない。--plan で計画を選ぶ"
        | "{0} plans do not fit into one table; choose one with --plan",
    ErrNoSuchPeriod => "期 {0} の評価はない。あるもの: {1}" | "There are no grades at {0}; there are: {1}",
    ErrNoSuchProgram => "項目 {0} はない。P3-12、P3-30-2 のように書く (find で探せる)"
        | "There is no program {0}; write it as in P3-12 or P3-30-2 (find searches)",
    ErrAmbiguousProgram => "{0} は{1}件ある: {2}。一つを指定する" | "{0} is one of {1}: {2}; name one of them",
    ErrNoSuchDocument => "文書 {0} はない。あるもの: {1}" | "There is no document {0}; there are: {1}",
    ErrAmbiguousDocument => "文書 {0} は一つに決まらない: {1}。名前をもっと書く"
        | "{0} is the beginning of several documents: {1}; write more of the name",
    ErrNoSuchCells => "{0} に {1} はない。シートは: {2}" | "{0} has no {1}; its sheets are: {2}",
    ErrNoSuchLine => "{0} に{1}行目はない。1から{2}までの行を指定する" | "{0} has no line {1}; name one from 1 to {2}",
    ErrStdin => "標準入力の{0}行目: 読めない ({1})。渡し方を確かめる"
        | "Standard input, line {0}: cannot be read ({1}); check where it comes from",
    ErrStdinNotUtf8 => "標準入力の{0}行目: UTF-8でない。UTF-8に変換して渡す"
        | "Standard input, line {0}: not UTF-8; convert it to UTF-8",
    ErrNoDocuments => "まだ文書が一つもない。shinchoku import ファイル で読み込む"
        | "There are no documents yet; read some with: shinchoku import FILE",
    ErrMissing => "{0} がない。{1} で確かめる" | "{0} is missing; see {1}",
    ErrNoSuchOption => "{0} という指定はない。{1} で確かめる" | "There is no option {0}; see {1}",
    ErrNoSuchOptionNear => "{0} という指定はない。{1} なら使える。{2} で確かめる"
        | "There is no option {0}, but there is {1}; see {2}",
    ErrValue => "{0} に {1} はない。使えるもの: {2}" | "{0} does not take {1}; it takes: {2}",
    ErrValueForm => "{0} に {1} は使えない。{2} で確かめる" | "{0} does not take {1}; see {2}",
    ErrNoValue => "{0} に値がない。{1} で確かめる" | "{0} needs a value; see {1}",
    ErrNoValueOf => "{0} に値がない。使えるもの: {1}" | "{0} needs a value; it takes: {1}",
    ErrTwice => "{0} が二度ある。一つにする" | "{0} is given twice; give it once",
    ErrConflict => "{0} は {1} と一緒に使えない。どちらかを外す"
        | "{0} cannot be used together with {1}; leave one of them out",
    ErrCallUtf8 => "引数がUTF-8でない。UTF-8で書く" | "An argument is not UTF-8; write it in UTF-8",
    ErrNoSuchCommand => "{0} という命令はない。shinchoku --help で確かめる"
        | "There is no command {0}; see shinchoku --help",
    ErrNoSuchCommandNear => "{0} という命令はない。{1} ならある。shinchoku --help で確かめる"
        | "There is no command {0}, but there is {1}; see shinchoku --help",
    ErrNotYet => "{0} はこの版ではまだ使えない (not available in this version)" | "{0}: not available in this version",
    ErrNoTerminal => "標準出力が端末でない。find、show、heatmap などの副コマンドを使う"
        | "Standard output is no terminal; use a command such as find, show or heatmap",
    ErrStdinTerminal => "標準入力が端末でない。端末から起動する" | "Standard input is no terminal; start from a terminal",
    ErrNoHome => "保存先が決まらない。--store DIR か SHINCHOKU_STORE を指定する"
        | "No place for the store; give --store DIR or set SHINCHOKU_STORE",
    ErrRestricted => "{0} は --restricted では使えない。保存先の外に触れるため"
        | "{0} is not allowed under --restricted, as it leads outside of the store",
    ErrTerminal => "端末を使えない: {0}。別の端末から起動する" | "The terminal cannot be used: {0}; start from another one",
    ErrNothingFound => "該当なし: {0}" | "Nothing found: {0}",
    ErrQueryField => "{0}: という欄はない。あるもの: {1}" | "There is no field {0}: in a query; there are: {1}",
    ErrQueryValue => "{0}:{1} はない。あるもの: {2}" | "There is no {0}:{1}; there are: {2}",
    ErrQueryEmpty => "{0}: に値がない。{0}:値 のように書く" | "{0}: needs a value; write {0}:VALUE",

    // The store.
    ErrStoreNotOurs => "{0}: shinchokuの保存先ではない。空のディレクトリーを --store で指定する"
        | "{0}: not a store of shinchoku; name an empty directory with --store",
    ErrStoreNewer => "{0}: 新しい版 ({1}) の保存先。新しいshinchokuを使う"
        | "{0}: the store of a newer version ({1}); use a newer shinchoku",
    ErrStoreBusy => "{0}: ほかの人が書き込み中。少し待ってやり直す"
        | "{0}: somebody else is writing; wait a moment and try again",
    ErrStoreNotDir => "{0}: ディレクトリーでない。--store で指定する場所を確かめる"
        | "{0}: not a directory; check what --store names",
    ErrStoreIo => "{0}: 使えない ({1})。権限と空き容量を確かめる" | "{0}: cannot be used ({1}); check permissions and free space",
    ErrStoreChanged => "{0}: 取り込んだときと内容が違う。もとの文書を import し直す"
        | "{0}: not what was imported; import the document again",
    ErrStoreGone => "{0}: なくなっている。もとの文書を import し直す" | "{0}: gone; import the document again",
    ErrStoreTables => "{0}: 表が壊れている。次に使うときに文書から作り直す"
        | "{0}: the tables are damaged; they are made again from the documents when next used",
    ErrStoreDamaged => "{0}: 壊れている ({1})。文書を import し直す" | "{0}: damaged ({1}); import the documents again",
    ErrStoreFull => "{0}: 空き容量がない。空きを作ってやり直す" | "{0}: no space left; make room and try again",
    ErrStopped => "読み込みを中止した。何も変わっていない" | "The import was stopped; nothing has changed",
    NoteRebuilt => "索引を作り直した" | "The index was made again",
    NoteCaughtUp => "途中で止まった変更を仕上げ、{0}件の文書を索引に反映した"
        | "An interrupted change was finished: {0} document(s) brought into the index",
    NoteBehind => "ほかの人が読み込み中。終わるまで、その前の内容を示す"
        | "Somebody else is importing; until that ends, you see what was there before",
    NoteTablesMade => "表がなかったため、文書から作り直した" | "The tables were missing and were made again from the documents",
    NoteCatalogRebuilt => "壊れた表を {0} に移し、文書から作り直した"
        | "Damaged tables were moved to {0} and made again from the documents",
    NoteNotWritable => "保存先に書けないため、索引を作らずに読んだ"
        | "The store cannot be written; read without making an index",
    NoteTablesUnusable => "表を使えないため、文書から読んだ ({0})" | "The tables cannot be used; read from the documents ({0})",
    NoteUnreadable => "読み直せない文書がある: {0}。import し直す" | "Documents that could not be read again: {0}; import them again",
    NoteBoth => "{0}。{1}" | "{0}. {1}",

    ErrNotCurrent => "ほかの人がその間に文書を変えた。もう一度 import する"
        | "Somebody else has changed documents meanwhile; import again",

    // Editions.
    EditionOf => "{0} は {1} の別の版: 項目 +{2} -{3}、変わった値 {4}"
        | "{0} is another edition of {1}: programs +{2} -{3}, values changed: {4}",
    EditionOlder => "{0} は古い版で、新しい版の {1} が読み込み済み: 項目 +{2} -{3}、変わる値 {4}"
        | "{0} is an older edition; the newer one, {1}, is in the store: programs +{2} -{3}, values changed: {4}",
    EditionChanged => "  {0}: {1} → {2}  ({3}行)" | "  {0}: {1} → {2}  (line {3})",
    EditionLost => "  {0}: {1} → {2}" | "  {0}: {1} → {2}",
    EditionNothing => "(なし)" | "(nothing)",
    EditionDoubts => "  要確認 {0} → {1}、未読の行 {2} → {3}" | "  to be checked {0} → {1}, unread lines {2} → {3}",
    SaidTitle => "題名" | "title",
    SaidBaseline => "現状値" | "baseline",
    SaidListed => "一覧" | "list",
    SaidTotal => "印刷された数" | "printed total",
    SaidYears => "計画の年度" | "years of the plan",
    SaidDecision => "記入" | "entry",
    AskReplace => "{0} を {1} で置き換えるか? [y/N]" | "Replace {0} with {1}? [y/N]",
    ErrNeedsYes => "{0}: {1} を置き換える。--dry-run で違いを見て、よければ --yes を付けて読み込む"
        | "{0}: would replace {1}; look at the difference with --dry-run, then import it with --yes",
    ErrNeedsYesOlder => "{0}: 新しい版の {1} が読み込み済み。古い版に戻すなら --yes を付けて読み込む"
        | "{0}: a newer edition, {1}, is in the store; to go back to this one, import it with --yes",
    NoteTakeEdition => "置き換えるには、パスの後に --yes を付けてもう一度読み込む"
        | "To replace it, import again with --yes behind the path",
    NotReplaced => "{0}: 読み込まなかった。{1} はそのまま" | "{0}: not taken; {1} stays as it is",
    LeftOutOlder => "{0}: {1} が置き換えた古い版のため除いた" | "{0}: left out, as {1} has replaced it",
    PerhapsEdition => "{0}: {1} と重なるが、置き換えていない。訂正版なら --replaces {1} を付けて読み込む"
        | "{0}: overlaps with {1} and does not replace it; if it is a corrected edition, import it with --replaces {1}",
    ErrReplacesMany => "--replaces は一つのファイルにだけ使える。{0}件ある"
        | "--replaces takes one file; there are {0}",
    ErrReplacesItself => "{0}: 置き換える相手と同じ文書。--replaces を外す"
        | "{0}: the same document as the one to be replaced; leave out --replaces",

    // The journal.
    LogImport => "読み込み {0}" | "import {0}",
    LogReplaces => "読み込み {0} ({1} を置き換え)" | "import {0} (replaces {1})",
    LogAccepted => "認めた: {0}" | "accepted: {0}",
    LogRejected => "退けた: {0}" | "rejected: {0}",
    LogReopened => "判断を取り消した: {0}" | "open again: {0}",
    LogUndo => "{0} の取り消し" | "undo of {0}",
    LogOther => "この版の知らない記録" | "something of a later version",
    LogUndone => "({0} で取り消し)" | "(undone by {0})",
    LogEmpty => "記録はまだない" | "Nothing has been done yet",
    UndoneRuling => "{0}: 判断を取り消した" | "{0}: as before",
    UndoneImport => "{0}: 読み込みを取り消した" | "{0}: no longer in the store",
    UndoneReplacing => "{0}: 読み込みを取り消し、{1} に戻した" | "{0}: no longer in the store; {1} is back",
    UndoneReading => "{0}: 前の読み方に戻した" | "{0}: read as before again",
    ErrNothingToUndo => "取り消せる変更がない" | "There is nothing to undo",
    ErrUndoOfOthers => "自分の変更はない。最後の変更 {0} は {1} のもので、本人だけが取り消せる"
        | "None of the changes is yours; the last one, {0}, is by {1}, who alone can undo it",
    ErrUndoBuiltUpon => "{0} は取り消せない。{2} が後から同じ文書を変えた ({1})。そちらを先に取り消す"
        | "{0} cannot be undone, as {2} has changed the same document since ({1}); that has to be undone first",
    Nobody => "名前のない人" | "somebody without a name",

    // Importing, as it goes on.
    Reading => "読み込み {0} / {1}  {2}  項目 {3}  要確認 {4}" | "Reading {0} / {1}  {2}  programs {3}  to be checked {4}",
    Keeping => "保存 {0} / {1}" | "Keeping {0} / {1}",
    Indexing => "索引を作成" | "Making the index",

    // What became of documents.
    Imported => "{0}: {1} {2}項目、記述{3}件、要確認{4}件、未読{5}行"
        | "{0}: {1}, programs: {2}, statements: {3}, to be checked: {4}, unread lines: {5}",
    ImportedMany => "{0}件の文書、{1}項目、要確認{2}件" | "documents: {0}, programs: {1}, to be checked: {2}",
    LeftOut => "{0}: 表のファイルでないものを除いた: {1}" | "{0}: left out, as no files of tables: {1}",
    ImportedIn => "  文字コード {0} と判別した。違うときは --encoding で指定する"
        | "  its bytes tell the encoding {0}; where that is wrong, name it with --encoding",
    ImportedReplaced => "{0}: 前に読み込んだ内容と置き換えた" | "{0}: replaces what was read before",
    ImportedEdition => "{0}: {1} を置き換えた。shinchoku undo で戻せる"
        | "{0}: has taken the place of {1}; shinchoku undo brings that one back",
    ImportedAlready => "{0}: 読み込み済み。何も変えていない" | "{0}: already read; nothing has changed",
    ImportedDry => "{0}: 試しに読んだだけで、保存していない" | "{0}: read for trial, not kept",
    UnreadLines => "  未読の行: {0}" | "  unread lines: {0}",
    DoubtLine => "  {0}行 {1}: {2}" | "  line {0}, {1}: {2}",
    NoDocument => "文書がない" | "no document",

        }
    };
}
