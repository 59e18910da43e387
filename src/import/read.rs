//! The way through a document: decode, find headings, put rows in shape, gather what belongs together, emit.

use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

use super::align::align;
use super::carry::{Carry, Inherited, Label};
use super::cells::{Cell, cells, whole};
use super::decode::{Decoded, decode_in};
use super::emit::Emitter;
use super::flow::{self, Flow, flow};
use super::form::LONGEST_ROW;
use super::found::{Found, ProgramRow};
use super::heading::{Column, Heading, heading};
use super::look::{is_dash, number_in_steps, sub_number};
use super::plans::{agreeing_plan, plans};
use super::prose::{as_of, is_about_paper, meanings, period_mention, plan_mention, relisting_note, reports};
use super::question::{question_grades, question_schedules};
use super::rows::{Row, row};
use super::subs::question_parents;
use super::{ImportError, KnownPlan, Options};
use crate::model::{
    Date, Document, DocumentId, Doubtful, Fact, FiscalYear, Mention, Number, Period, PlanId, Point,
    Statement, Subject, Year,
};
use crate::text::program_number;

/// Reads a document.
///
/// `known` are the plans in the store, one of which a document that names no plan may turn out to be.
///
/// # Errors
/// When the bytes are no text, or hold no table of graded programs, or leave open which plan or period they speak of.
pub fn read(bytes: &[u8], options: &Options, known: &[KnownPlan]) -> Result<Document, ImportError> {
    read_with(bytes, options, &|found| agreeing_plan(found, known))
}

/// Reads a document again that named no plan and was recognised as one of `plan`: what it agreed with then may be gone,
/// or agree no longer. Gives what [`read`] gave, doubt included.
///
/// # Errors
/// Those of [`read`].
pub fn read_as(bytes: &[u8], options: &Options, plan: &PlanId) -> Result<Document, ImportError> {
    read_with(bytes, options, &|_| Some(plan.clone()))
}

/// Reads a document; `agreed` is asked for the plan of one that names none.
fn read_with(
    bytes: &[u8],
    options: &Options,
    agreed: &dyn Fn(&Found) -> Option<PlanId>,
) -> Result<Document, ImportError> {
    let decoded = decode_in(bytes, options.encoding)?;
    let found = scan(&decoded)?;
    // Text that flows is read by its lines, whatever tables stand in it.
    if found.rows.is_empty()
        && let Some(flow) = flow(&decoded)
    {
        return read_flow(flow, &decoded, bytes, options, agreed);
    }
    let document = read_rows(bytes, &decoded, found, options, agreed);
    document.map(|document| decoded.settled(document)).map_err(|error| error.on_lines(&decoded))
}

/// Reads the rows of a document. Lines and places are those of the rows.
fn read_rows(
    bytes: &[u8],
    decoded: &Decoded,
    mut found: Found,
    options: &Options,
    agreed: &dyn Fn(&Found) -> Option<PlanId>,
) -> Result<Document, ImportError> {
    let Some(first) = found.heading_lines.first() else { return Err(ImportError::NoHeading) };
    let first = first.0;
    question_schedules(&mut found, decoded.rows());
    if found.headings.iter().all(|h| h.grades().is_empty()) {
        return Err(ImportError::NoGrades(first));
    }
    if found.rows.is_empty() {
        return Err(ImportError::NoPrograms);
    }
    settle_by_neighbours(&mut found);
    question_grades(&mut found);
    question_parents(&mut found);
    let plans = plans(&mut found, options, agreed)?;
    let period = document_period(&mut found, options)?;
    found.parts = periods_of_parts(&found, decoded, options, period);
    let emitter = Emitter::new(&found, decoded.rows(), plans, period, options.today);
    emitter.document(document_id(bytes), options.name.as_str())
}

/// The hash by which a document is known.
fn document_id(bytes: &[u8]) -> DocumentId {
    let id: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    DocumentId(id.into())
}

/// Reads a document of flowing text: its plan and period are told by its titles, as those of a table are.
fn read_flow(
    flow: Flow,
    decoded: &Decoded,
    bytes: &[u8],
    options: &Options,
    agreed: &dyn Fn(&Found) -> Option<PlanId>,
) -> Result<Document, ImportError> {
    let mut found = Found { titles: flow.titles(), ..Found::default() };
    let plans = plans(&mut found, options, agreed)?;
    let period = document_period(&mut found, options)?;
    let document = flow::document(flow, decoded, plans.named, period, document_id(bytes), options)?;
    let says = |s: &Statement| matches!(s.subject, Subject::Program(..)) || matches!(s.fact, Fact::Total(_));
    if document.statements.iter().any(says) { Ok(document) } else { Err(ImportError::NoPrograms) }
}

impl ImportError {
    /// The same with the line of the document where it names a row.
    fn on_lines(self, decoded: &Decoded) -> ImportError {
        match self {
            ImportError::NoGrades(row) => ImportError::NoGrades(decoded.line_of(row)),
            ImportError::OtherPlan { printed, given, line } => {
                ImportError::OtherPlan { printed, given, line: decoded.line_of(line) }
            }
            ImportError::OtherPeriod { printed, given, line } => {
                ImportError::OtherPeriod { printed, given, line: decoded.line_of(line) }
            }
            other => other,
        }
    }
}

/// Goes over the rows once: headings, rows, totals, and the prose between them.
///
/// What is kept of a row is hundreds of times as large as the shortest row: a table has an end somewhere.
fn scan(decoded: &Decoded) -> Result<Found, ImportError> {
    const MOST_ROWS: usize = 30_000;
    const MOST_DOUBTS: usize = 100_000;
    let mut found = Found::default();
    let mut carry = Carry::default();
    let mut skip = 0;
    // No heading holds beyond the end of its sheet.
    let mut in_table = false;
    let rows = decoded.rows();
    let filled: Vec<u32> = rows.lines().filter(|(_, l)| !l.trim().is_empty()).map(|(n, _)| n).collect();
    for (at, number) in filled.iter().enumerate() {
        let line = rows.line(*number);
        if decoded.begins_sheet(*number) {
            (in_table, skip, carry) = (false, 0, Carry::default());
        }
        if skip > 0 {
            skip -= 1;
            found.heading_lines.push((*number, whole(line)));
            continue;
        }
        if is_beyond_reading(line) {
            if in_table {
                let beginning = line.chars().take(40).collect();
                found.doubts.push((*number, None, beginning, Doubtful::RowWithoutNumber));
            }
            continue;
        }
        let row_cells = cells(line);
        let below = filled
            .get(at + 1)
            .map(|n| rows.line(*n))
            .filter(|l| !is_beyond_reading(l))
            .map(cells)
            .unwrap_or_default();
        if let Some(new) = heading(*number, &row_cells, &below) {
            skip = new.lines - 1;
            found.heading_lines.push((*number, whole(line)));
            doubt_unknown_columns(&mut found, *number, &new, &row_cells);
            found.headings.push(new);
            in_table = true;
            continue;
        }
        let lone = row_cells.iter().filter(|c| !c.is_empty()).count() == 1;
        if (lone || !in_table) && prose_line(&mut found, *number, line) {
            continue;
        }
        if in_table {
            table_line(&mut found, &mut carry, *number, row_cells);
        }
        if found.rows.len() > MOST_ROWS || found.doubts.len() > MOST_DOUBTS {
            return Err(ImportError::TooManyRows(MOST_ROWS));
        }
    }
    Ok(found)
}

/// Refuses lines that lost their line breaks or were never a table: the longest rows of printed tables are some
/// kilobytes, and taking millions of characters for one row would only cost time. Such a line stays unread.
fn is_beyond_reading(line: &str) -> bool {
    line.len() > LONGEST_ROW
}

fn doubt_unknown_columns(found: &mut Found, line: u32, heading: &Heading, cells: &[Cell]) {
    for column in &heading.columns {
        if let Column::Unknown(at) = column
            && let Some(cell) = cells.get(*at)
        {
            found.doubts.push((line, None, cell.text.clone(), Doubtful::UnknownColumn));
        }
    }
}

/// Reads a line of prose; `false` when it says nothing that is understood.
fn prose_line(found: &mut Found, line: u32, text: &str) -> bool {
    let cell = whole(text);
    if let Some(note) = relisting_note(&cell.text) {
        found.relistings.push((line, cell, note));
        return true;
    }
    let meanings = meanings(&cell.text);
    if !meanings.is_empty() {
        found.meanings.push((line, cell, meanings));
        return true;
    }
    // A title is short; a sentence that mentions a plan is not one.
    let short = cell.text.chars().count() <= 60 && !cell.text.contains('。');
    let (plan, period) = (plan_mention(&cell.text), period_mention(&cell.text));
    let period = period.or_else(|| as_of(&cell.text));
    if short && (plan.is_some() || period.is_some()) {
        found.titles.push((line, cell, plan, period));
        return true;
    }
    false
}

/// Reads a line below a heading.
fn table_line(found: &mut Found, carry: &mut Carry, line: u32, row_cells: Vec<Cell>) {
    let heading_at = found.headings.len() - 1;
    let Some(heading) = found.headings.last().cloned() else { return };
    match row(&heading, row_cells) {
        Row::Totals(totals) => found.totals.push((line, heading_at, totals)),
        Row::Direction(label) => {
            carry.own(Label { text: label.text.clone(), place: label.place(line) }, None, true);
            found.labels.push((line, label));
        }
        Row::Cells(cells) => {
            let layout = align(&heading.columns, &cells);
            let cell_of = |wanted: Column| {
                let column = heading.columns.iter().position(|c| *c == wanted)?;
                let at = layout.columns.iter().position(|c| *c == Some(column))?;
                cells.get(at).filter(|c| !c.is_empty())
            };
            let parent = found.rows.last().map(|r| r.number);
            // The number of a page, 2 / 5, is glued to nothing that a row has.
            if split_from_one(&cells) {
                found.doubts.push((line, None, joined(&cells), Doubtful::RowWithoutNumber));
                return;
            }
            let number = match cell_of(Column::Number).map(|c| row_number(&c.text, parent)) {
                Some(Some(number)) => number,
                Some(None) => {
                    found.doubts.push((line, None, joined(&cells), Doubtful::SubWithoutParent));
                    return;
                }
                None => {
                    // Text alone below its column may go on with that of the row above.
                    let goes_on = cells.first().is_some_and(Cell::is_empty) && cells.len() > 1;
                    let above = parent.filter(|_| goes_on && on_the_row_above(found, line));
                    found.doubts.push((line, above, joined(&cells), Doubtful::RowWithoutNumber));
                    return;
                }
            };
            let numbered_in_steps =
                cell_of(Column::Number).is_some_and(|c| number_in_steps(&c.text).is_some());
            let own = cell_of(Column::Direction).filter(|c| !is_dash(&c.text));
            let direction = if let Some(cell) = own {
                let label = Label { text: cell.text.clone(), place: cell.place(line) };
                let strays = layout.undecided.iter().chain(&layout.left_over);
                let sure = !strays.filter_map(|at| cells.get(*at)).any(|c| c.start <= cell.end);
                carry.own(label.clone(), Some(number.no), sure);
                Inherited::Sure(label)
            } else {
                carry.inherit(number.no)
            };
            let row = ProgramRow {
                line,
                heading: heading_at,
                number,
                numbered_in_steps,
                cells,
                layout,
                direction,
                by_neighbours: false,
            };
            found.rows.push(row);
        }
    }
}

/// The number in a cell; a sub-program's is counted on from the row above, and stands nowhere else.
fn row_number(text: &str, above: Option<Number>) -> Option<Number> {
    if let Some(number) = number_in_steps(text) {
        return Some(number);
    }
    match sub_number(text) {
        Some(sub) => {
            let above = above?;
            (above.sub.unwrap_or(0) + 1 == sub).then_some(Number::part(above.no, sub))
        }
        None => program_number(text).and_then(|n| u16::try_from(n).ok()).map(Number::program),
    }
}

/// Whether all that a row holds stood in one cell.
fn split_from_one(cells: &[Cell]) -> bool {
    let filled: Vec<&Cell> = cells.iter().filter(|c| !c.is_empty()).collect();
    filled.len() == 2 && filled.iter().all(|c| c.split) && cells.len() == 2
}

/// Whether no line but such as go on with it lie between the last row and this line.
fn on_the_row_above(found: &Found, line: u32) -> bool {
    let last = found.rows.last().map_or(0, |r| r.line);
    let between = |l: &u32| (last + 1..line).contains(l);
    !found.heading_lines.iter().map(|(l, _)| l).chain(found.labels.iter().map(|(l, _)| l)).any(between)
}

fn joined(cells: &[Cell]) -> String {
    cells.iter().map(|c| c.text.as_str()).filter(|t| !t.is_empty()).collect::<Vec<_>>().join(" / ")
}

/// Mends rows of a merged cell whose own words decide nothing: sub-programs of one program with the same number of
/// cells under one heading have one shape, so an undecided one takes the columns of those that were decided.
fn settle_by_neighbours(found: &mut Found) {
    // Empty cells at the end come and go: only what holds something is compared.
    let shape =
        |r: &ProgramRow| -> Vec<usize> { (0..r.cells.len()).filter(|i| !r.cells[*i].is_empty()).collect() };
    let taken = |r: &ProgramRow| -> Vec<Option<usize>> {
        shape(r).into_iter().map(|i| r.layout.columns.get(i).copied().flatten()).collect()
    };
    for at in 0..found.rows.len() {
        let row = &found.rows[at];
        if row.layout.undecided.is_empty() || !row.is_part() {
            continue;
        }
        let filled = shape(row);
        let siblings: Vec<&ProgramRow> = found
            .rows
            .iter()
            .filter(|r| {
                r.number.no == row.number.no
                    && r.number != row.number
                    && r.heading == row.heading
                    && r.layout.undecided.is_empty()
                    && shape(r) == filled
            })
            .collect();
        let agreed = siblings.windows(2).all(|w| taken(w[0]) == taken(w[1]));
        if let Some(columns) = siblings.first().map(|s| taken(s)).filter(|_| agreed) {
            let row = &mut found.rows[at];
            for (cell, column) in filled.into_iter().zip(columns) {
                row.layout.columns[cell] = column;
            }
            row.layout.undecided.clear();
            row.by_neighbours = true;
        }
    }
}

/// The period that the document as a whole reports on: of its first title that names one, else the one given. A title
/// about a meeting or about the paper itself speaks only where no other does.
///
/// A given period may say what the document leaves open (the era, the half), never something else.
fn document_period(found: &mut Found, options: &Options) -> Result<Option<Period>, ImportError> {
    let dated =
        || found.titles.iter().filter_map(|(line, cell, _, m)| Some((*line, cell.text.clone(), (*m)?)));
    let spoken = || dated().filter(|(_, text, _)| !is_about_paper(text));
    let above = |line: u32| found.headings.first().is_some_and(|heading| line < heading.line);
    let years: BTreeSet<_> =
        spoken().filter(|(l, ..)| above(*l)).filter_map(|(.., m)| resolved(m, options)).collect();
    let years: BTreeSet<_> = years.into_iter().map(|period| period.year).collect();
    let title = if years.len() > 1 {
        // Titles that name different years: only words tell which of them is reported on.
        spoken().find(|(line, text, _)| above(*line) && reports(text))
    } else {
        spoken().next().or_else(|| dated().next())
    };
    if let Some(given) = options.period {
        let (line, said) = match &title {
            Some((line, _, mention)) => (*line, vec![*mention]),
            None => (found.headings.first().map_or(1, |h| h.line), periods_of_columns(found)),
        };
        if said.is_empty() || said.iter().any(|mention| fits(*mention, given)) {
            return Ok(Some(given));
        }
        let printed = said.into_iter().filter_map(|mention| resolved(mention, options)).collect();
        return Err(ImportError::OtherPeriod { printed, given, line });
    }
    let Some((line, text, mention)) = title else { return Ok(None) };
    if let Year::WithoutEra(_) = mention.year {
        found.doubts.push((line, None, text, Doubtful::YearWithoutEra));
    }
    Ok(resolved(mention, options))
}

/// The period of each sheet of a workbook: that of its own title, else the one its name says, else the document's. A
/// workbook may keep a sheet for every year, and a text a table.
fn periods_of_parts(
    found: &Found,
    decoded: &Decoded,
    options: &Options,
    period: Option<Period>,
) -> Vec<(u32, Option<Period>)> {
    let firsts: Vec<u32> = decoded.sheets().collect();
    let ends = firsts.iter().skip(1).copied().chain([u32::MAX]);
    let period_of = |mention: Option<Mention>| {
        let given = options.period.filter(|given| mention.is_none_or(|mention| fits(mention, *given)));
        given.or_else(|| mention.and_then(|m| resolved(m, options))).or(period)
    };
    let of_sheet = |(first, end): (u32, u32)| {
        let mut titles = found.titles.iter().filter(|(row, ..)| (first..end).contains(row));
        let named = || decoded.sheet_row(decoded.line_of(first)).and_then(|(name, _)| Mention::whole(name));
        let mention = titles.find_map(|(.., mention)| *mention).or_else(named);
        (first, period_of(mention))
    };
    let sheets = firsts.iter().copied().zip(ends).map(of_sheet);
    let tables = found.titles_between().filter(|(_, text, ..)| !is_about_paper(&text.text));
    let dated = tables.filter_map(|(line, .., mention)| Some((*line, period_of(Some((*mention)?)))));
    let mut parts: Vec<(u32, Option<Period>)> =
        [(0, period)].into_iter().chain(sheets).chain(dated).collect();
    parts.sort_by_key(|(first, _)| *first);
    parts
}

/// The periods that the columns of grades name; none where a column names none, since a document that leaves one open
/// does not say which period it is of.
fn periods_of_columns(found: &Found) -> Vec<Mention> {
    let columns = found.headings.iter().flat_map(|h| &h.columns);
    let said = columns.filter_map(|c| if let Column::Grade(mention) = c { Some(*mention) } else { None });
    let dated = |mention: Option<Mention>| mention.filter(|mention| mention.year != Year::OfDocument);
    said.map(dated).collect::<Option<Vec<Mention>>>().unwrap_or_default()
}

/// Whether a period is one that the words may mean.
fn fits(mention: Mention, given: Period) -> bool {
    let year = match mention.year {
        Year::Known(year) => Some(year),
        Year::OfDocument => Some(given.year),
        Year::WithoutEra(year) => {
            FiscalYear::without_era(year, Date { year: given.year.0, month: 4, day: 1 })
        }
    };
    year == Some(given.year) && mention.point.is_none_or(|point| point == given.point)
}

/// The period that the words mean on the day of the import.
fn resolved(mention: Mention, options: &Options) -> Option<Period> {
    let year = match mention.year {
        Year::Known(year) => year,
        Year::WithoutEra(year) => FiscalYear::without_era(year, options.today)?,
        Year::OfDocument => return None,
    };
    Some(Period { year, point: mention.point.unwrap_or(Point::YearEnd) })
}
