//! The loop: wait, take all that has come in, update, perform effects, draw once. One session a user; it owns all it
//! needs, so that many can run in one process.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use crate::app::{Effect, Input, State};
use crate::import;
use crate::model::{Catalog, DocumentIx};
use crate::store::ENGINE_THREAD;
use crate::terminal::{self, Event, Inputs, Screen};
use crate::view;
use crate::words::{Lang, Msg};

/// What a session needs of the store: a picture of it, its changes, and the bytes of its documents.
pub trait Source {
    /// The picture again, when it has changed since it was last given.
    fn changed(&mut self) -> Option<Arc<Catalog>>;
    /// The bytes of a document, or a sentence that says why there are none.
    fn bytes(&self, catalog: &Catalog, document: DocumentIx) -> Result<Vec<u8>, String>;
}

/// How long nothing may happen before the store is looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(500);

/// Runs the screens on the terminal of this process until the user leaves; the state in which they were left.
///
/// HUP and TERM are an orderly end. On a panic the terminal is given back before the message is printed.
pub fn run(mut state: State, source: &mut dyn Source) -> io::Result<State> {
    let mut events = Inputs::open(state.caps.size)?;
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        // The store's engine may panic over damaged files; that is caught and mended, and no end of the session.
        if std::thread::current().name() != Some(ENGINE_THREAD) {
            terminal::restore();
            hook(info);
        }
    }));
    let mut screen = Screen::enter(state.caps.size)?;
    draw(&mut screen, &state)?;
    loop {
        // An error: the terminal is gone, and nobody is left to tell.
        let Ok(arrived) = events.poll(LOOK_AGAIN) else { return Ok(state) };
        if arrived.contains(&Event::End) {
            return Ok(state);
        }
        let mut inputs: Vec<Input> = arrived.into_iter().filter_map(input).collect();
        if inputs.is_empty() {
            inputs.extend(source.changed().map(Input::Reloaded));
        }
        if inputs.is_empty() {
            continue;
        }
        for input in inputs {
            if !perform(&mut state, input, source) {
                return Ok(state);
            }
        }
        draw(&mut screen, &state)?;
    }
}

/// Takes one input and performs what follows from it; `false` when the user leaves.
fn perform(state: &mut State, input: Input, source: &mut dyn Source) -> bool {
    for effect in state.handle(input) {
        match effect {
            Effect::Quit => return false,
            Effect::Write(text) => {
                let sentence = write_new(&text, state.lang);
                perform(state, Input::Written(sentence), source);
            }
            Effect::ReadDocument(document) => {
                let lines = source
                    .bytes(&state.catalog, document)
                    .and_then(|bytes| import::decode(&bytes).map(Arc::new).map_err(|e| e.to_string()));
                perform(state, Input::Document(document, lines), source);
            }
        }
    }
    true
}

fn input(event: Event) -> Option<Input> {
    match event {
        Event::Key(chord) => Some(Input::Key(chord)),
        Event::Paste(text) => Some(Input::Paste(text)),
        Event::Resize(size) => Some(Input::Resize(size)),
        Event::End => None,
    }
}

fn draw(screen: &mut Screen, state: &State) -> io::Result<()> {
    screen.draw(state.caps.size, |buf| view::draw(state, buf).cursor)
}

/// Writes a text into a file of its own in the working directory; never over another.
fn write_new(text: &str, lang: Lang) -> String {
    let names = (1..1000).map(|n| format!("shinchoku-{n}.txt"));
    for name in names {
        let file = std::fs::OpenOptions::new().write(true).create_new(true).open(&name);
        match file.and_then(|mut file| writeln!(file, "{text}")) {
            Ok(()) => {
                let dir = std::env::current_dir().unwrap_or_default();
                return Msg::Written.fill(lang, &[&dir.join(name).display()]);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Msg::WriteFailed.fill(lang, &[&name, &error]),
        }
    }
    Msg::WriteFailed.fill(lang, &[&"shinchoku-*.txt", &""])
}
