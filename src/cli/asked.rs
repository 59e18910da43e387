//! What a call asks of reading, and how each document is read for it, so that it can be read again.

use std::path::Path;

use super::context::{CURATION, Context};
use super::failure::Failure;
use super::pick;
use crate::import::Encoding;
use crate::model::{Document, Doubtful, Period, PlanCode};
use crate::store::Recipe;
use crate::words::{Lang, Msg};

/// What was asked of all documents of an import.
#[derive(Clone, Debug, Default)]
pub struct Asked {
    /// The plan they are about.
    pub plan: Option<PlanCode>,
    /// The period of their grades.
    pub period: Option<Period>,
    /// The document of the store whose place the one document takes, as a user has written it.
    pub replaces: Option<String>,
    /// The encoding of their text.
    pub encoding: Option<Encoding>,
}

impl Asked {
    /// As a user has written it.
    pub fn new(
        plan: Option<&str>,
        period: Option<&str>,
        encoding: Option<&str>,
        lang: Lang,
    ) -> Result<Asked, Failure> {
        let refused = |code| Failure::input(Msg::ErrPlanCode.fill(lang, &[&code]));
        let plan = plan.map(|code| PlanCode::parse(code).ok_or_else(|| refused(code))).transpose()?;
        let period = period.map(|p| pick::period(p, lang)).transpose()?;
        let known = || Encoding::ALL.map(Encoding::name).join(", ");
        let unknown = |name: &str| Failure::input(Msg::ErrEncoding.fill(lang, &[&name, &known()]));
        let encoding = encoding.map(|name| Encoding::named(name).ok_or_else(|| unknown(name))).transpose()?;
        Ok(Asked { plan, period, encoding, replaces: None })
    }

    /// How a document is read that was never read before.
    pub fn recipe(&self, name: String, encoding: Option<Encoding>) -> Recipe {
        let layout = if is_curation(&name) { CURATION } else { "" };
        Recipe {
            name,
            plan: self.plan.as_ref().map(ToString::to_string),
            municipality: None,
            by_agreement: false,
            encoding: encoding.map_or(Recipe::WORKBOOK, Encoding::name).to_owned(),
            layout: layout.to_owned(),
            period: self.period,
            today: Context::today(),
        }
    }

    /// How a document is read that was read before, where this call asks for something else.
    pub fn again(&self, before: &Recipe) -> Recipe {
        let mut recipe = Recipe { period: self.period.or(before.period), ..before.clone() };
        if let Some(encoding) = self.encoding.filter(|_| before.encoding != Recipe::WORKBOOK) {
            encoding.name().clone_into(&mut recipe.encoding);
        }
        if let Some(plan) = &self.plan {
            recipe =
                Recipe { plan: Some(plan.to_string()), municipality: None, by_agreement: false, ..recipe };
        }
        recipe
    }
}

/// Whether a file holds decisions, by its name.
pub fn is_curation(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"))
}

/// The recipe with what was decided while reading, so that the document can be read again in any other company.
pub fn settled(recipe: Recipe, document: &Document) -> Recipe {
    let layout = serde_json::to_value(document.layout).ok();
    let layout = layout.and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
    let agreed = document.doubts.iter().any(|d| d.what == Doubtful::PlanByAgreement);
    match document.plans.first().filter(|_| agreed) {
        Some(plan) => Recipe {
            layout,
            plan: Some(plan.id.code.to_string()),
            municipality: plan.id.municipality.as_deref().map(str::to_owned),
            by_agreement: true,
            ..recipe
        },
        None => Recipe { layout, ..recipe },
    }
}
