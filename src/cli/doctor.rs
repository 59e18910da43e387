//! `doctor`: the terminal, the store and the settings on one page, each with what to do about it. Changes nothing.

use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::IsTerminal;
use std::path::Path;
use std::time::Duration;

use super::args::{Doctor, TextOrJson};
use super::failure::Failure;
use super::setup::{Setup, UserFile};
use super::{json, memory, print, print_json};
use crate::app::doctor::{Check, Status, as_text};
use crate::app::{Caps, Depth, WidthSource};
use crate::settings;
use crate::store::{Freshness, Health, Lost, Store, StoreError, Unusable};
use crate::terminal::{self, Answer, Kind, kind};
use crate::text::Widths;
use crate::words::{Lang, Msg};

/// How long the terminal's answer is waited for: longer than the screens wait, since nothing else is to be seen.
const PATIENCE: Duration = Duration::from_millis(500);
/// Less than this, and an import may fill the disk.
const LITTLE_ROOM: u64 = 50 << 20;

/// Runs the command.
pub fn run(setup: &Setup, args: &Doctor) -> Result<(), Failure> {
    if args.sample {
        return print(&settings::sample(setup.lang));
    }
    let (caps, answer) = asked(setup);
    let checks = checks(setup, setup.store_dir().as_deref(), &caps, answer, args.verify);
    match args.format {
        TextOrJson::Text => {
            let widths = Widths::default().in_ascii(setup.lang.is_ascii());
            print(&as_text(&checks, widths, setup.lang))?;
        }
        TextOrJson::Json => {
            let rows: Vec<Value> = checks.iter().map(|check| as_json(check, setup.lang)).collect();
            let terminal = terminal_as_json(setup, &caps);
            print_json(&json!({"schema": json::SCHEMA, "checks": rows, "terminal": terminal}))?;
        }
    }
    // The page says already what the matter is; errors are those of the store.
    let whole = checks.iter().all(|check| check.status != Status::Error);
    if whole { Ok(()) } else { Err(Failure::store("")) }
}

/// The terminal's capabilities, and what it answered where it had to be asked how wide it draws.
fn asked(setup: &Setup) -> (Caps, Option<Answer>) {
    let mut caps = setup.caps();
    let can_ask = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    if caps.width_source != WidthSource::Fallback || !can_ask || kind(&setup.env) == Kind::Plain {
        return (caps, None);
    }
    let answer = terminal::ask(&caps, PATIENCE).ok().flatten();
    if let Some(Answer::Policy(policy)) = answer {
        (caps.policy, caps.width_source) = (policy, WidthSource::Probe);
    }
    (caps, answer)
}

/// Everything that can be looked at, of that store and of a terminal with these capabilities.
pub fn checks(
    setup: &Setup,
    store: Option<&Path>,
    caps: &Caps,
    answer: Option<Answer>,
    verify: bool,
) -> Vec<Check> {
    let mut page = Page { lang: setup.lang, checks: Vec::new() };
    page.terminal(setup, caps);
    page.width(caps, answer);
    page.around_terminal(setup, caps);
    page.locale(setup);
    page.store(store, verify);
    page.files(setup);
    page.state(setup, store);
    page.checks
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

    fn terminal(&mut self, setup: &Setup, caps: &Caps) {
        let lang = self.lang;
        let term = setup.env.get("TERM").filter(|term| !term.is_empty()).cloned();
        let (status, remedy) = match term.as_deref() {
            _ if kind(&setup.env) == Kind::Plain => (Status::Warning, Some(Msg::DoTerm)),
            Some("linux") => (Status::Warning, Some(Msg::DoConsole)),
            _ => (Status::Ok, None),
        };
        let term = term.unwrap_or_else(|| Msg::SeenNoTerm.text(lang).to_owned());
        let colours = match caps.depth {
            Depth::Mono => Msg::DepthMono,
            Depth::Sixteen => Msg::DepthSixteen,
            Depth::TwoFiftySix => Msg::DepthTwoFiftySix,
            Depth::Rgb => Msg::DepthRgb,
        };
        let colours = colours.text(lang);
        let detail = if std::io::stdout().is_terminal() {
            Msg::SeenTerminal.fill(lang, &[&term, &caps.size.cols, &caps.size.rows, &colours])
        } else {
            Msg::SeenPipe.fill(lang, &[&term, &colours])
        };
        self.add("terminal", Msg::CheckTerminal, status, detail, remedy);
    }

    /// How wide ambiguous characters are reckoned, and who says so.
    fn width(&mut self, caps: &Caps, answer: Option<Answer>) {
        let on_terminal = std::io::stdout().is_terminal();
        let who = match (caps.width_source, answer) {
            (WidthSource::Flag, _) => "--ambiguous",
            (WidthSource::Environment, _) => "SHINCHOKU_AMBIGUOUS",
            (WidthSource::Settings, _) => "config.toml",
            (WidthSource::Probe, _) => Msg::WidthAnswered.text(self.lang),
            (WidthSource::Chosen, _) => Msg::WidthByHand.text(self.lang),
            (WidthSource::Fallback, Some(Answer::Mixed)) => Msg::WidthMixed.text(self.lang),
            (WidthSource::Fallback, Some(Answer::NotUtf8)) => {
                let detail = Msg::NoteNotUtf8.text(self.lang).to_owned();
                self.add("width", Msg::CheckWidth, Status::Warning, detail, None);
                return;
            }
            (WidthSource::Fallback, _) if on_terminal => Msg::WidthMute.text(self.lang),
            (WidthSource::Fallback, _) => {
                let detail = Msg::SeenWidthAsked.text(self.lang).to_owned();
                self.add("width", Msg::CheckWidth, Status::Ok, detail, None);
                return;
            }
        };
        let detail = Msg::SeenWidth.fill(self.lang, &[&caps.policy.id(), &who]);
        self.add("width", Msg::CheckWidth, Status::Ok, detail, None);
    }

    /// What stands between the program and the terminal, and what is sent to it beside text.
    fn around_terminal(&mut self, setup: &Setup, caps: &Caps) {
        let lang = self.lang;
        let between = multiplexer(&setup.env).unwrap_or(Msg::SeenNone.text(lang)).to_owned();
        self.add("multiplexer", Msg::CheckMultiplexer, Status::Ok, between, None);
        let sync = Msg::SeenSync.text(lang).to_owned();
        self.add("sync", Msg::CheckSync, Status::Ok, sync, None);
        let clips = match (caps.clipboard, multiplexer(&setup.env)) {
            (_, Some("tmux")) if !caps.restricted => Msg::SeenClipsTmux,
            (true, _) => Msg::SeenClips,
            (false, _) => Msg::SeenNoClips,
        };
        self.add("clipboard", Msg::CheckClipboard, Status::Ok, clips.text(lang).to_owned(), None);
    }

    fn locale(&mut self, setup: &Setup) {
        let (locale, utf8) = setup.locale();
        let (status, remedy) = if utf8 { (Status::Ok, None) } else { (Status::Warning, Some(Msg::DoLocale)) };
        self.add("locale", Msg::CheckLocale, status, locale, remedy);
        let id = self.lang.id().to_owned();
        self.add("language", Msg::CheckLanguage, Status::Ok, id, None);
    }

    fn store(&mut self, dir: Option<&Path>, verify: bool) {
        let lang = self.lang;
        let Some(dir) = dir else {
            let detail = Msg::ErrNoHome.text(lang).to_owned();
            self.add("store", Msg::CheckStore, Status::Error, detail, None);
            return;
        };
        let health = match Store::at(dir).health(verify) {
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
        let mut detail = all.fill(self.lang, &[&health.documents]);
        if health.replaced > 0 {
            detail = Msg::SeenReplaced.fill(self.lang, &[&detail, &health.replaced]);
        }
        self.add("documents", Msg::CheckDocuments, Status::Ok, detail, None);
        for Lost { id, name, replaced, error } in &health.lost {
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
            let (status, remedy) = match replaced {
                true => (Status::Warning, Msg::DoNothingReplaced),
                false => (Status::Error, Msg::DoImportAgain),
            };
            self.add("documents", Msg::CheckDocuments, status, detail, Some(remedy));
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

    fn state(&mut self, setup: &Setup, store: Option<&Path>) {
        let detail = match (setup.state_dir(), store) {
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

fn as_json(check: &Check, lang: Lang) -> Value {
    let status = match check.status {
        Status::Ok => "ok",
        Status::Warning => "warning",
        Status::Error => "error",
    };
    json!({
        "id": check.id,
        "status": status,
        "what": check.what.text(lang),
        "detail": check.detail,
        "remedy": check.remedy,
    })
}

/// The terminal's capabilities for machines.
fn terminal_as_json(setup: &Setup, caps: &Caps) -> Value {
    let depth = match caps.depth {
        Depth::Mono => "mono",
        Depth::Sixteen => "16",
        Depth::TwoFiftySix => "256",
        Depth::Rgb => "rgb",
    };
    let source = match caps.width_source {
        WidthSource::Flag => "flag",
        WidthSource::Environment => "environment",
        WidthSource::Settings => "config",
        WidthSource::Probe => "probe",
        WidthSource::Fallback => "fallback",
        WidthSource::Chosen => "chosen",
    };
    let (locale, utf8) = setup.locale();
    json!({
        "term": setup.env.get("TERM"),
        "size": {"cols": caps.size.cols, "rows": caps.size.rows},
        "depth": depth,
        "width": {"policy": caps.policy.id(), "source": source},
        "locale": {"name": locale, "utf8": utf8},
        "multiplexer": multiplexer(&setup.env),
        "sync": true,
        "clipboard": caps.clipboard,
        "ascii": caps.ascii,
    })
}

/// The program that stands between this one and the terminal, where one says so.
fn multiplexer(env: &HashMap<String, String>) -> Option<&'static str> {
    let known = [("TMUX", "tmux"), ("STY", "screen"), ("ZELLIJ", "zellij")];
    known.into_iter().find(|(name, _)| env.get(*name).is_some_and(|v| !v.is_empty())).map(|(_, who)| who)
}
