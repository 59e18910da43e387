//! All behaviour of the screens: [`State::handle`] takes an [`Input`] and gives [`Effect`]s. Deterministic: scripted
//! tests drive it without a terminal. Knows nothing of drawing, of bytes, or of where the store lies.

pub mod ask;
pub mod caps;
pub mod checks;
mod copy;
pub mod doctor;
pub mod files;
pub mod filter;
mod going;
pub mod heatmap;
pub mod input;
pub mod layout;
pub mod line;
pub mod list;
pub mod marks;
pub mod matters;
pub mod names;
pub mod page;
mod reload;
mod resume;
pub mod rows;
pub mod sheet;
pub mod source;
pub mod state;
pub mod update;

pub use caps::{Caps, Depth, Role, Size, WidthSource};
pub use input::{Effect, Input};
pub use resume::Remembered;
pub use state::{DetailPlace, Place, State};
