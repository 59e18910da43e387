//! Changes documents as extraction, editing and other cities' habits change them. Every line remembers which line of
//! the unchanged document it was, so that what is read of it can be held against what is true.

/// Numbers that look random and come out the same in every run.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }

    /// Yes, once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// A line with the number of the line that it was.
#[derive(Clone)]
pub struct Line {
    pub text: String,
    pub was: Option<u32>,
    /// Its words were cut short.
    pub cut: bool,
}

/// A document that is being changed.
#[derive(Clone)]
pub struct Draft {
    pub lines: Vec<Line>,
    end: &'static str,
    mark: &'static str,
}

impl Draft {
    pub fn of(text: &str) -> Draft {
        let line = |(was, text): (u32, &str)| Line { text: text.to_owned(), was: Some(was), cut: false };
        Draft { lines: (1..).zip(text.lines()).map(line).collect(), end: "\n", mark: "" }
    }

    pub fn text(&self) -> String {
        let body: String = self.lines.iter().flat_map(|l| [l.text.as_str(), self.end]).collect();
        format!("{}{body}", self.mark)
    }

    /// The line of the unchanged document that is now line `number`.
    pub fn line(&self, number: u32) -> Option<&Line> {
        self.lines.get(number as usize - 1)
    }

    /// The positions of the rows: lines below a heading that hold several cells.
    fn rows(&self) -> Vec<usize> {
        let first = self.lines.iter().position(|l| is_heading(&l.text)).unwrap_or(0);
        let row = |at: &usize| {
            let text = &self.lines[*at].text;
            text.contains('\t') && !is_heading(text) && !text.starts_with("\t\t上半期")
        };
        (first..self.lines.len()).filter(row).collect()
    }
}

fn is_heading(text: &str) -> bool {
    text.starts_with("項目\t")
}

/// One way to change a document.
pub type Change = fn(&mut Draft, &mut Random);

pub fn shuffle_rows(draft: &mut Draft, random: &mut Random) {
    let rows = draft.rows();
    for i in (1..rows.len()).rev() {
        draft.lines.swap(rows[i], rows[random.below(i + 1)]);
    }
}

pub fn swap_two_rows(draft: &mut Draft, random: &mut Random) {
    let rows = draft.rows();
    draft.lines.swap(*random.pick(&rows), *random.pick(&rows));
}

pub fn move_a_row(draft: &mut Draft, random: &mut Random) {
    let rows = draft.rows();
    let line = draft.lines.remove(*random.pick(&rows));
    let rows = draft.rows();
    let to = *random.pick(&rows);
    draft.lines.insert(to, line);
}

pub fn drop_rows(draft: &mut Draft, random: &mut Random) {
    let rate = 2 + random.below(20);
    for at in draft.rows().into_iter().rev() {
        if random.once_in(rate) {
            draft.lines.remove(at);
        }
    }
}

pub fn repeat_a_row(draft: &mut Draft, random: &mut Random) {
    let rows = draft.rows();
    let line = draft.lines[*random.pick(&rows)].clone();
    let to = *random.pick(&rows);
    draft.lines.insert(to, line);
}

/// A page ends somewhere else: its heading stands there again.
pub fn break_a_page(draft: &mut Draft, random: &mut Random) {
    let rows = draft.rows();
    let at = *random.pick(&rows);
    let heading = (0..at).rev().find(|i| is_heading(&draft.lines[*i].text)).unwrap();
    let mut inserted = vec![Line { text: String::new(), was: None, cut: false }];
    inserted.extend(draft.lines[heading..].iter().take_while(|l| !is_row(&l.text)).cloned());
    draft.lines.splice(at..at, inserted);
}

fn is_row(text: &str) -> bool {
    !is_heading(text) && !text.starts_with("\t\t上半期")
}

/// The last cells of a row are gone.
pub fn lose_last_cells(draft: &mut Draft, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let rows = draft.rows();
        let line = &mut draft.lines[*random.pick(&rows)].text;
        let cells: Vec<&str> = line.split('\t').collect();
        let kept = 1 + random.below(cells.len());
        *line = cells[..kept].join("\t");
    }
}

/// Two neighbouring cells of a row have become one. Two cells of prose are left apart: what was joined of them cannot
/// be told from one that was printed so.
pub fn join_cells(draft: &mut Draft, random: &mut Random) {
    for at in draft.rows() {
        if !random.once_in(8) {
            continue;
        }
        let line = &mut draft.lines[at].text;
        let prose = |cell: &str| cell.chars().count() > 60 || cell.starts_with(['・', '<', '【', '(']);
        let joint = |at: &usize| {
            let (before, after) =
                (line[..*at].rsplit('\t').next().unwrap(), line[at + 1..].split('\t').next().unwrap());
            !(prose(before) && prose(after))
        };
        let tabs: Vec<usize> = line.match_indices('\t').map(|(at, _)| at).filter(joint).collect();
        if tabs.is_empty() {
            continue;
        }
        let at = *random.pick(&tabs);
        line.replace_range(at..=at, ["", " "][random.below(2)]);
    }
}

/// A cell of a row has become two, at one of its spaces; not one of prose, whose parts cannot be told from cells.
pub fn split_cells(draft: &mut Draft, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let rows = draft.rows();
        let line = &mut draft.lines[*random.pick(&rows)].text;
        let prose = line.find("\t・").or(line.find("\t<")).unwrap_or(line.len());
        let spaces: Vec<usize> = line.match_indices(' ').map(|(at, _)| at).filter(|at| *at < prose).collect();
        if !spaces.is_empty() {
            let at = *random.pick(&spaces);
            line.replace_range(at..=at, "\t");
        }
    }
}

/// Headings that nobody knows for columns that could be anything.
pub fn unknown_headings(draft: &mut Draft, random: &mut Random) {
    let words = [
        "主な推進担当課",
        "実施内容",
        "令和2年度当初予定 (目標値)",
        "取組実績 (令和3年3月末実績値)",
        "理由等",
    ];
    let lost = *random.pick(&words);
    for line in draft.lines.iter_mut().filter(|l| is_heading(&l.text)) {
        line.text = line.text.replace(lost, "備考欄");
    }
}

/// A row ends in the middle of a word.
pub fn cut_a_row(draft: &mut Draft, random: &mut Random) {
    for _ in 0..=random.below(6) {
        let rows = draft.rows();
        let line = &mut draft.lines[*random.pick(&rows)];
        let kept = random.below(line.text.chars().count());
        line.text = line.text.chars().take(kept).collect();
        line.cut = true;
    }
}

/// Empty cells behind the last one, more or fewer than there were.
pub fn other_trailing_cells(draft: &mut Draft, random: &mut Random) {
    for at in draft.rows() {
        let line = &mut draft.lines[at].text;
        let end = line.trim_end_matches('\t').len();
        line.truncate(end);
        line.push_str(&"\t".repeat(random.below(4)));
    }
}

/// Lines of characters that mean nothing, between the others.
pub fn insert_noise(draft: &mut Draft, random: &mut Random) {
    const LETTERS: [char; 24] = [
        '\t', '\t', ' ', 'A', '○', '-', '。', '1', '２', '課', '・', '(', '【', '\u{3000}', '①', '𠮷',
        '\u{3099}', '\u{200d}', 'が', 'た', 'る', '%', '第', '年',
    ];
    for _ in 0..=random.below(8) {
        let length = random.below(40);
        let text = (0..length).map(|_| *random.pick(&LETTERS)).collect();
        let at = random.below(draft.lines.len() + 1);
        draft.lines.insert(at, Line { text, was: None, cut: false });
    }
}

pub fn other_line_ends(draft: &mut Draft, random: &mut Random) {
    draft.end = "\r\n";
    draft.mark = *random.pick(&["", "\u{feff}"]);
}

/// White space as it comes from a Japanese keyboard, around the cells and instead of single spaces.
pub fn wide_spaces(draft: &mut Draft, random: &mut Random) {
    for line in &mut draft.lines {
        if random.once_in(2) {
            line.text = line.text.replace('\t', "\u{3000}\t\u{3000}");
        }
        if random.once_in(2) {
            line.text = line.text.replace(' ', "\u{3000}");
        }
    }
}

/// The columns under the words of another city.
pub fn other_headings(draft: &mut Draft, random: &mut Random) {
    let words: [(&str, &[&str]); 8] = [
        ("項目", &["取組名", "事業名", "取組項目", "項目名", "施策名", "事務事業名"]),
        ("主な推進担当課", &["所管課", "担当課", "担当部署", "主管課", "所管", "担当"]),
        ("評価", &["進捗評価", "達成度", "判定", "進捗度", "評価結果"]),
        ("実施内容", &["取組内容", "取組の概要", "概要", "内容"]),
        ("令和2年度当初予定 (目標値)", &["目標", "計画", "年度計画", "取組予定", "計画(目標値)", "年間計画"]),
        ("取組実績 (令和3年3月末実績値)", &["実績", "取組実績", "実施状況", "取組結果", "進捗状況"]),
        ("フォローアップ対象項目", &["フォローアップ", "追跡対象"]),
        ("理由等", &["理由", "選定理由"]),
    ];
    let chosen: Vec<(&str, &str)> = words.iter().map(|(old, new)| (*old, *random.pick(new))).collect();
    for line in draft.lines.iter_mut().filter(|l| is_heading(&l.text)) {
        let cells: Vec<&str> = line
            .text
            .split('\t')
            .map(|cell| chosen.iter().find(|(old, _)| *old == cell).map_or(cell, |(_, new)| new))
            .collect();
        line.text = cells.join("\t");
    }
}

/// The plan of another city.
pub fn other_city(draft: &mut Draft, random: &mut Random) {
    let city = *random.pick(&["緑川市", "東町", "", "上原村"]);
    let plan = *random.pick(&["第3次行政改革大綱", "第三次行財政改革推進計画", "第３次改革プラン"]);
    for line in &mut draft.lines {
        line.text = line.text.replace("小平市第3次行財政再構築プラン", &format!("{city}{plan}"));
        line.text = line.text.replace("第3次行財政再構築プラン", plan);
    }
}

/// Lines of flowing text that hold something.
fn filled(draft: &Draft) -> Vec<usize> {
    (0..draft.lines.len()).filter(|at| !draft.lines[*at].text.trim().is_empty()).collect()
}

/// Lines are gone, here and there. Not the last line of a cell alone: without its end the cell runs on into the next,
/// and nothing tells that it did.
pub fn drop_lines(draft: &mut Draft, random: &mut Random) {
    let rate = 10 + random.below(40);
    let filled = filled(draft);
    let ends = |at: usize| draft.lines[at].text.ends_with(' ');
    let whole = |pair: &&[usize]| ends(pair[0]) || !ends(pair[1]);
    let droppable: Vec<usize> = filled.windows(2).filter(whole).map(|pair| pair[1]).collect();
    for at in droppable.into_iter().rev() {
        if random.once_in(rate) {
            draft.lines.remove(at);
        }
    }
}

/// No blank line is left, or every third.
pub fn drop_blank_lines(draft: &mut Draft, random: &mut Random) {
    let rate = *random.pick(&[1, 3]);
    draft.lines.retain(|l| !l.text.trim().is_empty() || (rate > 1 && random.once_in(rate)));
}

/// Blank lines where there were none.
pub fn add_blank_lines(draft: &mut Draft, random: &mut Random) {
    for at in filled(draft).into_iter().rev() {
        if random.once_in(12) {
            for _ in 0..=random.below(3) {
                draft.lines.insert(at, Line { text: String::new(), was: None, cut: false });
            }
        }
    }
}

/// Ends of paragraphs that no longer say so.
pub fn lose_ends(draft: &mut Draft, random: &mut Random) {
    let rate = *random.pick(&[1, 6, 30]);
    for line in &mut draft.lines {
        if random.once_in(rate) {
            line.text.truncate(line.text.trim_end().len());
        }
    }
}

/// Lines that run on and seem to end a paragraph.
pub fn false_ends(draft: &mut Draft, random: &mut Random) {
    let rate = *random.pick(&[5, 30]);
    for at in filled(draft) {
        let line = &mut draft.lines[at].text;
        if random.once_in(rate) && !line.ends_with(' ') {
            line.push(' ');
        }
    }
}

/// A paragraph begins on the line on which another ends.
pub fn glue_lines(draft: &mut Draft, random: &mut Random) {
    for pair in filled(draft).windows(2).rev() {
        let [above, below] = pair else { continue };
        if random.once_in(15) && draft.lines[*above].text.ends_with(' ') {
            let text = draft.lines.remove(*below).text;
            let line = &mut draft.lines[*above];
            line.text.push_str(&text);
            line.was = None;
        }
    }
}

/// Numbers of pages between the lines.
pub fn page_numbers(draft: &mut Draft, random: &mut Random) {
    for (at, number) in filled(draft).into_iter().rev().step_by(60).zip(1..) {
        let text = match random.below(3) {
            0 => format!("{number} "),
            1 => format!("- {number} - "),
            _ => format!("{number} / 12 "),
        };
        draft.lines.insert(at, Line { text, was: None, cut: false });
    }
}

/// The other width of digits.
pub fn wide_digits(draft: &mut Draft, _: &mut Random) {
    for line in &mut draft.lines {
        line.text = line
            .text
            .chars()
            .map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c })
            .collect();
    }
}

/// Two lines have changed places.
pub fn swap_lines(draft: &mut Draft, random: &mut Random) {
    for _ in 0..3 {
        let lines = filled(draft);
        let at = random.below(lines.len() - 1);
        draft.lines.swap(lines[at], lines[at + 1]);
    }
}
