//! A line in which one types, and what may be chosen meanwhile: the search, the number, the palette.

use super::files::Listing;
use super::filter::{Filter, Sort};
use super::line::TextLine;
use super::state::{Place, State};
use crate::command::{Command, Scope, TABLE};
use crate::keymap::show_keys;
use crate::model::{GradeCell, ProgramIx};
use crate::search::{self, Tier};
use crate::text::fold;
use crate::words::Msg;
use std::sync::Arc;

/// What is being asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskKind {
    /// A query; the list follows every key.
    Search,
    /// A number, in every plan.
    Number,
    /// A command by its name.
    Command,
    /// A filter of the list.
    Filter,
    /// An order of the list.
    Sort,
    /// Something to be copied.
    Copy,
    /// Documents to be imported.
    Import,
}

/// A line being typed, and the choices that fit what has been typed so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    /// What is asked for.
    pub kind: AskKind,
    /// What has been typed.
    pub line: TextLine,
    /// The places as they were before.
    pub before: Vec<Place>,
    /// What may be chosen; none while searching, where the list itself is the choice.
    pub choices: Vec<Choice>,
    /// The choice that is taken on `Enter`.
    pub at: usize,
    /// While a path is typed: the names in its directory.
    pub listing: Listing,
    /// Whether those have been asked for.
    pub listed: bool,
}

/// Something that may be chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// Its name.
    pub name: String,
    /// What is said beside it.
    pub beside: String,
    /// What follows when it is chosen.
    pub act: Act,
}

/// What follows from a choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
    /// The program is opened.
    Open(ProgramIx),
    /// The command is run.
    Run(Command),
    /// The filter is put in force, or taken away.
    Toggle(Filter),
    /// All filters are taken away.
    ClearFilters,
    /// The list is put in that order.
    Sort(Sort),
    /// The text is shown by itself.
    Copy(String),
    /// What the line names is imported.
    Import(String),
    /// One types on behind this.
    GoOn(String),
}

impl State {
    /// Begins to ask, with a text already typed.
    pub(super) fn ask(&mut self, kind: AskKind, text: &str) {
        let ask = Ask {
            kind,
            line: if kind == AskKind::Search { TextLine::new(text).selected() } else { TextLine::new(text) },
            before: self.places.clone(),
            choices: Vec::new(),
            at: 0,
            listing: Listing::default(),
            listed: false,
        };
        self.ask = Some(ask);
        self.asked();
    }

    /// Puts text where one types.
    pub(super) fn type_in(&mut self, text: &str) {
        self.retype(|line| line.insert(text));
    }

    /// Runs an editing command where one types.
    pub(super) fn edit_line(&mut self, command: Command) {
        self.retype(|line| line.edit(command));
    }

    fn retype(&mut self, how: impl FnOnce(&mut TextLine)) {
        let Some(ask) = self.ask.as_mut() else { return };
        let before = ask.line.text.clone();
        how(&mut ask.line);
        if ask.line.text != before {
            self.asked();
        }
    }

    /// The choices follow what has been typed.
    pub(super) fn asked(&mut self) {
        let Some(ask) = &self.ask else { return };
        let text = ask.line.text.clone();
        let choices = match ask.kind {
            AskKind::Search => {
                self.search_for(&text);
                Vec::new()
            }
            AskKind::Number => self.numbered(&text),
            AskKind::Command => self.commands(&text),
            AskKind::Filter => self.filter_choices(&text),
            AskKind::Sort => self.sorts(&text),
            AskKind::Copy => self.copies().into_iter().filter(|c| holds(&c.name, &text)).collect(),
            AskKind::Import => self.file_choices(&text),
        };
        if let Some(ask) = self.ask.as_mut() {
            ask.choices = choices;
            ask.at = 0;
        }
    }

    fn search_for(&mut self, text: &str) {
        let (catalog, index) = (Arc::clone(&self.catalog), Arc::clone(&self.index));
        if let Some(list) = self.list_mut() {
            list.search(&catalog, &index, text);
        }
    }

    /// The programs that a number means, the newest plan first.
    fn numbered(&self, text: &str) -> Vec<Choice> {
        let Ok(query) = search::parse(text, &self.catalog) else { return Vec::new() };
        let hits = search::find(&self.catalog, &self.index, &query).hits;
        let meant = hits.iter().take_while(|hit| hit.tier == Tier::Number).take(MOST);
        meant
            .map(|hit| {
                let program = self.catalog.program(hit.program);
                let grades: Vec<String> =
                    program.grades.iter().filter_map(GradeCell::grade).map(|g| g.to_string()).collect();
                let departments: Vec<&str> = self.catalog.departments_of(program).collect();
                let beside = [departments.join(Msg::Comma.text(self.lang)), grades.join(" ")];
                let beside: Vec<&str> = beside.iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
                Choice {
                    name: format!("{}  {}", self.catalog.label(hit.program), program.name),
                    beside: beside.join("  "),
                    act: Act::Open(hit.program),
                }
            })
            .collect()
    }

    /// The commands of the place one stands in whose name or summary holds what was typed.
    fn commands(&self, text: &str) -> Vec<Choice> {
        let scope = self.reading_scope();
        let entries = TABLE.iter().filter(|entry| entry.scopes.contains(&scope));
        entries
            .filter_map(|entry| {
                let about = entry.about.text(self.lang);
                let keys: Vec<String> =
                    self.keymap.keys_for(scope, entry.command).iter().map(|keys| show_keys(keys)).collect();
                holds(&format!("{} {about}", entry.id), text).then(|| Choice {
                    name: format!("{}  {about}", entry.id),
                    beside: keys.join(" "),
                    act: Act::Run(entry.command),
                })
            })
            .collect()
    }

    /// The filters that leave something in sight, with the numbers of programs left.
    fn filter_choices(&self, text: &str) -> Vec<Choice> {
        let filters = self.filters();
        let any = filters.iter().any(|(_, _, in_force)| *in_force);
        let clear = Choice {
            name: Msg::FilterClear.text(self.lang).to_owned(),
            beside: String::new(),
            act: Act::ClearFilters,
        };
        let choices = filters.into_iter().map(|(filter, left, in_force)| Choice {
            name: format!("{}{}", if in_force { "* " } else { "" }, filter.label),
            beside: left.to_string(),
            act: Act::Toggle(filter),
        });
        let all = any.then_some(clear).into_iter().chain(choices);
        all.filter(|choice| holds(&choice.name, text)).collect()
    }

    fn sorts(&self, text: &str) -> Vec<Choice> {
        let Some(list) = self.list() else { return Vec::new() };
        let periods = self.catalog.plan(list.shown.plan).periods.iter().rev().map(|p| Sort::Grade(*p));
        let all = [Sort::Number, Sort::Departments].into_iter().chain(periods);
        all.map(|sort| Choice {
            name: sort.label(self.lang),
            beside: if sort == list.shown.sort { "*".to_owned() } else { String::new() },
            act: Act::Sort(sort),
        })
        .filter(|choice| holds(&choice.name, text))
        .collect()
    }

    /// The scope of the place in sight, whatever is being asked.
    pub(super) fn reading_scope(&self) -> Scope {
        match self.place() {
            Some(Place::Detail(_)) => Scope::Detail,
            Some(Place::Heatmap(_)) => Scope::Heatmap,
            Some(Place::Source(_)) => Scope::Source,
            Some(Place::Page(_)) => Scope::Page,
            Some(Place::Doctor(_)) => Scope::Doctor,
            Some(Place::Checks(_)) => Scope::Checks,
            Some(Place::Matters(_)) => Scope::Matters,
            Some(Place::Welcome | Place::List(_)) | None => Scope::List,
        }
    }

    /// Takes the name of what would be chosen into the line.
    pub(super) fn complete(&mut self) {
        let Some(ask) = &self.ask else { return };
        let Some(choice) = ask.choices.get(ask.at) else { return };
        let text = match &choice.act {
            Act::Run(command) => crate::command::entry(*command).id.to_owned(),
            Act::Open(program) => self.catalog.label(*program),
            _ => choice.name.trim_start_matches("* ").to_owned(),
        };
        self.retype(|line| *line = TextLine::new(&text));
    }

    /// Leaves the line: one stands again where it was begun.
    pub(super) fn ask_cancel(&mut self) {
        if let Some(ask) = self.ask.take() {
            self.places = ask.before;
        }
    }

    /// What was chosen, if anything; the line is left.
    pub(super) fn ask_accept(&mut self) -> Option<Act> {
        let ask = self.ask.take()?;
        let chosen = ask.choices.get(ask.at).map(|choice| choice.act.clone());
        let opens = self.list().is_some_and(|l| l.found.is_some() && l.program().is_some());
        match ask.kind {
            AskKind::Search => self.list().filter(|_| opens)?.program().map(Act::Open),
            // A path that is in no listing may be right all the same, and options may stand behind it.
            AskKind::Import => {
                let line = ask.line.text.trim().to_owned();
                chosen.or_else(|| (!line.is_empty()).then_some(Act::Import(line)))
            }
            AskKind::Number | AskKind::Command | AskKind::Filter | AskKind::Sort | AskKind::Copy => {
                if chosen.is_none() {
                    self.notice = Some(Msg::NoHits.fill(self.lang, &[&ask.line.text]));
                }
                chosen
            }
        }
    }
}

/// So many choices are offered; a reader asks for more by typing on.
const MOST: usize = 100;

/// Whether a name holds every word of what was typed, however it is spelt.
pub(super) fn holds(name: &str, typed: &str) -> bool {
    let name = fold(name);
    typed.split_whitespace().all(|word| name.contains(&fold(word)))
}
