//! The screens, on the store or on the samples; a plain listing where the terminal cannot show them.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::complaint::Amiss;
use super::context::{Context, load};
use super::failure::Failure;
use super::setup::{UserFile, first_of};
use super::{import, memory, print};
use crate::app::State;
use crate::model::{Catalog, DocumentIx};
use crate::session::{self, Source};
use crate::store::Store;
use crate::terminal::{Kind, kind};
use crate::words::{Lang, Msg};

/// The sample documents: name, text, and the plan where the document names none.
const SAMPLES: [(&str, &str, Option<&str>); 2] = [
    ("2015-half-year.txt", include_str!("../../examples/kodaira/2015-half-year.txt"), Some("P2")),
    ("2021-year-end.txt", include_str!("../../examples/kodaira/2021-year-end.txt"), None),
];

/// The screens on the samples, in a store of their own. They begin where they always begin: whoever shows them to
/// others knows what comes.
pub fn demo(context: &Context) -> Result<(), Failure> {
    may_show(context)?;
    import::samples(context, &SAMPLES)?;
    show(context, None)
}

/// The screens on the store, where one left them.
pub fn run(context: &Context) -> Result<(), Failure> {
    may_show(context)?;
    show(context, context.setup.state_dir().as_deref())
}

fn show(context: &Context, memory_dir: Option<&Path>) -> Result<(), Failure> {
    let (catalog, generation, notice) = context.load()?;
    if kind(&context.setup.env) == Kind::Plain {
        return listing(&catalog, context.lang);
    }
    let (keymap, keymap_file) = context.setup.keymap();
    let mut state = State::new(catalog, Arc::new(keymap), context.caps(), context.lang);
    if let Some(remembered) = memory_dir.and_then(|dir| memory::recall(dir, &context.store)) {
        state.resume(&remembered);
    }
    state.notice = first_of(notices(context, notice, &keymap_file), context.lang);
    let mut source = StoreSource::new(&context.store, generation, context.lang);
    let left = session::run(state, &mut source)
        .map_err(|e| Failure::input(Msg::ErrTerminal.fill(context.lang, &[&e])))?;
    if let (Some(dir), Some(remembered)) = (memory_dir, left.remember()) {
        memory::keep(dir, &context.store, remembered);
    }
    Ok(())
}

/// What is to be known before one begins, the weightiest first.
fn notices(context: &Context, store: Option<String>, keymap: &UserFile) -> Vec<String> {
    let setup = &context.setup;
    let mut all: Vec<String> = store.into_iter().collect();
    all.extend(setup.config.amiss.iter().chain(&keymap.amiss).map(Amiss::short));
    let (locale, utf8) = setup.locale();
    if !utf8 {
        all.push(Msg::NoteLocale.fill(context.lang, &[&locale]));
    }
    all
}

/// Screens need a terminal on both sides; a pipe gets a sentence and never waits.
fn may_show(context: &Context) -> Result<(), Failure> {
    if !std::io::stdout().is_terminal() {
        return Err(Failure::input(Msg::ErrNoTerminal.text(context.lang)));
    }
    if kind(&context.setup.env) == Kind::Screen && !std::io::stdin().is_terminal() {
        return Err(Failure::input(Msg::ErrStdinTerminal.text(context.lang)));
    }
    Ok(())
}

/// Everything in the store as plain lines.
fn listing(catalog: &Catalog, lang: Lang) -> Result<(), Failure> {
    if catalog.documents().is_empty() {
        let lines = [Msg::EmptyTitle, Msg::EmptyWhat, Msg::EmptyDemo, Msg::EmptyImport];
        return print(&lines.iter().map(|m| format!("{}\n", m.text(lang))).collect::<String>());
    }
    let mut out = String::new();
    for (ix, program) in catalog.programs().filter(|(_, p)| p.parent.is_none()) {
        let grades: Vec<String> = program.grades.iter().map(|c| super::find::letter(Some(c))).collect();
        out.push_str(&format!(
            "{} {} {}\n",
            catalog.label(ix),
            crate::text::sanitize(&program.name).as_str(),
            grades.join(" ")
        ));
    }
    print(&out)
}

/// The store as the screens see it.
struct StoreSource {
    store: Store,
    generation: u64,
    /// A generation that could not be loaded. It is not tried again: what is shown stays, until there is a newer one.
    failed: Option<u64>,
    lang: Lang,
}

impl StoreSource {
    /// The store, of which that generation is shown. It is looked at while somebody reads the screen, so it never waits
    /// for others.
    fn new(store: &Store, generation: u64, lang: Lang) -> StoreSource {
        StoreSource { store: store.clone().waiting(Duration::ZERO), generation, failed: None, lang }
    }
}

impl Source for StoreSource {
    fn changed(&mut self) -> Option<Arc<Catalog>> {
        let now = self.store.generation().ok()?;
        if now == self.generation || self.failed == Some(now) {
            return None;
        }
        let Ok(loaded) = load(&self.store) else {
            self.failed = Some(now);
            return None;
        };
        self.generation = loaded.generation;
        Some(Arc::new(loaded.catalog))
    }

    fn bytes(&self, catalog: &Catalog, document: DocumentIx) -> Result<Vec<u8>, String> {
        self.store
            .document_bytes(&catalog.document(document).id)
            .map_err(|e| Failure::of_store(&e, self.lang).sentence)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{self, Options};
    use crate::model::{Date, PlanCode};
    use crate::store::{Recipe, Stamp, hash};
    use std::fs;
    use std::time::Instant;

    fn keep(store: &Store, at: usize) {
        let (name, text, plan) = SAMPLES[at];
        let today = Date { year: 2026, month: 11, day: 21 };
        let code = plan.and_then(PlanCode::parse);
        let options = Options { name: name.into(), plan: code, period: None, today };
        let document = import::read(text.as_bytes(), &options, &[]).unwrap();
        let recipe = Recipe {
            name: name.into(),
            plan: plan.map(str::to_owned),
            municipality: None,
            by_agreement: false,
            encoding: "utf-8".into(),
            layout: "table".into(),
            period: None,
            today,
        };
        assert_eq!(document.id, hash(text.as_bytes()));
        store.import(text.as_bytes(), &document, &recipe, &Stamp { at_ms: 1, author: "春".into() }).unwrap();
    }

    #[test]
    fn a_generation_that_cannot_be_loaded_is_tried_once_and_without_waiting() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::at(dir.path().join("store"));
        keep(&store, 0);
        let mut source = StoreSource::new(&store, store.generation().unwrap(), Lang::Ja);
        assert!(source.changed().is_none());
        keep(&store, 1);
        // Nothing to be read without the lock, and somebody holds it.
        fs::remove_dir_all(store.dir().join("cache")).unwrap();
        let held = fs::File::open(store.dir().join("lock")).unwrap();
        held.lock().unwrap();
        let begun = Instant::now();
        assert!(source.changed().is_none());
        held.unlock().unwrap();
        // Not again, though it could be loaded now.
        assert!(source.changed().is_none() && !store.dir().join("cache").exists());
        assert!(begun.elapsed() < Duration::from_secs(1));
        let newest = load(&store).unwrap();
        let shown = source.changed().unwrap();
        assert_eq!((shown.documents().len(), source.generation), (2, newest.generation));
    }
}
