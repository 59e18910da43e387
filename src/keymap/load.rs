//! Layers of keymap files over one another: the rows of a file become bindings.
//!
//! Must not know where files lie or how they are read from disk; a layer is a
//! name and a text.

use super::chord::{Chord, Code, Mods};
use super::row::{Complaint, Fault, Place, Row, Run, read};
use super::trie::{Clash, Keymap};
use crate::command::{Command, Scope, entry};
use crate::settings::Preset;

/// The keymap the program comes with; also the manual of the format.
pub const SHIPPED: &str = include_str!("../../keymaps/default.toml");
/// Keys for other habits, each a layer over those.
const VI: &str = include_str!("../../keymaps/vi.toml");
const EMACS: &str = include_str!("../../keymaps/emacs.toml");

impl Keymap {
    /// The keys the program comes with.
    pub fn shipped() -> Self {
        let mut keymap = Self::default();
        // A test holds that the shipped file gives no cause for complaint.
        keymap.layer("default.toml", SHIPPED);
        keymap
    }

    /// The shipped keys with those of another habit over them.
    pub fn preset(preset: Preset) -> Self {
        let mut keymap = Self::shipped();
        match preset {
            Preset::Default => Vec::new(),
            Preset::Vi => keymap.layer("vi.toml", VI),
            Preset::Emacs => keymap.layer("emacs.toml", EMACS),
        };
        keymap
    }

    /// Puts a file over what is bound so far: its keys replace the same keys of
    /// the layers below, `run = false` takes keys away.
    ///
    /// Whatever is wrong is left out and reported, in the order of the lines;
    /// everything else is in force.
    pub fn layer(&mut self, file_name: &str, text: &str) -> Vec<Complaint> {
        let mut faults = Vec::new();
        let rows = read(text, &mut |line, fault| faults.push((line, fault)));
        self.layers += 1;
        // Unbinding comes first, so that a file may free `g h` and bind `g` in
        // whichever order its author likes to read it.
        for row in rows.iter().filter(|row| row.run == Run::Unbind) {
            self.unbind_row(row);
        }
        // Nobody is to be locked in.
        for row in rows.iter().filter(|row| self.layers > 1 && row.run != Run::Bind(Command::QuitNow)) {
            for (line, keys) in row.keys.iter().filter(|(_, keys)| is_way_out(keys)) {
                faults.push((*line, Fault::WayOut { keys: keys.clone() }));
            }
        }
        for row in &rows {
            if let Run::Bind(command) = row.run {
                self.bind_row(row, command, &mut faults);
            }
        }
        faults.sort_by_key(|(line, _)| *line);
        faults
            .into_iter()
            .map(|(line, fault)| Complaint { file: file_name.to_owned(), line, fault })
            .collect()
    }

    fn unbind_row(&mut self, row: &Row) {
        for (_, keys) in row.keys.iter().filter(|(_, keys)| !is_way_out(keys)) {
            match &row.place {
                Place::Everywhere => {
                    for scope in Scope::ALL {
                        self.unbind(scope, keys);
                    }
                }
                Place::Named(scopes) => {
                    for (_, scope) in scopes {
                        self.unbind(*scope, keys);
                    }
                }
            }
        }
    }

    fn bind_row(&mut self, row: &Row, command: Command, faults: &mut Vec<(usize, Fault)>) {
        let possible = entry(command).scopes;
        let scopes: Vec<Scope> = match &row.place {
            Place::Everywhere => possible.to_vec(),
            Place::Named(named) => {
                for (line, scope) in named {
                    if !possible.contains(scope) {
                        let scope = *scope;
                        faults.push((*line, Fault::NotInScope { command, scope }));
                    }
                }
                let named = named.iter().map(|(_, scope)| *scope);
                named.filter(|scope| possible.contains(scope)).collect()
            }
        };
        let way_out = |keys: &[Chord]| self.layers > 1 && is_way_out(keys) && command != Command::QuitNow;
        let keys: Vec<&(usize, Vec<Chord>)> = row.keys.iter().filter(|(_, keys)| !way_out(keys)).collect();
        for (line, keys) in keys {
            // One key that clashes in four scopes is one mistake.
            let mut clashes: Vec<(Clash, Vec<Scope>)> = Vec::new();
            for &scope in &scopes {
                if takes_text(scope, keys) {
                    // "Everywhere" is everywhere the key can be a command; only
                    // who names the scope is mistaken about it.
                    if matches!(row.place, Place::Named(_)) {
                        let keys = keys.clone();
                        faults.push((*line, Fault::TakesText { keys, scope }));
                    }
                    continue;
                }
                let Err(clash) = self.bind(scope, keys, command, *line) else {
                    continue;
                };
                match clashes.iter_mut().find(|(known, _)| *known == clash) {
                    Some((_, scopes)) => scopes.push(scope),
                    None => clashes.push((clash, vec![scope])),
                }
            }
            for (clash, scopes) in clashes {
                let keys = keys.clone();
                let fault = match clash {
                    Clash::Prefix(other) => Fault::Prefix { keys, other, scopes },
                    Clash::Twice(first) => Fault::Twice { keys, scopes, first },
                };
                faults.push((*line, fault));
            }
        }
    }
}

/// Whether keys begin with the one that ends the program from anywhere.
fn is_way_out(keys: &[Chord]) -> bool {
    let ctrl_c = Chord::new(Code::Char('c'), Mods { ctrl: true, ..Mods::NONE });
    keys.first() == Some(&ctrl_c)
}

fn takes_text(scope: Scope, keys: &[Chord]) -> bool {
    scope.is_text_entry() && keys.first().is_some_and(|key| key.text().is_some())
}

#[cfg(test)]
mod tests;
