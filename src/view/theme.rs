//! Colours by meaning, with a fallback at every depth. Outside of the heatmap's cells the terminal's own colours stand,
//! with bold, reverse and underline; no colour carries a meaning that a letter does not carry too.

use ratatui::style::{Color, Modifier, Style};

use crate::app::Depth;
use crate::app::sheet::Tone;
use crate::model::Level;

/// Plain text.
pub fn plain() -> Style {
    Style::default()
}

/// Titles and labels.
pub fn strong() -> Style {
    Style::default().add_modifier(Modifier::BOLD)
}

/// Beside the matter. Not the terminal's "dim", which is unreadable on many projectors.
pub fn dim(depth: Depth) -> Style {
    match depth {
        Depth::Mono | Depth::Sixteen => Style::default(),
        Depth::TwoFiftySix | Depth::Rgb => Style::default().fg(Color::Indexed(244)),
    }
}

/// The row under the cursor.
pub fn cursor() -> Style {
    Style::default().add_modifier(Modifier::REVERSED)
}

/// A header.
pub fn header() -> Style {
    Style::default().add_modifier(Modifier::BOLD)
}

/// The passage of a document that is meant.
pub fn passage() -> Style {
    Style::default().add_modifier(Modifier::REVERSED)
}

/// The part of a name that a query matched.
pub fn matched() -> Style {
    Style::default().add_modifier(Modifier::UNDERLINED | Modifier::BOLD)
}

/// Late or missed: the accent of B.
pub fn alert(depth: Depth) -> Style {
    let style = strong();
    match depth {
        Depth::Mono => style.add_modifier(Modifier::UNDERLINED),
        Depth::Sixteen => style.fg(Color::Red),
        Depth::TwoFiftySix | Depth::Rgb => style.fg(Color::Indexed(166)),
    }
}

/// To be asked about.
pub fn ask(depth: Depth) -> Style {
    match depth {
        Depth::Mono => strong().add_modifier(Modifier::REVERSED),
        Depth::Sixteen => strong().fg(Color::Magenta),
        Depth::TwoFiftySix | Depth::Rgb => strong().fg(Color::Indexed(133)),
    }
}

/// A grade within text: only the late ones stand out.
pub fn grade(level: Level, depth: Depth) -> Style {
    match level {
        Level::Late => alert(depth),
        Level::Ahead => strong(),
        Level::AsPlanned | Level::Below => plain(),
    }
}

/// The style of a piece of a sheet.
pub fn tone(tone: Tone, depth: Depth) -> Style {
    match tone {
        Tone::Plain => plain(),
        Tone::Strong => strong(),
        Tone::Dim => dim(depth),
        Tone::Alert => alert(depth),
        Tone::Ask => ask(depth),
        Tone::Grade(level) => grade(level, depth),
    }
}

/// A cell of the heatmap: blue above plan, light as planned, pale orange below that, orange late; both colours are set, so that it reads on
/// white and on black, and for eyes that cannot tell red from green.
pub fn heat(level: Level, depth: Depth) -> Style {
    let both = |fg: Color, bg: Color| Style::default().fg(fg).bg(bg);
    match (level, depth) {
        (Level::Ahead, Depth::Mono) => strong().add_modifier(Modifier::UNDERLINED),
        (Level::AsPlanned, Depth::Mono) => plain(),
        (Level::Below, Depth::Mono) => strong(),
        (Level::Late, Depth::Mono) => strong().add_modifier(Modifier::REVERSED),
        (Level::Ahead, Depth::Sixteen) => both(Color::White, Color::Blue),
        (Level::AsPlanned, Depth::Sixteen) => both(Color::Black, Color::Gray),
        (Level::Below, Depth::Sixteen) => both(Color::Black, Color::White),
        (Level::Late, Depth::Sixteen) => both(Color::Black, Color::Yellow),
        (Level::Ahead, _) => both(Color::Indexed(231), Color::Indexed(25)),
        // Black as it is named takes fewer bytes than that of the palette.
        (Level::AsPlanned, _) => both(Color::Black, Color::Indexed(252)),
        (Level::Below, _) => both(Color::Black, Color::Indexed(223)),
        (Level::Late, _) => both(Color::Black, Color::Indexed(208)),
    }
}
