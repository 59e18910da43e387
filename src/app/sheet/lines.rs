//! How a sheet is laid out: labels, wrapped text, lines cut at the right edge, and the words for what is empty.

use super::{Anchor, Line, Span, Tone, Writer};
use crate::app::names;
use crate::model::{Empty, Fact, Field, Period, ProgramIx, TextField};
use crate::review::Gap;
use crate::text::{Display, fit, sanitize, wrap};
use crate::words::{Lang, Msg};

impl Writer<'_> {
    pub(super) fn field(&mut self, field: Field, value: Option<&str>, sources: Vec<Anchor>, gaps: &[Gap]) {
        match (value, gaps.iter().find(|g| g.field == field)) {
            (Some(value), _) => self.prose(names::field(field).text(self.lang), value, Tone::Plain, sources),
            (None, Some(gap)) => self.gap(gap),
            (None, None) => {}
        }
    }

    /// Why a field is empty. Of a figure one does not say that there is no column for it where its text is there.
    pub(super) fn why(&self, program: ProgramIx, gap: &Gap) -> Msg {
        let text = match (gap.field, gap.kind) {
            (Field::Target, Empty::NotPrinted) => Fact::Text(TextField::AnnualPlan),
            (Field::Actual, Empty::NotPrinted) => Fact::Text(TextField::Result),
            (_, kind) => return names::empty(kind),
        };
        let statements = &self.catalog.details(program).statements;
        let written = statements.iter().any(|s| s.statement.fact == text && s.statement.period == gap.period);
        if written { Msg::EmptyNoFigure } else { names::empty(gap.kind) }
    }

    /// An empty field with its kind.
    pub(super) fn gap(&mut self, gap: &Gap) {
        let how = self.why(self.program, gap);
        let sources = gap.source.clone().map(|(document, place)| {
            let label =
                format!("{} {}", self.catalog.label(self.program), names::field(gap.field).text(self.lang));
            Anchor { document, place, label, text: Box::default(), how }
        });
        let text = format!("({})", how.text(self.lang));
        self.prose(names::field(gap.field).text(self.lang), &text, Tone::Dim, sources.into_iter().collect());
    }

    /// A labelled text, wrapped; the lines after the first are indented.
    pub(super) fn prose(&mut self, label: &str, text: &str, tone: Tone, sources: Vec<Anchor>) {
        let indent = if label.is_empty() { 0 } else { self.label_cells() };
        let room = self.width.saturating_sub(indent).max(2);
        for (at, part) in wrap(&sanitize(text), room, self.widths).into_iter().enumerate() {
            let mut spans = Vec::new();
            if indent > 0 {
                spans.push(if at == 0 { self.label(label) } else { plain_cells(indent) });
            }
            spans.push(Span { text: part, tone });
            self.lines.push(Line { spans, sources: sources.clone(), ..Line::default() });
        }
    }

    pub(super) fn body(&mut self, text: &str, sources: &[Anchor], period: Option<Period>) {
        let indent = 2.min(self.width / 4);
        let room = self.width.saturating_sub(indent).max(2);
        for part in wrap(&sanitize(text), room, self.widths) {
            let spans = vec![plain_cells(indent), Span { text: part, tone: Tone::Plain }];
            self.lines.push(Line { spans, sources: sources.to_vec(), period, ..Line::default() });
        }
    }

    pub(super) fn heading(&mut self, text: &str, beside: &str) {
        let spans = vec![
            Span { text: sanitize(text), tone: Tone::Strong },
            Span { text: sanitize(&format!("  {beside}")), tone: Tone::Dim },
        ];
        self.push_fitted(spans, Vec::new(), None, None);
    }

    pub(super) fn blank(&mut self) {
        if self.lines.last().is_some_and(|l| !l.spans.is_empty()) {
            self.lines.push(Line::default());
        }
    }

    /// Cells of the label in front of a value. In English the field's own term stands beside ours where there is room.
    fn label_cells(&self) -> usize {
        match self.lang {
            Lang::Ja | Lang::JaAscii => 10,
            Lang::En if self.width >= 54 => 18,
            Lang::En | Lang::EnAscii => 12,
        }
    }

    pub(super) fn label(&self, text: &str) -> Span {
        let cells = self.label_cells().min(self.width / 2);
        Span { text: fit(&sanitize(text), cells, self.widths), tone: Tone::Strong }
    }

    /// A line that is cut at the right edge.
    pub(super) fn push_fitted(
        &mut self,
        spans: Vec<Span>,
        sources: Vec<Anchor>,
        leads_to: Option<ProgramIx>,
        period: Option<Period>,
    ) {
        let mut room = self.width;
        let mut kept = Vec::new();
        for span in spans {
            let text = crate::text::truncate(&span.text, room, self.widths);
            let cut = text != span.text;
            room = room.saturating_sub(self.widths.str(text.as_str()));
            kept.push(Span { text, ..span });
            if cut {
                break;
            }
        }
        self.lines.push(Line { spans: kept, sources, leads_to, period });
    }
}

pub(super) fn plain(text: &str) -> Span {
    Span { text: sanitize(text), tone: Tone::Plain }
}

pub(super) fn dim(text: &str) -> Span {
    Span { text: sanitize(text), tone: Tone::Dim }
}

pub(super) fn plain_cells(cells: usize) -> Span {
    Span { text: Display::spaces(cells), tone: Tone::Plain }
}

pub(super) fn trimmed(text: &Display) -> Display {
    sanitize(text.as_str().trim_end())
}
