//! `doctor`: the terminal, the store and the settings on one page, each with what to do about it. Changes nothing.

use serde_json::{Value, json};
use std::io::IsTerminal;

use super::args::{Doctor, TextOrJson};
use super::failure::Failure;
use super::setup::{Setup, UserFile};
use super::{json, memory, print, print_json};
use crate::app::{Depth, WidthSource};
use crate::settings;
use crate::store::{Freshness, Health, Lost, Store, StoreError, Unusable};
use crate::terminal::{self, Kind, kind};
use crate::text::{Align, Widths, pad, sanitize};
use crate::words::{Lang, Msg};

/// Less than this, and an import may fill the disk.
const LITTLE_ROOM: u64 = 50 << 20;

/// How something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Status {
    Ok,
    Warning,
    Error,
}

/// One line of the page.
struct Check {
    id: &'static str,
    status: Status,
    what: Msg,
    detail: String,
    remedy: Option<String>,
}

/// Runs the command.
pub fn run(setup: &Setup, args: &Doctor) -> Result<(), Failure> {
    if args.sample {
        return print(&settings::sample(setup.lang));
    }
    let mut page = Page { lang: setup.lang, checks: Vec::new() };
    page.terminal(setup);
    page.locale(setup);
    page.store(setup, args.verify);
    page.files(setup);
    page.state(setup);
    match args.format {
        TextOrJson::Text => print(&page.as_text())?,
        TextOrJson::Json => {
            let checks: Vec<Value> = page.checks.iter().map(|c| c.as_json(setup.lang)).collect();
            print_json(&json!({"schema": json::SCHEMA, "checks": checks}))?;
        }
    }
    // The page says already what the matter is; errors are those of the store.
    let whole = page.checks.iter().all(|check| check.status != Status::Error);
    if whole { Ok(()) } else { Err(Failure::store("")) }
}

struct Page {
    lang: Lang,
    checks: Vec<Check>,
}

impl Page {
    fn add(&mut self, id: &'static str, what: Msg, status: Status, detail: String, remedy: Option<Msg>) {
        let remedy = remedy.map(|msg| msg.text(self.lang).to_owned());
        self.checks.push(Check { id, status, what, detail, remedy });
    }

    fn terminal(&mut self, setup: &Setup) {
        let lang = self.lang;
        let term = setup.env.get("TERM").filter(|term| !term.is_empty()).cloned();
        let (status, remedy) = match term.as_deref() {
            _ if kind(&setup.env) == Kind::Plain => (Status::Warning, Some(Msg::DoTerm)),
            Some("linux") => (Status::Warning, Some(Msg::DoConsole)),
            _ => (Status::Ok, None),
        };
        let term = term.unwrap_or_else(|| Msg::SeenNoTerm.text(lang).to_owned());
        let colours = match setup.depth().unwrap_or_else(|| terminal::depth(&setup.env)) {
            Depth::Mono => Msg::DepthMono,
            Depth::Sixteen => Msg::DepthSixteen,
            Depth::TwoFiftySix => Msg::DepthTwoFiftySix,
            Depth::Rgb => Msg::DepthRgb,
        };
        let colours = colours.text(lang);
        let detail = if std::io::stdout().is_terminal() {
            let size = setup.caps().size;
            Msg::SeenTerminal.fill(lang, &[&term, &size.cols, &size.rows, &colours])
        } else {
            Msg::SeenPipe.fill(lang, &[&term, &colours])
        };
        self.add("terminal", Msg::CheckTerminal, status, detail, remedy);
        let caps = setup.caps();
        let who = match caps.width_source {
            WidthSource::Flag => "--ambiguous",
            WidthSource::Environment => "SHINCHOKU_AMBIGUOUS",
            WidthSource::Settings => "config.toml",
            WidthSource::Probe | WidthSource::Chosen | WidthSource::Fallback => "",
        };
        let detail = if who.is_empty() {
            Msg::SeenWidthAsked.text(lang).to_owned()
        } else {
            Msg::SeenWidth.fill(lang, &[&caps.policy.id(), &who])
        };
        self.add("width", Msg::CheckWidth, Status::Ok, detail, None);
    }

    fn locale(&mut self, setup: &Setup) {
        let (locale, utf8) = setup.locale();
        let (status, remedy) = if utf8 { (Status::Ok, None) } else { (Status::Warning, Some(Msg::DoLocale)) };
        self.add("locale", Msg::CheckLocale, status, locale, remedy);
        let id = self.lang.id().to_owned();
        self.add("language", Msg::CheckLanguage, Status::Ok, id, None);
    }

    fn store(&mut self, setup: &Setup, verify: bool) {
        let lang = self.lang;
        let Some(dir) = setup.store_dir() else {
            let detail = Msg::ErrNoHome.text(lang).to_owned();
            self.add("store", Msg::CheckStore, Status::Error, detail, None);
            return;
        };
        let health = match Store::at(&dir).health(verify) {
            Ok(health) => health,
            Err(error) => {
                let sentence = Failure::of_store(&error, lang).sentence;
                self.add("store", Msg::CheckStore, Status::Error, sentence, None);
                return;
            }
        };
        let shown = dir.display();
        let detail = match &health {
            Health { there: false, writable: true, .. } => Msg::SeenNoStore.fill(lang, &[&shown]),
            Health { writable: false, .. } => Msg::SeenReadOnly.fill(lang, &[&shown]),
            Health { format, .. } => Msg::SeenStore.fill(lang, &[&shown, format]),
        };
        let (status, remedy) =
            if health.writable { (Status::Ok, None) } else { (Status::Warning, Some(Msg::DoRights)) };
        self.add("store", Msg::CheckStore, status, detail, remedy);
        self.documents(&health, verify);
        if health.there {
            let (status, detail, remedy) = snapshot(health.snapshot, lang);
            self.add("snapshot", Msg::CheckSnapshot, status, detail, remedy);
        }
        let (status, detail, remedy) = match health.free {
            None => (Status::Ok, Msg::SeenSpaceUnknown.text(lang).to_owned(), None),
            Some(bytes) => {
                let detail = Msg::SeenSpace.fill(lang, &[&(bytes >> 20)]);
                let little = bytes < LITTLE_ROOM;
                (if little { Status::Warning } else { Status::Ok }, detail, little.then_some(Msg::DoSpace))
            }
        };
        self.add("space", Msg::CheckSpace, status, detail, remedy);
    }

    fn documents(&mut self, health: &Health, verify: bool) {
        let all = if verify && health.lost.is_empty() { Msg::SeenVerified } else { Msg::SeenDocuments };
        let detail = all.fill(self.lang, &[&health.documents]);
        self.add("documents", Msg::CheckDocuments, Status::Ok, detail, None);
        for Lost { id, name, error } in &health.lost {
            let short: String = id.0.chars().take(12).collect();
            let name = name.as_ref().unwrap_or(&short);
            let said = match error {
                StoreError::WrongHash { .. } => Msg::SeenChanged,
                StoreError::NoDocument { path, .. } if path.extension().is_none() => Msg::SeenLost,
                StoreError::NoDocument { .. } | StoreError::BadRecipe { .. } => Msg::SeenLostRecipe,
                other => {
                    let sentence = Failure::of_store(other, self.lang).sentence;
                    self.add("documents", Msg::CheckDocuments, Status::Error, sentence, None);
                    continue;
                }
            };
            let detail = said.fill(self.lang, &[name]);
            self.add("documents", Msg::CheckDocuments, Status::Error, detail, Some(Msg::DoImportAgain));
        }
    }

    fn files(&mut self, setup: &Setup) {
        let lang = self.lang;
        let (_, keymap) = setup.keymap();
        let said = if setup.config.there { Msg::SeenFile } else { Msg::SeenNoFile };
        let remedy = (!setup.config.there).then_some(Msg::DoSample);
        self.file("config", Msg::CheckConfig, &setup.config, |path| (said.fill(lang, &[&path]), remedy));
        let said = if keymap.there { Msg::SeenKeymap } else { Msg::SeenNoKeymap };
        let under = setup.settings.keymap.unwrap_or_default().id();
        self.file("keymap", Msg::CheckKeymap, &keymap, |path| (said.fill(lang, &[&path, &under]), None));
    }

    /// A file of the user's: what `seen` says of its path, and what is amiss in it.
    fn file(
        &mut self,
        id: &'static str,
        what: Msg,
        file: &UserFile,
        seen: impl FnOnce(&str) -> (String, Option<Msg>),
    ) {
        match &file.path {
            None => {
                let detail = Msg::SeenNoHome.text(self.lang).to_owned();
                self.add(id, what, Status::Warning, detail, Some(Msg::DoHome));
            }
            Some(path) if file.there || file.amiss.is_empty() => {
                let (detail, remedy) = seen(&path.display().to_string());
                self.add(id, what, Status::Ok, detail, remedy);
            }
            Some(_) => {}
        }
        for amiss in &file.amiss {
            let remedy = (amiss.line > 0).then_some(Msg::DoMend);
            self.add(id, what, Status::Warning, amiss.to_string(), remedy);
        }
    }

    fn state(&mut self, setup: &Setup) {
        let detail = match (setup.state_dir(), setup.store_dir()) {
            _ if setup.restricted => Msg::SeenRestricted.text(self.lang).to_owned(),
            (Some(state), Some(store)) => {
                let path = memory::path(&state, &Store::at(store));
                let said = if path.is_file() { Msg::SeenFile } else { Msg::SeenNoFile };
                said.fill(self.lang, &[&path.display()])
            }
            _ => Msg::SeenNoHome.text(self.lang).to_owned(),
        };
        self.add("state", Msg::CheckState, Status::Ok, detail, None);
    }

    fn as_text(&self) -> String {
        let (lang, widths) = (self.lang, Widths::default());
        let word = |status| {
            match status {
                Status::Ok => Msg::StatusOk,
                Status::Warning => Msg::StatusWarning,
                Status::Error => Msg::StatusError,
            }
            .text(lang)
        };
        let widest = |texts: &mut dyn Iterator<Item = &str>| texts.map(|t| widths.str(t)).max().unwrap_or(0);
        let statuses = widest(&mut self.checks.iter().map(|c| word(c.status)));
        let names = widest(&mut self.checks.iter().map(|c| c.what.text(lang)));
        let cell = |text: &str, cells| pad(&sanitize(text), cells, Align::Left, widths).as_str().to_owned();
        let mut out = String::new();
        for check in &self.checks {
            let (status, name) = (cell(word(check.status), statuses), cell(check.what.text(lang), names));
            out.push_str(&format!("{status}  {name}  {}\n", sanitize(&check.detail).as_str()));
            if let Some(remedy) = &check.remedy {
                out.push_str(&format!("{}-> {remedy}\n", " ".repeat(statuses + names + 4)));
            }
        }
        out
    }
}

fn snapshot(freshness: Freshness, lang: Lang) -> (Status, String, Option<Msg>) {
    let said = match freshness {
        Freshness::Fresh(generation) => {
            return (Status::Ok, Msg::SeenFresh.fill(lang, &[&generation]), None);
        }
        Freshness::Behind | Freshness::Unusable(Unusable::Behind) => Msg::SeenBehind,
        Freshness::Unusable(Unusable::Missing) => Msg::SeenMissing,
        Freshness::Unusable(Unusable::Damaged) => Msg::SeenDamaged,
        Freshness::Unusable(Unusable::OtherVersion) => Msg::SeenOtherVersion,
    };
    (Status::Warning, said.text(lang).to_owned(), Some(Msg::DoNothing))
}

impl Check {
    fn as_json(&self, lang: Lang) -> Value {
        let status = match self.status {
            Status::Ok => "ok",
            Status::Warning => "warning",
            Status::Error => "error",
        };
        json!({
            "id": self.id,
            "status": status,
            "what": self.what.text(lang),
            "detail": self.detail,
            "remedy": self.remedy,
        })
    }
}
