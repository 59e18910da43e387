//! The table itself: every command with its id, its summary, its group and the
//! places where it can be run.
//!
//! Must not know which key runs a command, nor what running it does.

use crate::words::Msg;
use Group::{Fill, Find, Guide, Leave, Look, Move};
use Scope::{Checks, Detail, Doctor, Heatmap, List, Matters, Page, Query, Source};

/// A place of the screen that takes keys; it decides what a key means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scope {
    /// The list of programs.
    List,
    /// One program with everything known about it.
    Detail,
    /// The matrix of grades, programs by periods.
    Heatmap,
    /// The lines of a document a value came from.
    Source,
    /// A page of the program's own text.
    Page,
    /// How the terminal, the store and the settings are.
    Doctor,
    /// What was checked in the documents.
    Checks,
    /// What reading the documents left open.
    Matters,
    /// The line in which one types, where letters are text and not commands.
    Query,
}

impl Scope {
    /// Every scope, in the order of the enum.
    pub const ALL: [Self; 9] = [List, Detail, Heatmap, Source, Page, Doctor, Checks, Matters, Query];

    /// The name a keymap file calls it by.
    pub const fn id(self) -> &'static str {
        match self {
            List => "list",
            Detail => "detail",
            Heatmap => "heatmap",
            Source => "source",
            Page => "page",
            Doctor => "doctor",
            Checks => "checks",
            Matters => "matters",
            Query => "query",
        }
    }

    /// The scope a keymap file calls `id`.
    pub fn by_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scope| scope.id() == id)
    }

    /// Whether plain characters are text here: none of them can be a command,
    /// and full-width ones must arrive as they were typed.
    pub const fn is_text_entry(self) -> bool {
        matches!(self, Query)
    }
}

/// What one wants when one uses a command; the help is ordered by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// To stand somewhere else on the same screen.
    Move,
    /// To see something else.
    Look,
    /// To search, and to edit what is searched for.
    Find,
    /// To put documents into the store.
    Fill,
    /// To know what can be done.
    Guide,
    /// To go back or out.
    Leave,
}

impl Group {
    /// Every group, in the order the help shows them.
    pub const ALL: [Self; 6] = [Move, Look, Find, Fill, Guide, Leave];
}

/// One row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The command this row describes.
    pub command: Command,
    /// Its name in keymap files and documentation: kebab-case, never changed
    /// once released, because users' files hold it.
    pub id: &'static str,
    /// What it does, short enough for the hint line.
    pub about: Msg,
    /// The part of the help it stands in.
    pub group: Group,
    /// Where it can be run; a key can be bound to it in no other place.
    pub scopes: &'static [Scope],
}

/// The screens one reads, as against the line one types into.
const READING: &[Scope] = &[List, Detail, Heatmap, Source, Page, Doctor, Checks, Matters];
/// The screens that stand on a program, and so on a plan and a period.
const PROGRAMS: &[Scope] = &[List, Detail, Heatmap];
/// The screens from which one goes deeper: to programs, and to the lines of documents.
const OPENED: &[Scope] = &[List, Detail, Heatmap, Checks, Matters];
/// Where there are rows to go through; in the search line these are its results.
const ROWS: &[Scope] = &Scope::ALL;
const QUERY: &[Scope] = &[Query];

/// Writes the enum and the table from the same rows, in the same order: neither
/// can have a command the other lacks.
macro_rules! table {
    ($($(#[$doc:meta])* $command:ident $id:literal $about:ident $group:ident $scopes:expr;)+) => {
        /// Something a user can do. What it is called, where it can be run and
        /// how it is explained stands in its [`Entry`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $($(#[$doc])* $command,)+
        }

        /// Every command there is, in the order the help shows them.
        pub const TABLE: &[Entry] = &[
            $(Entry {
                command: Command::$command,
                id: $id,
                about: Msg::$about,
                group: $group,
                scopes: $scopes,
            },)+
        ];
    };
}

table! {
    /// Move the cursor one line on.
    CursorDown "cursor-down" DoCursorDown Move ROWS;
    /// Move the cursor one line back.
    CursorUp "cursor-up" DoCursorUp Move ROWS;
    /// Move a screenful on.
    PageDown "page-down" DoPageDown Move ROWS;
    /// Move a screenful back.
    PageUp "page-up" DoPageUp Move ROWS;
    /// Move to the first line.
    First "first" DoFirst Move READING;
    /// Move to the last line.
    Last "last" DoLast Move READING;
    /// Move one column to the left; the table scrolls under its headings.
    Left "left" DoLeft Move &[Heatmap];
    /// Move one column to the right; the table scrolls under its headings.
    Right "right" DoRight Move &[Heatmap];
    /// Give the keys to the other of two panes that stand side by side.
    NextPane "next-pane" DoNextPane Move &[List, Detail];
    /// Show the next program of the list.
    NextProgram "next-program" DoNextProgram Look &[Detail];
    /// Show the previous program of the list.
    PreviousProgram "previous-program" DoPreviousProgram Look &[Detail];
    /// Open what is selected: the program, or the rows behind a number.
    Open "open" DoOpen Look OPENED;
    /// Show the lines of the document that the selected value came from.
    Source "source" DoSource Look OPENED;
    /// Go to the period before the one shown.
    PreviousPeriod "previous-period" DoPreviousPeriod Look PROGRAMS;
    /// Go to the period after the one shown.
    NextPeriod "next-period" DoNextPeriod Look PROGRAMS;
    /// Go to the next plan, and from the last to the first.
    NextPlan "next-plan" DoNextPlan Look PROGRAMS;
    /// Go to the list of programs.
    GoList "go-list" DoGoList Look READING;
    /// Go to the matrix of grades.
    GoHeatmap "go-heatmap" DoGoHeatmap Look READING;
    /// Go to what was checked in the documents.
    GoChecks "go-checks" DoGoChecks Look READING;
    /// Go to what reading the documents left open.
    GoMatters "go-matters" DoGoMatters Look READING;
    /// Say that something is wrong there.
    Accept "accept" DoAccept Look &[Matters];
    /// Say that all is well there.
    Reject "reject" DoReject Look &[Matters];
    /// Count what people have corrected, or what is printed.
    ToggleCurated "toggle-curated" DoToggleCurated Look PROGRAMS;
    /// Go to the next passage about the same program, in all documents.
    NextPassage "next-passage" DoNextPassage Look &[Scope::Source];
    /// Go to the previous passage about the same program, in all documents.
    PreviousPassage "previous-passage" DoPreviousPassage Look &[Scope::Source];
    /// Begin to type a query.
    Search "search" DoSearch Find READING;
    /// Narrow the list by a direction, a department, a grade, a change, what is missing.
    Filter "filter" DoFilter Find &[List, Heatmap];
    /// Show the whole plan again.
    ClearFilters "clear-filters" DoClearFilters Find &[List, Heatmap];
    /// Put the list in another order.
    Sort "sort" DoSort Find &[List, Heatmap];
    /// Leave the search line and keep what it found.
    QueryAccept "query-accept" DoQueryAccept Find QUERY;
    /// Leave the search line and return to where one was before it.
    QueryCancel "query-cancel" DoQueryCancel Find QUERY;
    /// Erase the character before the cursor.
    QueryErase "query-erase" DoQueryErase Find QUERY;
    /// Erase the word before the cursor.
    QueryEraseWord "query-erase-word" DoQueryEraseWord Find QUERY;
    /// Erase the whole query.
    QueryClear "query-clear" DoQueryClear Find QUERY;
    /// Move the text cursor one character to the left.
    QueryLeft "query-left" DoQueryLeft Find QUERY;
    /// Move the text cursor one character to the right.
    QueryRight "query-right" DoQueryRight Find QUERY;
    /// Move the text cursor before the first character.
    QueryStart "query-start" DoQueryStart Find QUERY;
    /// Move the text cursor behind the last character.
    QueryEnd "query-end" DoQueryEnd Find QUERY;
    /// Take what one stands on out of the screens as plain text.
    Copy "copy" DoCopy Look &[List, Detail, Heatmap, Source, Doctor, Checks, Matters];
    /// Write the text of the page into a file.
    Write "write" DoWrite Look &[Page];
    /// Take what would be chosen into the line, to type on behind it.
    QueryComplete "query-complete" DoQueryComplete Find QUERY;
    /// Read documents into the store.
    Import "import" DoImport Fill READING;
    /// Stop a running import.
    Stop "stop" DoStop Fill READING;
    /// Show how the terminal, the store and the settings are.
    GoDoctor "go-doctor" DoGoDoctor Guide READING;
    /// Reckon ambiguous characters in another way.
    NextWidth "next-width" DoNextWidth Guide READING;
    /// Stop the program until the shell goes on with it.
    Suspend "suspend" DoSuspend Leave ROWS;
    /// Show the keys that work here.
    Help "help" DoHelp Guide READING;
    /// Choose a command by its name.
    Palette "palette" DoPalette Guide READING;
    /// Go back to exactly where one came from.
    Back "back" DoBack Leave READING;
    /// Quit the program from a screen one reads.
    Quit "quit" DoQuit Leave READING;
    /// Quit the program from anywhere, even while typing.
    QuitNow "quit-now" DoQuitNow Leave &Scope::ALL;
}

impl Command {
    /// Every command, in the order of [`TABLE`] and made from it.
    pub const ALL: [Self; TABLE.len()] = {
        let mut all = [Self::QuitNow; TABLE.len()];
        let mut at = 0;
        while at < TABLE.len() {
            all[at] = TABLE[at].command;
            at += 1;
        }
        all
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::{by_id, entry, nearest};
    use crate::words::Lang;
    use std::collections::HashSet;

    fn kebab(name: &str) -> String {
        let mut id = String::new();
        for c in name.chars() {
            if c.is_ascii_uppercase() && !id.is_empty() {
                id.push('-');
            }
            id.push(c.to_ascii_lowercase());
        }
        id
    }

    #[test]
    fn ids_are_unique_and_say_the_name_of_the_command() {
        let mut seen = HashSet::new();
        for row in TABLE {
            assert!(seen.insert(row.id), "{} stands twice", row.id);
            assert_eq!(row.id, kebab(&format!("{:?}", row.command)));
            assert_eq!(by_id(row.id), Some(row));
        }
        assert_eq!(by_id("no-such-command"), None);
    }

    #[test]
    fn rows_stand_in_the_order_of_the_enum() {
        assert_eq!(Command::ALL.len(), TABLE.len());
        for (at, row) in TABLE.iter().enumerate() {
            assert_eq!(row.command as usize, at, "{}", row.id);
            assert_eq!(Command::ALL[at], row.command);
            assert_eq!(entry(row.command), row);
        }
    }

    #[test]
    fn summaries_are_short_and_tell_commands_of_a_scope_apart_in_every_language() {
        for lang in Lang::ALL {
            for row in TABLE {
                let about = row.about.text(lang);
                assert!((1..=30).contains(&about.chars().count()), "{}: {about}", row.id);
                // Of one language: Japanese holds no ASCII, English begins as a phrase and not as a sentence.
                let own = if lang.is_english() {
                    about.starts_with(|c: char| c.is_ascii_lowercase()) && !about.ends_with('.')
                } else {
                    about.chars().all(|c| !c.is_ascii())
                };
                assert!(own, "{}: {about}", row.id);
            }
            for scope in Scope::ALL {
                let mut seen = HashSet::new();
                for row in TABLE.iter().filter(|row| row.scopes.contains(&scope)) {
                    assert!(seen.insert(row.about.text(lang)), "{scope:?}: {}", row.id);
                }
            }
        }
    }

    #[test]
    fn every_command_can_be_run_somewhere_and_each_place_stands_once() {
        for row in TABLE {
            let places: HashSet<_> = row.scopes.iter().collect();
            assert!(!places.is_empty(), "{}", row.id);
            assert_eq!(places.len(), row.scopes.len(), "{}", row.id);
        }
    }

    #[test]
    fn every_scope_has_a_way_out() {
        let out = [Command::Back, Command::QueryCancel, Command::Quit];
        for scope in Scope::ALL {
            assert!(out.iter().any(|c| entry(*c).scopes.contains(&scope)), "{scope:?}");
            assert!(entry(Command::QuitNow).scopes.contains(&scope), "{scope:?}");
        }
    }

    #[test]
    fn the_lists_of_scopes_and_groups_are_complete() {
        // Exhaustive matches: a new variant does not compile until it is here.
        for (at, scope) in Scope::ALL.into_iter().enumerate() {
            let place = match scope {
                List => 0,
                Detail => 1,
                Heatmap => 2,
                Scope::Source => 3,
                Page => 4,
                Doctor => 5,
                Checks => 6,
                Matters => 7,
                Query => 8,
            };
            assert_eq!((place, scope as usize), (at, at));
            assert_eq!(Scope::by_id(scope.id()), Some(scope));
        }
        assert_eq!(Scope::by_id("everywhere"), None);
        for (at, group) in Group::ALL.into_iter().enumerate() {
            let place = match group {
                Move => 0,
                Look => 1,
                Find => 2,
                Fill => 3,
                Guide => 4,
                Leave => 5,
            };
            assert_eq!(place, at);
            assert!(TABLE.iter().any(|row| row.group == group), "{group:?}");
        }
    }

    #[test]
    fn a_misspelt_id_is_recognised() {
        for (typed, expected) in [
            ("cursor-donw", Some("cursor-down")),
            ("go-heat-map", Some("go-heatmap")),
            ("quit_now", Some("quit-now")),
            ("serach", Some("search")),
            ("delete-everything", None),
        ] {
            assert_eq!(nearest(typed), expected, "{typed}");
        }
    }
}
