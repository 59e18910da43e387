//! The screens, on the store or on the samples; a plain listing where the terminal cannot show them.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::asked::Asked;
use super::complaint::Amiss;
use super::context::{self, Context, load, mended};
use super::desk::{Desk, Ended};
use super::edition::{self, Edition};
use super::failure::Failure;
use super::files::{self, Named};
use super::setup::{Setup, UserFile, first_of};
use super::{doctor, import, memory, print};
use crate::app::doctor::Check;
use crate::app::{Caps, State};
use crate::import::Decoded;
use crate::model::{Catalog, DocumentIx, Judgement, MatterId};
use crate::session::{self, Change, Source, Work};
use crate::store::Store;
use crate::terminal::{Kind, kind};
use crate::words::{Lang, Msg};

/// The sample documents, and what was decided about them, which says of which plan they are.
const SAMPLES: [(&str, &str); 6] = [
    ("curation.toml", include_str!("../../examples/kodaira/curation.toml")),
    ("2013-year-end.txt", include_str!("../../examples/kodaira/2013-year-end.txt")),
    ("2014-overview.txt", include_str!("../../examples/kodaira/2014-overview.txt")),
    ("2015-half-year.txt", include_str!("../../examples/kodaira/2015-half-year.txt")),
    ("2021-year-end.txt", include_str!("../../examples/kodaira/2021-year-end.txt")),
    ("2023-year-end.txt", include_str!("../../examples/kodaira/2023-year-end.txt")),
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
    let mut source = StoreSource::new(context, generation);
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
    setup: Setup,
}

impl StoreSource {
    /// The store, of which that generation is shown. It is looked at while somebody reads the screen, so it never waits
    /// for others.
    fn new(context: &Context, generation: u64) -> StoreSource {
        let store = context.store.clone().waiting(Duration::ZERO);
        StoreSource { store, generation, failed: None, setup: context.setup.clone() }
    }

    /// A path as somebody types it.
    fn path(&self, typed: &str) -> PathBuf {
        match (typed.strip_prefix("~/"), self.setup.home()) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(if typed.is_empty() { "." } else { typed }),
        }
    }
}

impl Source for StoreSource {
    fn changed(&mut self) -> Option<Change> {
        let now = self.store.generation().ok()?;
        if now == self.generation || self.failed == Some(now) {
            return None;
        }
        match load(&self.store) {
            Ok(loaded) => {
                self.generation = loaded.generation;
                let mended =
                    loaded.notice.as_ref().map(|notice| mended(&self.store, notice, self.setup.lang));
                Some(Change::Catalog(Arc::new(loaded.catalog), mended))
            }
            Err(error) => {
                self.failed = Some(now);
                Some(Change::Trouble(Failure::of_store(&error, self.setup.lang).sentence))
            }
        }
    }

    fn lines(&self, catalog: &Catalog, document: DocumentIx) -> Result<Decoded, String> {
        context::lines(&self.store, catalog.document(document), self.setup.lang).map_err(|f| f.sentence)
    }

    fn names(&self, dir: &str) -> Vec<String> {
        files::names(&self.path(dir))
    }

    fn examine(&self, caps: &Caps) -> Vec<Check> {
        doctor::checks(&self.setup, Some(self.store.dir()), caps, None, false)
    }

    fn rule(&mut self, id: &MatterId, judgement: Option<Judgement>) -> Result<(), String> {
        let stamp = Context::stamp_of(self.setup.author());
        let kept = Store::at(self.store.dir()).rule(id, judgement, &stamp);
        kept.map_err(|error| Failure::of_store(&error, self.setup.lang).sentence)
    }

    fn import(&self, catalog: &Arc<Catalog>, line: String) -> Work {
        let (lang, typed) = (self.setup.lang, Typed::of(&line));
        let path = self.path(typed.path);
        let replaces = typed.replaces.map(str::to_owned);
        let asked = Asked::new(typed.plan, typed.period, typed.encoding, lang);
        let asked = asked.map(|asked| Asked { replaces, ..asked });
        let yes = typed.yes;
        let desk = Desk::new(&Store::at(self.store.dir()), lang, Arc::clone(catalog), self.generation);
        let stamp = Context::stamp_of(self.setup.author());
        Box::new(move |tell| {
            let said = |failure: Failure| vec![failure.sentence];
            let Named { files, .. } = files::named(&[path], lang).map_err(said)?;
            let mut watch = |at: super::desk::Progress<'_>| tell(at.sentence(lang));
            let mut differences = Vec::new();
            // Nobody can be asked beside the screens: one looks at the difference and says yes behind the path.
            let mut consents = |catalog: &Catalog, new: &str, edition: &Edition| {
                if !yes {
                    differences.extend(edition::lines(catalog, new, edition, lang));
                }
                Ok(yes)
            };
            let asked = asked.map_err(said)?;
            let ended = desk.import(&files, &asked, Some(&stamp), &mut consents, &mut watch).map_err(said)?;
            if !differences.is_empty() {
                differences.push(Msg::NoteTakeEdition.text(lang).to_owned());
            }
            outcome(ended, differences, lang)
        })
    }
}

/// What is typed to import: a path, and behind it what the document does not say.
#[derive(Debug, Default, PartialEq, Eq)]
struct Typed<'a> {
    path: &'a str,
    plan: Option<&'a str>,
    period: Option<&'a str>,
    encoding: Option<&'a str>,
    replaces: Option<&'a str>,
    yes: bool,
}

impl Typed<'_> {
    /// Options stand behind the path, as in a call; a path may have blanks in it.
    fn of(line: &str) -> Typed<'_> {
        let mut typed = Typed { path: line.trim(), ..Typed::default() };
        loop {
            if let Some(before) = typed.path.strip_suffix(" --yes") {
                (typed.path, typed.yes) = (before.trim_end(), true);
            } else if let Some(behind) = typed.path.strip_prefix("--yes ") {
                (typed.path, typed.yes) = (behind.trim_start(), true);
            } else if let Some((before, option, value)) = last_option(typed.path) {
                typed.path = before;
                typed.put(option, value);
            } else if let Some((option, value, behind)) = first_option(typed.path) {
                typed.path = behind;
                typed.put(option, value);
            } else {
                return typed;
            }
        }
    }
}

impl<'a> Typed<'a> {
    fn put(&mut self, option: &str, value: &'a str) {
        let slot = match option {
            "--plan" => &mut self.plan,
            "--period" => &mut self.period,
            "--encoding" => &mut self.encoding,
            _ => &mut self.replaces,
        };
        *slot = Some(value);
    }
}

/// The options that a typed line may have, besides `--yes`.
const OPTIONS: [&str; 4] = ["--plan", "--period", "--encoding", "--replaces"];

/// The option at the start of a line, its value, and what stands behind it.
fn first_option(line: &str) -> Option<(&str, &str, &str)> {
    let (option, rest) = line.split_once([' ', '='])?;
    let (value, behind) = rest.trim_start().split_once(' ')?;
    let known = OPTIONS.into_iter().find(|known| *known == option)?;
    Some((known, value, behind.trim_start()))
}

/// The option at the end of a line: what stands before it, its name and its value.
fn last_option(line: &str) -> Option<(&str, &str, &str)> {
    let (rest, value) = line.rsplit_once([' ', '='])?;
    let rest = rest.trim_end();
    let (before, option) = rest.rsplit_once(' ')?;
    let known = OPTIONS.into_iter().find(|known| *known == option)?;
    Some((before.trim_end(), known, value))
}

/// What became of an import: one line, or everything that went wrong and behind it what was read all the same.
fn outcome(ended: Ended, differences: Vec<String>, lang: Lang) -> Result<String, Vec<String>> {
    let Ended { outcomes, failed, beside, note } = ended;
    let mut wrong: Vec<String> = failed.into_iter().map(|f| f.sentence).chain(note).collect();
    wrong.extend(differences.into_iter().chain(beside));
    let read = match outcomes.as_slice() {
        [] => None,
        [one] if one.already => Some(Msg::ImportedAlready.fill(lang, &[&one.document.name])),
        [one] => Some(import::heading(one, lang)),
        many => Some(import::all_of(many, lang)),
    };
    if wrong.is_empty() {
        return Ok(read.unwrap_or_default());
    }
    wrong.extend(read);
    Err(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{self, Options};
    use crate::model::{Date, PlanCode};
    use crate::store::{Recipe, Stamp, hash};
    use std::fs;
    use std::time::Instant;

    /// A document that names no plan, and one that does.
    const HERE: [(&str, &str); 2] = [SAMPLES[3], SAMPLES[4]];

    fn keep(store: &Store, at: usize) {
        let (name, text) = HERE[at];
        let plan = (at == 0).then_some("P2");
        let today = Date { year: 2026, month: 11, day: 21 };
        let code = plan.and_then(PlanCode::parse);
        let options = Options { name: name.into(), encoding: None, plan: code, period: None, today };
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

    fn source(store: &Store) -> StoreSource {
        let generation = store.generation().unwrap();
        let store = store.clone().waiting(Duration::ZERO);
        StoreSource { store, generation, failed: None, setup: Setup::default() }
    }

    #[test]
    fn what_is_typed_to_import_is_a_path_and_options() {
        for (line, path, plan, period) in [
            ("a b.txt", "a b.txt", None, None),
            ("a.txt --plan P2", "a.txt", Some("P2"), None),
            (" a b.txt  --plan=P2 --period H26末 ", "a b.txt", Some("P2"), Some("H26末")),
            ("a.txt --period  H26末 --plan P2", "a.txt", Some("P2"), Some("H26末")),
            ("--plan P2 a b.txt", "a b.txt", Some("P2"), None),
            ("--plan=P2 --period H26末 a.txt", "a.txt", Some("P2"), Some("H26末")),
            ("a --plane P2", "a --plane P2", None, None),
            ("--plan P2", "--plan P2", None, None),
        ] {
            assert_eq!(Typed::of(line), Typed { path, plan, period, ..Typed::default() }, "{line}");
        }
        for (line, path, replaces, yes) in [
            ("a b.txt --yes", "a b.txt", None, true),
            ("--yes a.txt --replaces old.txt", "a.txt", Some("old.txt"), true),
            ("a.txt --replaces=old.txt --yes", "a.txt", Some("old.txt"), true),
            ("a.txt --yes-sir", "a.txt --yes-sir", None, false),
            ("--yes", "--yes", None, false),
        ] {
            let found = Typed::of(line);
            assert_eq!((found.path, found.replaces, found.yes), (path, replaces, yes), "{line}");
        }
        let typed = Typed::of("a b.csv --plan P2 --encoding shift_jis");
        let encoding = Some("shift_jis");
        assert_eq!(typed, Typed { path: "a b.csv", plan: Some("P2"), encoding, ..Typed::default() });
    }

    #[test]
    fn what_is_imported_from_within_the_screens_is_seen_in_them() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::at(dir.path().join("store"));
        keep(&store, 0);
        let file = dir.path().join("2021 year-end.txt");
        fs::write(&file, HERE[1].1).unwrap();
        let mut source = source(&store);
        let catalog = Arc::new(load(&store).unwrap().catalog);
        let import = |source: &StoreSource, line: String| {
            let mut told = Vec::new();
            let ended = source.import(&catalog, line)(&mut |sentence| {
                told.push(sentence);
                true
            });
            (ended, told)
        };
        let (ended, told) = import(&source, format!("{}  ", file.display()));
        assert!(ended.as_ref().is_ok_and(|said| said.contains("43項目")), "{ended:?}");
        assert!(told[0].contains("1 / 1") && told[0].contains("2021 year-end.txt"), "{told:?}");
        assert!(
            matches!(source.changed(), Some(Change::Catalog(shown, None)) if shown.documents().len() == 2)
        );
        let (ended, _) = import(&source, format!("{} --plan P9", file.display()));
        assert!(ended.as_ref().is_err_and(|said| said[0].contains("--plan P9")), "{ended:?}");
        let (ended, _) = import(&source, dir.path().join("nothing").display().to_string());
        assert!(ended.is_err() && source.changed().is_none());
        let stopped = source.import(&catalog, file.display().to_string())(&mut |_| false);
        assert!(stopped.is_err_and(|said| said[0].contains("中止")));
    }

    #[test]
    fn an_edition_is_shown_within_the_screens_and_taken_with_a_yes_behind_its_path() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::at(dir.path().join("store"));
        keep(&store, 0);
        keep(&store, 1);
        let file = dir.path().join("corrected.txt");
        let (before, after) = ("協働推進体制の充実", "協働推進体制の一層の充実");
        fs::write(&file, HERE[1].1.replace(before, after)).unwrap();
        let mut source = source(&store);
        let catalog = Arc::new(load(&store).unwrap().catalog);
        let import = |line: String| source.import(&catalog, line)(&mut |_| true);
        let shown = import(file.display().to_string()).unwrap_err();
        let of = |text: &str| shown.iter().any(|line| line.contains(text));
        assert!(of(HERE[1].0) && of("P3-1 名称") && of(after) && of("--yes"), "{shown:?}");
        let taken = import(format!("{} --yes", file.display()));
        assert!(taken.as_ref().is_ok_and(|said| said.contains("corrected.txt")), "{taken:?}");
        let Some(Change::Catalog(shown, _)) = source.changed() else { panic!("nothing has changed") };
        assert_eq!(shown.documents().len(), 2);
        assert!(shown.programs().any(|(_, program)| &*program.name == after));
    }

    #[test]
    fn a_generation_that_cannot_be_loaded_is_tried_once_and_without_waiting() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::at(dir.path().join("store"));
        keep(&store, 0);
        let mut source = source(&store);
        assert!(source.changed().is_none());
        keep(&store, 1);
        // Nothing to be read without the lock, and somebody holds it.
        fs::remove_dir_all(store.dir().join("cache")).unwrap();
        let held = fs::File::open(store.dir().join("lock")).unwrap();
        held.lock().unwrap();
        let begun = Instant::now();
        assert!(matches!(source.changed(), Some(Change::Trouble(said)) if said.contains("書き込み中")));
        held.unlock().unwrap();
        // Not again, though it could be loaded now.
        assert!(source.changed().is_none() && !store.dir().join("cache").exists());
        assert!(begun.elapsed() < Duration::from_secs(1));
        let newest = load(&store).unwrap();
        let Some(Change::Catalog(shown, _)) = source.changed() else { panic!("nothing has changed") };
        assert_eq!((shown.documents().len(), source.generation), (2, newest.generation));
    }
}
