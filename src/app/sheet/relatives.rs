//! The programs to which a sheet leads: parent, original and re-listing, those that it came from and becomes, and those
//! of other plans with its name or number.

use super::lines::{dim, plain};
use super::{Anchor, ID, Span, Tone, Writer};
use crate::app::{marks, names};
use crate::model::{Basis, Fact, GradeCell, PlanIx, ProgramIx};
use crate::review::lineage;
use crate::text::{fit, fold, sanitize, truncate};
use crate::words::Msg;

/// Cells that a name keeps beside the grades; with fewer they stand on a line of their own.
const NAME: usize = 12;

impl Writer<'_> {
    pub(super) fn relations(&mut self) {
        let program = self.catalog.program(self.program);
        let relation = |ix: ProgramIx, msg: Msg| {
            (ix, msg.fill(self.lang, &[&self.catalog.label(ix), &self.catalog.program(ix).name]))
        };
        let mut found = Vec::new();
        found.extend(program.parent.map(|ix| relation(ix, Msg::SubOf)));
        found.extend(program.relisted_of.map(|ix| relation(ix, Msg::RelistedOf)));
        let again = self.catalog.programs_of(program.plan).find(|(_, p)| p.relisted_of == Some(self.program));
        found.extend(again.map(|(ix, _)| relation(ix, Msg::RelistedBy)));
        let sources = self.sources(|fact| matches!(fact, Fact::Relisting(_)));
        for (ix, text) in found {
            let spans = vec![self.label(""), plain(&text), dim("  ->")];
            self.push_fitted(spans, sources.clone(), Some(ix), None);
        }
    }

    /// What the program came from and what it becomes, by the links that people have decided.
    pub(super) fn lineage(&mut self) {
        let (back, onward) =
            (lineage::back(self.catalog, self.program), lineage::onward(self.catalog, self.program));
        let ends = back.into_iter().map(|link| (link.from, link, "<-"));
        let ends = ends.chain(onward.into_iter().map(|link| (link.to, link, "->")));
        for (at, (ix, link, arrow)) in ends.enumerate() {
            let label = if at == 0 { Msg::LineageHead.text(self.lang) } else { "" };
            let weak = if link.basis == Basis::W { "~" } else { "" };
            let head = vec![self.label(label), plain(&format!("{arrow}{weak} {} ", self.catalog.label(ix)))];
            let beside = dim(&format!(
                "  {} {}",
                names::relation(link.relation).text(self.lang),
                names::basis(link.basis).text(self.lang)
            ));
            let anchor = Anchor {
                document: link.document,
                place: link.place.clone(),
                label: format!("{} {}", self.catalog.label(self.program), Msg::LineageHead.text(self.lang)),
                text: link.reason.clone(),
                how: Msg::HowCurated,
            };
            self.pointer(head, ix, vec![beside], vec![anchor]);
        }
    }

    /// The programs of the municipality's other plans with this number, which is what people say, and with this name.
    pub(super) fn namesakes(&mut self) {
        let program = self.catalog.program(self.program);
        let ours = &self.catalog.plan_of(self.program).id.municipality;
        // Not every document names its city.
        let same = |theirs: &Option<_>| theirs == ours || theirs.is_none() || ours.is_none();
        let plans: Vec<PlanIx> = self
            .catalog
            .plans()
            .filter(|(ix, plan)| *ix != program.plan && same(&plan.id.municipality))
            .map(|(ix, _)| ix)
            .collect();
        let name = fold(&program.name);
        let named = plans.iter().flat_map(|plan| self.catalog.programs_of(*plan));
        let named: Vec<ProgramIx> = named
            .filter(|(_, p)| p.parent.is_none() && program.parent.is_none() && fold(&p.name) == name)
            .map(|(ix, _)| ix)
            .collect();
        let numbered = plans.iter().filter_map(|plan| self.catalog.find_in(*plan, program.number));
        let numbered: Vec<ProgramIx> = numbered.filter(|ix| !named.contains(ix)).collect();
        for (heading, found) in [(Msg::SameName, named), (Msg::SameNumber, numbered)] {
            if !found.is_empty() {
                self.blank();
                self.heading(heading.text(self.lang), "");
            }
            for other in found {
                let id = fit(&sanitize(&self.catalog.label(other)), ID, self.widths);
                self.pointer(vec![Span { text: id, tone: Tone::Strong }], other, Vec::new(), Vec::new());
            }
        }
    }

    /// A line that leads to another program: its name, as much as fits, and all of its grades.
    fn pointer(&mut self, head: Vec<Span>, other: ProgramIx, beside: Vec<Span>, sources: Vec<Anchor>) {
        let their = self.catalog.program(other);
        // A sub-program is graded with the program it is part of.
        let graded = their.parent.map_or(their, |parent| self.catalog.program(parent));
        let scale = &self.catalog.plan(graded.plan).scale;
        let grades = graded.grades.iter().map(|cell| {
            let tone = if let GradeCell::Known(grade, _) = cell {
                Tone::Grade(scale.level(*grade))
            } else {
                Tone::Dim
            };
            Span { text: sanitize(&format!(" {}", marks::text_of(cell, false))), tone }
        });
        let tail: Vec<Span> = std::iter::once(plain(" ")).chain(grades).chain(beside).collect();
        let cells =
            |spans: &[Span]| -> usize { spans.iter().map(|s| self.widths.str(s.text.as_str())).sum() };
        let name = sanitize(&their.name);
        let room = self.width.saturating_sub(cells(&head) + cells(&tail));
        if room >= NAME || self.widths.str(name.as_str()) <= room {
            let name = Span { text: truncate(&name, room, self.widths), tone: Tone::Plain };
            let spans = head.into_iter().chain([name]).chain(tail).collect();
            return self.push_fitted(spans, sources, Some(other), None);
        }
        let spans = head.into_iter().chain([Span { text: name, tone: Tone::Plain }]).collect();
        self.push_fitted(spans, sources.clone(), Some(other), None);
        let spans = std::iter::once(self.label("")).chain(tail).collect();
        self.push_fitted(spans, sources, Some(other), None);
    }
}
