//! Which language the program speaks: what the call says, then the environment, then the configuration, then the
//! locale; Japanese where none of them says.

use std::collections::HashMap;

use super::failure::Failure;
use crate::words::Lang;

const OPTION: &str = "--lang";
const VARIABLE: &str = "SHINCHOKU_LANG";

/// The language of a call. `configured` is what the configuration file says.
pub fn choose(
    option: Option<&str>,
    env: &HashMap<String, String>,
    configured: Option<Lang>,
) -> Result<Lang, Failure> {
    let otherwise = configured.unwrap_or_else(|| of_locale(env));
    let variable = env.get(VARIABLE).map(String::as_str).filter(|v| !v.is_empty());
    let Some((name, id)) = option.map(|v| (OPTION, v)).or(variable.map(|v| (VARIABLE, v))) else {
        return Ok(otherwise);
    };
    let known = Lang::ALL.map(Lang::id);
    Lang::by_id(id).ok_or_else(|| Failure::value(name, id, &known, &[], otherwise))
}

/// The language in which to speak of a call that is not understood: a language that there is not is passed over.
pub fn presume(option: Option<&str>, env: &HashMap<String, String>, configured: Option<Lang>) -> Lang {
    choose(option, env, configured).unwrap_or_else(|_| configured.unwrap_or_else(|| of_locale(env)))
}

/// English only where the locale says so; C and POSIX are what a machine has that nobody set up.
fn of_locale(env: &HashMap<String, String>) -> Lang {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let said = names.iter().find_map(|name| env.get(*name).filter(|value| !value.is_empty()));
    if said.is_some_and(|value| value.starts_with("en")) { Lang::En } else { Lang::Ja }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn world(set: &str) -> HashMap<String, String> {
        let pairs = set.split_whitespace().filter_map(|pair| pair.split_once('='));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }

    #[test]
    fn the_first_that_says_a_language_decides() {
        let (ja, en) = (Lang::Ja, Lang::En);
        for (option, env, configured, expected) in [
            (None, "", None, ja),
            (None, "LANG=C", None, ja),
            (None, "LANG=POSIX", None, ja),
            (None, "LANG=C.UTF-8", None, ja),
            (None, "LANG=ja_JP.UTF-8", None, ja),
            (None, "LANG=fr_FR.UTF-8", None, ja),
            (None, "LANG=en_US.UTF-8", None, en),
            (None, "LANG=en", None, en),
            (None, "LC_MESSAGES=en_GB.UTF-8 LANG=ja_JP.UTF-8", None, en),
            (None, "LC_MESSAGES=ja_JP.UTF-8 LANG=en_US.UTF-8", None, ja),
            (None, "LC_ALL=C LC_MESSAGES=en_US LANG=en_US", None, ja),
            (None, "LC_ALL=en_US LANG=ja_JP", None, en),
            (None, "LC_ALL= LC_MESSAGES= LANG=en_US", None, en),
            (None, "LC_CTYPE=en_US LANGUAGE=en", None, ja),
            (None, "LANG=en_US", Some(ja), ja),
            (None, "", Some(en), en),
            (None, "SHINCHOKU_LANG=en", Some(ja), en),
            (None, "SHINCHOKU_LANG=ja LC_ALL=en_US", None, ja),
            (None, "SHINCHOKU_LANG= LC_ALL=en_US", None, en),
            (Some("ja"), "SHINCHOKU_LANG=en LC_ALL=en_US", Some(en), ja),
            (Some("en"), "SHINCHOKU_LANG=ja", Some(ja), en),
            (Some("en"), "SHINCHOKU_LANG=xx", None, en),
        ] {
            assert_eq!(
                choose(option, &world(env), configured),
                Ok(expected),
                "{option:?} {env} {configured:?}"
            );
        }
    }

    #[test]
    fn an_unknown_language_is_refused_with_both_names() {
        for (option, env, named) in [
            (Some("xx"), "", "--lang"),
            (Some("EN"), "", "--lang"),
            (Some(""), "", "--lang"),
            (None, "SHINCHOKU_LANG=english", "SHINCHOKU_LANG"),
        ] {
            let failure = choose(option, &world(env), None).unwrap_err();
            let (code, said) = (failure.code, &failure.sentence);
            assert!(code == 2 && said.contains(named) && said.ends_with("ja, en"), "{said}");
        }
    }

    #[test]
    fn a_call_that_is_not_understood_is_answered_in_its_language() {
        let (ja, en) = (Lang::Ja, Lang::En);
        for (option, env, configured, expected) in [
            (None, "", None, ja),
            (Some("en"), "", None, en),
            (Some("xx"), "LANG=en_US", None, en),
            (Some("xx"), "LANG=en_US", Some(ja), ja),
            (None, "SHINCHOKU_LANG=en", None, en),
            (None, "SHINCHOKU_LANG=xx", None, ja),
            (None, "", Some(en), en),
        ] {
            assert_eq!(presume(option, &world(env), configured), expected, "{option:?} {env} {configured:?}");
        }
    }
}
