//! The figures of a sheet: targets beside results, and those of the sub-programs.

use super::{Anchor, ID, Line, Span, Tone, Writer, trimmed};
use crate::app::names;
use crate::model::{Field, Indicator, Measure};
use crate::review::{Gap, Verdict, rate, verdict};
use crate::text::{Align, fit, pad, sanitize, wrap};
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
        let columns = Columns::new(self.width, self.lang);
        let head: Vec<Span> = [Msg::Indicators, Msg::Target, Msg::Actual, Msg::Rate, Msg::VerdictHead]
            .iter()
            .zip(columns.all())
            .map(|(msg, (cells, align))| {
                let text = fit(&sanitize(msg.text(self.lang)), cells, self.widths);
                Span { text: pad(&trimmed(&text), cells, align, self.widths), tone: Tone::Strong }
            })
            .collect();
        self.lines.push(Line { spans: head, ..Line::default() });
        for indicator in &details.indicators {
            self.indicator(indicator, &columns, gaps);
        }
    }

    fn indicator(&mut self, indicator: &Indicator, columns: &Columns, gaps: &[Gap]) {
        let side = |measure: &Option<Measure>, field: Field| match measure {
            Some(measure) if measure.quantity.provisional => {
                format!("{}{}", measure.quantity.raw, Msg::Provisional.text(self.lang))
            }
            Some(measure) => measure.quantity.raw.to_string(),
            None => gaps
                .iter()
                .find(|g| g.field == field && g.period == indicator.period)
                .map_or_else(|| "-".to_owned(), |g| names::missing(field, g.kind).text(self.lang).to_owned()),
        };
        let judged = verdict(indicator);
        let tone = match judged {
            Verdict::Missed => Tone::Alert,
            Verdict::Met | Verdict::Exceeded => Tone::Strong,
            Verdict::Running | Verdict::Unknown => Tone::Dim,
        };
        let value_tone = |present: bool| if present { Tone::Plain } else { Tone::Dim };
        // Where nothing says which way is better, a rate would be read as if more were.
        let readable = indicator.better.is_some() || !matches!(judged, Verdict::Unknown | Verdict::Running);
        let rate = rate(indicator).filter(|_| readable).map_or_else(|| "-".to_owned(), |r| format!("{r:.2}"));
        let mut values = [
            (side(&indicator.target, Field::Target), value_tone(indicator.target.is_some())),
            (side(&indicator.actual, Field::Actual), value_tone(indicator.actual.is_some())),
            (rate, Tone::Plain),
            (names::verdict(judged).text(self.lang).to_owned(), tone),
        ]
        .into_iter();
        let both = [&indicator.target, &indicator.actual, &indicator.baseline];
        let sources: Vec<Anchor> = both
            .into_iter()
            .flatten()
            .filter_map(|m| self.catalog.details(self.program).statements.get(m.statement as usize))
            .map(|s| self.anchor(s))
            .collect();
        let label = sanitize(if indicator.label.is_empty() {
            Msg::Unlabelled.text(self.lang)
        } else {
            &indicator.label
        });
        let label_lines = wrap(&label, columns.label.saturating_sub(1).max(2), self.widths);
        for (at, part) in label_lines.iter().enumerate() {
            let mut spans = vec![Span { text: fit(part, columns.label, self.widths), tone: Tone::Plain }];
            if at == 0 {
                for ((text, tone), (cells, align)) in values.by_ref().zip(columns.all().into_iter().skip(1)) {
                    let text = crate::text::truncate(&sanitize(&text), cells.saturating_sub(1), self.widths);
                    spans.push(Span { text: pad(&text, cells, align, self.widths), tone });
                }
            }
            self.lines.push(Line {
                spans,
                sources: sources.clone(),
                period: indicator.period,
                ..Line::default()
            });
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
            let mut spans = vec![
                Span {
                    text: fit(&sanitize(&self.catalog.label(*child)), ID, self.widths),
                    tone: Tone::Strong,
                },
                Span { text: fit(&sanitize(&departments.join("、")), 16, self.widths), tone: Tone::Plain },
            ];
            for indicator in &self.catalog.details(*child).indicators {
                let raw =
                    |m: &Option<Measure>| m.as_ref().map_or("-".to_owned(), |m| m.quantity.raw.to_string());
                let judged = verdict(indicator);
                let tone = if judged == Verdict::Missed { Tone::Alert } else { Tone::Plain };
                let word = match judged {
                    Verdict::Unknown => "",
                    other => names::verdict(other).text(self.lang),
                };
                let text = format!("  {} / {} {word}", raw(&indicator.actual), raw(&indicator.target));
                spans.push(Span { text: sanitize(&text), tone });
            }
            self.push_fitted(spans, Vec::new(), Some(*child), None);
        }
    }
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
            Lang::Ja => (0, 6),
            Lang::En => (0, 9),
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
