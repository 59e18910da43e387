//! The figures of a sheet: targets beside results, and those of the sub-programs.

use super::lines::{plain, plain_cells, trimmed};
use super::{Anchor, ID, Line, Span, Tone, Writer, anchor};
use crate::app::names;
use crate::model::{Field, Indicator, Measure, Period, ProgramIx, decided_better};
use crate::review::{Gap, Verdict, gaps, rate, verdict};
use crate::text::{Align, Display, fit, pad, sanitize, truncate, wrap};
use crate::words::{Lang, Msg};

impl Writer<'_> {
    pub(super) fn indicators(&mut self, gaps: &[Gap]) {
        let details = self.catalog.details(self.program);
        if details.indicators.is_empty() {
            let missing: Vec<&Gap> =
                gaps.iter().filter(|g| matches!(g.field, Field::Target | Field::Actual)).collect();
            for gap in missing {
                self.gap(gap);
            }
            return;
        }
        let all: Vec<Figures> =
            details.indicators.iter().map(|indicator| self.figures(self.program, indicator, gaps)).collect();
        let columns = Columns::new(self.width, self.lang);
        // Half a number is another number: where one does not fit, all stand below their labels.
        let fits = |figures: &Figures| {
            [&figures.target, &figures.actual]
                .iter()
                .all(|value| self.widths.str(value.text.as_str()) < columns.value)
        };
        let in_columns = all.iter().all(fits);
        if in_columns {
            self.heads(&columns);
        } else {
            self.heading(Msg::Indicators.text(self.lang), "");
        }
        for (indicator, figures) in details.indicators.iter().zip(all) {
            self.indicator(indicator, figures, in_columns.then_some(&columns));
        }
    }

    fn heads(&mut self, columns: &Columns) {
        let head: Vec<Span> = [Msg::Indicators, Msg::Target, Msg::Actual, Msg::Rate, Msg::VerdictHead]
            .iter()
            .zip(columns.all())
            .map(|(msg, (cells, align))| {
                // A blank stays in front of what stands at the right.
                let room = if align == Align::Right { cells.saturating_sub(1) } else { cells };
                let text = fit(&sanitize(msg.text(self.lang)), room, self.widths);
                Span { text: pad(&trimmed(&text), cells, align, self.widths), tone: Tone::Strong }
            })
            .collect();
        self.lines.push(Line { spans: head, ..Line::default() });
    }

    /// What stands beside an indicator of a program.
    fn figures(&self, program: ProgramIx, indicator: &Indicator, gaps: &[Gap]) -> Figures {
        let side = |measure: &Option<Measure>, field: Field| {
            let text = match measure {
                Some(measure) => measure.quantity.raw.to_string(),
                None => gaps
                    .iter()
                    .find(|g| g.field == field && g.period == indicator.period)
                    .map_or(Msg::EmptyNoFigure, |g| self.why(program, g))
                    .text(self.lang)
                    .to_owned(),
            };
            let tone = if measure.is_some() { Tone::Plain } else { Tone::Dim };
            Span { text: sanitize(&text), tone }
        };
        let judged = verdict(indicator);
        let tone = match judged {
            Verdict::Missed => Tone::Alert,
            Verdict::Met | Verdict::Exceeded => Tone::Strong,
            Verdict::Running | Verdict::Unknown => Tone::Dim,
        };
        // Where nothing says which way is better, a rate would be read as if more were.
        let readable = indicator.better.is_some() || !matches!(judged, Verdict::Unknown | Verdict::Running);
        let rate = rate(indicator).filter(|_| readable).map_or_else(|| "-".to_owned(), |r| format!("{r:.2}"));
        let details = self.catalog.details(program);
        let sources = [&indicator.target, &indicator.actual, &indicator.baseline]
            .into_iter()
            .flatten()
            .filter_map(|m| details.statements.get(m.statement as usize))
            .map(|s| anchor(self.catalog, program, s, self.lang))
            .collect();
        Figures {
            label: sanitize(&indicator.label),
            target: side(&indicator.target, Field::Target),
            actual: side(&indicator.actual, Field::Actual),
            rate: Span { text: sanitize(&rate), tone: Tone::Plain },
            verdict: Span { text: sanitize(names::verdict(judged).text(self.lang)), tone },
            sources,
        }
    }

    /// An indicator, its figures in columns or below its label.
    fn indicator(&mut self, indicator: &Indicator, figures: Figures, columns: Option<&Columns>) {
        let label = sanitize(if indicator.label.is_empty() {
            Msg::Unlabelled.text(self.lang)
        } else {
            &indicator.label
        });
        let (period, cells) = (indicator.period, columns.map_or(self.width, |c| c.label));
        let sources = figures.sources.clone();
        let below = columns.is_none().then(|| figures.clone());
        let mut values = [figures.target, figures.actual, figures.rate, figures.verdict].into_iter();
        for (at, part) in wrap(&label, cells.saturating_sub(1).max(2), self.widths).iter().enumerate() {
            let mut spans = vec![Span { text: fit(part, cells, self.widths), tone: Tone::Plain }];
            if let Some(columns) = columns.filter(|_| at == 0) {
                let places = columns.all().into_iter().skip(1);
                spans.extend(values.by_ref().zip(places).map(|(value, (cells, align))| {
                    let text = truncate(&value.text, cells.saturating_sub(1), self.widths);
                    Span { text: pad(&text, cells, align, self.widths), tone: value.tone }
                }));
            }
            self.lines.push(Line { spans, sources: sources.clone(), period, ..Line::default() });
        }
        if let Some(figures) = below {
            self.flow(2, figures, period, None);
        }
        self.scope(indicator);
    }

    /// Below an indicator where it started, until when it is to be reached, and which way is better where a person has
    /// decided that; nothing where it is about one year alone.
    fn scope(&mut self, indicator: &Indicator) {
        let started = indicator.baseline.as_ref();
        let baseline = started.map(|m| Msg::BaselineShort.fill(self.lang, &[&m.quantity.raw]));
        let horizon = names::horizon(indicator.horizon, self.lang);
        let statements = &self.catalog.details(self.program).statements;
        let decided = decided_better(statements, &indicator.label);
        let better = decided
            .map(|(better, _)| Msg::Corrected.fill(self.lang, &[&names::better(better).text(self.lang)]));
        let said: Vec<String> = horizon.into_iter().chain(baseline).chain(better).collect();
        if said.is_empty() {
            return;
        }
        let source = started.and_then(|m| statements.get(m.statement as usize));
        let sources: Vec<Anchor> = source
            .into_iter()
            .chain(decided.map(|(_, said)| said))
            .map(|s| anchor(self.catalog, self.program, s, self.lang))
            .collect();
        let period = indicator.period;
        for part in wrap(&sanitize(&said.join("  ")), self.width.saturating_sub(4).max(2), self.widths) {
            let text = sanitize(&format!("  {}", part.as_str()));
            let spans = vec![Span { text, tone: Tone::Dim }];
            self.lines.push(Line { spans, sources: sources.clone(), period, ..Line::default() });
        }
    }

    pub(super) fn children(&mut self) {
        let program = self.catalog.program(self.program);
        if program.children.is_empty() {
            return;
        }
        self.blank();
        self.heading(Msg::SubPrograms.text(self.lang), "");
        for child in &program.children {
            let sub = self.catalog.program(*child);
            let departments: Vec<&str> = self.catalog.departments_of(sub).collect();
            let spans = vec![
                Span {
                    text: fit(&sanitize(&self.catalog.label(*child)), ID, self.widths),
                    tone: Tone::Strong,
                },
                plain(&departments.join(Msg::Comma.text(self.lang))),
            ];
            self.push_fitted(spans, Vec::new(), Some(*child), None);
            let gaps = gaps(self.catalog, *child);
            for indicator in &self.catalog.details(*child).indicators {
                let figures = self.figures(*child, indicator, &gaps);
                self.flow(ID.min(self.width / 4), figures, indicator.period, Some(*child));
            }
        }
    }

    /// Figures with their names, one behind the other, in as many lines as they need.
    fn flow(&mut self, indent: usize, figures: Figures, period: Option<Period>, leads_to: Option<ProgramIx>) {
        let Figures { label, target, actual, rate, verdict, sources } = figures;
        let named = |msg: Msg, value: Span| {
            vec![Span { text: sanitize(&format!("{} ", msg.text(self.lang))), tone: Tone::Strong }, value]
        };
        let pieces =
            [named(Msg::Target, target), named(Msg::Actual, actual), named(Msg::Rate, rate), vec![verdict]];
        let mut indent = indent;
        let mut lines = Vec::new();
        // Among those of other programs an indicator needs its name; in a table it has one.
        if leads_to.is_some() && !label.as_str().is_empty() {
            let room = self.width.saturating_sub(indent).max(2);
            let label = Span { text: truncate(&label, room, self.widths), tone: Tone::Plain };
            lines.push(vec![plain_cells(indent), label]);
            indent += 2;
        }
        let (mut spans, mut used) = (vec![plain_cells(indent)], indent);
        for piece in pieces {
            let cells: usize = piece.iter().map(|span| self.widths.str(span.text.as_str())).sum();
            if used > indent && used + 2 + cells > self.width {
                lines.push(std::mem::replace(&mut spans, vec![plain_cells(indent)]));
                used = indent;
            }
            if used > indent {
                spans.push(plain_cells(2));
                used += 2;
            }
            spans.extend(piece);
            used += cells;
        }
        lines.push(spans);
        for spans in lines {
            self.lines.push(Line { spans, sources: sources.clone(), leads_to, period });
        }
    }
}

/// What stands beside an indicator.
#[derive(Clone)]
struct Figures {
    label: Display,
    target: Span,
    actual: Span,
    rate: Span,
    verdict: Span,
    /// The passages they rest on.
    sources: Vec<Anchor>,
}

/// The columns of the table of indicators.
struct Columns {
    label: usize,
    value: usize,
    rate: usize,
    verdict: usize,
}

impl Columns {
    fn new(width: usize, lang: Lang) -> Columns {
        let (rate, verdict) = match lang {
            _ if width >= 60 => (7, 9),
            Lang::Ja | Lang::JaAscii => (0, 6),
            Lang::En | Lang::EnAscii => (0, 9),
        };
        let value = (width / 5).clamp(6, 16);
        Columns { label: width.saturating_sub(2 * value + rate + verdict).max(4), value, rate, verdict }
    }

    fn all(&self) -> [(usize, Align); 5] {
        [
            (self.label, Align::Left),
            (self.value, Align::Right),
            (self.value, Align::Right),
            (self.rate, Align::Right),
            (self.verdict, Align::Right),
        ]
    }
}
