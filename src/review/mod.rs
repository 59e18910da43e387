//! What a reviewer would work out by hand: verdicts on figures, totals by direction, the matrix of grades, what is
//! missing and why. Pure functions over the catalog; a rule is written here once and asked from everywhere.

pub mod check;
pub mod heatmap;
pub mod lineage;
pub mod matter;
mod misreading;
pub mod missing;
pub mod proof;
pub mod summary;
mod unfollowed;
pub mod verdict;

pub use heatmap::{Heatmap, heatmap};
pub use matter::{Concern, Matter, matters};
pub use missing::{Gap, gaps};
pub use proof::{Proof, proof};
pub use summary::{Counts, FollowUps, Summary, counts, follow_ups, latest_period, printed_grades, summary};
pub use unfollowed::is_unfollowed;
pub use verdict::{Verdict, is_met, is_missed, rate, verdict};
