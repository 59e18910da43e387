//! The look-up: what the keys typed so far mean in a scope, and which keys run a
//! command.
//!
//! Must not know files or notation; `super::load` fills it.

use super::chord::Chord;
use crate::command::{Command, Scope};

/// What the keys typed so far mean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resolve {
    /// They run this command.
    Run(Command),
    /// They are the beginning of something; these keys may follow.
    Pending(Vec<Hint>),
    /// They are this character of the text being entered.
    Text(char),
    /// They mean nothing here; what was typed is to be forgotten.
    Miss,
}

/// A key that may follow the keys typed so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The key.
    pub chord: Chord,
    /// What it runs; none where it only leads on to further keys.
    pub command: Option<Command>,
}

/// The keys in force: one trie of chords to commands for each scope.
#[derive(Clone, Debug, Default)]
pub struct Keymap {
    roots: [Node; Scope::ALL.len()],
    /// Layers read so far; tells a row that overrides an earlier layer from one
    /// that contradicts its own file.
    pub(super) layers: usize,
    /// Bindings made so far, to keep the order of the files in look-ups.
    bound: usize,
}

#[derive(Clone, Debug, Default)]
struct Node {
    leaf: Option<Leaf>,
    /// In the order of the files; a handful of keys, for which a list is as fast
    /// as a map and keeps hints where the file's author put them.
    next: Vec<(Chord, Node)>,
}

#[derive(Clone, Copy, Debug)]
struct Leaf {
    command: Command,
    order: usize,
    layer: usize,
    line: usize,
}

/// Why keys cannot be bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    /// One of the two sequences begins with the other, so that the longer one
    /// could never be typed to its end.
    Prefix(Vec<Chord>),
    /// The same file gave the same keys to another command, on this line.
    Twice(usize),
}

impl Keymap {
    /// What `typed` means in `scope`.
    ///
    /// Nothing typed is pending on every key of the scope. Where text is
    /// entered, a character that no binding begins with is text as it was typed;
    /// elsewhere full-width characters count as their ASCII twins.
    pub fn resolve(&self, scope: Scope, typed: &[Chord]) -> Resolve {
        let mut node = self.root(scope);
        for chord in typed {
            let chord = if scope.is_text_entry() { *chord } else { chord.narrowed() };
            match node.child(chord) {
                Some(child) => node = child,
                None => return miss(scope, typed),
            }
        }
        match node.leaf {
            Some(leaf) => Resolve::Run(leaf.command),
            None => Resolve::Pending(node.hints()),
        }
    }

    /// Every sequence of keys that runs `command` in `scope`, in the order of the
    /// files, the shipped one first.
    pub fn keys_for(&self, scope: Scope, command: Command) -> Vec<Vec<Chord>> {
        let mut found = Vec::new();
        self.root(scope).collect(&mut Vec::new(), &mut |keys, leaf| {
            if leaf.command == command {
                found.push((leaf.order, keys.to_vec()));
            }
        });
        found.sort_by_key(|(order, _)| *order);
        found.into_iter().map(|(_, keys)| keys).collect()
    }

    /// Binds `keys`, which stand on `line` of the layer being read, over whatever
    /// earlier layers bound to exactly these keys.
    pub(super) fn bind(
        &mut self,
        scope: Scope,
        keys: &[Chord],
        command: Command,
        line: usize,
    ) -> Result<(), Clash> {
        let layer = self.layers;
        let root = self.root_mut(scope);
        if let Some(other) = root.blocking(keys) {
            return Err(Clash::Prefix(other));
        }
        if let Some(leaf) = root.leaf_at(keys).filter(|leaf| leaf.layer == layer) {
            return if leaf.command == command { Ok(()) } else { Err(Clash::Twice(leaf.line)) };
        }
        self.bound += 1;
        let order = self.bound;
        self.root_mut(scope).insert(keys, Leaf { command, order, layer, line });
        Ok(())
    }

    /// Takes away what `keys` run, and everything that begins with them.
    pub(super) fn unbind(&mut self, scope: Scope, keys: &[Chord]) {
        self.root_mut(scope).remove(keys);
    }

    // The array has a place for every scope, so that neither can miss.
    fn root(&self, scope: Scope) -> &Node {
        &self.roots[scope as usize]
    }

    fn root_mut(&mut self, scope: Scope) -> &mut Node {
        &mut self.roots[scope as usize]
    }
}

fn miss(scope: Scope, typed: &[Chord]) -> Resolve {
    match typed {
        [only] if scope.is_text_entry() => only.text().map_or(Resolve::Miss, Resolve::Text),
        _ => Resolve::Miss,
    }
}

impl Node {
    fn child(&self, chord: Chord) -> Option<&Self> {
        let (_, node) = self.next.iter().find(|(key, _)| *key == chord)?;
        Some(node)
    }

    fn hints(&self) -> Vec<Hint> {
        self.next
            .iter()
            .map(|(chord, node)| Hint { chord: *chord, command: node.leaf.map(|leaf| leaf.command) })
            .collect()
    }

    fn leaf_at(&self, keys: &[Chord]) -> Option<Leaf> {
        keys.iter().try_fold(self, |node, key| node.child(*key))?.leaf
    }

    fn collect(&self, path: &mut Vec<Chord>, each: &mut impl FnMut(&[Chord], Leaf)) {
        if let Some(leaf) = self.leaf {
            each(path, leaf);
        }
        for (chord, node) in &self.next {
            path.push(*chord);
            node.collect(path, each);
            path.pop();
        }
    }

    /// A bound sequence that `keys` begin with, or that begins with `keys`.
    fn blocking(&self, keys: &[Chord]) -> Option<Vec<Chord>> {
        let mut node = self;
        let mut path = Vec::new();
        for key in keys {
            if node.leaf.is_some() {
                return Some(path);
            }
            node = node.child(*key)?;
            path.push(*key);
        }
        while let (None, Some((chord, child))) = (node.leaf, node.next.first()) {
            path.push(*chord);
            node = child;
        }
        (path.len() > keys.len()).then_some(path)
    }

    fn insert(&mut self, keys: &[Chord], leaf: Leaf) {
        let Some((first, rest)) = keys.split_first() else {
            self.leaf = Some(leaf);
            return;
        };
        if let Some((_, node)) = self.next.iter_mut().find(|(key, _)| key == first) {
            node.insert(rest, leaf);
        } else {
            let mut node = Self::default();
            node.insert(rest, leaf);
            self.next.push((*first, node));
        }
    }

    fn remove(&mut self, keys: &[Chord]) {
        let Some((first, rest)) = keys.split_first() else {
            return;
        };
        if rest.is_empty() {
            self.next.retain(|(key, _)| key != first);
        } else if let Some((_, node)) = self.next.iter_mut().find(|(key, _)| key == first) {
            node.remove(rest);
            // A prefix that leads nowhere would swallow the key.
            self.next.retain(|(_, node)| node.leaf.is_some() || !node.next.is_empty());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::keymap::{parse_keys, show_keys};
    use Command::{CursorDown, First, GoHeatmap, Last, QueryCancel, Quit};

    fn keys(notation: &str) -> Vec<Chord> {
        parse_keys(notation).unwrap()
    }

    fn map(bindings: &[(&str, Command)]) -> Keymap {
        let mut map = Keymap::default();
        for (notation, command) in bindings {
            let bound = map.bind(Scope::List, &keys(notation), *command, 1);
            assert_eq!(bound, Ok(()), "{notation}");
        }
        map
    }

    fn resolve(map: &Keymap, typed: &str) -> Resolve {
        map.resolve(Scope::List, &keys(typed))
    }

    #[test]
    fn sequences_are_pending_with_what_may_follow() {
        let map = map(&[("g g", First), ("G", Last), ("g x h", GoHeatmap), ("j", CursorDown)]);
        let hint = |key: &str, command| Hint { chord: Chord::parse(key).unwrap(), command };
        for (typed, expected) in [
            ("j", Resolve::Run(CursorDown)),
            ("ｊ", Resolve::Run(CursorDown)),
            ("g", Resolve::Pending(vec![hint("g", Some(First)), hint("x", None)])),
            ("g x", Resolve::Pending(vec![hint("h", Some(GoHeatmap))])),
            ("ｇ ｘ h", Resolve::Run(GoHeatmap)),
            ("g Esc", Resolve::Miss),
            ("j j", Resolve::Miss),
            ("z", Resolve::Miss),
            ("ctrl-j", Resolve::Miss),
        ] {
            assert_eq!(resolve(&map, typed), expected, "{typed}");
        }
        let all = map.resolve(Scope::List, &[]);
        assert!(matches!(all, Resolve::Pending(hints) if hints.len() == 3));
        assert_eq!(map.resolve(Scope::Detail, &keys("j")), Resolve::Miss);
    }

    #[test]
    fn characters_are_text_where_text_is_entered() {
        let mut map = Keymap::default();
        for key in ["Esc", "ctrl-x ctrl-c"] {
            map.bind(Scope::Query, &keys(key), QueryCancel, 1).unwrap();
        }
        for (typed, expected) in [
            ("j", Resolve::Text('j')),
            ("２", Resolve::Text('２')),
            ("U+3000", Resolve::Text('\u{3000}')),
            ("space", Resolve::Text(' ')),
            ("Esc", Resolve::Run(QueryCancel)),
            ("ctrl-x ctrl-c", Resolve::Run(QueryCancel)),
            ("ctrl-x j", Resolve::Miss),
            ("ctrl-j", Resolve::Miss),
            ("alt-j", Resolve::Miss),
            ("Tab", Resolve::Miss),
            ("U+0007", Resolve::Miss),
        ] {
            assert_eq!(map.resolve(Scope::Query, &keys(typed)), expected, "{typed:?}");
        }
    }

    #[test]
    fn prefixes_and_contradictions_are_refused_and_change_nothing() {
        let mut map = map(&[("g h", GoHeatmap), ("j", CursorDown)]);
        for (notation, clash) in [
            ("g", Clash::Prefix(keys("g h"))),
            ("g h x", Clash::Prefix(keys("g h"))),
            ("j j", Clash::Prefix(keys("j"))),
            ("j", Clash::Twice(1)),
        ] {
            let bound = map.bind(Scope::List, &keys(notation), Quit, 2);
            assert_eq!(bound, Err(clash), "{notation}");
        }
        assert_eq!(map.bind(Scope::List, &keys("j"), CursorDown, 2), Ok(()));
        assert_eq!(resolve(&map, "j"), Resolve::Run(CursorDown));
        assert_eq!(resolve(&map, "g h"), Resolve::Run(GoHeatmap));

        map.layers += 1;
        assert_eq!(map.bind(Scope::List, &keys("j"), Quit, 1), Ok(()));
        assert_eq!(resolve(&map, "j"), Resolve::Run(Quit));
    }

    #[test]
    fn unbinding_leaves_no_dead_prefix() {
        let mut map = map(&[("g x h", GoHeatmap), ("g g", First), ("j", CursorDown)]);
        map.unbind(Scope::List, &keys("g x h"));
        assert_eq!(resolve(&map, "g x"), Resolve::Miss);
        assert_eq!(resolve(&map, "g g"), Resolve::Run(First));
        map.unbind(Scope::List, &keys("g"));
        assert_eq!(resolve(&map, "g"), Resolve::Miss);
        map.unbind(Scope::List, &keys("z z"));
        map.unbind(Scope::List, &[]);
        assert_eq!(resolve(&map, "j"), Resolve::Run(CursorDown));
    }

    #[test]
    fn keys_are_found_in_the_order_they_were_bound() {
        let map = map(&[("g g", First), ("z", Last), ("Home", First), ("g e", Last), ("G", Last)]);
        let shown = |command| -> Vec<String> {
            let found = map.keys_for(Scope::List, command);
            found.iter().map(|keys| show_keys(keys)).collect()
        };
        assert_eq!(shown(First), ["g g", "Home"]);
        assert_eq!(shown(Last), ["z", "g e", "G"]);
        assert!(shown(Quit).is_empty());
        assert!(map.keys_for(Scope::Detail, First).is_empty());
    }
}
