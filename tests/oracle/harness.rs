//! A renderer and the terminal it draws on.

use ratatui::buffer::Buffer;
use shinchoku::app::{Caps, Depth, Size};
use shinchoku::terminal::Painter;
use shinchoku::text::Policy;

use super::compare::{cursor_astray, differences, picture};
use super::miniterm::{Ambiguous, Mini};

/// Turns what a scene meant into the bytes of one frame; the size of the terminal is that of the buffer.
pub trait Renderer {
    fn frame(&mut self, meant: &Buffer, cursor: Option<(u16, u16)>) -> Vec<u8>;

    /// Whether it sends nothing at all for a frame that is the one before.
    fn is_quiet(&self) -> bool;
}

/// The renderer that is looked at: the only place that knows its name.
pub fn renderer(policy: Policy, depth: Depth) -> Box<dyn Renderer> {
    let caps = Caps { policy, depth, ..Caps::default() };
    Box::new(Real { painter: Painter::new(&caps), caps })
}

struct Real {
    painter: Painter,
    caps: Caps,
}

impl Renderer for Real {
    fn frame(&mut self, meant: &Buffer, cursor: Option<(u16, u16)>) -> Vec<u8> {
        self.caps.size = Size { cols: meant.area.width, rows: meant.area.height };
        self.painter.frame(&self.caps, |buf| {
            buf.clone_from(meant);
            cursor
        })
    }

    fn is_quiet(&self) -> bool {
        true
    }
}

/// A layout, and a terminal on which it has to be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    pub policy: Policy,
    pub ambiguous: Ambiguous,
}

pub const PAIRS: [Pair; 5] = [
    Pair { policy: Policy::Narrow, ambiguous: Ambiguous::Narrow },
    Pair { policy: Policy::Wide, ambiguous: Ambiguous::Wide },
    Pair { policy: Policy::Safe, ambiguous: Ambiguous::Narrow },
    Pair { policy: Policy::Safe, ambiguous: Ambiguous::Wide },
    Pair { policy: Policy::Spaced, ambiguous: Ambiguous::Narrow },
];

pub const DEPTHS: [Depth; 4] = [Depth::Rgb, Depth::TwoFiftySix, Depth::Sixteen, Depth::Mono];

/// The terminal, with all that was drawn on it so far.
pub struct Bench {
    policy: Policy,
    mini: Mini,
    renderer: Box<dyn Renderer>,
    last: Option<(Buffer, Option<(u16, u16)>)>,
}

impl Bench {
    /// A terminal as a session takes it. `variant` picks what must make no difference: whether it wraps at the edge,
    /// and what it makes of disputed characters.
    pub fn new(pair: Pair, size: (u16, u16), variant: usize, renderer: Box<dyn Renderer>) -> Bench {
        let mut mini = Mini::new(size.0, size.1, pair.ambiguous).disputing(1 + variant % 2);
        mini.feed(b"\x1B[?1049h\x1B[?25l");
        if (variant / 2).is_multiple_of(2) {
            mini.feed(b"\x1B[?7l");
        }
        Bench { policy: pair.policy, mini, renderer, last: None }
    }

    /// Draws a frame; the error says what the terminal shows of it and should not. Another size than before is one that
    /// the terminal was given in between.
    pub fn show(&mut self, meant: &Buffer, cursor: Option<(u16, u16)>) -> Result<(), String> {
        let size = (meant.area.width, meant.area.height);
        if self.mini.size() != size {
            self.mini.resize(size.0, size.1);
            self.mini.litter();
        }
        let bytes = self.renderer.frame(meant, cursor);
        let mut wrong: Vec<String> = self.mini.try_feed(&bytes).err().into_iter().collect();
        wrong.extend(differences(meant, &self.mini, self.policy));
        wrong.extend(cursor_astray(cursor, &self.mini));
        if self.mini.is_held() {
            wrong.push("the frame was not let go".to_owned());
        }
        if !self.mini.take_replies().is_empty() {
            wrong.push("the terminal was asked something".to_owned());
        }
        let now = Some((meant.clone(), cursor));
        if self.renderer.is_quiet() && now == self.last && !bytes.is_empty() {
            wrong.push("the frame is the one before and was sent again".to_owned());
        }
        self.last = now;
        if wrong.is_empty() {
            return Ok(());
        }
        let count = wrong.len();
        wrong.truncate(20);
        let sent: String = String::from_utf8_lossy(&bytes).escape_debug().take(4000).collect();
        Err(format!(
            "{:?} {count} faults\n{}\n==== meant\n{}==== seen\n{}\n==== sent\n{sent}",
            self.mini.size(),
            wrong.join("\n"),
            picture(meant),
            self.mini.picture(),
        ))
    }
}
