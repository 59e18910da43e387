//! The first line: what one looks at, and the path that led there.

use super::{Canvas, theme};
use crate::app::filter::Sort;
use crate::app::layout::Area;
use crate::app::list::ListPlace;
use crate::app::rows::Rows;
use crate::app::{Place, State, names};
use crate::model::{Kind, Period, PlanIx, ProgramIx};
use crate::review::check::Status;
use crate::review::summary::counted;
use crate::review::{counts, latest_period};
use crate::text::{sanitize, truncate};
use crate::words::Msg;

/// Draws it.
///
/// Counts that are cut would be read as other counts: a narrow screen gets a shorter title, and where that would leave
/// out counts, no path.
pub(super) fn draw(state: &State, area: Area, canvas: &mut Canvas<'_>) {
    if area.height == 0 {
        return;
    }
    let room = area.width.saturating_sub(1);
    let (titles, paths) = (titles(state), paths(state));
    let beside = paths.iter().find_map(|path| {
        let left = room.checked_sub(canvas.cells(path) + 2)?;
        let fits = titles.wordy.iter().find(|title| canvas.cells(title) <= left)?;
        Some((fits, path))
    });
    let title = if let Some((title, path)) = beside {
        canvas.say(room - canvas.cells(path), area.y, room, path, theme::plain());
        Some(title)
    } else {
        let mut all = titles.wordy.iter().chain(&titles.terse);
        all.find(|title| canvas.cells(title) <= room).or(titles.terse.last()).or(titles.wordy.last())
    };
    let title = sanitize(title.map_or("", String::as_str));
    canvas.put(0, area.y, room, &truncate(&title, usize::from(room), canvas.widths), theme::header());
}

/// What one looks at, in words; from the longest to the shortest.
#[derive(Default)]
struct Titles {
    /// Nothing is left out but names and dates.
    wordy: Vec<String>,
    /// Less.
    terse: Vec<String>,
}

fn titles(state: &State) -> Titles {
    let wordy = |wordy: Vec<String>| Titles { wordy, ..Titles::default() };
    match state.place() {
        Some(Place::List(list)) => list_titles(state, list),
        Some(Place::Heatmap(map)) => plan_titles(state, &map.rows, map.plan, map.period(&state.catalog)),
        Some(Place::Detail(detail)) => {
            let plan = state.catalog.program(detail.program).plan;
            let period = detail.period.or_else(|| latest_period(&state.catalog, plan));
            let as_of = period.map_or(String::new(), |p| names::as_of(p, state.lang));
            let label = state.catalog.plan_label(plan);
            Titles {
                wordy: vec![format!("{}  {as_of}", plan_name(state, plan)), format!("{label}  {as_of}")],
                terse: vec![label],
            }
        }
        Some(Place::Source(source)) => {
            let document = source.passage().map_or("", |p| &*state.catalog.document(p.document).name);
            let title = Msg::SourceTitle.text(state.lang);
            wordy(vec![format!("{title}  {document}"), document.to_owned()])
        }
        Some(Place::Page(page)) => wordy(vec![page.title.text(state.lang).to_owned()]),
        Some(Place::Checks(place)) => {
            let differing = place.all.iter().filter(|check| check.status == Status::Differs).count();
            let said = Msg::ChecksTitle.fill(state.lang, &[&place.all.len(), &differing]);
            Titles { wordy: vec![said], terse: vec![Msg::Checks.text(state.lang).to_owned()] }
        }
        Some(Place::Matters(place)) => {
            let said = Msg::MattersTitle.fill(state.lang, &[&place.all.len(), &place.open()]);
            Titles { wordy: vec![said], terse: vec![Msg::Matters.text(state.lang).to_owned()] }
        }
        Some(Place::Doctor(_)) => wordy(vec![Msg::DoctorTitle.text(state.lang).to_owned()]),
        Some(Place::Welcome) | None => {
            wordy(vec![Msg::EmptyTitle.text(state.lang).to_owned(), Msg::Welcome.text(state.lang).to_owned()])
        }
    }
}

fn list_titles(state: &State, list: &ListPlace) -> Titles {
    match &list.found {
        None => plan_titles(state, &list.shown.rows, list.shown.plan, list.shown.period),
        Some(found) => {
            let all = state.catalog.programs().len();
            let counted = Msg::RowsOf.fill(state.lang, &[&found.hits.total, &all]);
            let searched = Msg::HintSearch.text(state.lang);
            let query = sanitize(&found.query);
            Titles { wordy: vec![format!("{searched}: {}  {counted}", query.as_str())], terse: vec![counted] }
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
///
/// What narrows the list, or orders it otherwise, stands in place of the name: counts follow it.
fn plan_titles(state: &State, rows: &Rows, plan: PlanIx, period: Option<Period>) -> Titles {
    let (name, label) = (plan_name(state, plan), state.catalog.plan_label(plan));
    let Some(period) = period else { return Titles { wordy: vec![name, label], ..Titles::default() } };
    let all = counted(&state.catalog, plan, false).count();
    let graded = |ix: &ProgramIx| state.catalog.program(*ix).kind == Kind::Implementation;
    let shown = rows.programs().map(|(_, ix)| ix).filter(graded);
    let of_rows = counts(&state.catalog, plan, period, shown);
    let study = rows.programs().map(|(_, ix)| ix).filter(|ix| !graded(ix)).count();
    let grades = |between: &str, inside: &str| {
        let grades: Vec<String> =
            of_rows.by_grade.iter().map(|(grade, count)| format!("{grade}{inside}{count}")).collect();
        grades.join(between)
    };
    let (as_of, period) = (names::as_of(period, state.lang), names::period(period, state.lang));
    let size = if of_rows.size as usize == all {
        Msg::Programs.fill(state.lang, &[&all])
    } else if of_rows.size == 0 {
        String::new()
    } else {
        Msg::ProgramsOf.fill(state.lang, &[&of_rows.size, &all])
    };
    let size = match study {
        0 => size,
        n => format!("{size} {}", Msg::StudyPrograms.fill(state.lang, &[&n])).trim_start().to_owned(),
    };
    let (wide, tight) = (grades("  ", " "), grades(" ", ""));
    let cut = state.caps.widths().ellipsis();
    match narrowing(state, plan) {
        None => Titles {
            wordy: vec![
                format!("{name}  {as_of}  {size}  {wide}"),
                format!("{label}  {as_of}  {size}  {wide}"),
                format!("{label}  {as_of}  {size}  {tight}"),
            ],
            terse: vec![
                format!("{label}  {period}  {size}  {wide}"),
                format!("{label} {period} {size} {tight}"),
                format!("{label} {period} {tight}"),
                format!("{label} {period}"),
                label,
            ],
        },
        Some(narrowing) => Titles {
            wordy: vec![
                format!("{label}  {as_of}  [{narrowing}]  {size}  {wide}"),
                format!("{label}  {period}  [{narrowing}]  {size}  {wide}"),
                format!("{label} {period} [{narrowing}] {size} {tight}"),
            ],
            terse: vec![
                format!("{label} {period} [{cut}] {size} {tight}"),
                format!("{label} [{cut}] {size}"),
                format!("[{cut}] {size}"),
            ],
        },
    }
}

/// What narrows the list of a plan, and its order where that is not the usual one.
fn narrowing(state: &State, plan: PlanIx) -> Option<String> {
    let shown = &state.list().filter(|list| list.shown.plan == plan)?.shown;
    let mut said: Vec<String> = shown.filters.iter().map(|f| f.label.clone()).collect();
    if shown.sort != Sort::Number {
        said.push(shown.sort.label(state.lang));
    }
    (!said.is_empty()).then(|| said.join("・"))
}

/// The places that lie behind the one in sight, in full and with the first left out; none at the first place.
fn paths(state: &State) -> Vec<String> {
    if state.places.len() < 2 {
        return Vec::new();
    }
    let names: Vec<String> = state
        .places
        .iter()
        .map(|place| match place {
            Place::Welcome => Msg::Welcome.text(state.lang).to_owned(),
            Place::List(_) => Msg::List.text(state.lang).to_owned(),
            Place::Detail(detail) => state.catalog.label(detail.program),
            Place::Heatmap(_) => Msg::HeatmapTitle.text(state.lang).to_owned(),
            Place::Source(_) => Msg::SourceTitle.text(state.lang).to_owned(),
            Place::Page(page) => page.title.text(state.lang).to_owned(),
            Place::Checks(_) => Msg::Checks.text(state.lang).to_owned(),
            Place::Matters(_) => Msg::Matters.text(state.lang).to_owned(),
            Place::Doctor(_) => Msg::DoctorTitle.text(state.lang).to_owned(),
        })
        .collect();
    let (full, cut) = (names.join(" > "), state.caps.widths().ellipsis());
    let short =
        (1..names.len().saturating_sub(1)).map(|from| format!("{cut} > {}", names[from..].join(" > ")));
    std::iter::once(full).chain(short).collect()
}
