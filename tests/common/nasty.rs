//! Text that is hard to lay out, and a document whose programs are called so.

/// Raw strings that go wrong somewhere.
pub const NASTY: &[&str] = &[
    "①高度化",
    "⑳㉑",
    "⑴⒈",
    "○×△□",
    "◯〇",
    "◎●■▲▼◆★☆",
    "※注",
    "ⅠⅤⅩⅲ",
    "Ⅰ期→Ⅱ期",
    "⇒⇔←↑↓",
    "……‥――——–",
    "～〜",
    "αβγΩ",
    "Москва",
    "100㎡・5％",
    "½²‰∞≒≠≦",
    "“引用”‘’",
    "─│┌┐└┘├┼",
    "█▓▒░",
    "▁▂▃▄▅▆▇█",
    "\u{304B}\u{3099}\u{306F}\u{309A}",
    "\u{3099}゛゜",
    "ｶﾞｷﾞｸﾞ",
    "ﾊﾟﾝﾌﾚｯﾄ",
    "葛\u{E0100}飾区",
    "辻\u{FE00}",
    "𠮷野家𩸽",
    "⚠\u{FE0F}注意",
    "❤\u{FE0F}☀\u{FE0F}☎\u{FE0F}",
    "✔\u{FE0E}",
    "👨\u{200D}👩\u{200D}👧家族",
    "👍🏽",
    "🇯🇵🇫🇷🇯",
    "🈁🈚",
    "🫠\u{1FABF}",
    "e\u{301}x\u{301}\u{302}",
    "A\u{200B}B\u{200D}C",
    "\u{FEFF}BOM",
    "a\u{202E}evil\u{202C}",
    "a\u{2066}x\u{2069}",
    "a\u{7}b\u{7F}c\td",
    "a\u{1B}[31mred\u{1B}[m",
    "\u{1B}]0;title\u{7}x",
    "a\u{9B}2Jb",
    "外字\u{E000}\u{FFFD}",
    "　全角空白",
    "Ａ１％＋",
    "､｡｢｣･",
    "㈱㍿㊙㋿",
    "⌚☕⏩",
    "䷀☰",
    "ﬁ",
    "한\u{1112}\u{1161}\u{11AB}",
    "٣ا",
    "⓪➀✓❶®©",
    "a\u{2060}b",
    "plain text, no trouble",
];

/// The name of the document.
pub const NAME: &str = "nasty.txt";

/// A table of programs with such names, from which nothing follows but how it looks.
pub fn document() -> String {
    let mut text = "第7次改革プラン 進捗状況（令和3年度末）\n\n".to_owned();
    text.push_str("番号\t項目\t担当課\t評価\t実施内容\t当初予定\t取組実績\n");
    for (at, nasty) in NASTY.iter().enumerate() {
        // A tab would begin the next cell.
        let nasty = nasty.replace('\t', "");
        let (number, grade) = (at + 1, ["S", "A", "B"][at % 3]);
        text.push_str(&format!(
            "{number}\t北{nasty}南\t{nasty}課\t{grade}\t・{nasty}の改善\t窓口{nasty}を開く。\t窓口を{nasty}開いた。\n"
        ));
    }
    text
}
