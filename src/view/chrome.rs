//! The lines around the body: header, query line, last line.

use super::{Canvas, theme};
use crate::app::layout::Area;
use crate::app::list::ListPlace;
use crate::app::{Place, State, names};
use crate::command::{Command, Scope};
use crate::keymap::show_keys;
use crate::model::{Period, PlanIx};
use crate::review::summary;
use crate::text::{clusters, sanitize, truncate};
use crate::words::Msg;

/// What one looks at, and the path that led there.
///
/// Counts that are cut would be read as other counts: a narrow screen gets a shorter title, and the path gives way.
pub(super) fn header(state: &State, area: Area, canvas: &mut Canvas<'_>) {
    if area.height == 0 {
        return;
    }
    let room = area.width.saturating_sub(1);
    let titles = titles(state);
    let fitting = titles.iter().find(|title| canvas.cells(title) <= room).or(titles.last());
    let title = sanitize(fitting.map_or("", String::as_str));
    let title = truncate(&title, usize::from(room), canvas.widths);
    let used = canvas.put(0, area.y, room, &title, theme::header());
    let path = path(state);
    let cells = canvas.cells(&path);
    if state.places.len() > 1 && used + 2 + cells <= room {
        canvas.say(room - cells, area.y, cells, &path, theme::plain());
    }
}

/// What one looks at, in words; from the longest to the shortest.
fn titles(state: &State) -> Vec<String> {
    match state.place() {
        Some(Place::List(list)) => list_titles(state, list),
        Some(Place::Heatmap(map)) => plan_titles(state, map.plan, map.period(&state.catalog)),
        Some(Place::Detail(detail)) => {
            let plan = state.catalog.program(detail.program).plan;
            let newest = state.catalog.plan(plan).periods.last();
            let newest = newest.map_or(String::new(), |p| names::as_of(*p, state.lang));
            let label = state.catalog.plan_label(plan);
            vec![format!("{}  {newest}", plan_name(state, plan)), format!("{label}  {newest}"), label]
        }
        Some(Place::Source(source)) => {
            let document = source.passage().map_or("", |p| &*state.catalog.document(p.document).name);
            let title = Msg::SourceTitle.text(state.lang);
            vec![format!("{title}  {document}"), document.to_owned()]
        }
        None => vec![Msg::EmptyTitle.text(state.lang).to_owned()],
    }
}

fn list_titles(state: &State, list: &ListPlace) -> Vec<String> {
    match &list.found {
        None => plan_titles(state, list.plan, list.period),
        Some(found) => {
            let all = state.catalog.programs().len();
            let counted = Msg::RowsOf.fill(state.lang, &[&found.hits.total, &all]);
            let searched = Msg::HintSearch.text(state.lang);
            let query = sanitize(&found.query);
            vec![format!("{searched}: {}  {counted}", query.as_str()), counted]
        }
    }
}

fn plan_name(state: &State, plan: PlanIx) -> String {
    let label = state.catalog.plan_label(plan);
    match &state.catalog.plan(plan).name {
        Some(name) => format!("{label} {name}"),
        None => label,
    }
}

/// `P2 第2次… H26末 = 2015年3月末  62項目  S 3  A 49  B 10`, then without the name, the date and the number of programs.
fn plan_titles(state: &State, plan: PlanIx, period: Option<Period>) -> Vec<String> {
    let (name, label) = (plan_name(state, plan), state.catalog.plan_label(plan));
    let Some(period) = period else { return vec![name, label] };
    let counted = summary::summary(&state.catalog, plan, period, false).total;
    let grades = |between: &str, inside: &str| {
        let grades: Vec<String> =
            counted.by_grade.iter().map(|(grade, count)| format!("{grade}{inside}{count}")).collect();
        grades.join(between)
    };
    let as_of = names::as_of(period, state.lang);
    let programs = Msg::Programs.fill(state.lang, &[&counted.size]);
    let wide = grades("  ", " ");
    let tight = grades(" ", "");
    vec![
        format!("{name}  {as_of}  {programs}  {wide}"),
        format!("{label}  {as_of}  {programs}  {wide}"),
        format!("{label}  {period}  {programs}  {wide}"),
        format!("{label} {period} {programs} {tight}"),
        format!("{label} {period} {tight}"),
        format!("{label} {period}"),
        label,
    ]
}

/// The places that lie behind the one in sight.
fn path(state: &State) -> String {
    let names: Vec<String> = state
        .places
        .iter()
        .map(|place| match place {
            Place::List(_) => Msg::List.text(state.lang).to_owned(),
            Place::Detail(detail) => state.catalog.label(detail.program),
            Place::Heatmap(_) => Msg::HeatmapTitle.text(state.lang).to_owned(),
            Place::Source(_) => Msg::SourceTitle.text(state.lang).to_owned(),
        })
        .collect();
    names.join(" > ")
}

/// The query; returns where the insertion point is while it is being typed.
pub(super) fn query(state: &State, area: Area, canvas: &mut Canvas<'_>) -> Option<(u16, u16)> {
    let found = state.list().and_then(|l| l.found.as_ref());
    let typed = state.query.as_ref().map(|q| q.text.as_str());
    let text = typed.or(found.map(|f| f.query.as_str()))?;
    let said = found.map_or(String::new(), |f| match &f.error {
        Some(error) => query_error(state, error),
        None if f.hits.total == 0 => Msg::NoHits.fill(state.lang, &[&f.query]),
        None => Msg::RowsOf.fill(state.lang, &[&f.hits.total, &state.catalog.programs().len()]),
    });
    let said_cells = canvas.cells(&said).min(area.width / 2);
    let room = area.width.saturating_sub(said_cells + 2);
    let prompt = Msg::SearchPrompt.text(state.lang);
    let start = canvas.say(area.x, area.y, room, prompt, theme::strong());
    // A long query shows its end: that is where one types.
    let line = sanitize(text);
    let shown = tail(line.as_str(), room.saturating_sub(start + 1), canvas);
    let end = canvas.say(start, area.y, room.saturating_sub(start), &shown, theme::plain());
    canvas.say(area.width.saturating_sub(said_cells + 1), area.y, said_cells, &said, theme::plain());
    let query = state.query.as_ref()?;
    let behind: String = query.text.chars().skip(query.cursor).collect();
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

/// The sentence for a query that cannot be run.
fn query_error(state: &State, error: &crate::search::QueryError) -> String {
    names::query_error(error, state.lang)
}

/// The last line: a message, the keys that may follow, or the keys that matter now.
pub(super) fn status(state: &State, area: Area, canvas: &mut Canvas<'_>) {
    if area.height == 0 {
        return;
    }
    let room = area.width.saturating_sub(1);
    if let Some(notice) = &state.notice {
        canvas.say(area.x, area.y, room, notice, theme::strong());
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
        Back, GoHeatmap, GoList, NextPane, NextPassage, NextPlan, Open, PreviousPassage, QueryAccept,
        QueryCancel, Quit, Search, Source,
    };
    let scope = state.scope();
    let wanted: &[(Command, Msg)] = match scope {
        _ if state.place().is_none() => &[(Quit, Msg::HintQuit)],
        Scope::List => &[
            (Open, Msg::HintOpen),
            (Search, Msg::HintSearch),
            (Source, Msg::HintSource),
            (GoHeatmap, Msg::HintHeatmap),
            (NextPlan, Msg::HintPlan),
            (Quit, Msg::HintQuit),
        ],
        Scope::Detail => &[
            (Source, Msg::HintSource),
            (Back, Msg::HintBack),
            (Open, Msg::HintOpen),
            (NextPlan, Msg::HintPlan),
            (Search, Msg::HintSearch),
            (NextPane, Msg::HintPane),
        ],
        Scope::Heatmap => &[
            (Open, Msg::HintOpen),
            (Source, Msg::HintSource),
            (NextPlan, Msg::HintPlan),
            (GoList, Msg::HintList),
            (Back, Msg::HintBack),
        ],
        Scope::Source => {
            &[(NextPassage, Msg::HintNext), (PreviousPassage, Msg::HintPrevious), (Back, Msg::HintBack)]
        }
        Scope::Query => &[
            (QueryAccept, Msg::HintOpen),
            (Command::CursorDown, Msg::HintChoose),
            (QueryCancel, Msg::HintBack),
        ],
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

/// What may follow the keys typed so far.
fn pending(state: &State) -> Vec<(String, String)> {
    let typed = (show_keys(&state.pending), String::from("…"));
    let next = state.hints.iter().map(|hint| {
        let what = hint.command.map_or("…", |c| crate::command::entry(c).about.text(state.lang));
        (hint.chord.to_string(), what.to_owned())
    });
    std::iter::once(typed).chain(next).collect()
}

/// Where one stands among how many.
fn position(state: &State) -> Option<String> {
    match state.place()? {
        Place::List(list) => {
            let total = list.programs().count();
            let now = list.programs().position(|(at, _)| at == list.cursor)? + 1;
            Some(Msg::RowsOf.fill(state.lang, &[&now, &total]))
        }
        Place::Detail(detail) => {
            let total = state.sheet(detail.program, state.detail_area()).len();
            Some(Msg::RowsOf.fill(state.lang, &[&(detail.cursor + 1), &total]))
        }
        Place::Source(source) => {
            Some(Msg::RowsOf.fill(state.lang, &[&(source.at + 1), &source.passages.len()]))
        }
        Place::Heatmap(_) => None,
    }
}
