//! A text for the clipboard of whoever sits at the terminal, which may be on another machine: OSC 52. No terminal says
//! whether it took it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Terminals take about so many bytes of it.
const MOST: usize = 74_000;

/// The sequence that offers a text to the clipboard; `None` where it is too long.
pub fn clip(text: &str) -> Option<String> {
    let packed = STANDARD.encode(text);
    (packed.len() <= MOST).then(|| format!("\x1b]52;c;{packed}\x07"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_offered_as_it_is() {
        assert_eq!(clip("科研費").as_deref(), Some("\x1b]52;c;56eR56CU6LK7\x07"));
        assert_eq!(clip(&"あ".repeat(30_000)), None);
    }
}
