//! What is known of the terminal at the other end: plain values, filled by `terminal`, read by everybody above.

use crate::text::{Policy, Widths};

/// How many colours may be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// Bold, reverse and underline only.
    #[default]
    Mono,
    /// The sixteen named colours.
    Sixteen,
    /// The palette of 256.
    TwoFiftySix,
    /// Any colour.
    Rgb,
}

/// Size of the screen in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Columns.
    pub cols: u16,
    /// Rows.
    pub rows: u16,
}

impl Default for Size {
    fn default() -> Self {
        Size { cols: 80, rows: 24 }
    }
}

/// What the person at the terminal may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Role {
    /// Reads and, where the program has it, writes opinions.
    #[default]
    Reviewer,
    /// Only reads.
    Viewer,
}

/// Who says how wide ambiguous characters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WidthSource {
    /// The call.
    Flag,
    /// The environment.
    Environment,
    /// The settings.
    Settings,
    /// The terminal, when it was asked.
    Probe,
    /// Nobody: the layout that is right on every terminal.
    #[default]
    Fallback,
    /// The person at the terminal, while the program runs.
    Chosen,
}

/// The capabilities of one session.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Caps {
    /// Colours.
    pub depth: Depth,
    /// How wide ambiguous characters are drawn.
    pub policy: Policy,
    /// Who says so.
    pub width_source: WidthSource,
    /// Size of the screen.
    pub size: Size,
    /// What the person may do.
    pub role: Role,
    /// No sign but those of ASCII where the program itself adds one.
    pub ascii: bool,
    /// No editor, no file outside of the store, no suspend.
    pub restricted: bool,
    /// The terminal may take texts for its clipboard.
    pub clipboard: bool,
}

impl Caps {
    /// The measure of text under the terminal's policy.
    pub fn widths(&self) -> Widths {
        Widths::new(self.policy).in_ascii(self.ascii)
    }
}
