//! What can be taken out of the screens as plain text: an id, a line, a passage, a whole sheet.

use super::ask::{Act, Choice};
use super::checks;
use super::doctor::as_text;
use super::input::Effect;
use super::names;
use super::page::Page;
use super::sheet::sheet;
use super::state::{Place, State};
use crate::text::Widths;
use crate::words::Msg;

/// Columns of a sheet that is taken out: what letters and mails show without wrapping.
const SHEET: usize = 78;

impl State {
    /// What can be taken of what one stands on: name and text.
    pub(super) fn copies(&self) -> Vec<Choice> {
        let mut found: Vec<(Msg, String)> = Vec::new();
        if let Some(program) = self.program() {
            found.push((Msg::CopyId, self.catalog.label(program)));
        }
        match self.place() {
            Some(Place::List(list)) => {
                found.extend(list.program().map(|ix| (Msg::CopyLine, self.row_text(ix))));
            }
            Some(Place::Heatmap(map)) => {
                if let (Some(ix), Some(period)) = (map.program(), map.period(&self.catalog)) {
                    found.push((Msg::CopyLine, self.row_text(ix)));
                    let plan = self.catalog.plan_of(ix);
                    let cell = self.catalog.grade_at(ix, period);
                    let said = cell.map(|cell| names::grade_cell(cell, &plan.scale, self.lang));
                    let said = said.unwrap_or_default();
                    found.push((
                        Msg::CopyCell,
                        format!("{} {} {said}", self.catalog.label(ix), names::period(period, self.lang)),
                    ));
                }
            }
            Some(Place::Detail(_)) => {
                let line = self.line();
                found.extend(line.as_ref().map(|line| (Msg::CopyLine, line.text().trim().to_owned())));
                let anchor = line.and_then(|line| line.sources.into_iter().next());
                found.extend(anchor.map(|anchor| (Msg::CopyPassage, self.passage_text(&anchor))));
            }
            Some(Place::Source(source)) => {
                found.extend(source.passage().map(|anchor| (Msg::CopyPassage, self.passage_text(anchor))));
            }
            Some(Place::Checks(place)) => {
                let said = |check| {
                    let line = checks::line(check, &self.catalog, self.lang);
                    let details = checks::details(check, &self.catalog, self.lang);
                    [vec![line], details].concat().join("\n")
                };
                found.extend(place.check().map(|check| (Msg::CopyLine, said(check))));
            }
            Some(Place::Matters(place)) => {
                let said = |matter| {
                    let line = place.line(matter, &self.catalog, self.lang);
                    let details = place.details(matter, &self.catalog, self.lang);
                    [vec![line], details].concat().join("\n")
                };
                found.extend(place.matter().map(|matter| (Msg::CopyLine, said(matter))));
            }
            Some(Place::Doctor(doctor)) => {
                let text = as_text(&doctor.checks, Widths::default(), self.lang);
                found.push((Msg::CopySheet, text.trim_end().to_owned()));
            }
            Some(Place::Welcome | Place::Page(_)) | None => {}
        }
        if let Some(program) = self.program() {
            let lines = sheet(&self.catalog, program, SHEET, Widths::default(), self.lang);
            let text: Vec<String> = lines.iter().map(|l| l.text().trim_end().to_owned()).collect();
            found.push((Msg::CopySheet, text.join("\n")));
        }
        let choices = found.into_iter().filter(|(_, text)| !text.is_empty());
        choices
            .map(|(what, text)| Choice {
                name: what.text(self.lang).to_owned(),
                beside: text.lines().next().unwrap_or_default().to_owned(),
                act: Act::Copy(text),
            })
            .collect()
    }

    /// Offers a text to the terminal's clipboard, and shows it alone on a page, from where any terminal can copy it:
    /// nobody can say whether the offer was taken.
    pub(super) fn copy(&mut self, text: String) -> Vec<Effect> {
        self.places.push(Place::Page(Page::of_text(Msg::CopyTitle, text.clone())));
        if self.caps.clipboard { vec![Effect::Clip(text)] } else { Vec::new() }
    }

    /// Writes the text of the page in sight into a file, where files may be written at all.
    pub(super) fn write_page(&mut self) -> Vec<Effect> {
        let text = match self.place() {
            Some(Place::Page(page)) => page.text.clone(),
            _ => None,
        };
        match text {
            Some(_) if self.caps.restricted => {
                self.notice = Some(Msg::NotRestricted.text(self.lang).to_owned());
            }
            Some(text) => return vec![Effect::Write(text)],
            None => self.notice = Some(Msg::NothingToWrite.text(self.lang).to_owned()),
        }
        Vec::new()
    }

    /// A program in one line: id, name, grades, departments.
    fn row_text(&self, ix: crate::model::ProgramIx) -> String {
        let program = self.catalog.program(ix);
        let periods = &self.catalog.plan_of(ix).periods;
        let grades = periods.iter().zip(&program.grades);
        let grades = grades.filter_map(|(period, cell)| {
            Some(format!("{} {}", names::period(*period, self.lang), cell.grade()?))
        });
        let departments: Vec<&str> = self.catalog.departments_of(program).collect();
        let parts = [
            self.catalog.label(ix),
            program.name.to_string(),
            grades.collect::<Vec<_>>().join(" "),
            departments.join(Msg::Comma.text(self.lang)),
        ];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("  ")
    }

    /// A passage with the line it stands on, as the document says it.
    fn passage_text(&self, anchor: &super::sheet::Anchor) -> String {
        let document = &self.catalog.document(anchor.document).name;
        format!("{}\n({document}:{})", anchor.text, anchor.place.label()).trim_start().to_owned()
    }
}
