//! Directions that are printed once for many rows.
//!
//! Mends labels that stand only on the first row of a page or of a merged cell. A label holds for the rows below as
//! long as their numbers go up by one; where they do not, the rows may have been moved, and the label is not handed on
//! (numbers that go down) or handed on with a doubt, to all rows that follow (numbers left out).

use crate::model::Place;

/// A label and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// As printed.
    pub text: String,
    /// Its own place, which may be on an earlier row.
    pub place: Place,
}

/// What a row without a label of its own gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Inherited {
    /// The label above.
    Sure(Label),
    /// The label above, although numbers are missing in between.
    Doubtful(Label),
    /// None: the rows are not in order, or there was no label yet.
    Nothing,
}

/// The label in force while rows are read.
#[derive(Default)]
pub(super) struct Carry {
    label: Option<Label>,
    last: Option<u16>,
    /// Numbers were left out since the label: whatever follows is as doubtful as the row behind the gap.
    gap: bool,
}

impl Carry {
    /// A row with its own label. One that is not sure, since its row was not wholly understood, is handed on with a doubt.
    pub fn own(&mut self, label: Label, number: Option<u16>, sure: bool) {
        self.label = Some(label);
        self.last = number;
        self.gap = !sure;
    }

    /// A row with that number and no label.
    pub fn inherit(&mut self, number: u16) -> Inherited {
        let Some(label) = self.label.clone() else { return Inherited::Nothing };
        match self.last.replace(number) {
            None => Inherited::Sure(label),
            Some(last) if !self.gap && (number == last || number == last.saturating_add(1)) => {
                Inherited::Sure(label)
            }
            Some(last) if number >= last => {
                self.gap = true;
                Inherited::Doubtful(label)
            }
            Some(_) => {
                self.label = None;
                Inherited::Nothing
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LineSpan;

    #[test]
    fn a_label_holds_while_the_numbers_go_up_by_one() {
        let label = |text: &str| Label {
            text: text.into(),
            place: Place::Lines(LineSpan { first: 1, last: 1, start: 0, end: 0 }),
        };
        // (numbers of the rows under a label on row 4, what each inherits)
        for (numbers, expected) in
            [(vec![5, 6, 7], "sss"), (vec![5, 7, 8], "sdd"), (vec![5, 3, 4], "s--"), (vec![4], "s")]
        {
            let mut carry = Carry::default();
            assert_eq!(carry.inherit(3), Inherited::Nothing);
            carry.own(label("Ⅰ"), Some(4), true);
            let got: String = numbers
                .iter()
                .map(|n| match carry.inherit(*n) {
                    Inherited::Sure(_) => 's',
                    Inherited::Doubtful(_) => 'd',
                    Inherited::Nothing => '-',
                })
                .collect();
            assert_eq!(got, expected, "{numbers:?}");
        }
    }
}
