//! Figures in the cells of plan and result: the block in brackets at the end of a cell, and counted clauses.
//!
//! A figure is taken only from shapes that leave no doubt what is counted. Numbers inside sentences stay prose.

use crate::model::{Horizon, Quantity, Tail, tail};
use crate::text::{Form, numeral};

/// A figure read from a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// The piece of the cell's text in which it stands.
    pub piece: String,
    /// What is measured.
    pub label: String,
    /// Place in an enumeration.
    pub item: Option<u32>,
    /// How much.
    pub quantity: Quantity,
    /// Until when.
    pub horizon: Horizon,
}

impl Read {
    fn new(piece: &str, label: String, item: Option<u32>, tail: Tail) -> Read {
        Read { piece: piece.trim().to_owned(), label, item, quantity: tail.quantity, horizon: tail.horizon }
    }
}

/// All figures of a cell, in its order.
pub(super) fn figures(text: &str) -> Vec<Read> {
    let (body, blocks) = closing_blocks(text);
    let mut found = counted_clauses(body);
    found.extend(blocks.into_iter().flat_map(block));
    found
}

/// The bracketed blocks with which a cell ends and which hold figures: `… (会議 4地区以上)`.
fn closing_blocks(text: &str) -> (&str, Vec<&str>) {
    let mut body = text.trim_end();
    let mut blocks = Vec::new();
    while let Some((before, inside)) = last_bracket(body) {
        if block(inside).is_empty() {
            break;
        }
        blocks.push(inside);
        body = before.trim_end();
    }
    // An enumeration behind the last sentence needs no bracket: …した。 ①相談414人 ②講習58人
    let behind = body.rfind('。').map_or(0, |at| at + '。'.len_utf8());
    if let Some((sentences, rest)) = body.split_at_checked(behind)
        && let list = rest.trim_start()
        && enumerator(list).is_some()
        && !block(list).is_empty()
    {
        blocks.push(list);
        body = sentences;
    }
    blocks.reverse();
    (body, blocks)
}

const OPEN: [char; 2] = ['(', '（'];
const CLOSE: [char; 2] = [')', '）'];

/// What stands before and inside the balanced bracket at the end of a text.
pub(super) fn last_bracket(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_suffix(CLOSE)?;
    let mut depth = 1usize;
    for (at, c) in inner.char_indices().rev() {
        if CLOSE.contains(&c) {
            depth += 1;
        } else if OPEN.contains(&c) {
            depth -= 1;
            if depth == 0 {
                let (before, inside) = inner.split_at_checked(at)?;
                return Some((before, inside.strip_prefix(OPEN)?));
            }
        }
    }
    None
}

/// The figures of one block: `①収支比率80%台 ②基金35億円`, `【市税】現年分:99.0% 滞繰分:34.0%`.
fn block(inside: &str) -> Vec<Read> {
    let (basis, rest) = leading_basis(inside);
    let mut group: Option<String> = None;
    let mut item = None;
    // Words without a number, with the separator behind each: the beginning of a label.
    let mut pending = String::new();
    let mut found: Vec<Read> = Vec::new();
    let mut prefix: Option<String> = None;
    for (word, separator) in words(rest) {
        let mut word = word;
        if let Some((named, after)) = word.strip_prefix('【').and_then(|w| w.split_once('】')) {
            group = Some(named.to_owned());
            pending.clear();
            word = after;
        }
        if let Some((n, after)) = enumerator(word) {
            item = Some(n);
            pending.clear();
            word = after;
        }
        if let Some(read) =
            tail(word).filter(|t| !(pending.is_empty() && t.label.is_empty() && group.is_none()))
        {
            let own = !read.label.is_empty();
            let label = format!("{pending}{}", read.label);
            if found.is_empty() && own && !pending.is_empty() && item.is_none() {
                prefix = Some(pending.trim_end().to_owned());
            }
            let label = match &group {
                Some(group) => format!("{group} {label}"),
                None => label,
            };
            found.push(Read::new(word, label.trim_end_matches(['、', ' ']).to_owned(), item.take(), read));
            pending.clear();
        } else {
            pending.push_str(word);
            pending.push_str(separator);
        }
    }
    // A first word without a number in front of several named figures is the title of them all:
    // シルバー人材センター 会員数… 就業率… 契約金額…
    if let Some(prefix) = prefix.filter(|_| found.len() > 1 && found.iter().all(|f| f.item.is_none())) {
        for figure in found.iter_mut().skip(1) {
            figure.label = format!("{prefix} {}", figure.label);
        }
    }
    // Words that run on into the number, (影響により1回のみ), are a remark and not a label.
    found.retain(|f| !f.label.ends_with(['を', 'に', 'は', 'で', 'が', 'り']));
    let budget = basis || (found.len() > 1 && found.last().is_some_and(|f| f.horizon == Horizon::Budget));
    if budget {
        for figure in &mut found {
            figure.horizon = Horizon::Budget;
        }
    }
    found
}

/// A bracket in front that says on what all figures rest: `(令和2年度当初予算)【市税】…`.
fn leading_basis(inside: &str) -> (bool, &str) {
    let Some(after) = inside.trim_start().strip_prefix(OPEN) else { return (false, inside) };
    match after.find(CLOSE).and_then(|at| after.split_at_checked(at)) {
        Some((basis, rest)) if basis.contains("当初予算") => (true, rest.trim_start_matches(CLOSE)),
        _ => (false, inside),
    }
}

/// Words outside of brackets, cut at spaces and `、` and before circled numbers, with the separator behind each.
fn words(text: &str) -> Vec<(&str, &str)> {
    let mut out = Vec::new();
    let (mut depth, mut start) = (0usize, 0);
    for (at, c) in text.char_indices() {
        if OPEN.contains(&c) {
            depth += 1;
        } else if CLOSE.contains(&c) {
            depth = depth.saturating_sub(1);
        }
        let cut = depth == 0 && (c.is_whitespace() || c == '、');
        let before = depth == 0 && at > start && is_circled(c);
        if cut || before {
            let word = text.get(start..at).unwrap_or("");
            if !word.is_empty() {
                out.push((word, if c == '、' { "、" } else { " " }));
            }
            start = if cut { at + c.len_utf8() } else { at };
        }
    }
    let last = text.get(start..).unwrap_or("");
    if !last.is_empty() {
        out.push((last, ""));
    }
    out
}

fn is_circled(c: char) -> bool {
    numeral(&c.to_string()).is_some_and(|n| n.form == Form::Circled)
}

/// A circled number in front of a word.
fn enumerator(word: &str) -> Option<(u32, &str)> {
    let first = word.chars().next().filter(|c| is_circled(*c))?;
    Some((numeral(&first.to_string())?.value, word.strip_prefix(first)?))
}

/// Counted clauses: `登録研修2回実施、交流会36回実施`, `キャンペーン(年2回)実施`, `配布は、…(影響により1回のみ)`.
fn counted_clauses(body: &str) -> Vec<Read> {
    bullets(body)
        .into_iter()
        .flat_map(|bullet| {
            let only = only_so_often(bullet);
            if only.is_some() {
                return only.into_iter().collect::<Vec<_>>();
            }
            bullet
                .split(['、', '。'])
                .filter_map(|clause| held_so_often(clause).or_else(|| each_year(clause)))
                .collect()
        })
        .collect()
}

/// The bullets of a cell.
fn bullets(body: &str) -> Vec<&str> {
    body.split(['・', '\n']).map(str::trim).filter(|b| !b.is_empty()).collect()
}

/// `LABEL36回実施`: a clause that ends with a count of what was or will be held.
fn held_so_often(clause: &str) -> Option<Read> {
    let clause = clause.trim();
    if !(clause.ends_with("回実施") || clause.ends_with("回開催")) {
        return None;
    }
    let read = tail(clause)?;
    is_label(&read.label).then(|| Read::new(clause, read.label.clone(), None, read))
}

/// `LABEL(年2回)実施`: a count of every year in brackets behind what is counted.
fn each_year(clause: &str) -> Option<Read> {
    let open = clause.rfind("(年").or_else(|| clause.rfind("（年"))?;
    let (before, rest) = clause.split_at_checked(open)?;
    let inside = rest.trim_start_matches(OPEN).split(CLOSE).next()?;
    let read = tail(inside).filter(|t| t.horizon == Horizon::EveryYear && t.label.is_empty())?;
    // イベントの実施(リサイクル便(年4回)): the label begins behind the bracket that holds both.
    let label = before.rsplit(OPEN).next()?.trim();
    let piece = clause.strip_prefix(before).map_or(clause, |_| clause);
    is_label(label).then(|| Read::new(piece, label.to_owned(), None, read))
}

/// `LABELは、…(…により1回のみ)`: a bullet that says how often its subject came about after all.
fn only_so_often(bullet: &str) -> Option<Read> {
    let (label, rest) = bullet.split_once("は、")?;
    let end = rest.find("回のみ")? + "回のみ".len();
    let (head, after) = rest.split_at_checked(end)?;
    let read = tail(head).filter(|_| !after.contains("回のみ"))?;
    let number = &read.quantity.raw;
    let from = head.rfind(&**number)?;
    is_label(label).then(|| Read::new(head.get(from..).unwrap_or(head), label.to_owned(), None, read))
}

/// Something that can be counted: some characters, no sentence, no particle at its end.
fn is_label(label: &str) -> bool {
    let length = label.chars().count();
    (2..=40).contains(&length)
        && !label.contains(['。', '「', '」'])
        && !label.ends_with(['を', 'に', 'は', 'で', 'が', 'と', 'も', 'て', 'り', 'の', 'ら', 'ま', 'ど'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        figures(text).iter().map(|f| format!("{}={}{}", f.label, f.quantity.value, f.quantity.unit)).collect()
    }

    #[test]
    fn blocks_at_the_end_of_a_cell() {
        for (text, expected) in [
            ("・進める。 (地域連携のための会議 4地区以上)", vec!["地域連携のための会議=4地区"]),
            ("・推進する。 (アクションプラン50の実施数 44)", vec!["アクションプラン50の実施数=44"]),
            (
                "(①経常収支比率80%台 ②財政調整基金35億円 ③公共施設整備基金25億円)",
                vec!["経常収支比率=80%", "財政調整基金=3500000000円", "公共施設整備基金=2500000000円"],
            ),
            (
                "(①来場者数 3,957人 ②協働事業数:62 大学との協働事業数:19)",
                vec!["来場者数=3957人", "協働事業数=62", "大学との協働事業数=19"],
            ),
            (
                "((令和2年度当初予算)【市税徴収率】現年分:99.0% 滞繰分:34.0% 【国保税徴収率】現年分:92.0%)",
                vec!["市税徴収率 現年分=99.0%", "市税徴収率 滞繰分=34.0%", "国保税徴収率 現年分=92.0%"],
            ),
            (
                "(シルバー人材センター 会員数1,180人 就業率85.0% 契約金額454,000千円)",
                vec![
                    "シルバー人材センター 会員数=1180人",
                    "シルバー人材センター 就業率=85.0%",
                    "シルバー人材センター 契約金額=454000000円",
                ],
            ),
            (
                "(財源確保額 小平市社会福祉協議会(会費収入等)1,600万円)",
                vec!["財源確保額 小平市社会福祉協議会(会費収入等)=16000000円"],
            ),
            (
                "・売払い(財源確保額 1千万円/年 ※売払いのみ、ただし、当初予算で予定している分を除く)",
                vec!["財源確保額=10000000円/年"],
            ),
            (
                "(地域センター:利用者数 227,318人) (公民館:委員会の設置数11館、実施回数全館合計50回・鈴木4回・小川4回)",
                vec!["地域センター:利用者数=227318人", "公民館:委員会の設置数=11館", "実施回数全館合計=50回"],
            ),
            (
                "(施策評価において、設定された目標のうち、進捗率等が100%以上であったもの 95%)",
                vec!["施策評価において、設定された目標のうち、進捗率等が100%以上であったもの=95%"],
            ),
            ("・見直し(基礎課税額61万円→63万円、介護納付金分16万円→17万円)", vec![]),
            (
                "・講習を行った。 ①調定額(小規模)411,000千円(令和2年度当初予算) ②相談件数414人 ③受講者数58人",
                vec!["調定額(小規模)=411000000円", "相談件数=414人", "受講者数=58人"],
            ),
            ("・講習を行った。 ①講習の改善 ②受講者の確保", vec![]),
            ("・開催した(11月17日)", vec![]),
            ("・電話催告(夜間電話含む)", vec![]),
        ] {
            let got = shown(text);
            assert_eq!(got, expected, "{text}");
        }
    }

    #[test]
    fn counted_clauses_outside_of_blocks() {
        for (text, expected) in [
            (
                "・登録研修2回実施、各センターで交流会36回実施、合同交流会2回実施",
                vec!["登録研修=2回", "各センターで交流会=36回", "合同交流会=2回"],
            ),
            (
                "・情報誌(年1回)発行 ・マイバッグキャンペーン(年2回)実施 ・イベントの実施(リサイクル便(年4回))",
                vec!["情報誌=1回", "マイバッグキャンペーン=2回", "リサイクル便=4回"],
            ),
            (
                "・マイバッグキャンペーンは、11月17日に会場で実施した。(影響により1回のみ)",
                vec!["マイバッグキャンペーン=1回"],
            ),
            ("・体操教室に取り組んだ。計 5回実施(7月、9月)", vec![]),
            ("・講座を18校で37講座、研修を5回実施し、延べ436人の参加を得た。", vec![]),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }
}
