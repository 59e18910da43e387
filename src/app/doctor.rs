//! The doctor: how the program, its store and the terminal are, each with what to do about it; and a ruler that shows at
//! sight whether the terminal draws characters as wide as they are reckoned.

use super::input::Effect;
use super::page::{Page, PageLine};
use super::state::{Place, State};
use crate::command::{Command, Scope};
use crate::keymap::show_keys;
use crate::text::{Align, Widths, pad, sanitize};
use crate::words::{Lang, Msg};

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// As it should be.
    Ok,
    /// The program works, but not as well as it could.
    Warning,
    /// Something is lost.
    Error,
}

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What it is called where machines read it.
    pub id: &'static str,
    /// How it is.
    pub status: Status,
    /// What it is.
    pub what: Msg,
    /// What was seen.
    pub detail: String,
    /// What to do.
    pub remedy: Option<String>,
}

/// The checks as lines, fit for a report that is pasted somewhere else.
pub fn as_text(checks: &[Check], widths: Widths, lang: Lang) -> String {
    let word = |status| {
        match status {
            Status::Ok => Msg::StatusOk,
            Status::Warning => Msg::StatusWarning,
            Status::Error => Msg::StatusError,
        }
        .text(lang)
    };
    let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(|t| widths.str(t)).max().unwrap_or(0);
    let statuses = widest(&mut checks.iter().map(|c| word(c.status)));
    let names = widest(&mut checks.iter().map(|c| c.what.text(lang)));
    let cell = |text: &str, cells| pad(&sanitize(text), cells, Align::Left, widths).as_str().to_owned();
    let mut out = String::new();
    for check in checks {
        let (status, name) = (cell(word(check.status), statuses), cell(check.what.text(lang), names));
        out.push_str(&format!("{status}  {name}  {}\n", sanitize(&check.detail).as_str()));
        if let Some(remedy) = &check.remedy {
            out.push_str(&format!("{}-> {remedy}\n", " ".repeat(statuses + names + 4)));
        }
    }
    out
}

/// Where one stands before the doctor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DoctorPlace {
    /// What was found; empty until it has been looked at.
    pub checks: Vec<Check>,
    /// The first line in sight.
    pub top: usize,
}

/// The rows of the ruler: a name, and characters that terminals disagree about or, in the first two rows, do not.
const RULER: [(Msg, &str); 10] = [
    (Msg::RulerAscii, "ABC 0123456789"),
    (Msg::RulerJapanese, "進捗かなカナ、。「」"),
    (Msg::RulerHalfWidth, "ｶﾅﾊﾟｰﾄﾞ"),
    (Msg::RulerEnclosed, "①②⑩⑳⑴㉑"),
    (Msg::RulerRoman, "ⅠⅣⅩⅲ"),
    (Msg::RulerMarks, "○△□◎●★※×"),
    (Msg::RulerArrows, "→←⇒⇔↑"),
    (Msg::RulerLines, "─│┌┼█…―"),
    (Msg::RulerLetters, "αΩЖé"),
    (Msg::RulerSigns, "℃№°“”≧"),
];

/// Cells between the bars: the widest row under the policy that reckons most.
pub const RULER_CELLS: usize = 24;

impl DoctorPlace {
    /// The page it is read as.
    pub fn page(&self, state: &State) -> Page {
        let (lang, widths) = (state.lang, state.caps.widths());
        let policy = state.caps.policy.id();
        let mut lines = vec![PageLine::Text(Msg::RulerTitle.fill(lang, &[&policy]))];
        lines.extend(RULER.iter().map(|(name, signs)| PageLine::Ruler(*name, signs)));
        let keys = state.keymap.keys_for(Scope::Doctor, Command::NextWidth);
        let keys = keys.first().map_or_else(|| ":next-width".to_owned(), |keys| show_keys(keys));
        lines.push(PageLine::Text(Msg::RulerAdvice.fill(lang, &[&keys])));
        lines.push(PageLine::Blank);
        lines.extend(as_text(&self.checks, widths, lang).lines().map(|line| PageLine::Text(line.to_owned())));
        Page { title: Msg::DoctorTitle, lines, top: self.top, text: None }
    }
}

impl State {
    /// Shows it, once however often it is asked for.
    pub(super) fn go_doctor(&mut self) -> Vec<Effect> {
        if !matches!(self.place(), Some(Place::Doctor(_))) {
            self.places.push(Place::Doctor(DoctorPlace::default()));
        }
        self.examine()
    }

    /// Has everything looked at again where that is in sight.
    pub(super) fn examine(&self) -> Vec<Effect> {
        let in_sight = matches!(self.place(), Some(Place::Doctor(_)));
        if in_sight { vec![Effect::Examine] } else { Vec::new() }
    }

    /// Moves by lines.
    pub(super) fn scroll_doctor(&mut self, by: isize) {
        let (area, widths) = (self.frame().body, self.caps.widths());
        let Some(Place::Doctor(doctor)) = self.place() else { return };
        let mut page = doctor.page(self);
        page.scroll(by, area, widths);
        if let Some(Place::Doctor(doctor)) = self.places.last_mut() {
            doctor.top = page.top;
        }
    }

    /// What was found.
    pub(super) fn examined(&mut self, checks: Vec<Check>) {
        if let Some(Place::Doctor(doctor)) = self.places.last_mut() {
            doctor.checks = checks;
        }
    }
}
