//! A page of text by itself: the help, what is to be copied.

use super::layout::Area;
use super::state::State;
use crate::command::{Command, Group, Scope, TABLE};
use crate::keymap::show_keys;
use crate::text::{Widths, sanitize, wrap};
use crate::words::Msg;

/// Where one stands in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is.
    pub title: Msg,
    /// Its lines.
    pub lines: Vec<PageLine>,
    /// The first line in sight.
    pub top: usize,
    /// The text that it shows, where that may be taken along.
    pub text: Option<String>,
}

/// A line of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageLine {
    /// A heading.
    Heading(String),
    /// Keys, what they do, and the name of the command.
    Keys(String, String, &'static str),
    /// A line to be copied as it is.
    Text(String),
    /// A name, and signs to be shown between bars.
    Ruler(Msg, &'static str),
    /// Nothing.
    Blank,
}

impl Page {
    /// A text, which may be taken along.
    pub fn of_text(title: Msg, text: String) -> Page {
        let lines = text.lines().map(|line| PageLine::Text(line.to_owned())).collect();
        Page { title, lines, top: 0, text: Some(text) }
    }

    /// The lines as they stand in that many cells: text is wrapped, since half a sentence helps nobody.
    pub fn rows(&self, cells: u16, widths: Widths) -> Vec<PageLine> {
        let room = usize::from(cells.saturating_sub(1)).max(2);
        let wrapped = |line: &PageLine| match line {
            PageLine::Text(text) => wrap(&sanitize(text), room, widths)
                .iter()
                .map(|row| PageLine::Text(row.as_str().to_owned()))
                .collect(),
            other => vec![other.clone()],
        };
        self.lines.iter().flat_map(wrapped).collect()
    }

    /// Moves by lines in an area; the last line stays at the bottom.
    pub fn scroll(&mut self, by: isize, area: Area, widths: Widths) {
        let last = self.rows(area.width, widths).len().saturating_sub(usize::from(area.height));
        self.top = self.top.saturating_add_signed(by).min(last);
    }
}

impl State {
    /// The keys in force where one stands, by what one wants to do; then those of the line in which one types.
    pub(super) fn help(&self) -> Page {
        let scope = self.reading_scope();
        let mut lines = Vec::new();
        for group in Group::ALL {
            let rows = self.help_rows(scope, |g| g == group);
            if !rows.is_empty() {
                lines.push(PageLine::Heading(group_name(group).text(self.lang).to_owned()));
                if group == Group::Find {
                    let digits = Msg::DoNumber.text(self.lang).to_owned();
                    lines.push(PageLine::Keys(Msg::KeysNumber.text(self.lang).to_owned(), digits, ""));
                }
                lines.extend(rows);
                lines.push(PageLine::Blank);
            }
        }
        lines.push(PageLine::Heading(Msg::HelpTyping.text(self.lang).to_owned()));
        lines.extend(self.help_rows(Scope::Query, |_| true));
        Page { title: Msg::HelpTitle, lines, top: 0, text: None }
    }

    fn help_rows(&self, scope: Scope, wanted: impl Fn(Group) -> bool) -> Vec<PageLine> {
        let shown = |command| -> Vec<String> {
            self.keymap.keys_for(scope, command).iter().map(|keys| show_keys(keys)).collect()
        };
        let palette = shown(Command::Palette).into_iter().next();
        let entries = TABLE.iter().filter(|entry| entry.scopes.contains(&scope) && wanted(entry.group));
        entries
            .filter_map(|entry| {
                let keys = shown(entry.command);
                // What has no key is called by its name.
                let named = || palette.as_ref().map(|key| format!("{key}{}", entry.id));
                let keys = if keys.is_empty() { named()? } else { keys.join("  ") };
                Some(PageLine::Keys(keys, entry.about.text(self.lang).to_owned(), entry.id))
            })
            .collect()
    }
}

/// What one wants, as a heading.
pub fn group_name(group: Group) -> Msg {
    match group {
        Group::Move => Msg::GroupMove,
        Group::Look => Msg::GroupLook,
        Group::Find => Msg::GroupFind,
        Group::Fill => Msg::GroupFill,
        Group::Guide => Msg::GroupGuide,
        Group::Leave => Msg::GroupLeave,
    }
}
