//! The loop: wait, take all that has come in, update, perform effects, draw once. One session a user; it owns all it
//! needs, so that many can run in one process.

mod job;

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::doctor::Check;
use crate::app::files::Listing;
use crate::app::{Caps, Effect, Input, State, WidthSource};
use crate::import::Decoded;
use crate::model::{Catalog, DocumentIx, Judgement, MatterId};
use crate::store::ENGINE_THREAD;
use crate::terminal::{self, Answer, Event, Inputs, Probe, Screen};
use crate::view;
use crate::words::{Lang, Msg, reason};

use job::Job;
pub use job::Work;

/// What has become of the store since it was last looked at.
pub enum Change {
    /// It holds something else now; with a sentence, where something had to be mended.
    Catalog(Arc<Catalog>, Option<String>),
    /// It cannot be read any more: a sentence that says why. What is shown stays.
    Trouble(String),
}

/// What a session needs of the store: a picture of it, its changes, the lines of its documents, and a way in for more.
pub trait Source {
    /// What has changed; `None` where nothing has.
    fn changed(&mut self) -> Option<Change>;
    /// The lines of a document, or a sentence that says why there are none.
    fn lines(&self, catalog: &Catalog, document: DocumentIx) -> Result<Decoded, String>;
    /// The names in a directory that may be imported; those of directories end with a `/`.
    fn names(&self, dir: &str) -> Vec<String>;
    /// How the terminal with these capabilities, the store and the settings are.
    fn examine(&self, caps: &Caps) -> Vec<Check>;
    /// Keeps what a person says to a question, or takes it back; a sentence where that fails.
    fn rule(&mut self, id: &MatterId, judgement: Option<Judgement>) -> Result<(), String>;
    /// The import of what a line names, to be done beside the screens.
    fn import(&self, catalog: &Arc<Catalog>, line: String) -> Work;
}

/// How long the first frame waits for the terminal's answer.
const FIRST_ANSWER: Duration = Duration::from_millis(30);
/// How long an answer is waited for at all.
const LAST_ANSWER: Duration = Duration::from_secs(2);
/// How long an answer is waited for when somebody leaves.
const PARTING: Duration = Duration::from_millis(200);
/// How long nothing may happen before the store is looked at again.
const LOOK_AGAIN: Duration = Duration::from_millis(500);
/// The same while an import tells how far it has come.
const LOOK_AT_JOB: Duration = Duration::from_millis(100);

/// Runs the screens on the terminal of this process until the user leaves; the state in which they were left.
///
/// HUP, TERM and INT are an orderly end. On a panic the terminal is given back before the message is printed.
pub fn run(state: State, source: &mut dyn Source) -> io::Result<State> {
    let mut events = Inputs::open()?;
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        // The store's engine may panic over damaged files; that is caught and mended, and no end of the session.
        if std::thread::current().name() != Some(ENGINE_THREAD) {
            terminal::restore();
            hook(info);
        }
    }));
    // Where somebody has said how wide characters are, the terminal is not asked.
    let ask = state.caps.width_source == WidthSource::Fallback && terminal::can_answer(state.caps.size);
    let screen = Screen::enter(&state.caps, ask)?;
    let question = ask.then(|| Question { probe: Probe::default(), asked: Instant::now() });
    let mut session = Session { state, source, screen, question, job: None };
    let Ok(mut arrived) = session.first_answer(&mut events) else { return Ok(session.state) };
    session.draw()?;
    loop {
        if arrived.contains(&Event::End) {
            return Ok(session.state);
        }
        if arrived.contains(&Event::Stop) && !session.state.caps.restricted {
            session.screen.suspend()?;
        }
        let taken_again = arrived.contains(&Event::GoOn);
        if taken_again {
            session.screen.take_again()?;
        }
        let mut inputs: Vec<Input> = arrived.into_iter().filter_map(|event| session.input(event)).collect();
        let idle = inputs.is_empty();
        inputs.extend(session.news());
        if idle {
            inputs.extend(session.changes());
        }
        let drawn = taken_again || !inputs.is_empty();
        for input in inputs {
            if !session.perform(input)? {
                session.hear_out(&mut events);
                return Ok(session.state);
            }
        }
        if drawn {
            session.draw()?;
        }
        let wait = if session.job.is_some() { LOOK_AT_JOB } else { LOOK_AGAIN };
        // An error: the terminal is gone, and nobody is left to tell.
        let Ok(next) = events.poll(wait, session.awaits_answer()) else { return Ok(session.state) };
        arrived = next;
    }
}

/// The terminal was asked how wide it draws characters.
struct Question {
    probe: Probe,
    asked: Instant,
}

impl Question {
    /// A place of the cursor, so long after the question: perhaps the last part of an answer. One that comes too late is
    /// passed over.
    fn take(&mut self, row: u32, col: u32, age: Duration) -> Option<Answer> {
        if age < LAST_ANSWER { self.probe.take(row, col) } else { None }
    }
}

/// One user before the store.
struct Session<'a> {
    state: State,
    source: &'a mut dyn Source,
    screen: Screen,
    /// Not answered yet.
    question: Option<Question>,
    job: Option<Job>,
}

impl Session<'_> {
    /// Waits a little for the terminal's answer, so that it holds for the first frame already; returns what else came.
    fn first_answer(&mut self, events: &mut Inputs) -> io::Result<Vec<Event>> {
        let (begun, mut other) = (Instant::now(), Vec::new());
        while self.question.is_some() {
            let Some(left) = FIRST_ANSWER.checked_sub(begun.elapsed()) else { break };
            for event in events.poll(left, true)? {
                match event {
                    Event::Position(row, col) => {
                        if let Some(answer) = self.answer(row, col) {
                            self.perform(answer)?;
                        }
                    }
                    event => other.push(event),
                }
            }
        }
        Ok(other)
    }

    /// Waits a little for an answer that is on its way: the shell would take it for keys.
    fn hear_out(&mut self, events: &mut Inputs) {
        let begun = Instant::now();
        while self.awaits_answer() {
            let Some(left) = PARTING.checked_sub(begun.elapsed()) else { break };
            let Ok(arrived) = events.poll(left, true) else { break };
            for event in arrived {
                self.input(event);
            }
        }
    }

    fn awaits_answer(&self) -> bool {
        self.question.as_ref().is_some_and(|question| question.asked.elapsed() < LAST_ANSWER)
    }

    /// A place of the cursor: perhaps the last part of an answer.
    fn answer(&mut self, row: u32, col: u32) -> Option<Input> {
        let question = self.question.as_mut()?;
        let answer = question.take(row, col, question.asked.elapsed())?;
        self.question = None;
        // Whoever has chosen meanwhile sees better than the terminal knows.
        let open = self.state.caps.width_source == WidthSource::Fallback;
        match answer {
            Answer::Policy(policy) => open.then_some(Input::Width(policy, WidthSource::Probe)),
            // The layout that is right on every terminal is in force already.
            Answer::Mixed => None,
            Answer::NotUtf8 => Some(Input::Said(Msg::NoteNotUtf8.text(self.state.lang).to_owned())),
        }
    }

    fn input(&mut self, event: Event) -> Option<Input> {
        match event {
            Event::Key(chord) => Some(Input::Key(chord)),
            Event::Paste(text) => Some(Input::Paste(text)),
            Event::Resize(size) => (size != self.state.caps.size).then_some(Input::Resize(size)),
            Event::Position(row, col) => self.answer(row, col),
            Event::Stop | Event::GoOn | Event::End => None,
        }
    }

    /// Takes one input and performs what follows from it; `false` when the user leaves.
    fn perform(&mut self, input: Input) -> io::Result<bool> {
        for effect in self.state.handle(input) {
            let answer = match effect {
                Effect::Quit => return Ok(false),
                Effect::Write(text) => Input::Said(write_new(&text, self.state.lang)),
                Effect::ReadDocument(document) => {
                    let lines = self.source.lines(&self.state.catalog, document);
                    Input::Document(document, lines.map(Arc::new))
                }
                Effect::Clip(text) => Input::Said(self.clip(&text)?),
                Effect::List(dir) => {
                    let names = self.source.names(&dir);
                    Input::Listed(Listing { dir, names })
                }
                Effect::Import(line) => match Job::begin(self.source.import(&self.state.catalog, line)) {
                    Ok(job) => {
                        self.job = Some(job);
                        continue;
                    }
                    Err(error) => Input::Imported(Err(vec![error.to_string()])),
                },
                Effect::Stop => {
                    self.job.iter().for_each(Job::stop);
                    continue;
                }
                Effect::Examine => Input::Examined(self.source.examine(&self.state.caps)),
                Effect::Rule(id, judgement) => {
                    if let Err(sentence) = self.source.rule(&id, judgement) {
                        Input::Said(sentence)
                    } else {
                        // Seen at once, not only when the store is looked at again.
                        for news in self.changes() {
                            self.perform(news)?;
                        }
                        continue;
                    }
                }
                Effect::Suspend => {
                    self.screen.suspend()?;
                    continue;
                }
            };
            if !self.perform(answer)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Offers a text to the clipboard: to tmux where that stands between, since it passes nothing on by itself; else to the
    /// terminal. Returns what to say of it.
    fn clip(&mut self, text: &str) -> io::Result<String> {
        let lang = self.state.lang;
        if !self.state.caps.restricted && std::env::var_os("TMUX").is_some() && to_tmux(text).is_ok() {
            return Ok(Msg::Clipped.text(lang).to_owned());
        }
        let Some(sequence) = terminal::clip(text) else { return Ok(Msg::ClipTooLong.text(lang).to_owned()) };
        self.screen.send(&sequence)?;
        Ok(Msg::Clipped.text(lang).to_owned())
    }

    /// How far a running import has come.
    fn news(&mut self) -> Option<Input> {
        let (news, ended) = self.job.as_ref()?.news();
        if ended {
            self.job = None;
        }
        news
    }

    /// What has become of the store.
    fn changes(&mut self) -> Vec<Input> {
        match self.source.changed() {
            None => Vec::new(),
            Some(Change::Catalog(catalog, mended)) => {
                mended.map(Input::Said).into_iter().chain([Input::Reloaded(catalog)]).collect()
            }
            Some(Change::Trouble(sentence)) => vec![Input::Said(sentence)],
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        let state = &self.state;
        self.screen.draw(&state.caps, |buf| view::draw(state, buf).cursor)
    }
}

/// Hands a text to the tmux in which the session runs; it offers it to the terminal outside.
fn to_tmux(text: &str) -> io::Result<()> {
    let mut child = Command::new("tmux")
        .args(["load-buffer", "-w", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Closed at once, so that it does not wait for more.
    let written = child.stdin.take().map_or(Ok(()), |mut input| input.write_all(text.as_bytes()));
    let ended = child.wait()?;
    written.and(if ended.success() { Ok(()) } else { Err(io::ErrorKind::Other.into()) })
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
            Err(error) => return Msg::WriteFailed.fill(lang, &[&name, &reason(&error, lang)]),
        }
    }
    Msg::WriteFailed.fill(lang, &[&"shinchoku-*.txt", &""])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Policy;

    #[test]
    fn an_answer_counts_for_as_long_as_it_is_waited_for() {
        let (soon, late) = (LAST_ANSWER.saturating_sub(Duration::from_millis(1)), LAST_ANSWER);
        let narrow = [2, 2, 2, 2, 2, 3];
        for (first, last, expected) in [
            (Duration::ZERO, Duration::ZERO, Some(Answer::Policy(Policy::Narrow))),
            (FIRST_ANSWER, soon, Some(Answer::Policy(Policy::Narrow))),
            (soon, late, None),
            (late, late, None),
            (Duration::MAX, Duration::MAX, None),
        ] {
            let mut question = Question { probe: Probe::default(), asked: Instant::now() };
            let ages = [first, first, first, first, first, last];
            let answers: Vec<Option<Answer>> =
                narrow.into_iter().zip(ages).map(|(col, age)| question.take(2, col, age)).collect();
            assert_eq!(answers, [None, None, None, None, None, expected], "{first:?} {last:?}");
        }
    }
}
