//! Random scenes, drawn one after the other: nasty strings and real names, boxes over half a character, scrolling,
//! other styles, other sizes, the cursor here and there.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use shinchoku::app::Depth;
use shinchoku::text::{Display, Policy, Widths, sanitize};
use shinchoku::view::paint::{fill, put};
use std::sync::LazyLock;

use super::harness::{Bench, DEPTHS, Pair, Renderer};
use crate::common::{catalog, nasty::NASTY};

/// Frames that are drawn on one terminal before the next one is taken.
const FRAMES_A_SEED: u64 = 60;

/// All texts, clean: the strings above and the names of the samples.
static TEXTS: LazyLock<Vec<Display>> = LazyLock::new(|| {
    let catalog = catalog();
    let names = catalog.programs().map(|(_, program)| &*program.name);
    NASTY.iter().copied().chain(names.take(40)).map(sanitize).collect()
});

/// A small generator of numbers, the same on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % n
    }

    fn one<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A text of the pool, or some of them together.
    fn text(&mut self) -> Display {
        match self.below(4) {
            0 => Display::concat(&[self.one(&TEXTS), self.one(&TEXTS), self.one(&TEXTS)]),
            // A nasty one after an odd number of cells.
            1 => Display::concat(&[&Display::spaces(1), &TEXTS[self.below(NASTY.len())]]),
            _ => self.one(&TEXTS).clone(),
        }
    }

    fn style(&mut self, depth: Depth) -> Style {
        let mut style = Style::default();
        for modifier in [Modifier::BOLD, Modifier::REVERSED, Modifier::UNDERLINED] {
            if self.below(4) == 0 {
                style = style.add_modifier(modifier);
            }
        }
        if let Some(fg) = self.colour(depth) {
            style = style.fg(fg);
        }
        if let Some(bg) = self.colour(depth) {
            style = style.bg(bg);
        }
        style
    }

    /// A colour that a terminal of that depth has; often none.
    fn colour(&mut self, depth: Depth) -> Option<Color> {
        let kinds = match depth {
            Depth::Mono => return None,
            Depth::Sixteen => 1,
            Depth::TwoFiftySix => 2,
            Depth::Rgb => 3,
        };
        match self.below(kinds + 2) {
            0 => Some(*self.one(&[Color::Red, Color::Black, Color::Gray, Color::LightBlue, Color::White])),
            1 if kinds > 1 => Some(Color::Indexed(*self.one(&[3, 16, 25, 166, 231, 255]))),
            2 if kinds > 2 => Some(Color::Rgb(self.below(256) as u8, 0, 7)),
            _ => None,
        }
    }
}

/// Something drawn, in the order of drawing.
#[derive(Clone, Debug)]
enum Mark {
    Text {
        x: u16,
        y: u16,
        max: u16,
        text: Display,
        style: Style,
    },
    Fill {
        x: u16,
        y: u16,
        width: u16,
        style: Style,
    },
    /// A box of blanks with a border and a text in its first row.
    Popup {
        x: u16,
        y: u16,
        width: u16,
        height: u16,
        text: Display,
        style: Style,
    },
}

impl Mark {
    fn random(dice: &mut Dice, (cols, rows): (u16, u16), depth: Depth) -> Mark {
        let mut below = |n: u16| dice.below(usize::from(n)) as u16;
        let (x, y) = (below(cols), below(rows));
        let (max, height) = (1 + below(cols), 1 + below(5));
        match below(5) {
            0 => Mark::Fill { x, y, width: max, style: dice.style(depth) },
            1 => Mark::Popup { x, y, width: max, height, text: dice.text(), style: dice.style(depth) },
            _ => Mark::Text { x, y, max, text: dice.text(), style: dice.style(depth) },
        }
    }

    fn y(&mut self) -> &mut u16 {
        match self {
            Mark::Text { y, .. } | Mark::Fill { y, .. } | Mark::Popup { y, .. } => y,
        }
    }

    fn x(&mut self) -> &mut u16 {
        match self {
            Mark::Text { x, .. } | Mark::Fill { x, .. } | Mark::Popup { x, .. } => x,
        }
    }

    fn style(&mut self) -> &mut Style {
        match self {
            Mark::Text { style, .. } | Mark::Fill { style, .. } | Mark::Popup { style, .. } => style,
        }
    }

    fn draw(&self, buf: &mut Buffer, widths: &Widths) {
        match self {
            Mark::Text { x, y, max, text, style } => {
                put(buf, *x, *y, *max, text, *style, widths);
            }
            Mark::Fill { x, y, width, style } => fill(buf, *x, *y, *width, *style, widths),
            Mark::Popup { x, y, width, height, text, style } => {
                let side = sanitize("|");
                for row in *y..y + height {
                    fill(buf, *x, row, *width, *style, widths);
                    put(buf, *x, row, 1, &side, *style, widths);
                    put(buf, x + width - 1, row, 1, &side, *style, widths);
                }
                put(buf, x + 1, *y, width.saturating_sub(2), text, *style, widths);
            }
        }
    }
}

struct Scene {
    dice: Dice,
    depth: Depth,
    size: (u16, u16),
    marks: Vec<Mark>,
    cursor: Option<(u16, u16)>,
}

impl Scene {
    fn new(seed: u64, depth: Depth) -> Scene {
        // Small seeds differ in few bits.
        let mut dice = Dice(seed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..8 {
            dice.below(2);
        }
        let mut scene = Scene { dice, depth, size: (0, 0), marks: Vec::new(), cursor: None };
        scene.resize();
        for _ in 0..8 {
            scene.add();
        }
        scene
    }

    fn resize(&mut self) {
        let (cols, rows) = *self.dice.one(&[(31, 7), (40, 8), (24, 5)]);
        self.size = match self.dice.below(6) {
            0 => (1 + self.dice.below(4) as u16, 1 + self.dice.below(3) as u16),
            1 => (1 + self.dice.below(50) as u16, 1 + self.dice.below(12) as u16),
            _ => (cols, rows),
        };
    }

    fn add(&mut self) {
        self.marks.push(Mark::random(&mut self.dice, self.size, self.depth));
        if self.marks.len() > 24 {
            self.marks.remove(0);
        }
    }

    /// Changes something. Most frames differ little from the one before; some not at all.
    fn step(&mut self) {
        let at = self.dice.below(self.marks.len().max(1));
        let mark = self.marks.get_mut(at);
        match (self.dice.below(16), mark) {
            (0, _) => self.marks.clear(),
            (1, _) => self.resize(),
            (2..=3, _) => self.marks.iter_mut().for_each(|mark| *mark.y() += 1),
            (4..=5, _) => {
                self.marks.retain_mut(|mark| *mark.y() > 0);
                self.marks.iter_mut().for_each(|mark| *mark.y() -= 1);
            }
            // To the side by one cell: every wide character moves by half of itself.
            (6, Some(mark)) => *mark.x() += 1,
            (7, Some(mark)) => *mark.x() = mark.x().saturating_sub(1),
            (8, Some(mark)) => *mark.style() = self.dice.style(self.depth),
            (9, Some(_)) => {
                self.marks.remove(at);
            }
            (10, Some(Mark::Text { text, .. } | Mark::Popup { text, .. })) => *text = self.dice.text(),
            (11, _) => {}
            _ => self.add(),
        }
        let (cols, rows) = self.size;
        self.cursor = match self.dice.below(6) {
            0 => None,
            1 => Some((
                self.dice.below(usize::from(cols) + 1) as u16,
                self.dice.below(usize::from(rows)) as u16,
            )),
            _ => self.cursor.map(|(x, y)| (x.min(cols), y.min(rows - 1))),
        };
    }

    fn draw(&self, policy: Policy) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        self.marks.iter().for_each(|mark| mark.draw(&mut buf, &Widths::new(policy)));
        buf
    }
}

/// Draws so many frames on terminals of one kind, one seed after the other.
pub fn fuzz(
    pair: Pair,
    seeds: std::ops::Range<u64>,
    renderer: &dyn Fn(Depth) -> Box<dyn Renderer>,
) -> Result<(), String> {
    for seed in seeds {
        let depth = DEPTHS[seed as usize % DEPTHS.len()];
        let mut scene = Scene::new(seed, depth);
        // The depths come round before each of them has met both kinds of everything else.
        let variant = seed as usize / DEPTHS.len();
        let mut bench = Bench::new(pair, scene.size, variant, renderer(depth));
        for frame in 0..FRAMES_A_SEED {
            scene.step();
            bench
                .show(&scene.draw(pair.policy), scene.cursor)
                .map_err(|wrong| format!("FUZZ_SEED={seed} frame {frame} {pair:?} {depth:?} {wrong}"))?;
        }
    }
    Ok(())
}

/// The seeds of a run: FUZZ_FRAMES asks for another number of frames, FUZZ_SEED for the frames of one seed.
pub fn seeds(frames: u64) -> std::ops::Range<u64> {
    let number = |name| std::env::var(name).ok().map(|value: String| value.parse::<u64>().unwrap());
    match number("FUZZ_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("FUZZ_FRAMES").unwrap_or(frames).div_ceil(FRAMES_A_SEED),
    }
}
