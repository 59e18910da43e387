//! Bytes from a terminal as keys, pastes and answers. One decoder for the terminal of this process and for those at the
//! other end of a network: nothing in it knows where the bytes come from, or when.
//!
//! Total: any bytes, cut anywhere, give keys or nothing. What never ends is given up: a control sequence after
//! [`LONGEST`] bytes, a paste after [`MOST_PASTED`], everything when [`Decoder::silence`] is told.

use std::time::Duration;

use super::sequence::{application, arrow, control, control_byte};
use crate::keymap::{Chord, Code, Mods};

/// Bytes of a control sequence; a real one has no more than twenty.
const LONGEST: usize = 256;
/// Bytes of a paste; what lies behind them is dropped.
const MOST_PASTED: usize = 64 * 1024;

/// After so long a silence an ESC was the key, and not the beginning of something.
const AFTER_ESC: Duration = Duration::from_millis(50);
/// After so long a silence a paste has lost its end.
const AFTER_PASTE: Duration = Duration::from_secs(2);

/// What a terminal has sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decoded {
    /// A key.
    Key(Chord),
    /// Pasted text, without control characters other than line ends and tabs.
    Paste(String),
    /// The answer to a question for the cursor; both count from 1.
    Position {
        /// The row.
        row: u32,
        /// The column.
        col: u32,
    },
}

/// What the bytes so far have begun.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum State {
    /// Nothing.
    #[default]
    Ground,
    /// ESC, and whether one stood before it.
    Esc { twice: bool },
    /// `ESC [` with what follows.
    Csi { alt: bool },
    /// `ESC [ [`: the Linux console's function keys.
    Console,
    /// `ESC O`.
    Ss3 { alt: bool },
    /// A string for programs, up to BEL or ST: the byte that began it, whether more has come, and whether an ESC has.
    Text { first: u8, more: bool, esc: bool },
    /// So many bytes of an old mouse report.
    Mouse(u8),
    /// A character of several bytes; with ESC before it.
    Utf8 { alt: bool, of: usize },
    /// Between the marks of a paste.
    Paste,
}

/// Turns bytes into keys.
#[derive(Clone, Debug, Default)]
pub struct Decoder {
    state: State,
    /// What has been collected in this state.
    held: Vec<u8>,
}

/// What ends a paste.
const PASTED: &[u8] = b"\x1b[201~";

impl Decoder {
    /// Takes bytes; what they complete is appended.
    pub fn feed(&mut self, bytes: &[u8], out: &mut Vec<Decoded>) {
        for byte in bytes {
            self.take(*byte, out);
        }
    }

    /// How long to wait for more before [`Decoder::silence`] is to be told; `None` where nothing has been begun.
    pub fn patience(&self) -> Option<Duration> {
        match self.state {
            State::Ground => None,
            State::Paste => Some(AFTER_PASTE),
            _ => Some(AFTER_ESC),
        }
    }

    /// Nothing has come for that long: what was begun is taken as it is.
    pub fn silence(&mut self, out: &mut Vec<Decoded>) {
        let alt = |c: char| Decoded::Key(Chord::new(Code::Char(c), Mods { alt: true, ..Mods::NONE }));
        let esc = || Decoded::Key(Chord::plain(Code::Esc));
        match std::mem::take(&mut self.state) {
            State::Esc { twice } => {
                out.push(esc());
                if twice {
                    out.push(esc());
                }
            }
            State::Csi { .. } if self.held.is_empty() => out.push(alt('[')),
            State::Ss3 { .. } => out.push(alt('O')),
            State::Text { first, more: false, .. } => out.push(alt(char::from(first))),
            State::Paste => out.push(self.pasted()),
            _ => {}
        }
        self.held.clear();
    }

    fn take(&mut self, byte: u8, out: &mut Vec<Decoded>) {
        match self.state {
            State::Ground => self.ground(byte, false, out),
            State::Esc { twice } => self.escaped(byte, twice, out),
            State::Csi { alt } => self.csi(byte, alt, out),
            State::Console => {
                self.reset();
                if let b'A'..=b'E' = byte {
                    out.push(Decoded::Key(Chord::plain(Code::F(byte - b'A' + 1))));
                }
            }
            State::Ss3 { alt } => self.ss3(byte, alt, out),
            State::Text { first, esc, .. } => self.text(byte, first, esc, out),
            State::Mouse(left) => {
                self.state = if left > 1 { State::Mouse(left - 1) } else { State::Ground };
            }
            State::Utf8 { alt, of } => self.utf8(byte, alt, of, out),
            State::Paste => self.paste(byte, out),
        }
    }

    fn reset(&mut self) {
        self.state = State::Ground;
        self.held.clear();
    }

    /// A byte that begins something.
    fn ground(&mut self, byte: u8, alt: bool, out: &mut Vec<Decoded>) {
        self.reset();
        let of = match byte {
            0x1B => {
                self.state = State::Esc { twice: false };
                return;
            }
            0..=0x1F | 0x7F => {
                let Chord { code, mods } = control_byte(byte);
                out.push(Decoded::Key(Chord::new(code, Mods { alt, ..mods })));
                return;
            }
            b' '..=b'~' => {
                out.push(character(char::from(byte), alt));
                return;
            }
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            // No character begins with these.
            _ => return,
        };
        self.held.push(byte);
        self.state = State::Utf8 { alt, of };
    }

    fn escaped(&mut self, byte: u8, twice: bool, out: &mut Vec<Decoded>) {
        match byte {
            b'[' => self.state = State::Csi { alt: twice },
            b'O' => self.state = State::Ss3 { alt: twice },
            b']' | b'P' | b'^' | b'_' if !twice => {
                self.state = State::Text { first: byte, more: false, esc: false };
            }
            0x1B if !twice => self.state = State::Esc { twice: true },
            0x1B => out.push(Decoded::Key(Chord::plain(Code::Esc))),
            _ => {
                if twice {
                    out.push(Decoded::Key(Chord::plain(Code::Esc)));
                }
                self.ground(byte, true, out);
            }
        }
    }

    fn csi(&mut self, byte: u8, alt: bool, out: &mut Vec<Decoded>) {
        match byte {
            b'[' if self.held.is_empty() => self.state = State::Console,
            b'M' if self.held.is_empty() => self.state = State::Mouse(3),
            // rxvt ends in `$`, which elsewhere stands before the end.
            b'$' if !self.held.is_empty() && self.held.iter().all(u8::is_ascii_digit) => {
                out.extend(control(&self.held, byte, alt));
                self.reset();
            }
            b' '..=b'?' if self.held.len() < LONGEST => self.held.push(byte),
            b' '..=b'?' => {}
            b'~' if self.held == b"200" => {
                self.reset();
                self.state = State::Paste;
            }
            b'@'..=b'~' => {
                if self.held.len() < LONGEST {
                    out.extend(control(&self.held, byte, alt));
                }
                self.reset();
            }
            // No byte of a sequence: it was cut off, and this one means itself.
            _ => self.ground(byte, false, out),
        }
    }

    fn ss3(&mut self, byte: u8, alt: bool, out: &mut Vec<Decoded>) {
        let code = application(byte).map(|code| (code, false)).or(arrow(byte).map(|code| (code, true)));
        match code {
            // rxvt sends arrows with control in lower case.
            Some((code, ctrl)) => {
                out.push(Decoded::Key(Chord::new(code, Mods { ctrl, alt, ..Mods::NONE })));
                self.reset();
            }
            None if (b' '..=b'~').contains(&byte) => self.reset(),
            None => self.ground(byte, false, out),
        }
    }

    fn text(&mut self, byte: u8, first: u8, esc: bool, out: &mut Vec<Decoded>) {
        match byte {
            0x07 => self.reset(),
            b'\\' if esc => self.reset(),
            0x1B => self.state = State::Text { first, more: true, esc: true },
            // Another sequence has begun: the string was cut off.
            _ if esc => {
                self.state = State::Esc { twice: false };
                self.escaped(byte, false, out);
            }
            _ => self.state = State::Text { first, more: true, esc: false },
        }
    }

    fn utf8(&mut self, byte: u8, alt: bool, of: usize, out: &mut Vec<Decoded>) {
        if !(0x80..=0xBF).contains(&byte) {
            // It was cut off, and this byte means itself.
            self.ground(byte, false, out);
            return;
        }
        self.held.push(byte);
        if self.held.len() < of {
            return;
        }
        let c = std::str::from_utf8(&self.held).ok().and_then(|text| text.chars().next());
        self.reset();
        out.extend(c.filter(|c| !c.is_control()).map(|c| character(c, alt)));
    }

    fn paste(&mut self, byte: u8, out: &mut Vec<Decoded>) {
        self.held.push(byte);
        if self.held.ends_with(PASTED) {
            let text = self.held.len() - PASTED.len();
            self.held.truncate(text);
            let pasted = self.pasted();
            out.push(pasted);
            self.reset();
        } else if self.held.len() > MOST_PASTED + PASTED.len() {
            // The end is looked for all the same.
            let kept = self.held.len() - PASTED.len();
            self.held.drain(MOST_PASTED..kept);
        }
    }

    fn pasted(&self) -> Decoded {
        let text = String::from_utf8_lossy(self.held.get(..MOST_PASTED).unwrap_or(&self.held));
        let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\r' | '\t');
        Decoded::Paste(text.chars().filter(kept).collect())
    }
}

fn character(c: char, alt: bool) -> Decoded {
    Decoded::Key(Chord::new(Code::Char(c), Mods { alt, ..Mods::NONE }))
}

#[cfg(test)]
mod tests;
