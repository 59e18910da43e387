//! Rust source as the words that count: comments, the insides of literals and
//! test code are blanked, line for line. Must not know any rule.

/// The source with comments, the insides of literals and test items blanked,
/// line for line. Text inside strings becomes quotes, so that its lines still
/// count as code.
pub fn code_of(source: &str) -> String {
    let mut code = without_comments_and_literals(source);
    while let Some(start) = code.find("#[cfg(test)]") {
        let mut depth = 0_usize;
        let mut end = code.len();
        for (at, c) in code[start..].char_indices() {
            depth = match c {
                '{' => depth + 1,
                '}' => depth.saturating_sub(1),
                _ => depth,
            };
            if depth == 0 && matches!(c, '}' | ';') {
                end = start + at + 1;
                break;
            }
        }
        let blank: String = code[start..end].chars().map(blanked).collect();
        code.replace_range(start..end, &blank);
    }
    code
}

fn blanked(c: char) -> char {
    if c == '\n' { c } else { ' ' }
}

fn without_comments_and_literals(source: &str) -> String {
    let chars: Vec<char> = source.chars().collect();
    let mut code = String::with_capacity(source.len());
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let (length, filler) = if rest.starts_with(&['/', '/']) {
            (rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()), ' ')
        } else if rest.starts_with(&['/', '*']) {
            (block_comment(rest), ' ')
        } else if rest[0] == '"' {
            (string(rest), '"')
        } else if let Some(length) = raw_string(rest) {
            (length, '"')
        } else if let Some(length) = char_literal(rest) {
            (length, '"')
        } else {
            code.push(rest[0]);
            at += 1;
            continue;
        };
        for c in &rest[..length] {
            code.push(if c.is_whitespace() { *c } else { filler });
        }
        at += length;
    }
    code
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with(&['/', '*']) {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with(&['*', '/']) {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

fn string(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() && rest[at] != '"' {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

fn raw_string(rest: &[char]) -> Option<usize> {
    let hashes = rest.strip_prefix(&['r'])?.iter().take_while(|c| **c == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return None;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let body = hashes + 2;
    let found = rest[body..].windows(end.len()).position(|w| w == end);
    Some(found.map_or(rest.len(), |at| body + at + end.len()))
}

/// `'x'` and `'\n'`, as against the lifetime `'x`.
fn char_literal(rest: &[char]) -> Option<usize> {
    match rest {
        ['\'', '\\', _, tail @ ..] => Some(3 + tail.iter().position(|c| *c == '\'')? + 1),
        ['\'', _, '\'', ..] => Some(3),
        _ => None,
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The code as words and signs (`::` is one sign), each with its line.
pub fn tokens(code: &str) -> Vec<(usize, &str)> {
    let mut tokens = Vec::new();
    for (number, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = match first {
                _ if rest.starts_with("::") => 2,
                c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
                c => c.len_utf8(),
            };
            tokens.push((number + 1, &rest[..length]));
            rest = rest[length..].trim_start();
        }
    }
    tokens
}
