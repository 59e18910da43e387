//! All behaviour: a key or an event in, a changed state and effects out. Deterministic; knows no terminal.

use super::ask::{Act, AskKind};
use super::caps::WidthSource;
use super::input::{Effect, Input};
use super::sheet::{Anchor, Line, anchor};
use super::source::SourcePlace;
use super::state::{DetailPlace, Place, State};
use crate::command::{Command, Group, entry};
use crate::keymap::{Chord, Code, Resolve, show_keys};
use crate::model::{Catalog, DocumentIx, Judgement, Period, ProgramIx};
use crate::text::Policy;
use crate::words::Msg;
use std::sync::Arc;

impl State {
    /// Takes one event.
    pub fn handle(&mut self, input: Input) -> Vec<Effect> {
        let mut effects = match input {
            Input::Key(chord) => self.press(chord),
            Input::Paste(text) => {
                // Outside of a text somebody looks for what was pasted; run as keys it could do anything.
                if self.ask.is_none() {
                    self.start_query();
                    self.edit_line(Command::QueryClear);
                }
                self.type_in(&text);
                Vec::new()
            }
            Input::Resize(size) => {
                self.caps.size = size;
                self.examine()
            }
            Input::Width(policy, source) => {
                (self.caps.policy, self.caps.width_source) = (policy, source);
                self.examine()
            }
            Input::Document(document, lines) => {
                self.document(document, &lines);
                Vec::new()
            }
            Input::Said(sentence) => {
                self.notice = Some(sentence);
                Vec::new()
            }
            Input::Listed(listing) => {
                self.listed(listing);
                Vec::new()
            }
            Input::Working(sentence) => {
                self.working = Some(sentence);
                Vec::new()
            }
            Input::Examined(checks) => {
                self.examined(checks);
                Vec::new()
            }
            Input::Imported(ended) => {
                self.imported(ended);
                Vec::new()
            }
            Input::Reloaded(catalog) => {
                let catalog = catalog.counting(self.catalog.counted());
                let ids =
                    |catalog: &Catalog| catalog.documents().iter().map(|d| d.id.clone()).collect::<Vec<_>>();
                // Of an answer to a question it is seen where the question stands.
                let told =
                    (ids(&catalog) != ids(&self.catalog)).then(|| Msg::Reloaded.text(self.lang).to_owned());
                let notice = self.notice.take().or(told);
                *self = State { notice, ..self.over(catalog) };
                Vec::new()
            }
        };
        effects.extend(self.wanted_listing());
        self.scroll();
        effects
    }

    /// A key: a command, a letter of a text, or a part of a sequence.
    fn press(&mut self, chord: Chord) -> Vec<Effect> {
        self.notice = None;
        let leaving = std::mem::take(&mut self.leaving);
        self.hints.clear();
        self.pending.push(chord);
        match self.keymap.resolve(self.scope(), &self.pending) {
            Resolve::Run(command) => {
                self.pending.clear();
                self.leaving = leaving && command == Command::Quit;
                self.run(command)
            }
            Resolve::Pending(hints) => {
                self.hints = hints;
                Vec::new()
            }
            Resolve::Text(c) => {
                self.pending.clear();
                self.type_in(c.encode_utf8(&mut [0; 4]));
                Vec::new()
            }
            Resolve::Miss
                if let [Chord { code: Code::Char(digit), .. }] = self.pending.as_slice()
                    && is_digit(*digit) =>
            {
                let digit = *digit;
                self.pending.clear();
                self.ask(AskKind::Number, digit.encode_utf8(&mut [0; 4]));
                Vec::new()
            }
            // A sequence begun by mistake.
            Resolve::Miss if self.pending.len() > 1 && chord == Chord::plain(Code::Esc) => {
                self.pending.clear();
                Vec::new()
            }
            Resolve::Miss => {
                self.notice = Some(Msg::KeyUnbound.fill(self.lang, &[&show_keys(&self.pending)]));
                self.pending.clear();
                Vec::new()
            }
        }
    }

    /// Runs a command.
    pub fn run(&mut self, command: Command) -> Vec<Effect> {
        let page =
            isize::from(i16::try_from(self.frame().body.height).unwrap_or(10)).saturating_sub(3).max(1);
        let needs_programs = !matches!(entry(command).group, Group::Fill | Group::Guide | Group::Leave);
        if self.ask.is_none() && needs_programs && matches!(self.place(), Some(Place::Welcome)) {
            self.notice = Some(Msg::EmptyWhat.text(self.lang).to_owned());
            return Vec::new();
        }
        match command {
            Command::CursorDown => self.step(1),
            Command::CursorUp => self.step(-1),
            Command::PageDown => self.step(page),
            Command::PageUp => self.step(-page),
            Command::First => self.step(isize::MIN),
            Command::Last => self.step(isize::MAX),
            Command::Left => self.shift(-1),
            Command::Right => self.shift(1),
            Command::PreviousPeriod => self.turn_period(-1),
            Command::NextPeriod => self.turn_period(1),
            Command::NextPlan => self.next_plan(),
            Command::GoList => self.go_list(),
            Command::GoHeatmap => self.go_heatmap(),
            Command::NextPassage => return self.turn_passage(1),
            Command::PreviousPassage => return self.turn_passage(-1),
            Command::Source if matches!(self.place(), Some(Place::Checks(_))) => {
                return self.open_check_source();
            }
            Command::Source if matches!(self.place(), Some(Place::Matters(_))) => {
                return self.open_matter_source();
            }
            Command::Source => return self.open_source(),
            Command::Open if matches!(self.place(), Some(Place::Checks(_))) => self.open_check(),
            Command::Open if matches!(self.place(), Some(Place::Matters(_))) => return self.open_matter(),
            Command::Open => return self.open_or_source(),
            Command::NextPane => self.next_pane(),
            Command::Back => return self.back(),
            Command::Search => self.start_query(),
            Command::NextProgram => self.neighbour(1),
            Command::PreviousProgram => self.neighbour(-1),
            Command::QueryComplete => self.complete(),
            // What would be lost is an import, and only here by a slip of the finger.
            Command::Quit if self.working.is_some() && !self.leaving => {
                self.leaving = true;
                self.notice = Some(Msg::QuitWhileImport.text(self.lang).to_owned());
            }
            Command::Quit | Command::QuitNow => return vec![Effect::Quit],
            Command::Help => {
                let page = self.help();
                self.places.push(Place::Page(page));
            }
            Command::Filter => self.ask(AskKind::Filter, ""),
            Command::ClearFilters => self.clear_filters(),
            Command::Sort => self.ask(AskKind::Sort, ""),
            Command::Copy => self.ask(AskKind::Copy, ""),
            Command::Write => return self.write_page(),
            Command::Import => self.start_import(),
            Command::Stop => return self.stop(),
            Command::NextWidth => return self.next_width(),
            Command::GoDoctor => return self.go_doctor(),
            Command::GoChecks => self.go_checks(),
            Command::GoMatters => return self.go_matters(),
            Command::Accept => return self.answer(Judgement::Accepted),
            Command::Reject => return self.answer(Judgement::Rejected),
            Command::ToggleCurated => self.toggle_curated(),
            Command::Suspend if self.caps.restricted => {
                self.notice = Some(Msg::SuspendRestricted.text(self.lang).to_owned());
            }
            Command::Suspend => return vec![Effect::Suspend],
            Command::Palette => self.ask(AskKind::Command, ""),
            Command::QueryAccept => return self.accept(),
            Command::QueryCancel => self.ask_cancel(),
            other => self.edit_line(other),
        }
        Vec::new()
    }

    /// Does what was chosen in the line in which one types.
    fn accept(&mut self) -> Vec<Effect> {
        match self.ask_accept() {
            Some(Act::Open(program)) => {
                let period = self.list().and_then(|list| list.shown.period);
                self.open_program(program, period);
                Vec::new()
            }
            Some(Act::Run(command)) => self.run(command),
            Some(Act::Toggle(filter)) => {
                self.toggle_filter(filter);
                Vec::new()
            }
            Some(Act::ClearFilters) => {
                self.clear_filters();
                Vec::new()
            }
            Some(Act::Import(line)) => self.import(line),
            Some(Act::GoOn(text)) => {
                self.ask(AskKind::Import, &text);
                Vec::new()
            }
            Some(Act::Copy(text)) => self.copy(text),
            Some(Act::Sort(sort)) => {
                self.sort_by(sort);
                Vec::new()
            }
            None => Vec::new(),
        }
    }

    /// Another reckoning of ambiguous characters, for those who see that the one in force is wrong.
    fn next_width(&mut self) -> Vec<Effect> {
        let next = match self.caps.policy {
            Policy::Narrow => Policy::Wide,
            Policy::Wide => Policy::Safe,
            Policy::Safe => Policy::Spaced,
            Policy::Spaced => Policy::Narrow,
        };
        (self.caps.policy, self.caps.width_source) = (next, WidthSource::Chosen);
        self.notice = Some(Msg::WidthChosen.fill(self.lang, &[&next.id()]));
        self.examine()
    }

    fn step(&mut self, by: isize) {
        if let Some(ask) = self.ask.as_mut().filter(|ask| ask.kind != AskKind::Search) {
            ask.at = ask.at.saturating_add_signed(by).min(ask.choices.len().saturating_sub(1));
            return;
        }
        let page_area = self.frame().body;
        let detail_area = self.detail_area();
        let source_size = super::layout::source_size(self.frame().body);
        let widths = self.caps.widths();
        let lines = match self.places.last() {
            Some(Place::Detail(detail)) => self.sheet(detail.program, detail_area),
            _ => Vec::new(),
        };
        match self.places.last_mut() {
            Some(Place::List(list)) => list.rows_mut().step(by),
            Some(Place::Heatmap(map)) => map.rows.step(by),
            Some(Place::Detail(detail)) => detail.cursor = stepped(&lines, detail.cursor, by),
            Some(Place::Source(source)) => source.scroll(by, source_size, widths),
            Some(Place::Page(page)) => page.scroll(by, page_area, widths),
            Some(Place::Doctor(_)) => self.scroll_doctor(by),
            Some(Place::Checks(place)) => place.step(by),
            Some(Place::Matters(place)) => place.step(by),
            Some(Place::Welcome) | None => {}
        }
    }

    fn shift(&mut self, by: isize) {
        let catalog = Arc::clone(&self.catalog);
        if let Some(Place::Heatmap(map)) = self.places.last_mut() {
            map.shift(&catalog, by);
        }
    }

    /// Opens what one stands on; a line of a sheet that leads nowhere, the lines it rests on.
    fn open_or_source(&mut self) -> Vec<Effect> {
        if matches!(self.place(), Some(Place::Detail(_))) && self.line().is_some_and(|l| l.leads_to.is_none())
        {
            return self.open_source();
        }
        self.open();
        Vec::new()
    }

    /// Opens what one stands on: a program from the list or the heatmap, or where a line of a sheet leads.
    pub(super) fn open(&mut self) {
        let (program, period) = match self.place() {
            Some(Place::List(list)) => (list.program(), list.shown.period),
            Some(Place::Heatmap(map)) => (map.program(), map.period(&self.catalog)),
            Some(Place::Detail(_)) => (self.line().and_then(|l| l.leads_to), None),
            _ => (None, None),
        };
        if let Some(program) = program {
            self.open_program(program, period);
        }
    }

    /// Opens a program, at the line of a period where one is given.
    pub(super) fn open_program(&mut self, program: ProgramIx, period: Option<Period>) {
        let from_map = matches!(self.place(), Some(Place::Heatmap(_)));
        let period = period.filter(|p| self.catalog.plan_of(program).periods.contains(p));
        self.places.push(Place::Detail(DetailPlace { program, cursor: 0, top: 0, period }));
        if from_map {
            self.stand_on_period();
        }
    }

    /// Puts the cursor of a sheet on the first line that speaks of its period.
    pub(super) fn stand_on_period(&mut self) {
        let Some(Place::Detail(detail)) = self.place() else { return };
        let lines = self.sheet(detail.program, self.detail_area());
        let at = lines.iter().position(|l| l.period.is_some() && l.period == detail.period);
        if let (Some(Place::Detail(detail)), Some(at)) = (self.places.last_mut(), at) {
            detail.cursor = at;
        }
    }

    fn start_query(&mut self) {
        let before = self.places.clone();
        if let Some(at) = self.places.iter().rposition(|p| matches!(p, Place::List(_))) {
            self.places.truncate(at + 1);
        }
        let Some(list) = self.list() else { return };
        let text = list.found.as_ref().map_or(String::new(), |f| f.query.clone());
        self.ask(AskKind::Search, &text);
        if let Some(ask) = &mut self.ask {
            ask.before = before;
        }
    }

    /// The line of the sheet one stands on.
    pub(super) fn line(&self) -> Option<Line> {
        let Some(Place::Detail(detail)) = self.place() else { return None };
        self.sheet(detail.program, self.detail_area()).into_iter().nth(detail.cursor)
    }

    /// Opens the lines behind what one stands on, with every other passage about the program after them.
    fn open_source(&mut self) -> Vec<Effect> {
        let Some(program) = self.program() else { return Vec::new() };
        let all: Vec<Anchor> = self
            .catalog
            .details(program)
            .statements
            .iter()
            .map(|said| anchor(&self.catalog, program, said, self.lang))
            .collect();
        let period = match self.place() {
            Some(Place::Heatmap(map)) => map.period(&self.catalog),
            // A hit may be of another plan than the one whose period the header counts.
            Some(Place::List(list)) => {
                let plan = self.catalog.program(program).plan;
                let graded = |p: &Period| self.catalog.plan(plan).periods.contains(p);
                list.shown.period.filter(graded).or_else(|| crate::review::latest_period(&self.catalog, plan))
            }
            _ => None,
        };
        let mut passages: Vec<Anchor> = match self.place() {
            Some(Place::Detail(detail)) => {
                let lines = self.sheet(detail.program, self.detail_area());
                // A line without a source of its own speaks of the value above it.
                lines
                    .iter()
                    .take(detail.cursor + 1)
                    .rev()
                    .find(|l| !l.sources.is_empty())
                    .map(|l| l.sources.clone())
            }
            _ => period
                .and_then(|period| self.catalog.grade_source(program, period))
                .map(|graded| vec![anchor(&self.catalog, program, graded, self.lang)]),
        }
        .unwrap_or_default();
        for other in all {
            if !passages.contains(&other) {
                passages.push(other);
            }
        }
        let Some(first) = passages.first().map(|p| p.document) else {
            self.notice = Some(Msg::NothingToOpen.text(self.lang).into());
            return Vec::new();
        };
        self.places.push(Place::Source(SourcePlace { passages, at: 0, lines: None, top: None }));
        vec![Effect::ReadDocument(first)]
    }

    /// The next or previous passage about the same program, in all documents.
    fn turn_passage(&mut self, by: isize) -> Vec<Effect> {
        let Some(Place::Source(source)) = self.places.last_mut() else { return Vec::new() };
        let count = source.passages.len();
        let to = (source.at + count).saturating_add_signed(by) % count.max(1);
        let document = |at: usize| source.passages.get(at).map(|p| p.document);
        let (before, after) = (document(source.at), document(to));
        source.at = to;
        source.top = None;
        match after.filter(|_| before != after) {
            Some(document) => {
                source.lines = None;
                vec![Effect::ReadDocument(document)]
            }
            None => Vec::new(),
        }
    }

    fn document(&mut self, document: DocumentIx, lines: &Result<Arc<crate::import::Decoded>, String>) {
        if let Some(Place::Source(source)) = self.places.last_mut()
            && source.passage().is_some_and(|p| p.document == document)
        {
            source.lines = Some(lines.clone());
        }
        for place in &mut self.places {
            if let Place::Matters(matters) = place {
                matters.lines.insert(document, lines.clone());
            }
        }
    }
}

/// The line after a step; a single step does not stop at blank lines.
fn stepped(lines: &[Line], cursor: usize, by: isize) -> usize {
    let last = lines.len().saturating_sub(1);
    let blank = |at: usize| lines.get(at).is_some_and(|l| l.spans.is_empty());
    let at = cursor.saturating_add_signed(by).min(last);
    if blank(at) { at.saturating_add_signed(by.signum()).min(last) } else { at }
}

/// Whether a key begins a number: a digit, full-width or circled too.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９' | '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿')
}
