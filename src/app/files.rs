//! Choosing what to import: a line that completes itself with the names of files, and how far an import has come.

use super::ask::{Act, Ask, AskKind, Choice, holds};
use super::input::Effect;
use super::page::Page;
use super::state::{Place, State};
use crate::words::Msg;

/// What a directory holds, as far as it may be imported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The directory as typed: empty, or with a `/` at its end.
    pub dir: String,
    /// Names in it; those of directories end with a `/`.
    pub names: Vec<String>,
}

/// The directory in a path that is being typed.
fn dir_of(text: &str) -> &str {
    text.rfind('/').and_then(|at| text.get(..=at)).unwrap_or_default()
}

impl State {
    /// Begins to ask for what to import; after one that failed, with what was asked then.
    pub(super) fn start_import(&mut self) {
        if self.caps.restricted {
            self.notice = Some(Msg::ImportRestricted.text(self.lang).to_owned());
        } else if self.working.is_some() {
            self.notice = Some(Msg::ImportRunning.text(self.lang).to_owned());
        } else {
            let text = std::mem::take(&mut self.retry);
            self.ask(AskKind::Import, &text);
        }
    }

    /// The names that fit what has been typed, below the directory itself.
    pub(super) fn file_choices(&self, text: &str) -> Vec<Choice> {
        let Some(Ask { listing, .. }) = &self.ask else { return Vec::new() };
        let dir = dir_of(text);
        if listing.dir != dir {
            return Vec::new();
        }
        let typed = text.get(dir.len()..).unwrap_or_default();
        let whole = (typed.is_empty() && !dir.is_empty()).then(|| Choice {
            name: dir.to_owned(),
            beside: Msg::WholeDirectory.text(self.lang).to_owned(),
            act: Act::Import(dir.to_owned()),
        });
        let names = listing.names.iter().filter(|name| holds(name, typed)).map(|name| {
            let path = format!("{dir}{name}");
            let act = if name.ends_with('/') { Act::GoOn(path.clone()) } else { Act::Import(path.clone()) };
            Choice { name: path, beside: String::new(), act }
        });
        whole.into_iter().chain(names).collect()
    }

    /// What has to be known to choose: the names in the directory that is being typed.
    pub(super) fn wanted_listing(&mut self) -> Option<Effect> {
        let ask = self.ask.as_mut().filter(|ask| ask.kind == AskKind::Import)?;
        let dir = dir_of(&ask.line.text).to_owned();
        if ask.listed && ask.listing.dir == dir {
            return None;
        }
        (ask.listed, ask.listing) = (true, Listing { dir: dir.clone(), names: Vec::new() });
        Some(Effect::List(dir))
    }

    /// Takes the names in a directory, unless one has typed on.
    pub(super) fn listed(&mut self, listing: Listing) {
        if let Some(ask) = self.ask.as_mut().filter(|ask| ask.listing.dir == listing.dir) {
            ask.listing = listing;
            self.asked();
        }
    }

    /// Begins an import.
    pub(super) fn import(&mut self, line: String) -> Vec<Effect> {
        self.working = Some(String::new());
        self.retry.clone_from(&line);
        vec![Effect::Import(line)]
    }

    /// An import has come to its end.
    pub(super) fn imported(&mut self, ended: Result<String, Vec<String>>) {
        self.working = None;
        match ended {
            Ok(sentence) => {
                self.retry.clear();
                self.notice = Some(sentence);
            }
            Err(sentences) => match sentences.as_slice() {
                [one] => self.notice = Some(one.clone()),
                all => self.places.push(Place::Page(Page::of_text(Msg::ImportEnded, all.join("\n")))),
            },
        }
    }

    /// Asks a running import to stop.
    pub(super) fn stop(&mut self) -> Vec<Effect> {
        if self.working.is_some() {
            return vec![Effect::Stop];
        }
        self.notice = Some(Msg::NothingRuns.text(self.lang).to_owned());
        Vec::new()
    }
}
