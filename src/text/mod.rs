//! Japanese text as text: cleaning, measuring, cutting, wrapping, setting
//! labels vertically, folding for search, reading numbers. It must not know
//! what the text says, where it came from, or what draws it.

mod bullet;
pub mod cluster;
pub mod eaw;
mod escape;
pub mod fit;
pub mod fold;
mod kana;
mod kinsoku;
mod near;
pub mod numeral;
mod old_forms;
pub mod sanitize;
pub mod tategaki;
pub mod tense;
pub mod width;
pub mod wrap;

pub use cluster::clusters;
pub use fit::{Align, fit, pad, truncate};
pub use fold::{Folded, fold};
pub use near::{distance, nearest_among};
pub use numeral::{Form, Numeral, numeral, program_number};
pub use sanitize::{Display, sanitize, sanitize_lines};
pub use tategaki::tategaki;
pub use tense::{Tense, tense};
pub use width::{Class, Policy, Widths, class};
pub use wrap::{wrap, wrap_hanging};
