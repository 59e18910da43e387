//! What flowing text says, before it is known of which plan and when.

use super::text::Text;
use crate::import::cells::{Cell, whole};
use crate::import::prose::PlanMention;
use crate::model::{
    Doubtful, Empty, Fact, Field, FiscalYear, How, Listing, Mention, Number, Place, Subject, Total,
    TotalColumn,
};

/// For when something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum When {
    /// It holds whenever the plan does.
    Ever,
    /// At the document's period.
    Document,
    /// At the end of that year.
    YearEnd(FiscalYear),
}

/// A statement about the document's own plan.
#[derive(Clone, Debug)]
pub(in crate::import) struct Said {
    pub subject: Subject,
    pub when: When,
    pub fact: Fact,
    pub text: Box<str>,
    pub how: How,
    pub place: Place,
}

/// A line that may be a title: it names a plan, a period, or both.
#[derive(Clone, Debug)]
pub(in crate::import) struct Title {
    pub text: Text,
    pub plan: Option<PlanMention>,
    pub period: Option<Mention>,
    /// Above everything else, so that it needs no plan to be one.
    pub on_top: bool,
}

/// Everything that was found in flowing text.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct Flow {
    pub titles: Vec<Title>,
    pub said: Vec<Said>,
    pub doubts: Vec<(u32, Option<Subject>, String, Doubtful)>,
}

/// The plan that flowing text is about: the one it names.
const PLAN: u32 = 0;

/// The program with that number.
pub(in crate::import) fn program(no: u16) -> Subject {
    Subject::Program(PLAN, Number::program(no))
}

/// The direction with that number.
pub(in crate::import) fn direction(no: u16) -> Subject {
    Subject::Direction(PLAN, no)
}

/// The plan itself.
pub(in crate::import) fn plan() -> Subject {
    Subject::Plan(PLAN)
}

impl Flow {
    /// Whether it says anything of programs: names one, or counts them.
    pub fn tells(&self) -> bool {
        self.said.iter().any(|s| match (s.subject, &s.fact) {
            (Subject::Program(..), _) | (_, Fact::Total(_)) => true,
            (Subject::Direction(..), fact) => *fact == Fact::Name,
            _ => false,
        })
    }

    /// The titles in the form in which those of a table are found. A line that names another plan than the first one
    /// that is named says nothing of the document's period.
    pub fn titles(&self) -> Vec<(u32, Cell, Option<PlanMention>, Option<Mention>)> {
        let code = self.titles.iter().find_map(|t| t.plan.as_ref().map(|p| &p.code));
        let own = |t: &&Title| t.plan.as_ref().map_or(t.on_top, |p| Some(&p.code) == code);
        let titles = self.titles.iter().filter(own);
        titles.map(|t| (t.text.line(), whole(&t.text.shown()), t.plan.clone(), t.period)).collect()
    }

    /// Keeps a statement.
    pub fn say(&mut self, subject: Subject, when: When, fact: Fact, how: How, text: &Text) {
        self.say_as(subject, when, fact, how, text, &text.shown());
    }

    /// Keeps a statement whose text is shown in a form of its own.
    pub fn say_as(&mut self, subject: Subject, when: When, fact: Fact, how: How, text: &Text, shown: &str) {
        self.said.push(Said { subject, when, fact, text: shown.into(), how, place: text.place() });
    }

    /// A heading of the document's own.
    pub fn heading(&mut self, text: &Text) {
        self.say(Subject::Document, When::Ever, Fact::Heading, How::Printed, text);
    }

    /// The name of a program or of a direction.
    pub fn name(&mut self, subject: Subject, text: &Text) {
        self.say_as(subject, When::Ever, Fact::Name, How::Split, text, &text.as_name());
    }

    /// A printed number of programs.
    pub fn total(&mut self, subject: Subject, column: TotalColumn, count: u32, text: &Text) {
        let fact = Fact::Total(Total { grade: None, column, count });
        self.say(subject, When::Document, fact, How::Split, text);
    }

    /// A program stands in a list.
    pub fn listed(&mut self, no: u16, list: Listing, when: When, text: &Text) {
        self.say_as(program(no), when, Fact::Listed(list), How::Printed, text, &text.as_name());
    }

    /// A field that holds nothing, and why.
    pub fn missing(&mut self, no: u16, when: When, field: Field, why: Empty, text: &Text) {
        self.say(program(no), when, Fact::Missing(field, why), How::Printed, text);
    }

    /// Something that was not understood.
    pub fn doubt(&mut self, subject: Option<Subject>, text: &Text, what: Doubtful) {
        self.doubts.push((text.line(), subject, text.shown(), what));
    }
}
