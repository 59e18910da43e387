//! The lines below the body: the query, and the last line.

use super::{Canvas, theme};
use crate::app::ask::AskKind;
use crate::app::layout::Area;
use crate::app::page::Page;
use crate::app::rows::Rows;
use crate::app::{Place, State};
use crate::command::{Command, Scope};
use crate::keymap::show_keys;
use crate::text::{clusters, sanitize, wrap};
use crate::words::Msg;

/// The line in which one types, or the query in force; returns where the insertion point is.
pub(super) fn query(state: &State, area: Area, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let found = state.list().and_then(|l| l.found.as_ref());
    let typed = state.ask.as_ref().map(|ask| ask.line.text.as_str());
    let text = typed.or(found.map(|f| f.query.as_str()))?;
    let kind = state.ask.as_ref().map_or(AskKind::Search, |ask| ask.kind);
    let said = match (kind, found) {
        (AskKind::Search, None) => Msg::SearchExamples.text(state.lang).to_owned(),
        // What is wrong with a query stands in the body, which has room for it.
        (AskKind::Search, Some(f)) if f.error.is_some() || f.hits.total == 0 => String::new(),
        (AskKind::Search, Some(f)) => {
            Msg::RowsOf.fill(state.lang, &[&f.hits.total, &state.catalog.programs().len()])
        }
        (_, _) => {
            let ask = state.ask.as_ref()?;
            if kind == AskKind::Import && (ask.choices.is_empty() || ask.line.text.is_empty()) {
                Msg::ImportOptions.text(state.lang).to_owned()
            } else if ask.choices.is_empty() {
                Msg::NoHits.fill(state.lang, &[&text])
            } else {
                Msg::RowsOf.fill(state.lang, &[&(ask.at + 1), &ask.choices.len()])
            }
        }
    };
    let said_cells = canvas.cells(&said).min(area.width * 3 / 4);
    let room = area.width.saturating_sub(said_cells + 2);
    let prompt = match kind {
        AskKind::Search => Msg::SearchPrompt,
        AskKind::Number => Msg::NumberPrompt,
        AskKind::Command => Msg::PalettePrompt,
        AskKind::Filter => Msg::FilterPrompt,
        AskKind::Sort => Msg::SortPrompt,
        AskKind::Copy => Msg::CopyPrompt,
        AskKind::Import => Msg::ImportPrompt,
    };
    let start = canvas.say(area.x, area.y, room, prompt.text(state.lang), theme::strong());
    // A long text shows its end: that is where one types.
    let line = sanitize(text);
    let shown = tail(line.as_str(), room.saturating_sub(start + 1), canvas);
    let selected = state.ask.as_ref().is_some_and(|ask| ask.line.selected);
    let style = if selected { theme::cursor() } else { theme::plain() };
    let end = canvas.say(start, area.y, room.saturating_sub(start), &shown, style);
    canvas.say(area.width.saturating_sub(said_cells + 1), area.y, said_cells, &said, theme::plain());
    let line = &state.ask.as_ref()?.line;
    let behind: String = line.text.chars().skip(line.cursor).collect();
    Some((end.saturating_sub(canvas.cells(&behind)).max(start), area.y))
}

/// The end of a text that fits into `room` cells.
fn tail(text: &str, room: u16, canvas: &Canvas<'_>) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut used = 0;
    let all: Vec<&str> = clusters(text).collect();
    for cluster in all.into_iter().rev() {
        used += canvas.cells(cluster);
        if used > room {
            break;
        }
        kept.push(cluster);
    }
    kept.reverse();
    kept.concat()
}

/// Rows that a message may take.
const NOTICE: u16 = 6;

/// The last line: a message, the keys that may follow, or the keys that matter now.
pub(super) fn status(state: &State, area: Area, canvas: &mut Canvas<'_>) {
    if area.height == 0 {
        return;
    }
    let room = area.width.saturating_sub(1);
    if let Some(notice) = &state.notice {
        // What to do stands at the end of a sentence: a long one takes the rows above as well.
        let rows = wrap(&sanitize(notice), usize::from(room).max(2), canvas.widths);
        let count = (rows.len() as u16).min(area.y + 1).min(NOTICE);
        for (y, row) in (area.y + 1 - count..=area.y).zip(&rows) {
            canvas.fill(area.x, y, area.width, theme::plain());
            canvas.put(area.x, y, room, row, theme::strong());
        }
        return;
    }
    let text = if state.pending.is_empty() { hints(state) } else { pending(state) };
    let room_for_hints = match position(state) {
        Some(position) => {
            let cells = canvas.cells(&position);
            canvas.say(area.width.saturating_sub(cells + 1), area.y, cells, &position, theme::plain());
            room.saturating_sub(cells + 2)
        }
        None => room,
    };
    if let Some(working) = state.working.as_ref().filter(|_| state.pending.is_empty()) {
        let stoppable = Msg::WorkingStop.fill(state.lang, &[working]);
        let fits = canvas.cells(&stoppable) <= room_for_hints;
        let text = if fits { &stoppable } else { working };
        canvas.say(area.x, area.y, room_for_hints, text, theme::plain());
        return;
    }
    let mut x = area.x;
    for (keys, what) in text {
        let needed = canvas.cells(&keys) + canvas.cells(&what) + 1;
        // A hint that does not fit whole is left out.
        if x + needed > room_for_hints {
            break;
        }
        x = canvas.say(x, area.y, room_for_hints, &keys, theme::strong());
        x = canvas.say(x + 1, area.y, room_for_hints, &what, theme::plain()) + 2;
    }
}

/// The keys that matter most in each place.
fn hints(state: &State) -> Vec<(String, String)> {
    use Command::{
        Accept, Back, Copy, Filter, GoHeatmap, Help, NextPane, NextPassage, NextPlan, NextProgram, NextWidth,
        Open, PageDown, PreviousPassage, Quit, Reject, Search, Source, Write,
    };
    let scope = state.scope();
    let wanted: &[(Command, Msg)] = match scope {
        Scope::List if matches!(state.place(), Some(Place::Welcome)) => {
            &[(Command::Palette, Msg::DoPalette), (Quit, Msg::HintQuit), (Help, Msg::HintHelp)]
        }
        Scope::List => &[
            (Open, Msg::HintOpen),
            (Help, Msg::HintHelp),
            (Search, Msg::HintSearch),
            (GoHeatmap, Msg::HintHeatmap),
            (NextPlan, Msg::HintPlan),
            (Filter, Msg::HintFilter),
            (Source, Msg::HintSource),
        ],
        Scope::Detail => &[
            (Source, Msg::HintSource),
            (Help, Msg::HintHelp),
            (Back, Msg::HintBack),
            (Open, Msg::HintOpen),
            (NextProgram, Msg::HintNextProgram),
            (NextPlan, Msg::HintPlan),
            (NextPane, Msg::HintPane),
        ],
        Scope::Heatmap => &[
            (Open, Msg::HintOpen),
            (Help, Msg::HintHelp),
            (Back, Msg::HintBack),
            (Source, Msg::HintSource),
            (NextPlan, Msg::HintPlan),
            (Filter, Msg::HintFilter),
        ],
        Scope::Source => &[
            (Back, Msg::HintBack),
            (Help, Msg::HintHelp),
            (NextPassage, Msg::HintNext),
            (PreviousPassage, Msg::HintPrevious),
        ],
        Scope::Page if matches!(state.place(), Some(Place::Page(page)) if page.text.is_some()) => {
            &[(Write, Msg::DoWrite), (Back, Msg::HintBack)]
        }
        Scope::Page => &[(PageDown, Msg::DoPageDown), (Back, Msg::HintBack)],
        Scope::Checks => {
            &[(Open, Msg::HintOpen), (Source, Msg::HintSource), (Help, Msg::HintHelp), (Back, Msg::HintBack)]
        }
        Scope::Matters => &[
            (Accept, Msg::HintAccept),
            (Reject, Msg::HintReject),
            (Open, Msg::HintOpen),
            (Source, Msg::HintSource),
            (Help, Msg::HintHelp),
            (Back, Msg::HintBack),
        ],
        Scope::Doctor => &[(NextWidth, Msg::DoNextWidth), (Copy, Msg::DoCopy), (Back, Msg::HintBack)],
        Scope::Query => {
            let kind = state.ask.as_ref().map_or(AskKind::Search, |ask| ask.kind);
            return typing(state, kind);
        }
    };
    wanted
        .iter()
        .filter(|(command, _)| *command != NextPane || state.panes().1.is_some())
        .filter_map(|(command, what)| {
            let keys = state.keymap.keys_for(scope, *command);
            Some((show_keys(keys.first()?), what.text(state.lang).to_owned()))
        })
        .collect()
}

/// The keys that matter while one types.
fn typing(state: &State, kind: AskKind) -> Vec<(String, String)> {
    let accept = match kind {
        AskKind::Search | AskKind::Number => Msg::HintOpen,
        AskKind::Command => Msg::HintRun,
        AskKind::Filter | AskKind::Sort | AskKind::Copy => Msg::HintTake,
        AskKind::Import => Msg::HintImport,
    };
    let wanted = [
        (Command::QueryAccept, accept),
        (Command::QueryCancel, Msg::HintBack),
        (Command::CursorDown, Msg::HintChoose),
        (Command::QueryComplete, Msg::HintComplete),
    ];
    let wanted = wanted.iter().filter(|(c, _)| *c != Command::QueryComplete || kind == AskKind::Import);
    let shown = |(command, what): &(Command, Msg)| {
        let keys = state.keymap.keys_for(Scope::Query, *command);
        Some((show_keys(keys.first()?), what.text(state.lang).to_owned()))
    };
    wanted.filter_map(shown).collect()
}

/// What may follow the keys typed so far.
fn pending(state: &State) -> Vec<(String, String)> {
    let cut = state.caps.widths().ellipsis().to_string();
    let typed = (show_keys(&state.pending), cut.clone());
    let next = state.hints.iter().map(|hint| {
        let what = hint.command.map_or(cut.as_str(), |c| crate::command::entry(c).about.text(state.lang));
        (hint.chord.to_string(), what.to_owned())
    });
    std::iter::once(typed).chain(next).collect()
}

/// Where one stands among how many.
fn position(state: &State) -> Option<String> {
    match state.place()? {
        Place::Welcome => None,
        Place::List(list) => place_of(list.rows(), state),
        Place::Detail(detail) => {
            let total = state.sheet(detail.program, state.detail_area()).len();
            Some(Msg::RowsOf.fill(state.lang, &[&(detail.cursor + 1), &total]))
        }
        Place::Source(source) => {
            Some(Msg::RowsOf.fill(state.lang, &[&(source.at + 1), &source.passages.len()]))
        }
        Place::Heatmap(map) => place_of(&map.rows, state),
        Place::Page(page) => Some(page_position(page, state)),
        Place::Checks(place) => {
            let last = place.all.len().min(place.cursor + 1);
            Some(Msg::RowsOf.fill(state.lang, &[&last, &place.all.len()]))
        }
        Place::Matters(place) => {
            let last = place.all.len().min(place.cursor + 1);
            Some(Msg::RowsOf.fill(state.lang, &[&last, &place.all.len()]))
        }
        Place::Doctor(doctor) => Some(page_position(&doctor.page(state), state)),
    }
}

/// How far down a page one has read.
fn page_position(page: &Page, state: &State) -> String {
    let body = state.frame().body;
    let rows = page.rows(body.width, state.caps.widths()).len();
    let last = (page.top + usize::from(body.height)).min(rows);
    Msg::RowsOf.fill(state.lang, &[&last, &rows])
}

/// The program one stands on among all of the rows.
fn place_of(rows: &Rows, state: &State) -> Option<String> {
    let total = rows.programs().count();
    let now = rows.programs().position(|(at, _)| at == rows.cursor)? + 1;
    Some(Msg::RowsOf.fill(state.lang, &[&now, &total]))
}
