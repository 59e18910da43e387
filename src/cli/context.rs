//! What a command needs of the world: the day, the store, and what [`Setup`] has read of the rest.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use super::failure::Failure;
use super::setup::Setup;
use super::written;
use crate::app::Caps;
use crate::import::{self, Decoded, Encoding, ImportError, KnownPlan, Options};
use crate::model::{
    Catalog, Counted, Date, Document, DocumentHead, DocumentId, Doubt, Doubtful, Fact, PlanCode, PlanId,
    Subject,
};
use crate::settings::{self, Misread, Mistake};
use crate::store::hash;
use crate::store::{Loaded, Notice, Recipe, Stamp, Store};
use crate::words::{Lang, Msg};

/// The world as a command sees it.
pub struct Context {
    /// The environment and the user's settings.
    pub setup: Setup,
    /// The store.
    pub store: Store,
    /// The language of the program's words.
    pub lang: Lang,
}

impl Context {
    /// The world with the user's store.
    pub fn new(setup: Setup) -> Result<Context, Failure> {
        let lang = setup.lang;
        let dir = setup.store()?;
        Ok(Context { setup, store: Store::at(dir), lang })
    }

    /// The world with the store of the samples.
    pub fn demo(setup: Setup) -> Context {
        let (store, lang) = (Store::at(setup.demo_dir()), setup.lang);
        Context { setup, store, lang }
    }

    /// The present day.
    pub fn today() -> Date {
        Date::from_unix_days((now_ms() / 86_400_000).cast_signed())
    }

    /// Who changes something, and when.
    pub fn stamp(&self) -> Stamp {
        Context::stamp_of(self.setup.author())
    }

    /// That this person changes something now.
    pub fn stamp_of(author: String) -> Stamp {
        Stamp { at_ms: now_ms(), author }
    }

    /// The capabilities of the terminal on standard output.
    pub fn caps(&self) -> Caps {
        self.setup.caps()
    }

    /// The picture of the store, with a sentence on what had to be mended for it.
    pub fn load(&self) -> Result<(Arc<Catalog>, u64, Option<String>), Failure> {
        let loaded = load(&self.store).map_err(|e| Failure::of_store(&e, self.lang))?;
        let notice = loaded.notice.as_ref().map(|n| mended(&self.store, n, self.lang));
        Ok((Arc::new(loaded.catalog), loaded.generation, notice))
    }

    /// The picture of the store, in which what people have corrected is counted where that is asked for.
    pub fn counting(&self, curated: bool) -> Result<Arc<Catalog>, Failure> {
        let counted = if curated { Counted::Curated } else { Counted::Printed };
        Ok(self.catalog()?.counting(counted))
    }

    /// The picture of the store; what had to be mended is said on standard error.
    pub fn catalog(&self) -> Result<Arc<Catalog>, Failure> {
        let (catalog, _, notice) = self.load()?;
        if let Some(notice) = notice {
            super::say(&notice);
        }
        Ok(catalog)
    }
}

/// Loads a store; documents are read again, in the order of their import, where its derived files cannot be used.
pub fn load(store: &Store) -> Result<Loaded, crate::store::StoreError> {
    store.load(reader())
}

/// What reads the documents of a store again, in the order in which it is given them.
pub fn reader() -> impl Fn(&[u8], &Recipe) -> Option<Document> + Send + Sync + 'static {
    // Recipes of earlier versions do not say as which plan a document was recognised: those before it are known here.
    let known: Mutex<Vec<KnownPlan>> = Mutex::default();
    move |bytes, recipe| {
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        let document = match read_as(bytes, recipe, &known) {
            // Earlier versions took any period that was given.
            Err(ImportError::OtherPeriod { .. }) => {
                read_as(bytes, &Recipe { period: None, ..recipe.clone() }, &known)
            }
            read => read,
        };
        let document = document.ok()?;
        add_known(&mut known, &document);
        Some(document)
    }
}

/// The layout of a file of decisions, as recipes have it.
pub const CURATION: &str = "curation";

/// Reads a file of decisions; what is wrong in it stands among its doubts, and in full beside it.
pub fn decisions(bytes: &[u8], name: &str, encoding: Option<Encoding>) -> (Document, Vec<Mistake>) {
    let (text, not_utf8) = match import::decode_in(bytes, encoding) {
        Ok(decoded) => (decoded.lines().map(|(_, line)| format!("{line}\n")).collect(), Vec::new()),
        Err(_) => written::text(bytes),
    };
    let (mut document, mut mistakes) = settings::curation(&text, hash(bytes), name);
    let bad = |line: usize| Mistake { line, column: 1, fault: Misread::Syntax("UTF-8".to_owned()) };
    mistakes.extend(not_utf8.iter().map(|line| bad(*line)));
    let lines: Vec<&str> = text.lines().collect();
    document.doubts = mistakes
        .iter()
        .map(|mistake| Doubt {
            line: mistake.line as u32,
            subject: None,
            text: lines.get(mistake.line.saturating_sub(1)).map_or("", |line| line.trim()).into(),
            what: Doubtful::BadEntry,
        })
        .collect();
    (document, mistakes)
}

/// Reads a document as a recipe says. `known` are the plans of which one that names none may be.
pub fn read_as(bytes: &[u8], recipe: &Recipe, known: &[KnownPlan]) -> Result<Document, ImportError> {
    if recipe.layout == CURATION {
        return Ok(decisions(bytes, &recipe.name, Encoding::named(&recipe.encoding)).0);
    }
    let plan = recipe.plan.as_deref().and_then(PlanCode::parse);
    let encoding = Encoding::named(&recipe.encoding);
    let (name, period, today) = (recipe.name.clone(), recipe.period, recipe.today);
    let mut options = Options { name, encoding, plan, period, today };
    match options.plan.take_if(|_| recipe.by_agreement) {
        Some(code) => {
            let municipality = recipe.municipality.as_deref().map(Arc::from);
            import::read_as(bytes, &options, &PlanId { municipality, code })
        }
        None => import::read(bytes, &options, known),
    }
}

/// The lines of a document of the store, in the encoding in which they were read.
pub fn lines(store: &Store, document: &DocumentHead, lang: Lang) -> Result<Decoded, Failure> {
    let bytes = store.document_bytes(&document.id).map_err(|e| Failure::of_store(&e, lang))?;
    let encoding = store.recipe(&document.id).and_then(|recipe| Encoding::named(&recipe.encoding));
    import::decode_in(&bytes, encoding).map_err(|e| Failure::of_import(&document.name, &e, lang))
}

/// The plans in a catalog, by which a document that names none may be recognised.
pub fn known_plans(catalog: &Catalog) -> Vec<KnownPlan> {
    catalog
        .plans()
        .map(|(ix, plan)| KnownPlan {
            id: plan.id.clone(),
            programs: catalog.programs_of(ix).map(|(_, p)| (p.number, p.name.clone())).collect(),
        })
        .collect()
}

/// Adds the plans of a document to the known ones.
pub fn add_known(known: &mut Vec<KnownPlan>, document: &Document) {
    let places: Vec<usize> = document
        .plans
        .iter()
        .map(|plan| {
            known.iter().position(|k| k.id == plan.id).unwrap_or_else(|| {
                known.push(KnownPlan { id: plan.id.clone(), programs: Vec::new() });
                known.len() - 1
            })
        })
        .collect();
    for statement in &document.statements {
        let (Subject::Program(at, number), Fact::Name) = (statement.subject, &statement.fact) else {
            continue;
        };
        let Some(entry) = places.get(at as usize).and_then(|at| known.get_mut(*at)) else { continue };
        if !entry.programs.iter().any(|(n, _)| *n == number) {
            entry.programs.push((number, statement.text.clone()));
        }
    }
}

fn now_ms() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| u64::try_from(d.as_millis()).unwrap_or(0))
}

/// What was found amiss and done about it, in one line.
pub fn mended(store: &Store, notice: &Notice, lang: Lang) -> String {
    let (said, unreadable) = match notice {
        Notice::SnapshotRebuilt { .. } => (Msg::NoteRebuilt.text(lang).to_owned(), &[][..]),
        Notice::CaughtUp { documents, removed, unreadable } => {
            let count = documents.len() + removed.len();
            (Msg::NoteCaughtUp.fill(lang, &[&count]), unreadable.as_slice())
        }
        Notice::CatalogRebuilt { moved_to: None, unreadable, .. } => {
            (Msg::NoteTablesMade.text(lang).to_owned(), unreadable.as_slice())
        }
        Notice::CatalogRebuilt { moved_to: Some(moved_to), unreadable, .. } => {
            (Msg::NoteCatalogRebuilt.fill(lang, &[&moved_to.display()]), unreadable.as_slice())
        }
        Notice::Behind => (Msg::NoteBehind.text(lang).to_owned(), &[][..]),
        Notice::NotWritable { error, unreadable } if error.is_not_writable() => {
            (Msg::NoteNotWritable.text(lang).to_owned(), unreadable.as_slice())
        }
        Notice::NotWritable { error, unreadable } => {
            (Msg::NoteTablesUnusable.fill(lang, &[error]), unreadable.as_slice())
        }
    };
    if unreadable.is_empty() {
        return said;
    }
    let names: Vec<String> = unreadable.iter().map(|id| name_of(store, id)).collect();
    let unreadable = Msg::NoteUnreadable.fill(lang, &[&names.join(Msg::Comma.text(lang))]);
    Msg::NoteBoth.fill(lang, &[&said, &unreadable])
}

/// The name of a document that may be in no catalog: that of its file, else the beginning of its hash.
fn name_of(store: &Store, id: &DocumentId) -> String {
    store.recipe(id).map_or_else(|| id.0.chars().take(12).collect(), |recipe| recipe.name)
}
