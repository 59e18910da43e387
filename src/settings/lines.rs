//! Where the lines of a text begin, so that a place in a large file is found without counting through it.

/// The bytes at which lines begin.
pub struct LineStarts(Vec<usize>);

impl LineStarts {
    /// Those of a text.
    pub fn of(text: &str) -> LineStarts {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        LineStarts([0].into_iter().chain(ends.map(|(at, _)| at + 1)).collect())
    }

    /// The line of a byte, the first one being 1, and how many bytes stand before it in that line.
    pub fn place(&self, at: usize) -> (usize, usize) {
        let line = self.0.partition_point(|start| *start <= at).max(1);
        (line, at - self.0.get(line - 1).copied().unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_line() {
        let starts = LineStarts::of("ab\n\nc");
        for (at, place) in [(0, (1, 0)), (2, (1, 2)), (3, (2, 0)), (4, (3, 0)), (5, (3, 1)), (9, (3, 5))] {
            assert_eq!(starts.place(at), place, "{at}");
        }
    }
}
